/* Light or dark: what the reader chose, or what the system asks for. The CSS follows `color-scheme` by itself; charts draw
 * on a canvas and have to be told. */
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
  return chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
}

export function chooseTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
  listeners.forEach(listener => listener());
}

/** Calls `listener` when the effective theme may have changed; returns how to stop that. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

system.addEventListener("change", () => listeners.forEach(listener => listener()));
