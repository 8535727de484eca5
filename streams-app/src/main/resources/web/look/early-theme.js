// Runs before the first paint: otherwise the page would flash in the other theme first.
try {
  const stored = localStorage.getItem("lethe.theme");
  if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
} catch {
  // The browser may forbid storage. The page then follows the system.
}
