/* Builds the page over several streams: the result over them, then the report on the chosen one; on paper, all reports. */
function showStreams(combined) {
  const order = (combined.overStreams?.ranks ?? []).map(({method}) => method);
  const reports = combined.reports.map(each => makeReport(each, order));
  const title = `${several(reports.length, "stream")}: ${reports.map(({results}) => results.stream.description).join("; ")}`;
  document.title = `Lethe comparison over ${several(reports.length, "stream")}`;
  const chosen = element("div");
  const others = element("div");
  const show = index => {
    lookListeners.length = 0;
    chosen.replaceChildren(...streamSections(reports[index]));
    const own = lookListeners.length + 1;
    onLook(() => {
      lookListeners.length = own;
      others.replaceChildren(...isPrinting() ? reports.filter((_, i) => i !== index).flatMap(streamSections) : []);
      lookListeners.slice(own).forEach(listener => listener());
    });
    [...lookListeners].forEach(listener => listener());
  };
  const parts = [verdictPart({results: {verdict: combined.verdict, pairs: combined.overStreams?.pairs ?? []}, seeds: 2}), overStreamsPart(combined, reports),
    section("one", "One stream", choice("Stream", reports.map(({results}, i) => [String(i), results.stream.description]), "0", value => show(Number(value)))), chosen, others,
    section("combined", "Origin of the combination", element("pre", {class: "panel pad"}, combined.provenance.command))];
  document.body.append(element("header", {}, element("p", {class: "kicker"}, "Lethe comparison"), element("h1", {}, title)), element("main", {}, parts));
  show(0);
}

/** The report on one stream; its name is visible on paper, where there is no choice. */
function streamSections(report) {
  const sections = sectionsOf(report);
  sections[0].id = "stream-verdict";
  return [element("h1", {class: "printed"}, report.results.stream.description), ...sections];
}
