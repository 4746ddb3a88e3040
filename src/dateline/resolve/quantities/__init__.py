"""Quantities: every number of a report that counts or measures, with what it counts, its bounds and its
parts.

The words are data (`data/quantities/en.yaml`); docs/resolve-quantities.md says how each kind is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import QuantityMention
from dateline.resolve.quantities.additions import with_additions
from dateline.resolve.quantities.build import build
from dateline.resolve.quantities.harm import harm_of, harm_verb
from dateline.resolve.quantities.language import language

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["harm_of", "harm_verb", "is_vague", "resolve_quantities", "with_additions"]


def resolve_quantities(doc: Doc, key: str = "en") -> tuple[QuantityMention, ...]:
    """Every quantity of a parsed report, in order of appearance.

    `span` covers the number with its qualifier and unit, `head` the counted noun. `value` is in the unit
    named: money in
    its currency's main unit, never converted. "15 to 20" has value 15, low 15, high 20. `what` is set only
    where the
    noun alone decides it; `harm_of` reads the rest from the predicate. Dates, labels and scores are no
    quantities. `key` is a language, or one with a user's words (`with_additions`).
    """
    return build(doc, key)


def is_vague(quantity: QuantityMention) -> bool:
    """Whether the count is a word such as "dozens" or "several": its value is only the least that the word
    means."""
    if quantity.qualifier is None or quantity.low is None or quantity.high is not None:
        return False
    return any(quantity.qualifier.endswith(word.removesuffix(" of")) for word in language().vague)
