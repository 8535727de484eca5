/* Notifies charts of the theme and of printing: CSS follows `color-scheme`, but charts have the colours that they were
 * drawn with. Paper is always light. */
const darkScreen = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");
const lookListeners = [];
let printing = paper.matches;

function isPrinting() {
  return printing;
}

/** "light" or "dark". */
function theme() {
  return !printing && darkScreen.matches ? "dark" : "light";
}

/** Calls `listener` when the theme may have changed, and before and after printing. */
function onLook(listener) {
  lookListeners.push(listener);
}

function setPrinting(value) {
  if (printing === value) return;
  printing = value;
  lookListeners.forEach(listener => listener());
}

addEventListener("beforeprint", () => setPrinting(true));
addEventListener("afterprint", () => setPrinting(false));
paper.addEventListener("change", () => setPrinting(paper.matches));
darkScreen.addEventListener("change", () => lookListeners.forEach(listener => listener()));
