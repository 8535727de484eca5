/* The reader's selection and view, in the page's address: they survive a reload and can be sent to others. */

const VIEWS = ["cards", "table", "metrics"];
const STATES = ["LIVE", "RECOVERING", "PAUSED", "STOPPED", "FAILED"];
const DIFFERENCES = ["averageAccuracy", "averageForgetting", "windowed", "cumulative"];
const ZOOMS = ["examples", "time"];

/**
 * Choices of the reader, null (or an empty set or object) where nothing is chosen:
 * `shown` and `pinned`, sets of run names; `view`, "cards", "table" or "metrics"; `focus`, a run's name; `grouped`, a
 * boolean; `reference`, a run of the method that others are compared with; `metric` of that comparison; `query` and
 * `state`, the filter; `sort`, `{key, descending}`; `zoom`, ranges `[from, to]` by axis: "examples", or "time" in
 * milliseconds since the start of a run.
 */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  const oneOf = (name, allowed) => (allowed.includes(query.get(name)) ? query.get(name) : null);
  return {
    shown: query.has("show") ? new Set(query.getAll("show").filter(name => name !== "")) : null,
    view: oneOf("view", VIEWS),
    focus: query.get("focus"),
    grouped: query.has("group") ? query.get("group") !== "off" : null,
    reference: query.get("ref"),
    metric: oneOf("of", DIFFERENCES),
    query: query.get("q"),
    state: oneOf("state", STATES),
    pinned: new Set(query.getAll("pin")),
    sort: readSort(query.get("sort")),
    zoom: Object.fromEntries(ZOOMS.map(axis => [axis, readRange(query.get(`zoom-${axis}`))]).filter(([, range]) => range)),
  };
}

export function writeAddress({shown, view, focus, grouped, reference, metric, query: words, state, pinned, sort, zoom}) {
  const query = new URLSearchParams();
  if (shown) (shown.size > 0 ? [...shown] : [""]).forEach(name => query.append("show", name));
  const single = {
    view, focus, group: grouped === null ? null : grouped ? "on" : "off", ref: reference, of: metric, q: words, state,
    sort: sort && `${sort.descending ? "-" : ""}${sort.key}`,
  };
  Object.entries(single).filter(([, value]) => value).forEach(([name, value]) => query.set(name, value));
  pinned.forEach(name => query.append("pin", name));
  Object.entries(zoom).filter(([, range]) => range).forEach(([axis, range]) => query.set(`zoom-${axis}`, range.map(short).join("~")));
  const text = query.toString();
  history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
}

/** "accuracy" or, descending, "-accuracy" */
function readSort(text) {
  if (!text) return null;
  return text.startsWith("-") ? {key: text.slice(1), descending: true} : {key: text, descending: false};
}

function readRange(text) {
  const range = (text ?? "").split("~").map(Number);
  return range.length === 2 && range.every(Number.isFinite) && range[0] >= 0 && range[0] < range[1] ? range : null;
}

function short(value) {
  return String(Number(value.toPrecision(6)));
}
