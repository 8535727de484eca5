/* The meaning of every metric and statistic in one sentence, with its paper. R[i][j] is the accuracy on window j after
 * training on window i; k is the last window. */
const METRIC_TEXTS = {
  averageAccuracy: {
    about: "How well the model knows all windows at the end: mean accuracy on their holdouts.",
    formula: "A = mean over j ≤ k of R[k][j]", paper: "Lopez-Paz and Ranzato, NeurIPS 2017",
  },
  averageForgetting: {
    about: "What the model has lost of its best accuracy on past windows. Read it beside learning accuracy: a model that learns nothing forgets nothing.",
    formula: "F = mean over j < k of (max over j ≤ l < k of R[l][j]) − R[k][j]", paper: "Chaudhry et al., ECCV 2018",
  },
  learningAccuracy: {
    about: "How well each window was known when it ended: mean accuracy on its holdout at that moment.",
    formula: "LA = mean over j ≤ k of R[j][j]", paper: "Riemer et al., ICLR 2019",
  },
  backwardTransfer: {
    about: "Effect of later windows on earlier ones: below 0 they harmed them, above 0 they helped.",
    formula: "BWT = mean over j < k of R[k][j] − R[j][j]", paper: "Lopez-Paz and Ranzato, NeurIPS 2017",
  },
  prequentialAccuracy: {
    about: "Accuracy of predictions that are made before training on the example, over the whole stream; curves show the last 1,000 predictions.",
    formula: "correct ÷ predictions with a label", paper: "Gama, Sebastião and Rodrigues, Machine Learning 90, 2013",
  },
  anytimeAccuracy: {
    about: "How well the model knows the windows so far during the whole stream: mean of the average accuracy over all evaluations.",
    formula: "AAA = mean over evaluations t of A(t)", paper: "Caccia et al., ICLR 2022",
  },
  stabilityGap: {
    about: "How deep the accuracy on a window falls while the next window is learned; needs evaluations between window ends.",
    formula: "mean over j of R[j][j] − min over evaluations within window j + 1", paper: "De Lange, van de Ven and Tuytelaars, ICLR 2023",
  },
  plasticityRatio: {
    about: "How well a window was learned, relative to a fresh network that learns the same window; below 1 the run has lost plasticity.",
    formula: "accuracy ÷ accuracy of the fresh network", paper: "Dohare et al., Nature 632, 2024",
  },
  warmStartGap: {
    about: "How much better a network is that is trained from scratch on a sample of all that was learned; above 0 the run would do better to begin again.",
    formula: "mean over j ≤ k of (R from scratch[k][j] − R[k][j])", paper: "Ash and Adams, NeurIPS 2020",
  },
};

const STATISTIC_TEXTS = [
  {
    title: "95 % t interval",
    about: "Student's interval of a mean over n seeds: it would contain the true mean in 95 % of repetitions, if the seeds' values are roughly normal. It covers the learner's randomness on this stream, not other streams.",
    formula: "mean ± t(.975, n − 1) · s ÷ √n",
  },
  {
    title: "Pairing by seed",
    about: "Two methods are compared seed by seed: runs with the same seed learn the same records with the same random numbers, so the influence of these cancels out.",
  },
  {
    title: "Paired permutation test and p",
    about: "p is the share of all assignments of signs to the differences that give a mean at least as far from 0 as the measured one. It assumes no distribution. With n seeds p cannot be below 2/2ⁿ: below 6 seeds, nothing can be shown.",
    paper: "Fisher, The Design of Experiments, 1935",
  },
  {
    title: "Holm's correction",
    about: "Many comparisons find differences by chance. Adjusted p values keep the probability of even one false finding among all comparisons of the family at 5 %.",
    paper: "Holm, Scandinavian Journal of Statistics 6, 1979",
  },
  {
    title: "Wilcoxon's signed-rank test",
    about: "A second test, of ranks instead of values; less sensitive to a single extreme seed. The verdict does not use it.",
    paper: "Wilcoxon, Biometrics Bulletin 1, 1945",
  },
  {
    title: "Hedges' g",
    about: "Size of a difference in standard deviations of the paired differences, corrected for few seeds.",
    paper: "Hedges, Journal of Educational Statistics 6, 1981",
  },
  {
    title: "Probability of improvement",
    about: "Probability that a run of the first method is better than a run of the second, ties counted half.",
    paper: "Agarwal et al., NeurIPS 2021",
  },
];
