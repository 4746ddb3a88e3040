// Days: how many events each has, the stretch chosen with two sliders, and playing through it.

const STEPS = 160, FOOT = 18; // bars at most; pixels below them for the names of days
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export class Days {
  constructor(data, query, changed) {
    this.data = data;
    this.changed = changed;
    this.from = document.getElementById("from");
    this.to = document.getElementById("to");
    this.canvas = document.getElementById("days");
    this.undated = document.getElementById("undated");
    const starts = data.start.filter((d) => d >= 0).sort((a, b) => a - b);
    const ends = data.end.filter((d) => d >= 0).sort((a, b) => a - b);
    const edge = Math.ceil(starts.length * 0.03) % Math.max(1, starts.length); // strays do not stretch the slider; its ends include them
    this.first = starts[edge] ?? 0;
    this.last = Math.max(this.first, ends[ends.length - 1 - edge] ?? 0);
    for (const slider of [this.from, this.to]) { slider.max = this.last - this.first; slider.disabled = !starts.length; }
    this.from.value = query.get("since") ? ordinal(query.get("since")) - this.first : 0;
    this.to.value = query.get("until") ? ordinal(query.get("until")) - this.first : this.last - this.first;
    this.from.addEventListener("input", () => { if (+this.from.value > +this.to.value) this.to.value = this.from.value; this.moved(); });
    this.to.addEventListener("input", () => { if (+this.to.value < +this.from.value) this.from.value = this.to.value; this.moved(); });
    this.undated.addEventListener("change", () => this.moved());
    document.getElementById("play").addEventListener("click", () => this.play());
    this.bins();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    this.tell();
  }

  get low() { return +this.from.value <= 0 ? -1 : this.first + +this.from.value; }
  get high() { return +this.to.value >= this.last - this.first ? Infinity : this.first + +this.to.value; }

  // Since and until as days; null where the slider stands at its end, which leaves nothing out.
  chosen() { return [this.low < 0 ? null : iso(this.low), this.high === Infinity ? null : iso(this.high)]; }

  counts() {
    const { at, start, end, type, open, places } = this.data;
    const all = new Uint32Array(places.length), still = new Uint32Array(places.length);
    const kinds = places.map(() => new Map());
    const low = this.low, high = this.high, undated = this.undated.checked;
    for (let n = 0; n < at.length; n++) {
      if (start[n] < 0 ? !undated : end[n] < low || start[n] > high) continue;
      all[at[n]]++;
      still[at[n]] += open[n];
      kinds[at[n]].set(type[n], (kinds[at[n]].get(type[n]) ?? 0) + 1);
    }
    const family = kinds.map((k) => [...k].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1);
    return { all, open: still, family };
  }

  bins() {
    const span = this.last - this.first + 1;
    this.step = Math.max(1, Math.ceil(span / STEPS));
    this.bars = new Uint32Array(Math.ceil(span / this.step));
    for (const d of this.data.start) if (d >= this.first && d <= this.last) this.bars[Math.floor((d - this.first) / this.step)]++;
  }

  draw() {
    const ratio = devicePixelRatio || 1, width = this.canvas.clientWidth, height = 44;
    this.canvas.width = width * ratio; this.canvas.height = (height + FOOT) * ratio;
    const c = this.canvas.getContext("2d");
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const most = Math.max(1, ...this.bars), wide = width / this.bars.length;
    this.bars.forEach((n, k) => {
      const day = this.first + k * this.step;
      const inside = day + this.step - 1 >= this.low && day <= this.high;
      c.fillStyle = style.getPropertyValue(inside ? "--accent" : "--line");
      const high = n ? Math.max(2, Math.sqrt(n / most) * (height - 14)) : 0;
      c.fillRect(k * wide, height - high, Math.max(1, wide - 1), high);
    });
    c.font = "11px system-ui, sans-serif";
    c.fillStyle = style.getPropertyValue("--soft");
    for (const [day, words] of this.ticks(Math.floor(width / 90))) {
      const x = (day - this.first) / this.step * wide;
      c.fillRect(x, height, 1, 4);
      c.textAlign = x > width - 60 ? "right" : "left";
      c.fillText(words, x > width - 60 ? x - 2 : x + 3, height + FOOT - 3);
    }
    c.textAlign = "right";
    c.fillText(`most: ${most.toLocaleString("en-GB")} ${this.step === 1 ? "a day" : `in ${this.step} days`}`, width - 2, 10);
  }

  // Days that are named under the bars: the first, and beginnings of months, of quarters or of years.
  ticks(most) {
    const out = [], span = this.last - this.first + 1, months = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => span / (30.4 * m) <= most) ?? 240;
    if (this.last <= 0) return out;
    let d = new Date((this.first - 719163) * 864e5);
    if (span < 70) { for (let day = this.first; day <= this.last; day += Math.max(1, Math.ceil(span / most))) out.push([day, told(day, true)]); return out; }
    for (d.setUTCDate(1), d.setUTCMonth(Math.ceil((d.getUTCMonth() + 1) / months) * months); ; d.setUTCMonth(d.getUTCMonth() + months)) {
      const day = Math.round(d.getTime() / 864e5) + 719163;
      if (day > this.last) return out;
      out.push([day, told(day, false)]);
    }
  }

  moved() { this.tell(); this.draw(); this.changed(); }

  tell() {
    const words = (d) => new Date((d - 719163) * 864e5).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    const a = this.first + +this.from.value, b = this.first + +this.to.value;
    document.getElementById("span").textContent = this.from.disabled ? "no days" : a === b ? words(a) : `${words(a)} – ${words(b)}`;
    this.from.setAttribute("aria-valuetext", words(a));
    this.to.setAttribute("aria-valuetext", words(b));
  }

  // Moves the chosen stretch through the days; the whole of them plays as a tenth at a time.
  play() {
    const button = document.getElementById("play");
    if (this.timer) { clearInterval(this.timer); this.timer = 0; button.textContent = "▶ play"; button.setAttribute("aria-pressed", "false"); return; }
    const span = this.last - this.first;
    if (+this.to.value - +this.from.value >= span) { this.from.value = 0; this.to.value = Math.max(1, Math.floor(span / 10)); }
    button.textContent = "❚❚ stop";
    button.setAttribute("aria-pressed", "true");
    const step = Math.max(1, Math.round(span / 120));
    this.timer = setInterval(() => {
      if (+this.to.value >= span) { this.play(); return; }
      this.to.value = +this.to.value + step;
      this.from.value = +this.from.value + step;
      this.moved();
    }, 160);
  }
}

// Days count from 1 January of year 1, as Python's ordinals do.
function told(d, day) {
  const at = new Date((d - 719163) * 864e5);
  return `${day ? `${at.getUTCDate()} ` : ""}${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}
const iso = (d) => new Date((d - 719163) * 864e5).toISOString().slice(0, 10);
const ordinal = (day) => Math.round(Date.parse(`${day}T00:00Z`) / 864e5) + 719163;
