"""The open set of parties: tests/cases/parties.yaml with the shipped model's parse. All names are made up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.errors import DatelineError
from dateline.model import PartyMention, Report, Source
from dateline.resolve import load_knowledge, resolve
from dateline.resolve.actors.bodies import body_of

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "parties.yaml").read_text(encoding="utf-8"))["cases"]
Found = Callable[[str], tuple[PartyMention, ...]]


@pytest.fixture(scope="module")
def parties() -> Found:
    from dateline.parse import load_parser

    try:
        parser = load_parser("dateline", threads=1)
    except (DatelineError, ImportError) as error:
        pytest.skip(f"needs the shipped model: {error}")
    knowledge = load_knowledge()
    return lambda text: resolve(parser.parse(text), Report("r", text, Source("r", "text/plain")), knowledge).parties


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:60])
def test_open_party(case: dict[str, Any], parties: Found) -> None:
    found = parties(case["text"])
    if "none" in case:
        assert not [m for m in found if m.span.of(case["text"]) == case["none"]]
        return
    assert case["name"] in [m.party.name for m in found]
    mention = next(m for m in found if m.party.name == case["name"])
    told = {"sector": mention.party.sector, "country": mention.party.country, "role": mention.role,
            "body": mention.organisation}  # fmt: skip
    assert {k: told[k] for k in told if k in case} == {k: case[k] for k in told if k in case}
    if "kind" in case:
        body = body_of(case["name"])
        assert body is not None
        assert body.kind == case["kind"]
