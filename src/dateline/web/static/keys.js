// Keys that work on every page. Nothing happens while one types into a field.

const PLACES = { d: "/", e: "/events", m: "/map", t: "/timeline", s: "/state", p: "/plans", f: "/figures", r: "/review" };

export const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

export function keys() {
  let going = 0;
  const dialog = document.getElementById("keys");
  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.defaultPrevented || dialog.open) return;
    if (going && Date.now() - going < 1500 && PLACES[event.key]) { location.href = PLACES[event.key]; going = 0; return; }
    going = event.key === "g" ? Date.now() : 0;
    if (event.key === "/") { event.preventDefault(); document.querySelector(".find input").focus(); }
    else if (event.key === "?") dialog.showModal();
    else if ((event.key === "j" || event.key === "k") && !document.querySelector(".queue")) move(event.key === "j" ? 1 : -1);
  });
}

// j and k walk through the links of the page's lists.
function move(step) {
  const items = [...document.querySelectorAll("[data-list] > li")];
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(items.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : items.length - 1) : now + step))];
  const stop = next.matches("[tabindex]") ? next : next.querySelector("a, button");
  stop?.focus();
  next.scrollIntoView({ block: "nearest" });
}
