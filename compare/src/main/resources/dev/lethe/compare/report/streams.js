/* Builds the page over several streams: the result over them, then the report on the chosen one. */
function showStreams(combined) {
  const order = (combined.overStreams?.ranks ?? []).map(({method}) => method);
  const reports = combined.reports.map(each => makeReport(each, order));
  const title = `${several(reports.length, "stream")}: ${reports.map(({results}) => results.stream.description).join("; ")}`;
  document.title = `Lethe comparison over ${several(reports.length, "stream")}`;
  const chosen = element("div");
  const show = index => {
    lookListeners.length = 0;
    const sections = sectionsOf(reports[index]);
    sections[0].id = "stream-verdict";
    chosen.replaceChildren(...sections);
    lookListeners.forEach(listener => listener());
  };
  const parts = [verdictPart({results: {verdict: combined.verdict, pairs: combined.overStreams?.pairs ?? []}, seeds: 2}), overStreamsPart(combined, reports),
    section("one", "One stream", choice("Stream", reports.map(({results}, i) => [String(i), results.stream.description]), "0", value => show(Number(value)))), chosen,
    section("combined", "Origin of the combination", element("pre", {class: "panel pad"}, combined.provenance.command))];
  document.body.append(element("header", {}, element("p", {class: "kicker"}, "Lethe comparison"), element("h1", {}, title)), element("main", {}, parts));
  show(0);
}
