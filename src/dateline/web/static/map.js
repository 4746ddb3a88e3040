// The map: our own base map on a canvas, marks as precise as what is known, bundles where they crowd, a slider of days.
// The address keeps the days (since, until) and the view (#scale/latitude/longitude), so that it can be sent on.
import { Projection } from "./mapview.js";
import { drawBase, readBase } from "./mapbase.js";
import { bundles, drawMarks, hit } from "./mapmarks.js";
import { Days } from "./mapdays.js";
import { Tiles } from "./maptiles.js";

const canvas = document.getElementById("map");
const state = document.getElementById("map-state");
const hint = document.getElementById("map-hint");
const panel = document.getElementById("at");
const view = new Projection();
const tiles = new Tiles(canvas.dataset.tiles, () => draw());
let base = null, towns = [], data = null, days = null, marks = [], painting = 0, listed = "";

const query = () => new URLSearchParams(location.search);

async function start() {
  try {
    const [b, d] = await Promise.all([fetch(canvas.dataset.base), fetch(`/map/data.json${location.search}`)]);
    if (d.status === 503) { state.textContent = (await d.json()).detail; setTimeout(start, 3000); return; }
    if (!d.ok) throw new Error((await d.json()).detail);
    base = readBase(await b.json());
    data = await d.json();
  } catch (error) { state.textContent = error.message || "The server does not answer."; return; }
  if (!data.at.length) state.textContent = "No event with a place passes.";
  locate();
  days = new Days(data, query(), () => changed());
  size();
  changed(true);
  if (!fromHash()) { everything(); moved(); }
  fetch("/map/towns.json").then((r) => r.json()).then((t) => { towns = t; draw(); });
}

// A place known only as a country is drawn as the country; its mark stands on the country's label.
function locate() {
  const byIso = new Map(base.lands.map((l) => [l.iso, l]));
  for (const p of data.places) {
    p.land = p.precision === "country" ? byIso.get(p.iso) : undefined;
    if (p.land) [p.lon, p.lat] = p.land.at;
    p.drawn = p.lat !== null && p.lat !== undefined;
  }
}

function changed(first = false) {
  const counts = days.counts();
  let shown = 0;
  data.places.forEach((p, n) => { p.events = counts.all[n]; p.open = counts.open[n]; p.family = counts.family[n]; shown += p.events; });
  const places = data.places.filter((p) => p.events).length;
  state.textContent = `${events(shown)} at ${places} place${places === 1 ? "" : "s"}${data.unplaced ? `; ${data.unplaced.toLocaleString("en-GB")} without a place` : ""}`;
  if (first !== true) remember();
  overview();
  draw();
}

function draw() {
  if (painting || !data) return;
  painting = requestAnimationFrame(() => {
    painting = 0;
    const c = canvas.getContext("2d");
    const ratio = devicePixelRatio || 1;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const shaded = new Set(data.places.filter((p) => p.events && p.land).map((p) => p.land));
    tiles.draw(c, view);
    marks = bundles(data.places, view);
    drawBase(c, view, base, towns, colour, shaded, tiles.on, covered());
    drawMarks(c, view, marks, colour, data.families);
  });
}

// Where names would be hidden: under marks, buttons and notes.
function covered() {
  const corners = [[0, 0, 60, 140], [view.width - state.offsetWidth - 20, 0, view.width, 40], [view.width - 270, view.height - 20, view.width, view.height]];
  return [...corners, ...marks.map((m) => [m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r + (m.kind === "country" ? 14 : 0)])];
}

function size() {
  const ratio = devicePixelRatio || 1;
  view.width = canvas.clientWidth;
  view.height = canvas.clientHeight;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  draw();
}

function everything() {
  const finer = data.places.filter((p) => p.drawn && p.precision !== "region" && p.precision !== "country");
  const placed = busiest(finer.length ? finer : data.places.filter((p) => p.drawn));
  view.fit(placed.length ? placed : [{ lat: 60, lon: -120 }, { lat: -40, lon: 150 }]);
}

// The nearest to the middle of all, up to nine in ten events: a stray at the other end of the world does not set the view.
function busiest(places) {
  const weight = (p) => p.events ?? 1;
  const total = places.reduce((sum, p) => sum + weight(p), 0);
  const middle = (by) => { let sum = 0; return [...places].sort((a, b) => a[by] - b[by]).find((p) => (sum += weight(p)) >= total / 2)?.[by] ?? 0; };
  const lat = middle("lat"), lon = middle("lon");
  const far = (p) => Math.hypot(p.lat - lat, p.lon - lon);
  let sum = 0;
  return [...places].sort((a, b) => far(a) - far(b)).filter((p) => { const kept = sum < total * 0.9; sum += weight(p); return kept; });
}

// Until a mark is chosen, the panel names the places with most events; choosing one goes there.
function overview() {
  const list = document.getElementById("at-places");
  if (!list) return;
  const top = data.places.filter((p) => p.events).sort((a, b) => b.events - a.events).slice(0, 12);
  list.replaceChildren(...top.map((p) => {
    const item = document.createElement("li"), button = document.createElement("button"), name = document.createElement("span"), count = document.createElement("span");
    button.type = "button";
    button.className = "quiet";
    name.textContent = p.name;
    count.textContent = p.events.toLocaleString("en-GB");
    count.className = "dim";
    button.append(name, count);
    button.addEventListener("click", () => { if (p.drawn) { view.fit([p]); view.zoom = Math.min(view.zoom, p.land ? 5 : 8); moved(); } listPlaces([p]); });
    item.append(button);
    return item;
  }));
}

function remember() {
  const q = query();
  const [since, until] = days.chosen();
  since ? q.set("since", since) : q.delete("since");
  until ? q.set("until", until) : q.delete("until");
  history.replaceState(null, "", `${location.pathname}${q.size ? `?${q}` : ""}${view.hash()}`);
}

function fromHash() {
  return view.from(location.hash);
}

async function listPlaces(places) {
  const q = query();
  for (const p of places.slice(0, 60)) q.append("key", p.key);
  listed = String(q);
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/map/at?${q}`, { headers: { "X-Part": "at" } });
    const text = await answer.text();
    if (listed === String(q)) panel.innerHTML = text;
  } catch { panel.textContent = "The server does not answer."; }
  panel.removeAttribute("aria-busy");
}

// A bundle opens by going nearer, until its places are one or cannot be told apart.
function choose(mark) {
  if (!mark) return;
  if (mark.places.length > 1 && view.zoom < 9 && view.spread(mark.places) > 2) { view.fit(mark.places, 60); remember(); draw(); }
  listPlaces(mark.places);
}

function moved() { remember(); draw(); }

let grip = null;
const fingers = new Map();
canvas.addEventListener("pointerdown", (e) => { canvas.setPointerCapture(e.pointerId); fingers.set(e.pointerId, [e.offsetX, e.offsetY]); grip = { x: e.offsetX, y: e.offsetY, far: 0 }; });
canvas.addEventListener("pointermove", (e) => {
  const last = fingers.get(e.pointerId);
  if (!last) { point(e); return; }
  if (fingers.size === 2) {
    const other = [...fingers].find(([id]) => id !== e.pointerId)[1];
    const was = Math.hypot(last[0] - other[0], last[1] - other[1]), is = Math.hypot(e.offsetX - other[0], e.offsetY - other[1]);
    view.scaleAt(Math.log2(is / was || 1), (e.offsetX + other[0]) / 2, (e.offsetY + other[1]) / 2);
    grip.far = 99;
  } else {
    view.drag(e.offsetX - last[0], e.offsetY - last[1]);
    grip.far += Math.abs(e.offsetX - last[0]) + Math.abs(e.offsetY - last[1]);
  }
  fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
  draw();
});
for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (e) => {
  const tapped = fingers.has(e.pointerId) && grip && grip.far < 6 && end === "pointerup";
  fingers.delete(e.pointerId);
  if (tapped) choose(hit(marks, e.offsetX, e.offsetY));
  remember();
});
canvas.addEventListener("wheel", (e) => { e.preventDefault(); view.scaleAt(-Math.sign(e.deltaY) * 0.5, e.offsetX, e.offsetY); moved(); }, { passive: false });
canvas.addEventListener("keydown", (e) => {
  const steps = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
  if (steps[e.key]) { view.drag(...steps[e.key]); moved(); e.preventDefault(); }
  else if (e.key === "+" || e.key === "=") { view.scaleAt(1); moved(); }
  else if (e.key === "-") { view.scaleAt(-1); moved(); }
  else if (e.key === "0") { everything(); moved(); }
  else if (e.key === "Enter") { choose(hit(marks, view.width / 2, view.height / 2, 1e9)); }
});
document.querySelector(".mapkeys").addEventListener("click", (e) => {
  const by = e.target.closest("[data-zoom]")?.dataset.zoom;
  if (by === undefined) return;
  if (by === "0") everything(); else view.scaleAt(Number(by));
  moved();
});

const events = (n) => `${n.toLocaleString("en-GB")} event${n === 1 ? "" : "s"}`;

function point(e) {
  const found = hit(marks, e.offsetX, e.offsetY);
  canvas.classList.toggle("over", Boolean(found));
  hint.hidden = !found;
  if (!found) return;
  const first = found.places[0];
  const known = { site: "site", city: "town", admin1: "province", country: "only the country is known", region: "only the region is known" }[first.precision];
  hint.textContent = found.places.length > 1 ? `${found.places.length} places, ${events(found.events)}` : `${first.name} (${known}${first.precision === "country" ? "" : `, within ${first.km} km`}): ${events(first.events)}`;
  hint.style.left = `${Math.min(found.x + 12, view.width - 240)}px`;
  hint.style.top = `${found.y + 12}px`;
}

new ResizeObserver(size).observe(canvas);
addEventListener("hashchange", () => { if (fromHash()) draw(); });
document.addEventListener("themed", () => { draw(); days?.draw(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { draw(); days?.draw(); });
start();
