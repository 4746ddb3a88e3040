"""Places: from names in a text to points on the globe, each with its reason, or to a plain name."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Place
from dateline.resolve.places.compile import index_path
from dateline.resolve.places.gazetteer import Gazetteer, load_gazetteer
from dateline.resolve.places.imports import gazetteer_import
from dateline.resolve.places.mentions import resolve_places
from dateline.resolve.places.names import decide, read_names, to_place

__all__ = ["Gazetteer", "gazetteer_import", "index_path", "load_gazetteer", "place_names", "resolve_places"]


def place_names(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Where the names at `spans` (character offsets, in order) of one text are; a `Place` each, known or
    not."""
    names = read_names(text, spans, gazetteer)
    choices = decide(names, gazetteer)
    return tuple(to_place(name, choices[name.text], gazetteer) for name in names)
