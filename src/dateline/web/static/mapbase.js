// The packaged base map: land, coasts, borders, names. Read from arcs (as in TopoJSON), drawn for the window in view.
import { Projection } from "./mapview.js";

export function readBase(raw) {
  const arcs = raw.arcs.map((steps) => {
    const out = new Float64Array(steps.length);
    let x = 0, y = 0;
    for (let n = 0; n < steps.length; n += 2) {
      x += steps[n]; y += steps[n + 1];
      [out[n], out[n + 1]] = Projection.unit(x / raw.scale, y / raw.scale);
    }
    return out;
  });
  const lands = raw.lands.map((l) => ({ ...l, box: box(l.rings.flat().map((a) => arcs[a < 0 ? ~a : a])) }));
  return { arcs, lands, borders: new Set(raw.borders), boxes: arcs.map((a) => box([a])) };
}

function box(parts) {
  let [x0, y0, x1, y1] = [9, 9, -9, -9];
  for (const a of parts) for (let n = 0; n < a.length; n += 2) {
    x0 = Math.min(x0, a[n]); x1 = Math.max(x1, a[n]); y0 = Math.min(y0, a[n + 1]); y1 = Math.max(y1, a[n + 1]);
  }
  return [x0, y0, x1, y1];
}

export function drawBase(c, view, base, towns, colour, shaded, over, covered = []) {
  const w = view.world, ox = view.width / 2 - view.cx * w, oy = view.height / 2 - view.cy * w;
  const seen = ([x0, y0, x1, y1]) => x1 * w + ox > -50 && x0 * w + ox < view.width + 50 && y1 * w + oy > -50 && y0 * w + oy < view.height + 50;
  if (!over) { c.fillStyle = colour("sea"); c.fillRect(0, 0, view.width, view.height); }
  for (const land of base.lands) {
    if (!seen(land.box) || (over && !shaded.has(land))) continue;
    c.beginPath();
    for (const ring of land.rings) trace(c, base.arcs, ring, w, ox, oy);
    if (!over) { c.fillStyle = colour("land"); c.fill("evenodd"); }
    if (shaded.has(land)) { c.fillStyle = colour("words-bg"); c.globalAlpha = 0.6; c.fill("evenodd"); c.globalAlpha = 1; }
  }
  if (!over) lines(c, base, seen, w, ox, oy, colour);
  if (!over) names(c, view, base, towns, colour, shaded, covered);
}

function trace(c, arcs, ring, w, ox, oy) {
  let first = true;
  for (const a of ring) {
    const arc = arcs[a < 0 ? ~a : a], length = arc.length;
    for (let n = 0; n < length; n += 2) {
      const k = a < 0 ? length - 2 - n : n;
      const x = arc[k] * w + ox, y = arc[k + 1] * w + oy;
      if (first) { c.moveTo(x, y); first = false; } else c.lineTo(x, y);
    }
  }
  c.closePath();
}

function lines(c, base, seen, w, ox, oy, colour) {
  for (const borders of [false, true]) {
    c.beginPath();
    base.arcs.forEach((arc, n) => {
      if (base.borders.has(n) !== borders || !seen(base.boxes[n])) return;
      for (let k = 0; k < arc.length; k += 2) { const x = arc[k] * w + ox, y = arc[k + 1] * w + oy; k ? c.lineTo(x, y) : c.moveTo(x, y); }
    });
    c.strokeStyle = colour("border");
    c.lineWidth = borders ? 1 : 0.8;
    c.setLineDash(borders ? [4, 2] : []);
    c.stroke();
    c.setLineDash([]);
  }
}

// Countries by rank and towns by size, as many as fit without covering each other.
function names(c, view, base, towns, colour, shaded, covered) {
  const taken = [...covered];
  const place = (text, x, y, font, ink, centred, dot) => {
    c.font = font;
    const half = c.measureText(text).width / 2;
    const at = [x - (centred ? half : -5), y - 8, x + (centred ? half : half * 2 + 5), y + 5];
    if (at[2] < 0 || at[0] > view.width || at[3] < 0 || at[1] > view.height) return;
    if (taken.some((t) => t[0] < at[2] + 4 && t[2] > at[0] - 4 && t[1] < at[3] + 2 && t[3] > at[1] - 2)) return;
    taken.push(at);
    c.textAlign = centred ? "center" : "left";
    c.lineWidth = 3; c.strokeStyle = colour("land"); c.strokeText(text, centred ? x : x + 5, y + 3);
    c.fillStyle = ink; c.fillText(text, centred ? x : x + 5, y + 3);
    if (dot) { c.beginPath(); c.arc(x, y, 1.8, 0, 7); c.fill(); }
  };
  const ink = colour("map-ink");
  for (const land of [...base.lands].sort((a, b) => a.rank - b.rank)) {
    if (land.rank > view.zoom + 0.2 || shaded.has(land)) continue; // a shaded one is named at its mark
    place(land.name.toUpperCase(), ...view.at(...land.at), `600 ${Math.min(15, 8.5 + view.zoom * 0.8)}px system-ui, sans-serif`, ink, true, false);
  }
  const least = view.zoom < 3.4 ? Infinity : 4e7 / 2.6 ** view.zoom;
  for (const [name, lat, lon, people] of towns) {
    if (people < least) break;
    place(name, ...view.at(lon, lat), "11px system-ui, sans-serif", ink, false, true);
    if (taken.length > 140 + covered.length) break;
  }
}
