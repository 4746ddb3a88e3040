"""The web desk in chromium on a large ledger: from a key or a step of the slider to the picture on the screen."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

DRAWN = """async () => {
  const told = document.getElementById("map-state");
  while (!told.textContent.includes("events at")) await new Promise(requestAnimationFrame);
}"""
WORDS = ("karo", "ta", "mi", "qa")
FRAMES = """async ([key, steps]) => {
  const map = document.getElementById("map"), to = document.getElementById("to"), out = [];
  for (let n = 0; n < steps; n++) {
    const start = performance.now();
    if (key) map.dispatchEvent(new KeyboardEvent("keydown", { key: n % 2 ? "ArrowLeft" : "ArrowDown" }));
    else { to.value = Math.floor(to.max * (n + 1) / (steps + 1)); to.dispatchEvent(new Event("input")); }
    await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
    out.push(performance.now() - start);
  }
  return out;
}"""
"""Two frames on, the picture of the first is on the screen: 33 ms at the least, at 60 pictures a second."""


def seen(app: Any) -> dict[str, dict[str, float]]:
    """Milliseconds in chromium, `first` and `later` answers, for what a reader does with the pages."""
    from playwright.sync_api import expect, sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise FileNotFoundError(2, "not installed", "chromium")
    with served(app) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        expect.set_options(timeout=60_000)
        found = {
            f"browser: {p}": _times([_took(lambda p=p: page.goto(url + p)) for _ in range(4)])
            for p in ("/", "/events", "/timeline")
        }

        def mapped() -> None:
            page.goto(f"{url}/map")
            page.evaluate(DRAWN)

        found["browser: map drawn"] = _times([_took(mapped) for _ in range(3)])
        page.wait_for_timeout(1500)
        found["browser: map moved by a key"] = _times(page.evaluate(FRAMES, [True, 12]))
        found["browser: step of the day slider"] = _times(page.evaluate(FRAMES, [False, 12]))
        page.goto(f"{url}/events")

        def typed(word: str) -> None:
            page.locator("input[name=place]").fill(word)
            page.wait_for_url(f"**place={word}*")
            expect(page.locator("#results")).not_to_have_class(re.compile("busy"))

        found["browser: filter typed to shown"] = _times([_took(lambda w=w: typed(w)) for w in WORDS])
        browser.close()
    return found


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The application on a port of this machine."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def _took(does: Callable[[], object]) -> float:
    start = time.perf_counter()
    does()
    return (time.perf_counter() - start) * 1000


def _times(ms: list[float]) -> dict[str, float]:
    return {"first": round(ms[0], 1), "later": round(median(ms[1:]), 1)}
