/* Notifies of printing: charts draw on a canvas, lazily and in the colours of the screen. */
const media = matchMedia("print");
const listeners = new Set();
let printing = media.matches;

export function isPrinting() {
  return printing;
}

/** Calls `listener` before and after printing. Returns a function that stops it. */
export function onPrint(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(value) {
  if (printing === value) return;
  printing = value;
  listeners.forEach(listener => listener());
}

addEventListener("beforeprint", () => set(true));
addEventListener("afterprint", () => set(false));
media.addEventListener("change", () => set(media.matches));
