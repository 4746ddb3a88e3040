"""The same words tell another kind of event in another report: a power cut after a storm is no act of authority, and
"the second attack" in a story of hackers hurts nobody.

Each rule looks at the report around the mention, names another entry of the lexicon and leaves the rest as it was.
Word lists: data/events/genres.yaml (`cyber`, `bodily`, `services`).
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.frames import Found
from dateline.coding.slots import in_class
from dateline.coding.threats import entry_of
from dateline.coding.view import View
from dateline.model import EventType

CUTS = frozenset({"coerce-suspend", "coerce-network-cut", "sanction-embargo-goods"})
WRECKED = frozenset({"assault-destroy", "assault-torn-down"})
PLAIN = frozenset({"assault-attack", "assault-assault", "assault-raid"})
NATURE = frozenset({"earthquake", "storm", "flood", "landslide", "eruption", "fire", "disaster", "drought"})
FORCES = ("nature-quake", "nature-flood", "nature-storm", "nature-slide", "nature-wave")


def recast(view: View, mentions: list[Found]) -> list[Found]:
    """The mentions, each under the entry that fits the report it stands in."""
    natural = [f.sentence for f in mentions if f.entry.type is EventType.HAZARD and f.entry.mode in NATURE]
    return [other_kind(view, found, natural) for found in mentions]


def other_kind(view: View, found: Found, natural: list[int]) -> Found:
    """The mention under its other entry, where a rule says so."""
    wanted = None
    if found.entry.id in CUTS and cut_by_nature(view, found, natural):
        wanted = "hazard-power-out"
    elif found.entry.id in WRECKED and wrecked_by_nature(view, found, natural):
        wanted = "hazard-buildings-down"
    elif found.entry.id == "sanction-told-to-go" and sends_home_its_own(found):
        wanted = "retreat-evacuate"
    elif found.entry.id in PLAIN and not found.verbal and on_computers(view, found):
        wanted = "coerce-hack"
    entry = entry_of(view, wanted) if wanted is not None else None
    return replace(found, entry=entry) if entry is not None else found


def cut_by_nature(view: View, found: Found, natural: list[int]) -> bool:
    """Nobody is said to cut it, and the report has told of a disaster before, or tells of one in the sentence."""
    things = [*found.args.obj, *([] if found.args.obj else found.args.surface)]
    service = any(view.lemmas[t.i] in view.lexicon.words("genres", "services") for t in things)
    doers = [t for t in found.args.subj if t not in things]
    nobody = all(any(in_class(view, t, force) for force in FORCES) for t in doers)
    return service and nobody and any(s <= found.sentence for s in natural)


def wrecked_by_nature(view: View, found: Found, natural: list[int]) -> bool:
    """ "where the clinic was destroyed": nobody did it, and the last violence told is nature's."""
    if not found.verbal or not found.args.passive or found.args.subj or not any(s <= found.sentence for s in natural):
        return False
    words = {view.lemmas[t.i] for t in view.sentences[found.sentence]}
    return not words & view.lexicon.words("genres", "bodily") - {"kill", "dead", "die", "injure", "explosion", "blast"}


def sends_home_its_own(found: Found) -> bool:
    """ "told its own envoys to come home": no expulsion of another's."""
    words = {c.lower_ for t in found.args.obj for c in t.children}
    return bool(words & {"its", "their", "own", "non-essential", "nonessential"})


def on_computers(view: View, found: Found) -> bool:
    """Words of computers stand in the sentence or the one before, and no word of wounds or weapons in the sentence."""
    near = view.sentences[max(0, found.sentence - 1) : found.sentence + 1]
    words = {view.lemmas[t.i] for s in near for t in s}
    here = {view.lemmas[t.i] for t in view.sentences[found.sentence]}
    lists = view.lexicon.words
    return bool(words & lists("genres", "cyber")) and not here & lists("genres", "bodily")
