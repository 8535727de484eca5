/* The light or dark theme: the reader's choice, or the system's. CSS follows `color-scheme`; charts draw on a canvas and
 * need a notification. */
import {isPrinting, onPrint} from "./printing.js";

const KEY = "lethe.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

/** "auto", "light" or "dark". */
export function chosenTheme() {
  return document.documentElement.dataset.theme ?? "auto";
}

/** "light" or "dark". */
export function effectiveTheme() {
  const chosen = chosenTheme();
  if (isPrinting()) return "light";
  return chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
}

export function chooseTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // The browser may forbid storage. The choice then lasts as long as the page.
  }
  listeners.forEach(listener => listener());
}

/** Calls `listener` when the effective theme may have changed. Returns a function that stops it. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const notify = () => listeners.forEach(listener => listener());
system.addEventListener("change", notify);
onPrint(notify);
