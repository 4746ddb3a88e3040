// Tiles under the marks, only where the server was started with the address of some.

const KEPT = 300;

export class Tiles {
  constructor(address, arrived) {
    this.address = address;
    this.arrived = arrived;
    this.on = Boolean(address);
    this.known = new Map();
  }

  draw(c, view) {
    if (!this.on) return;
    const z = Math.round(view.zoom), n = 2 ** z, size = view.world / n;
    const left = view.cx * n - view.width / 2 / size, top = view.cy * n - view.height / 2 / size;
    for (let x = Math.floor(left); x <= left + view.width / size; x++)
      for (let y = Math.max(0, Math.floor(top)); y <= Math.min(n - 1, top + view.height / size); y++) {
        const image = this.tile(z, ((x % n) + n) % n, y);
        if (image.complete && image.naturalWidth) c.drawImage(image, (x - left) * size, (y - top) * size, size + 0.5, size + 0.5);
      }
  }

  tile(z, x, y) {
    const key = `${z}/${x}/${y}`;
    if (!this.known.has(key)) {
      const image = new Image();
      image.addEventListener("load", this.arrived);
      image.src = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y).replace("{s}", "abc"[(x + y) % 3]);
      this.known.set(key, image);
      if (this.known.size > KEPT) this.known.delete(this.known.keys().next().value);
    }
    return this.known.get(key);
  }
}
