"""Known persons are told as the report spells them: a claim says what was stated, and the id says who it is.

"Qasem Suleimani" stays so in the claims of a report that writes it so; claims of other reports on him have the same id,
by which events bring them together. A surname alone lends its spelling to the full name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.resolve.actors.knowledge import words_of
from dateline.resolve.actors.same import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.coding.view import View
    from dateline.model import Party

LIKE = 0.7  # likeness from which two surnames are one in two spellings


def as_spelt(view: View, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, persons that data knows under the fullest form of their name that the report itself has."""
    return tuple(spelt(p, own_forms(view, p)) if (p.id or "").startswith("person:") else p for p in parties)


def own_forms(view: View, party: Party) -> list[str]:
    """How the report writes the name of a person, each form once, in order."""
    told = (m for m in view.mentions.parties if m.party.id == party.id and m.form == "name")
    return list(dict.fromkeys(" ".join(m.span.of(view.report.text).split()) for m in told))


def spelt(party: Party, forms: list[str]) -> Party:
    """The party under its longest form; the name of the data where that says no more or is another name."""
    longest = max(forms, key=lambda f: len(words_of(f)), default="")
    own, known = words_of(longest), words_of(party.name)
    if not own or (set(own) <= set(known) and len(own) < len(known)) or not alike(own[-1], known[-1]) >= LIKE:
        return party
    if len(own) > 1:
        return replace(party, name=longest)
    given = party.name.rpartition(" ")[0]
    return replace(party, name=f"{given} {longest}".strip())
