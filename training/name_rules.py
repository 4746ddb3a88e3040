"""Two splits that no free corpus draws: facilities among places, and nationalities and faiths among
adjectives."""

from __future__ import annotations

from pathlib import Path

FACILITY_HEADS = frozenset(
    [
        "airport",
        "airbase",
        "airfield",
        "base",
        "bridge",
        "hospital",
        "hotel",
        "stadium",
        "mosque",
        "church",
        "cathedral",
        "synagogue",
        "temple",
        "building",
        "prison",
        "jail",
        "camp",
        "port",
        "harbor",
        "harbour",
        "station",
        "tower",
        "palace",
        "embassy",
        "consulate",
        "checkpoint",
        "barracks",
        "school",
        "plant",
        "dam",
        "highway",
        "tunnel",
        "museum",
        "theater",
        "theatre",
        "arena",
        "mall",
        "hall",
        "terminal",
        "reactor",
        "refinery",
        "clinic",
        "crossing",
        "monastery",
        "abbey",
        "castle",
        "fort",
    ]
)

NATIONALITIES = frozenset((Path(__file__).parent / "nationalities.txt").read_text("utf-8").split())


def facility(words: list[str], kind: str) -> str:
    """LOC becomes FAC when its last word (or the word before "of") names something built."""
    if kind != "LOC" or len(words) < 2:
        return kind
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    return "FAC" if head.lower() in FACILITY_HEADS else kind


def nationality(word: str, upos: str | None) -> bool:
    """Whether a capitalised word is a nationality, religious or political group ("Syrian", "Sunnis")."""
    return word[:1].isupper() and word.lower() in NATIONALITIES and upos in (None, "ADJ", "NOUN", "PROPN")
