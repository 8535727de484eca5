/* The stream: its windows, their sizes and the balance of their classes. */
const MAX_TALL = 12;

function streamPart(report) {
  const {stream} = report.results;
  const labels = [...new Set(stream.windows.flatMap(window => Object.keys(window.classes).map(Number)))].sort((a, b) => a - b);
  const largest = Math.max(1, ...stream.windows.map(window => window.examples));
  const ranges = Object.entries(stream.ranges).map(([seed, range]) => seed === "all" ? range : `${seed.replace("-", " ")}: ${range}`);
  return section("stream", "Stream",
    facts([["Stream", stream.description], ["Topic", stream.topic], ["Offsets", ranges.join("; ")],
      ["Examples", `${count(stream.examples)}, ${stream.labelled === stream.examples ? "all" : count(stream.labelled)} with a label`],
      ["Features and classes", `${count(stream.features)} features, ${count(stream.classes)} classes`]]),
    stream.windows.length === 0 ? soft("No window is known.") : element("div", {class: "panel scroll"}, element("table", {class: stream.windows.length > MAX_TALL ? "windows flat" : "windows"},
      head("Window", "Examples", labels.length > 0 ? `Classes ${labels[0]} to ${labels.at(-1)}, share of each` : "Classes"),
      element("tbody", {}, stream.windows.map(window => element("tr", {},
        element("th", {scope: "row"}, report.windowName(window.window)),
        element("td", {class: "size"}, element("span", {class: "bar", "aria-hidden": "true"}, element("i", {style: `width:${100 * window.examples / largest}%`})), count(window.examples)),
        element("td", {class: "wide"}, balance(window, labels))))))),
    ranges.length > 1 ? soft("Windows and classes are those of the first seed; the streams of the others are made in the same way.") : null);
}

/** One small column per class; its height is the share of the class in the window. */
function balance({classes}, labels) {
  const total = Object.values(classes).reduce((sum, n) => sum + n, 0);
  if (total === 0) return element("span", {class: "soft small"}, "no labels");
  const share = label => (classes[label] ?? 0) / total;
  const largest = Math.max(...labels.map(share));
  const words = labels.filter(label => classes[label]).map(label => `class ${label}: ${count(classes[label])} (${percent(share(label))})`).join(", ");
  return element("span", {class: "balance", role: "img", "aria-label": words, title: words},
    labels.map(label => element("i", {style: `height:${100 * share(label) / largest}%`})));
}

/** A list of names and values. */
function facts(rows) {
  return element("dl", {class: "facts"}, rows.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}
