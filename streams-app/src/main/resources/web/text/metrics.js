/* All metrics of the page: name, source, format and meaning. */
import {fallText} from "./fall.js";
import {count, figure, percent, perSecond, points, signedPoints} from "./format.js";

/** Text of a metric of a run. */
export function shown(metric, run) {
  return metric.text?.(run) ?? metric.show(metric.value(run));
}

/** Returns true if a run has a value of the metric. */
export function isMeasured(metric, run) {
  return (metric.value(run) ?? null) !== null;
}

/** A metric: `value(run)` is a number, null or undefined; `show` formats it; `unit` is null if the label has it. */
export const METRICS = [
  {
    key: "largestFall", label: "Largest fall", unit: "percentage points", better: "lower is better",
    value: run => run.metrics?.largestFall && run.metrics.largestFall.best - run.metrics.largestFall.now, show: points, text: fallText,
    about: "The window that has lost the most of its best accuracy up to now, and the window whose training took the larger part of it.",
    formula: "max over j of (max over j ≤ l ≤ k of R[l][j]) − now[j]",
  },
  {
    key: "averageAccuracy", label: "Average accuracy", unit: "%", better: "higher is better",
    value: run => run.metrics?.averageAccuracy, show: percent,
    about: "Mean accuracy on the holdouts of all windows so far, after the newest window that has ended.",
    formula: "A(k) = mean over j ≤ k of R[k][j]",
  },
  {
    key: "averageForgetting", label: "Average forgetting", unit: "percentage points", better: "lower is better",
    value: run => run.metrics?.averageForgetting, show: points,
    about: "Accuracy that the model has lost on past windows since its best. Defined from the second window on. Compare it with learning accuracy: a model that learns nothing forgets nothing.",
    formula: "F(k) = mean over j < k of (max over j ≤ l < k of R[l][j]) − R[k][j]",
  },
  {
    key: "backwardTransfer", label: "Backward transfer", unit: "percentage points", better: "higher is better",
    value: run => run.metrics?.backwardTransfer, show: signedPoints,
    about: "Effect of later windows on the accuracy of earlier ones: below 0 they harmed it, above 0 they helped. Defined from the second window on.",
    formula: "BWT(k) = mean over j < k of R[k][j] − R[j][j]",
  },
  {
    key: "learningAccuracy", label: "Learning accuracy", unit: "%", better: "higher is better",
    value: run => run.metrics?.learningAccuracy, show: percent,
    about: "How well each window was learned: mean accuracy on its holdout at the moment when the window ended.",
    formula: "LA(k) = mean over j ≤ k of R[j][j]",
  },
  {
    key: "prequential", label: "Prequential, recent", unit: "%", better: "higher is better",
    value: run => run.metrics?.prequential?.windowed, show: percent,
    about: "Accuracy of predictions made before training on the example, over the last 1000 predictions with a known label.",
    formula: "correct ÷ scored, over the last 1000",
  },
  {
    key: "cumulative", label: "Prequential, overall", unit: "%", better: "higher is better",
    value: run => run.metrics?.prequential?.cumulative, show: percent,
    about: "The same since the start of the run.",
    formula: "correct ÷ scored",
  },
  {
    key: "examples", label: "Examples", unit: null,
    value: run => run.metrics?.examples, show: count,
    about: "Number of predictions, including those without a label.",
  },
  {
    key: "throughput", label: "Throughput", unit: "examples per second",
    value: run => run.metrics?.health?.["examples.per.second"], show: perSecond,
    about: "How fast the trainer learns, as it reports it.",
  },
  {
    key: "lag", label: "Lag", unit: "records", better: "lower is better",
    value: run => run.metrics?.health?.lag, show: count,
    about: "Records of the input topic that the trainer has not consumed yet.",
  },
  {
    key: "deadLetters", label: "Dead letters", unit: "records", better: "lower is better",
    value: run => run.metrics?.health?.["dead.letters"], show: count,
    about: "Records that could not be used and went to the dead-letter topic.",
  },
];

/** The three questions that the newest scorecard of a run answers, one line each. */
export const SCORECARD = [
  {
    key: "stability", field: "forgetting", label: "Stability: forgetting", unit: "percentage points", better: "lower is better", show: points,
    line: "What past windows have lost of their best accuracy.",
    about: "The same as average forgetting.",
    // The scorecard arrives by another topic than the evaluations: one source, so that one metric has one value.
    value: run => typeof run.metrics?.scorecard?.forgetting === "number" ? run.metrics.averageForgetting : undefined,
  },
  {
    key: "plasticity", field: "plasticityRatio", label: "Plasticity ratio", unit: null, show: figure,
    line: "How well the window was learned, as a multiple of a fresh network on the same examples.",
    about: "Below 1 the run learns the window worse than a fresh network does. It also has more classes to choose between than the fresh one has met: compare runs, or a run with itself over time.",
    formula: "online accuracy ÷ online accuracy of the fresh network",
  },
  {
    key: "warmStartGap", field: "warmStartGap", label: "Warm-start gap", unit: "percentage points", better: "lower is better", show: signedPoints,
    line: "How much better a network is that begins now, from a sample of all that was learned.",
    about: "Mean over the retained holdouts; above 0 the run would do better to begin again.",
    formula: "mean over j ≤ k of (R from scratch[k][j] − R[k][j])",
  },
].map(m => ({value: run => run.metrics?.scorecard?.[m.field], ...m}));

const LISTED_HEALTH = new Set(["examples.per.second", "lag", "dead.letters"]);
const LISTED_SCORECARD = new Set([
  "window", "task", "step", "eventTime", "accuracy", "learningAccuracy", ...SCORECARD.map(m => m.field),
]);

/** `[name, value]` of the health metrics that are not in METRICS. */
export function otherHealth(run) {
  return Object.entries(run.metrics?.health ?? {}).filter(([name]) => !LISTED_HEALTH.has(name));
}

/** `[name, value]` of the scorecard's metrics that neither SCORECARD nor METRICS has. */
export function otherScorecard(run) {
  return Object.entries(run.metrics?.scorecard ?? {})
    .filter(([name, value]) => !LISTED_SCORECARD.has(name) && value !== null)
    .map(([name, value]) => [`scorecard.${name}`, value]);
}

export function metric(key) {
  return METRICS.find(candidate => candidate.key === key);
}

/** Text of a metric's tooltip. */
export function explanation({about, formula, unit}) {
  return [about, formula, unit && `In ${unit}.`].filter(Boolean).join("\n");
}
