/* The reader's selection and view, in the page's address: they survive a reload and can be sent to others. */

/** `{shown, view, focus}`: a set of run names, "cards", "table" or "metrics", and a run's name; each null if not chosen. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  return {
    shown: query.has("show") ? new Set(query.getAll("show").filter(name => name !== "")) : null,
    view: ["cards", "table", "metrics"].includes(query.get("view")) ? query.get("view") : null,
    focus: query.get("focus"),
  };
}

export function writeAddress({shown, view, focus}) {
  const query = new URLSearchParams();
  if (shown) (shown.size > 0 ? [...shown] : [""]).forEach(name => query.append("show", name));
  if (view) query.set("view", view);
  if (focus) query.set("focus", focus);
  const text = query.toString();
  history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
}
