"""A page of ours as PDF, printed by the Chromium that is installed: nothing of ours lays pages out.

The page is written to an empty folder and opened without a network and without a profile of anybody's; its own policy
lets no script run.
Chromium stamps a PDF with the time: two of one ledger differ in that, unlike every other export.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dateline.errors import UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "DATELINE_CHROMIUM"
"""Names the program where it is not on the path."""
SECONDS = 120.0  # a machine may be busy with other things


def pdf(html: str, chromium: str | None = None) -> bytes:
    """The page as A4 sheets. Raises UsageError where there is no Chromium, or it makes nothing of the page."""
    program = chromium or found()
    if program is None:
        raise UsageError(
            f"PDF needs Chromium (on Debian: apt-get install chromium; elsewhere name it in {VARIABLE}); "
            "or write brief.html and print it from a browser"
        )
    with tempfile.TemporaryDirectory() as folder:
        page, sheets = Path(folder) / "page.html", Path(folder) / "sheets.pdf"
        page.write_text(html, encoding="utf-8")
        _print(program, page, sheets, Path(folder) / "profile")
        return sheets.read_bytes()


def found() -> str | None:
    """The program to print with: the one named in DATELINE_CHROMIUM, else the first on the path."""
    named = os.environ.get(VARIABLE)
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def _print(program: str, page: Path, sheets: Path, profile: Path) -> None:
    command = [
        program, "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking",
        "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={sheets}", page.as_uri(),
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium refuses to start for root with its sandbox
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UsageError(f"{program} printed nothing within {SECONDS:g} s") from None
    except OSError as error:
        raise UsageError(f"{program} cannot be run: {error.strerror}") from None
    if not sheets.is_file() or not sheets.stat().st_size:
        last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
        raise UsageError(f"{program} printed nothing: {last[:200]}")
