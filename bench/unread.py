"""The stories that nobody who writes rules may read (tests/stories/unread), scored as `claims` scores: the figure to
expect of reports Dateline has not met. Aggregates only: it takes no `--details` and prints no tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bench import claims

NAME = "unread"
SUMMARY = "stories that no rule was written from, scored as claims is: what to expect of reports nobody has read"
STORIES = Path(__file__).parent.parent / "tests" / "stories" / "unread"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", default="dateline", help="parser to use (default: the shipped model)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    whole = argparse.Namespace(story=None, lexicon=None, details=None, tables=False, **{**vars(args), "data": STORIES})
    return claims.run(whole)
