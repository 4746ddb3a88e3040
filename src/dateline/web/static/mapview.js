// Web Mercator, as map tiles have it: zoom z draws the world 256 · 2^z pixels wide.

const LIMIT = 85;

export class Projection {
  width = 1; height = 1; zoom = 2; cx = 0.5; cy = 0.5; // centre in units of the world's width

  get world() { return 256 * 2 ** this.zoom; }

  static unit(lon, lat) {
    const s = Math.sin(Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  at(lon, lat) {
    const [x, y] = Projection.unit(lon, lat);
    return [(x - this.cx) * this.world + this.width / 2, (y - this.cy) * this.world + this.height / 2];
  }

  // Pixels of a distance on the ground at a latitude.
  pixels(km, lat) { return km / (40075 * Math.cos(Math.max(-80, Math.min(80, lat)) * Math.PI / 180)) * this.world; }

  drag(dx, dy) {
    this.cx -= dx / this.world;
    this.cy = Math.max(0, Math.min(1, this.cy - dy / this.world));
    this.cx = ((this.cx % 1) + 1) % 1;
  }

  scaleAt(by, x = this.width / 2, y = this.height / 2) {
    const was = this.world;
    this.zoom = Math.max(1, Math.min(13, this.zoom + by));
    const grown = 1 / was - 1 / this.world;
    this.cx += (x - this.width / 2) * grown;
    this.cy += (y - this.height / 2) * grown;
  }

  // So that all these points are seen, with a margin in pixels. A few strays far from the rest do not count.
  fit(points, margin = 70) {
    const at = points.map((p) => Projection.unit(p.lon, p.lat));
    const edge = points.length > 40 ? Math.floor(points.length * 0.04) : 0;
    const reach = (k) => { const v = at.map((p) => p[k]).sort((a, b) => a - b); return [v[edge], v[v.length - 1 - edge]]; };
    const [x0, x1] = reach(0), [y0, y1] = reach(1);
    this.cx = (x0 + x1) / 2;
    this.cy = (y0 + y1) / 2;
    const wide = Math.log2(Math.max(64, this.width - 2 * margin) / 256 / Math.max(x1 - x0, 1e-6));
    const high = Math.log2(Math.max(64, this.height - 2 * margin) / 256 / Math.max(y1 - y0, 1e-6));
    this.zoom = Math.max(1.2, Math.min(9, wide, high));
  }

  // How far apart points are, in pixels.
  spread(points) {
    const at = points.map((p) => this.at(p.lon, p.lat));
    const reach = (k) => Math.max(...at.map((p) => p[k])) - Math.min(...at.map((p) => p[k]));
    return Math.max(reach(0), reach(1));
  }

  hash() {
    const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * this.cy))) * 180 / Math.PI;
    return `#${this.zoom.toFixed(1)}/${lat.toFixed(3)}/${(this.cx * 360 - 180).toFixed(3)}`;
  }

  from(hash) {
    const found = /^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(hash);
    if (!found) return false;
    const [zoom, lat, lon] = found.slice(1).map(Number);
    if (![zoom, lat, lon].every(Number.isFinite)) return false;
    this.zoom = Math.max(1, Math.min(13, zoom));
    [this.cx, this.cy] = Projection.unit(lon, lat);
    return true;
  }
}
