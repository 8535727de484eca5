/* The result in words. */
const MAX_LISTED = 4;

function verdictPart(report) {
  const {verdict, pairs, hypotheses = []} = report.results;
  const [headline, ...others] = verdict;
  // One sentence per method would push everything else off the first screen.
  const isPair = line => pairs.some(pair => line.startsWith(`${pair.first} against ${pair.second}:`));
  // After hypotheses, which come first, the order of the sentences matters.
  const compared = hypotheses.length > 0 ? [] : others.filter(isPair);
  const rest = others.filter(line => !compared.includes(line));
  const list = lines => element("ul", {}, lines.map(line => element("li", {}, line)));
  const folded = compared.length > MAX_LISTED;
  return element("section", {id: "verdict", class: "panel"},
    element("h2", {class: "kicker"}, "Verdict"),
    element("p", {class: "headline"}, headline ?? "There is no result."),
    folded ? [list(rest), element("details", {}, element("summary", {}, `${compared.length} comparisons of the first method with the others`), list(compared))]
      : list([...compared, ...rest]),
    oneSeedNote(report));
}

/** Says why nothing is drawn around the means. */
function oneSeedNote({seeds}) {
  return seeds > 1 ? null : element("p", {class: "note"}, "Each method ran with one seed: there are no intervals and no bands, and no difference can be shown.");
}
