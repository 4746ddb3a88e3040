// What every page has: the theme switch, keys, forms that answer as one types, marks that explain themselves, judging.
import { live } from "./live.js";
import { keys } from "./keys.js";
import { marks } from "./marks.js";
import { judging } from "./judging.js";

function theme() {
  document.getElementById("theme")?.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("dateline-theme", root.dataset.theme); } catch { /* not kept */ }
    document.dispatchEvent(new CustomEvent("themed"));
  });
}

// On a narrow screen the bar of pages scrolls: the one that is open is brought into view.
function here() {
  const bar = document.querySelector(".top nav ul"), open = bar?.querySelector("[aria-current]");
  if (open && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = open.offsetLeft - (bar.clientWidth - open.offsetWidth) / 2;
}

theme();
here();
live();
keys();
marks();
judging();
