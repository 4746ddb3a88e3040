"""The whole chain for tests, loaded once, and every sample report read and coded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.commands.loading import chain as load_chain
from dateline.config import Settings
from dateline.errors import WeightsError
from dateline.ingest import items
from dateline.model import Claim, Coded, Issue, RawReport, Report, Source
from dateline.pipeline import Chain, read, run, understand


@cache
def chain() -> Chain:
    """The chain with the shipped data and weights; skips with a word where there are no weights."""
    try:
        return load_chain(Settings())
    except WeightsError as error:
        pytest.skip(f"needs the shipped model: {error}")


@cache
def coded(folder: Path) -> tuple[tuple[Report, Coded], ...]:
    """Every report of a folder with its coding."""
    done = [made for made in run(items([str(folder)]), chain()) if not isinstance(made, Issue)]
    return tuple(done)


def claims_of(text: str, chain: Chain) -> tuple[Claim, ...]:
    """What the chain makes of a short report of one paragraph, published on 15 March 2024."""
    report = read(RawReport(Source("case", "text/plain"), text, id="case", published="2024-03-15"), chain)
    assert not isinstance(report, Issue)
    return understand(report, chain).claims
