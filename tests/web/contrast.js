// Every visible piece of text whose contrast with the ground behind it is below WCAG 2.2 AA; see test_browser.py.
() => {
  const one = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (c) => {
    if (c.startsWith("color(")) {
      const n = c.match(/[\d.]+/g).map(Number);
      return [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1];
    }
    one.clearRect(0, 0, 1, 1);
    one.fillStyle = c;
    one.fillRect(0, 0, 1, 1);
    const d = one.getImageData(0, 0, 1, 1).data;
    return [d[0], d[1], d[2], d[3] / 255];
  };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = (c) => {
    const v = c.slice(0, 3).map((x) => (x / 255 <= 0.03928 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
  };
  const ground = (e) => {
    const found = [];
    for (let p = e; p; p = p.parentElement) {
      const c = parse(getComputedStyle(p).backgroundColor);
      found.push(c);
      if (c[3] >= 0.999) break;
    }
    return found.reverse().reduce((under, c) => over(c, under), [255, 255, 255, 1]);
  };
  const hidden = "svg, script, noscript, option, dialog, .seen, .skip, .quiet-title";
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, words = walk.currentNode.textContent.trim();
    if (!words || e.closest(hidden) || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), behind = ground(e);
    const [a, b] = [light(over(parse(style.color), behind)), light(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className} ${words.slice(0, 30)}`);
  }
  return poor;
}
