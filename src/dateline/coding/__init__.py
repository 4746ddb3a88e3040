"""Coding: what a report states, as claims; every value with the words that say so and the entry that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.claims import make_claims
from dateline.coding.decoys import set_aside
from dateline.coding.following import with_followers
from dateline.coding.frames import find_mentions
from dateline.coding.lexicon import Entry, Lexicon, LexiconError, load_lexicon
from dateline.coding.proposed import with_proposed
from dateline.coding.recast import recast
from dateline.coding.view import make_view
from dateline.model import Coded, Mentions, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Entry", "Lexicon", "LexiconError", "code", "load_lexicon"]


def code(doc: Doc, report: Report, mentions: Mentions, lexicon: Lexicon, *, coder: str) -> Coded:
    """The claims of one report and the trigger candidates passed over; `coder` names what coded them."""
    view = make_view(doc, report, mentions, lexicon)
    found, passed = find_mentions(view)
    found = set_aside(view, with_proposed(view, recast(view, found), passed), passed)
    claims = make_claims(view, with_followers(view, found), passed)
    return Coded(report.id, report.revision, coder, tuple(claims), tuple(passed))
