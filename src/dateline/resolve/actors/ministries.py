"""Ministries by their field: "Iraq's Health Ministry", "the Ministry of Foreign Affairs of Ukraine"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Party
from dateline.resolve.actors.noun_phrase import Phrase, left_edge, owner_of
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.records import Noun
from dateline.resolve.actors.regions import region_at
from dateline.resolve.actors.states import ministry, state, topic_of


def ministry_at(page: Page, i: int, named: Sequence[Draft]) -> Draft | None:
    """ "Iraq's Health Ministry", "the Ministry of Foreign Affairs of Ukraine", "the health ministry"."""
    if page.low[i] == "department":
        return None
    first, last, topic = _ministry_words(page, i)
    if topic is None:
        return None
    left, _ = left_edge(page, first)
    phrase = Phrase(left, first, last, Noun("organ", "ministry", "GOV"), "ministry", False)
    owner = owner_of(page, phrase, named)
    iso = owner.party.country if owner is not None and owner.kind == "state" else None
    below = region_at(page, left, first) if owner is None else None
    reason = f"of {owner.party.name}" if owner else f"in {below[1].name}" if below else "the report's country"
    iso = iso or _told_land(page, left, first) or (below[1].country if below else page.focus)
    if iso is None or iso not in page.actors.countries:
        party = Party(f"{topic} ministry", None, sector="GOV", reason="no country told")
    else:
        party = ministry(page.actors, iso, topic, reason)
    holder = state(page.actors, iso) if iso in page.actors.countries else None
    return Draft(left if owner is not None and owner.first >= left else first, last, party,
                 "name" if owner else "definite", "organ", organ=f"{topic} ministry", owner=holder)  # fmt: skip


def _told_land(page: Page, first: int, last: int) -> str | None:
    """The country of the words before a ministry, where the model takes all of it for one name."""
    words = [w for w in page.words[first:last] if w not in ("'s", "’s")]
    return next((iso for w in words if (iso := page.actors.demonyms.get(w) or page.actors.lands.get(w))), None)


def _ministry_words(page: Page, i: int) -> tuple[int, int, str | None]:
    """Token range of a ministry with its field, and the field; no field gives None."""
    if i + 2 < len(page.low) and page.low[i + 1] == "of":
        start = i + 2 + (page.low[i + 2] == "the")
        for n in (4, 3, 2, 1):
            if start + n <= len(page.low):
                words = page.text(start, start + n)
                if words.lower() in page.actors.nouns.ministries or (n > 1 and " and " in words.lower()):
                    topic = topic_of(words, page.actors)
                    if topic:
                        return i, start + n, topic
    for n in (2, 1):
        if i - n >= 0:
            topic = topic_of(page.text(i - n, i), page.actors)
            if topic:
                return i - n, i + 1, topic
    return i, i + 1, None
