// Runs before the page is painted: without it a remembered theme would flash the other one first.
try {
  const remembered = localStorage.getItem("lethe.theme");
  if (remembered === "light" || remembered === "dark") document.documentElement.dataset.theme = remembered;
} catch {
  // Storage can be forbidden; the page then follows the system.
}
