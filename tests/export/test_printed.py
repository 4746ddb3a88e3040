"""PDF through Chromium: what is asked of it, what is said where it fails, and, where it is installed, the sheets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.export import printed
from dateline.views import brief_html
from tests.export.test_formats import ledger

PLAYS = """#!{python}
import pathlib, sys, time
to = next(a.partition("=")[2] for a in sys.argv if a.startswith("--print-to-pdf="))
page = pathlib.Path(sys.argv[-1].removeprefix("file://"))
pathlib.Path({seen!r}).write_text(page.read_text("utf-8") + "\\n" + " ".join(sys.argv), "utf-8")
{does}
"""


def program(tmp_path: Path, does: str) -> str:
    """A stand-in for Chromium that keeps what it was given, then does this."""
    path = tmp_path / "chromium"
    path.write_text(PLAYS.format(python=sys.executable, seen=str(tmp_path / "seen"), does=does), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_page_is_handed_over_and_the_sheets_are_brought_back(tmp_path: Path) -> None:
    made = printed.pdf("<p>Qayyarah</p>", program(tmp_path, "pathlib.Path(to).write_bytes(b'%PDF-1.4')"))
    assert made == b"%PDF-1.4"
    seen = (tmp_path / "seen").read_text("utf-8")
    assert seen.startswith("<p>Qayyarah</p>")
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in seen, "it is given no network"
    assert "--user-data-dir=" in seen, "and nobody's profile"


@pytest.mark.parametrize(
    ("does", "words"),
    [
        ("sys.stderr.write('no display\\n'); sys.exit(1)", "printed nothing: no display"),
        ("open(to, 'wb').close()", "printed nothing"),
        ("time.sleep(30)", "within 0.5 s"),
    ],
)
def test_a_program_that_prints_nothing_is_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, words: str
) -> None:
    monkeypatch.setattr(printed, "SECONDS", 0.5 if "sleep" in does else 60)
    with pytest.raises(UsageError, match=words):
        printed.pdf("<p>", program(tmp_path, does))


def test_a_program_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be run"):
        printed.pdf("<p>", str(tmp_path / "none"))


def test_the_program_named_comes_before_those_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "google-chrome" else None)
    monkeypatch.delenv(printed.VARIABLE, raising=False)
    assert printed.found() == "/bin/google-chrome"
    monkeypatch.setenv(printed.VARIABLE, "/opt/chromium")
    assert printed.found() == "/opt/chromium"


@pytest.mark.browser
@pytest.mark.server
def test_chromium_prints_the_brief_on_sheets_that_a_reader_opens() -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    if printed.found() is None:
        pytest.skip("no chromium here (apt-get install chromium)")
    sheets = pdfium.PdfDocument(printed.pdf(brief_html(ledger())))
    words = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert all(text.strip() for text in words), "no sheet is empty"
    assert "Situation report" in words[0]
    assert "Camp Taji" in "".join(words)
    assert f"1 / {len(words)}" in words[0], "sheets are numbered"
    assert [round(side) for side in sheets[0].get_size()] in ([595, 842], [596, 842]), "A4"
