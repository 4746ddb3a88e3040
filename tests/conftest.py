"""Fixtures shared by all rooms."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failed law, so there are no deadlines. CI tries the same examples every time; elsewhere the
# search goes on with new ones.
settings.register_profile(
    "dateline", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development stories and corpora (DATELINE_SHARED, else ../shared); skips without it."""
    folder = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not (folder / "eval").is_dir():
        pytest.skip(f"needs the development stories; none at {folder.name}/ (set DATELINE_SHARED)")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample reports that ship with the project."""
    return ROOT / "samples" / "reports"
