/* Command, plan, settings and versions: they repeat the comparison. */
function originPart({results}) {
  const {provenance, schema, methods} = results;
  const {times} = provenance;
  return section("origin", "Origin",
    element("h3", {}, "Command"), element("pre", {class: "panel pad"}, provenance.command),
    facts([
      ["Plan (SHA-256)", element("code", {}, provenance.plan)],
      ["Started", times?.started ?? DASH], ["Ended", times?.ended ?? DASH], ["Duration", duration(times?.seconds)], ["Schema of results.json", schema],
    ]),
    element("h3", {}, "Methods in canonical form"), facts(methods.filter(method => method.expression).map(method => [method.method, element("code", {}, method.expression)])),
    element("div", {class: "two"},
      element("div", {}, element("h3", {}, "Settings of all runs"), facts(Object.entries(provenance.settings))),
      element("div", {}, element("h3", {}, "Versions"), facts(Object.entries(provenance.versions)))));
}
