"""Takes the pictures of the desk's page, the tutorial and the how-tos: the samples in a fresh ledger, the desk over
it, chromium in front.

    python tools/pictures.py [CHROMIUM]

Needs Debian's chromium and the packages of the `dev` extra. Writes docs/pictures/*.png; nothing else is read or kept.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from dateline.cli import main as dateline
from dateline.ledger import Ledger
from dateline.web.app import make_app

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes of one picture
PICTURES = {
    "desk": ("/", "light", 540),
    "event": ("/events/{event}", "light", 620),
    "map": ("/map#6.3/33.900/43.200", "light", 800),
    "timeline": ("/timeline", "dark", 640),
    "review": ("/review?kind=value", "light", 560),
}
"""Name → address, colours, height in pixels. The event is the disputed one that most reports tell."""


def main(chromium: str) -> None:
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.db"
        if dateline(["add", str(ROOT / "samples" / "reports"), "--ledger", str(path), "--quiet"]) != 0:
            raise SystemExit("the samples were not read")
        with Ledger.open(path) as ledger:
            take(ledger, chromium)


def take(ledger: Ledger, chromium: str) -> None:
    app = make_app(ledger)
    events = app.state.desks.current().index.events
    told = max(events, key=lambda e: (bool(e.conflicts), len(e.reports), e.id))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (address, scheme, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1100, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"http://127.0.0.1:{port}{address.format(event=told.id)}")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(500)
            file = TARGET / f"{name}.png"
            page.screenshot(path=file)
            size = file.stat().st_size
            print(f"{file.relative_to(ROOT)}: {size / 1000:.0f} kB" + (" (too large)" if size > LARGEST else ""))
        browser.close()
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    found = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    if found is None:
        raise SystemExit("no chromium here; apt-get install chromium, or name one")
    main(found)
