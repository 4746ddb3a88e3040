"""The whole chain as a fixture: loaded once for all tests of a process, skipped with a word without weights."""

from __future__ import annotations

import pytest

from dateline.pipeline import Chain
from tests.laws.chain import chain as whole_chain


@pytest.fixture(scope="session")
def chain() -> Chain:
    return whole_chain()
