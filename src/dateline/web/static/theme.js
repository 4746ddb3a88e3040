// Runs before the page is painted, so that the scheme chosen last time does not flash.
(() => {
  try {
    const chosen = localStorage.getItem("dateline-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* storage may be closed: the system's scheme it is */ }
})();
