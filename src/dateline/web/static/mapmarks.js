// Marks: a filled point for a site or town, a dashed circle within which a thing happened where no more is known,
// and a square on a country's name where only the country is. Marks that would cover each other become a bundle.

const CELL = 46; // pixels

export function bundles(places, view) {
  const cells = new Map();
  for (const p of places) {
    if (!p.events || !p.drawn) continue;
    const [x, y] = view.at(p.lon, p.lat);
    const r = view.pixels(p.km, p.lat);
    if (x < -r - 60 || x > view.width + r + 60 || y < -r - 60 || y > view.height + r + 60) continue;
    const kind = p.precision === "country" || p.precision === "region" ? p.precision : "near";
    const key = `${kind} ${Math.floor((x + view.cx * view.world) / CELL)} ${Math.floor((y + view.cy * view.world) / CELL)}`;
    const cell = cells.get(key) ?? cells.set(key, { places: [], events: 0, open: 0, x: 0, y: 0, kind }).get(key);
    cell.places.push(p);
    cell.events += p.events;
    cell.open += p.open;
    cell.x += x * p.events;
    cell.y += y * p.events;
  }
  const found = [...cells.values()];
  for (const m of found) { m.x /= m.events; m.y /= m.events; m.r = Math.min(26, 5 + 2.2 * Math.sqrt(m.events)); m.places.sort((a, b) => b.events - a.events); }
  const out = merged(found);
  for (const m of out) if (m.kind === "country") aside(m, out);
  return out.sort((a, b) => b.r - a.r);
}

// A country's square stands for no point in it: it makes way for marks that do.
function aside(m, marks) {
  for (let tries = 0; tries < 4; tries++) {
    const near = marks.find((o) => o.kind !== "country" && Math.abs(o.x - m.x) < o.r + m.r && Math.abs(o.y - m.y) < o.r + m.r);
    if (!near) return;
    m.y = near.y + near.r + m.r + 4;
  }
}

// Neighbouring cells whose marks overlap are one bundle.
function merged(found) {
  const out = [];
  for (const m of found.sort((a, b) => b.events - a.events)) {
    const near = out.find((o) => o.kind === m.kind && Math.hypot(o.x - m.x, o.y - m.y) < (o.r + m.r) * 0.8);
    if (!near) { out.push(m); continue; }
    near.x = (near.x * near.events + m.x * m.events) / (near.events + m.events);
    near.y = (near.y * near.events + m.y * m.events) / (near.events + m.events);
    near.events += m.events;
    near.open += m.open;
    near.places.push(...m.places);
    near.r = Math.min(26, 5 + 2.2 * Math.sqrt(near.events));
  }
  return out;
}

export function drawMarks(c, view, marks, colour, families) {
  for (const m of marks) for (const p of m.places) ring(c, view, p, colour(families[p.family] ?? "figure"));
  for (const m of marks) {
    const one = m.places.length === 1;
    const ink = one ? colour(families[m.places[0].family] ?? "figure") : colour("accent");
    c.beginPath();
    if (m.kind === "country") c.roundRect(m.x - m.r * 0.8, m.y - m.r * 0.8, m.r * 1.6, m.r * 1.6, 4);
    else c.arc(m.x, m.y, m.r, 0, 7);
    c.fillStyle = m.kind === "near" && one && m.open < m.events ? ink : colour("paper");
    c.globalAlpha = 0.88;
    c.fill();
    c.globalAlpha = 1;
    c.strokeStyle = ink;
    c.lineWidth = one ? 2 : 2.5;
    c.setLineDash(m.kind === "region" ? [4, 3] : []);
    c.stroke();
    c.setLineDash([]);
    if (m.kind === "country") called(c, m, colour);
    if (m.events > 1 || !one) label(c, m, m.kind === "near" && one && m.open < m.events ? colour("paper") : colour("ink"));
  }
}

// The circle of uncertainty, where it is larger than the mark itself.
function ring(c, view, p, ink) {
  if (p.land || p.km <= 0) return;
  const r = view.pixels(p.km, p.lat);
  if (r < 12 || r > 2500) return;
  c.beginPath();
  c.arc(...view.at(p.lon, p.lat), r, 0, 7);
  c.strokeStyle = ink;
  c.globalAlpha = 0.55;
  c.lineWidth = 1.2;
  c.setLineDash([5, 4]);
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 0.06;
  c.fillStyle = ink;
  c.fill();
  c.globalAlpha = 1;
}

function called(c, m, colour) {
  const name = m.places[0].name + (m.places.length > 1 ? ` +${m.places.length - 1}` : "");
  c.font = "600 11px system-ui, sans-serif";
  c.textAlign = "center";
  c.lineWidth = 3; c.strokeStyle = colour("land"); c.strokeText(name, m.x, m.y + m.r * 0.8 + 12);
  c.fillStyle = colour("map-ink"); c.fillText(name, m.x, m.y + m.r * 0.8 + 12);
}

function label(c, m, ink) {
  c.font = `600 ${m.r > 12 ? 12 : 10}px system-ui, sans-serif`;
  c.textAlign = "center";
  c.fillStyle = ink;
  c.fillText(m.events > 9999 ? `${Math.round(m.events / 1000)}k` : String(m.events), m.x, m.y + 4);
}

export function hit(marks, x, y, reach = 6) {
  let best = null, far = Infinity;
  for (const m of marks) {
    const d = Math.hypot(m.x - x, m.y - y) - m.r;
    if (d < reach && d < far) { best = m; far = d; }
  }
  return best;
}
