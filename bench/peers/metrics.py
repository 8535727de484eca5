"""Compares matrix, forgetting and backward transfer of results.json with Avalanche's and CapyMOA's own code.

The accuracies that Lethe published become labels and predictions again: of q predictions p are right, where p/q is the
accuracy. The packages count them, build the matrix, and compute their metrics. Definitions differ:

- Lethe's forgetting starts from the best accuracy at a window end (Chaudhry 2018), Avalanche's from the first one. So
  Avalanche's class gets the best one as its initial value, and once more the first one: that is minus backward transfer.
- Lethe's backward transfer is of the last row (Lopez-Paz 2017), CapyMOA's the mean over all rows (Diaz-Rodriguez 2018).
  The last row follows from CapyMOA's value of n and of n - 1 windows.
- CapyMOA has no forgetting.

Exits with 1 if a value differs by more than 1e-9, and with 2 if nothing was compared.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

TOLERANCE = 1e-9
LARGEST_HOLDOUT = 1_000_000


def main(directories):
    if not directories:
        sys.exit("metrics: got no directory, expected directories with results.json")
    peers = [peer for peer in (load("Avalanche", avalanche), load("CapyMOA", capymoa)) if peer]
    worst = {}
    for directory in directories:
        for run in runs(json.loads((Path(directory) / "results.json").read_text())):
            matrix = complete(run)
            if matrix is None:
                continue
            for name, peer in peers:
                for metric, value, expected in peer(matrix, run):
                    known, count = worst.get((name, metric), (0.0, 0))
                    worst[name, metric] = (max(known, abs(value - expected)), count + 1)
                    if not abs(value - expected) <= TOLERANCE:
                        print(f"{run['run']}: {metric}: {name} {value!r}, Lethe {expected!r}")
    for (name, metric), (difference, count) in worst.items():
        print(f"{name:10} {metric:20} {count:6} values, largest difference {difference:.2e}")
    if not worst:
        print("nothing was compared")
        return 2
    return int(any(not difference <= TOLERANCE for difference, _ in worst.values()))


def runs(results):
    streams = results.get("streams", [results])
    return [run for stream in streams for run in stream["runs"]]


def complete(run):
    """Returns the lower triangle as fractions; None if a holdout is missing or there is one window."""
    rows = [row["accuracies"] for row in run["matrix"]]
    if len(rows) < 2 or any(str(j) not in row for i, row in enumerate(rows) for j in range(i + 1)):
        if run["matrix"]:
            print(f"{run['run']}: skipped, its matrix has one row or lacks holdouts")
        return None
    return [[Fraction(row[str(j)]).limit_denominator(LARGEST_HOLDOUT) for j in range(i + 1)] for i, row in enumerate(rows)]


def load(name, make):
    try:
        return name, make()
    except ImportError as e:
        print(f"{name}: skipped, {e}")
        return None


def predictions(torch, accuracy):
    """Returns labels and predictions with this accuracy."""
    true = torch.zeros(accuracy.denominator, dtype=torch.long)
    predicted = true.clone()
    predicted[accuracy.numerator:] = 1
    return true, predicted


def metrics(run, *names):
    return [run["metrics"][name] for name in names]


def avalanche():
    import torch
    from avalanche.evaluation.metrics import Accuracy
    from avalanche.evaluation.metrics.forgetting_bwt import BWT, Forgetting

    def compare(matrix, run):
        forgetting, transfer, from_first = Forgetting(), BWT(), Forgetting()
        last = len(matrix) - 1
        average, best = [], {}
        for i, row in enumerate(matrix):
            for j, published in enumerate(row):
                accuracy = Accuracy()
                true, predicted = predictions(torch, published)
                accuracy.update(predicted, true)
                value = accuracy.result()
                yield "matrix", value, run["matrix"][i]["accuracies"][str(j)]
                if i == last:
                    average.append(value)
                    if j < last:
                        forgetting.update_initial(j, best[j])
                        forgetting.update_last(j, value)
                best[j] = max(best.get(j, value), value)
                for each in (transfer, from_first):
                    if i == j:
                        each.update_initial(j, value)
                    elif i == last:
                        each.update_last(j, value)
        mean = lambda values: sum(values) / len(values)
        accuracy, lost, backward = metrics(run, "averageAccuracy", "averageForgetting", "backwardTransfer")
        yield "averageAccuracy", mean(average), accuracy
        yield "averageForgetting", mean(forgetting.result().values()), lost
        yield "backwardTransfer", mean(transfer.result().values()), backward
        yield "backwardTransfer", -mean(from_first.result().values()), backward

    return compare


def capymoa():
    import torch
    from capymoa.ocl.evaluation._evaluator import _OCLEvaluator

    torch.set_default_dtype(torch.float64)  # its accuracies are quotients of whole numbers

    def of_leading(matrix, n):
        evaluator = _OCLEvaluator(task_count=n, eval_step_count=1, class_count=2)
        for i, row in enumerate(matrix[:n]):
            for j, published in enumerate(row):
                true, predicted = predictions(torch, published)
                evaluator._on_eval_batch(SimpleNamespace(train_task=i, continual_eval=0, test_task=j, y=true, y_hat=predicted))
        return evaluator.build(SimpleNamespace(windowed=None), torch.zeros(n + 1))

    def compare(matrix, run):
        n = len(matrix)
        whole = of_leading(matrix, n)
        for i, row in enumerate(matrix):
            for j in range(len(row)):
                yield "matrix", float(whole.accuracy_matrix[i][j]), run["matrix"][i]["accuracies"][str(j)]
        accuracy, backward = metrics(run, "averageAccuracy", "backwardTransfer")
        yield "averageAccuracy", float(whole.accuracy_seen[-1]), accuracy
        terms = n * (n - 1) / 2
        before = of_leading(matrix, n - 1).backward_transfer if n > 2 else 0
        yield "backwardTransfer", (terms * whole.backward_transfer - (terms - n + 1) * before) / (n - 1), backward

    return compare


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
