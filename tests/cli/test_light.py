"""The start of a program loads spaCy without torch and its like, and only then."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dateline.commands.light import hidden


def test_what_is_hidden_cannot_be_imported_until_it_is_shown_again() -> None:
    sys.modules.pop("wave", None)
    with hidden("wave"), pytest.raises(ImportError):
        import wave
    import wave

    assert sys.modules["wave"] is wave


def test_what_is_loaded_already_stays() -> None:
    with hidden("json"):
        import json

        assert json.loads("1") == 1


@pytest.mark.parametrize(("parser", "loads"), [("dateline", True), ("spacy:own", False)])
def test_spacy_comes_without_torch_for_our_own_parser_only(parser: str, loads: bool) -> None:
    code = (
        f"import sys; from dateline.commands.light import light; light({parser!r});"
        "print('spacy' in sys.modules, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(loads), "False"]
