/* Methods over several streams: mean ranks, tests, and the means on each stream. */
const STREAM_OUTCOMES = {
  BETTER: ["good", "better"], WORSE: ["bad", "worse"], NO_DIFFERENCE_SHOWN: ["", "no difference shown"], TOO_FEW_STREAMS: ["warn", "too few streams to tell"],
};

function overStreamsPart(combined, reports) {
  const {overStreams: over, metric} = combined;
  const by = reports[0].metric(metric);
  const names = [...new Set([...(over?.ranks ?? []).map(({method}) => method), ...reports.flatMap(({results}) => results.methods.map(({method}) => method))])];
  const ranks = new Map((over?.ranks ?? []).map(({method, meanRank}) => [method, meanRank]));
  return section("streams", `Over ${several(reports.length, "stream")}`,
    over === null ? null : [
      soft("Mean rank over the streams, 1 for the best. A bar joins methods whose mean ranks differ by less than the critical difference (CD): they are not shown to differ. ", over.criticalDifference.text, ". The verdict follows the pairs below."),
      element("div", {class: "panel pad scroll"}, rankDiagram(reports[0], over))],
    soft(`${capital(by.title)} on each stream: mean over the seeds, with n. Each stream counts once.`),
    element("div", {class: "panel scroll"}, element("table", {class: "means cards"}, head("Method", "Mean rank", ...reports.map(({results}) => results.stream.description)),
      element("tbody", {}, names.map(name => element("tr", {}, cell("Method", methodName(reports[0], name)), cell("Mean rank", ranks.has(name) ? fixed(ranks.get(name), 2) : DASH),
        reports.map(({results}) => {
          const summary = results.methods.find(({method}) => method === name)?.metrics[metric];
          return cell(results.stream.description, summary ? [valueText(by, summary.mean), element("span", {class: "soft small line"}, `n = ${summary.n}`)] : DASH);
        })))))),
    over === null ? null : streamPairs(reports[0], by, over));
}

function streamPairs(report, by, {pairs, friedman, n}) {
  const best = pairs.filter(pair => pair.first === pairs[0].first);
  const all = pairs.length <= MAX_PAIRS;
  return [element("h3", {}, all ? "Pairs" : `Pairs of ${pairs[0].first}; all ${pairs.length} are in results.json`),
    soft(`${friedman.test}, N = ${n} streams: p ${pValue(friedman.p)}. Pairs: Wilcoxon's signed-rank test of the means of the streams, after Holm's correction over ${several(pairs.length, "pair")}.`),
    element("div", {class: "panel scroll"}, element("table", {class: "cards"}, head("First", "Second", "Mean difference", "Better, worse on", "p after Holm", "n", "Result for the first"),
      element("tbody", {}, (all ? pairs : best).map(pair => element("tr", {}, cell("First", methodName(report, pair.first)), cell("Second", methodName(report, pair.second)),
        cell("Mean difference", differenceText(by, pair.difference)), cell("Better, worse on", `${pair.wins}, ${pair.losses}`), cell("p after Holm", pValue(pair.adjustedP)),
        cell("n", String(pair.n)), cell("Result for the first", element("b", {class: STREAM_OUTCOMES[pair.outcome][0]}, STREAM_OUTCOMES[pair.outcome][1])))))))];
}
