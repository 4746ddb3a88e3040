"""Times: every time expression of a report, with its TIMEX3 value and the days it covers.

Values follow TimeML 1.2.1 (Pustejovsky et al., 2003; ISO 24617-1). The rules are data (`data/times/en.yaml`);
docs/resolve-times.md says how each kind is decided, with worked examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import Interval, TimeMention
from dateline.resolve.times.additions import with_additions
from dateline.resolve.times.read import mention, read_times

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["resolve_times", "with_additions"]


def resolve_times(doc: Doc, published: Interval | None, key: str = "en") -> tuple[TimeMention, ...]:
    """Every time expression of a parsed report, in order of appearance.

    `doc` needs nothing but tokens; sentences, tense and syntax are used where there are any. `published` is
    the day or
    the days of publication: an interval of several days gives the widest intervals that fit; None leaves
    everything
    relative unresolved, its value of the form XXXX-..., its interval None. Sets and durations never become a
    day. `key` names the language's tables, see `with_additions`.
    """
    return tuple(mention(match, found) for match, found in read_times(doc, published, key))
