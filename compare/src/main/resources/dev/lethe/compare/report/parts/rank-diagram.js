/* Diagram of mean ranks with the critical difference (Demšar 2006): a bar joins methods that are not shown to differ. */
const ROW = 22;
const SVG = "http://www.w3.org/2000/svg";

function rankDiagram(report, {ranks, criticalDifference}) {
  const width = 900;
  const margin = 230; // of the labels
  const [left, right] = [margin, width - margin];
  const k = ranks.length;
  const at = rank => left + (right - left) * (rank - 1) / Math.max(1, k - 1);
  const axis = 54;
  const bars = criticalDifference.groups.map((group, i) => ({group, y: axis + 12 + 9 * i}));
  const top = axis + 26 + 9 * bars.length;
  const half = Math.ceil(k / 2);
  const drawing = svg("svg", {viewBox: `0 0 ${width} ${top + half * ROW}`, class: "ranks", role: "img",
    "aria-label": `Mean ranks. ${ranks.map(({method, meanRank}) => `${method}: ${fixed(meanRank, 2)}`).join("; ")}. ${criticalDifference.text}`});
  const line = (x1, y1, x2, y2, style = "stroke:var(--ink-soft)") => svg("line", {x1, y1, x2, y2, style});
  const text = (x, y, words, anchor = "middle", style = "fill:var(--ink)") => svg("text", {x, y, "text-anchor": anchor, style}, words);
  const cd = Math.min(right - left, (right - left) * criticalDifference.value / Math.max(1, k - 1));
  drawing.append(text(left, 14, `CD = ${fixed(criticalDifference.value, 2)}`, "start"), line(left, 24, left + cd, 24, "stroke:var(--ink);stroke-width:2"),
    line(left, 19, left, 29), line(left + cd, 19, left + cd, 29), line(left, axis, right, axis));
  const step = Math.max(1, Math.ceil(k / 15));
  for (let rank = 1; rank <= k; rank++) {
    drawing.append(line(at(rank), axis - 5, at(rank), axis));
    if ((rank - 1) % step === 0) drawing.append(text(at(rank), axis - 9, String(rank), "middle", "fill:var(--ink-soft)"));
  }
  for (const {group, y} of bars) {
    const own = group.map(name => ranks.find(each => each.method === name).meanRank);
    drawing.append(line(at(Math.min(...own)) - 3, y, at(Math.max(...own)) + 3, y, "stroke:var(--ink);stroke-width:4"));
  }
  // The better half of the labels is on the left, the other half on the right; the outermost one is the highest.
  ranks.forEach(({method, meanRank}, i) => {
    const isLeft = i < half;
    const y = top + (isLeft ? i : k - 1 - i) * ROW;
    const colour = `stroke:${report.look(method).css};stroke-width:1.5`;
    const edge = isLeft ? 0 : width;
    drawing.append(line(at(meanRank), axis, at(meanRank), y, colour), line(at(meanRank), y, edge, y, colour),
      text(edge, y - 4, `${isLeft ? `${fixed(meanRank, 2)}  ` : ""}${shortened(method, 26)}${isLeft ? "" : `  ${fixed(meanRank, 2)}`}`, isLeft ? "start" : "end"));
  });
  return drawing;
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
