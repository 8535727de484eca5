"""Learning without forgetting on Split MNIST as van de Ven and Tolias (2019) have it, in PyTorch: an independent
program of the arithmetic of Lethe's rows lwf-vdv.

  loss in task n = 1/n · cross-entropy + (1 − 1/n) · T² · Σ_c −q_c log p_c,   q of the network at the end of task n − 1

With `seen`, the loss distinguishes old classes from new ones (q = 0 for these); with `known`, only old classes from each other.

usage: lwf.py DIR SEED domain|class seen|known     (DIR has the four IDX files; prints the mean accuracy after each task)
"""
import copy
import gzip
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

folder, seed, scenario, among = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
torch.set_num_threads(1)
torch.manual_seed(seed)
STEPS, BATCH, TEMPERATURE, TASKS = 2000, 128, 2.0, 5


def idx(name):
    path = next(folder.glob(name + "*"))
    data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
    sizes = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return torch.from_numpy(np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes).copy())


def split(part):
    x, y = idx(part + "-images").reshape(-1, 784).float() / 255, idx(part + "-labels").long()
    of_task = [(y // 2) == task for task in range(TASKS)]
    return [(x[rows], y[rows] % 2 if scenario == "domain" else y[rows]) for rows in of_task]


train, test = split("train"), split("t10k")
outputs = 2 if scenario == "domain" else 10
network = torch.nn.Sequential(
    torch.nn.Linear(784, 400), torch.nn.ReLU(), torch.nn.Linear(400, 400), torch.nn.ReLU(), torch.nn.Linear(400, outputs))
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
old = None
for task, (x, y) in enumerate(train):
    active = outputs if scenario == "domain" else 2 * (task + 1)
    before = outputs if scenario == "domain" else 2 * task
    at = len(x)
    for _ in range(STEPS):
        if at + BATCH > len(x):
            order, at = torch.randperm(len(x)), 0
        rows, at = order[at:at + BATCH], at + BATCH
        z = network(x[rows])[:, :active]
        loss = F.cross_entropy(z, y[rows])
        if old is not None:
            with torch.no_grad():
                q = F.softmax(old(x[rows])[:, :before] / TEMPERATURE, 1)
            p = F.log_softmax((z if among == "seen" else z[:, :before]) / TEMPERATURE, 1)
            distilled = -(q * p[:, :before]).sum(1).mean() * TEMPERATURE ** 2
            loss = loss / (task + 1) + (1 - 1 / (task + 1)) * distilled
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    old = copy.deepcopy(network)
    with torch.no_grad():
        accuracies = [(network(a)[:, :active].argmax(1) == b).float().mean().item() for a, b in test[:task + 1]]
    print(f"task {task + 1}: {100 * np.mean(accuracies):.2f}", flush=True)
