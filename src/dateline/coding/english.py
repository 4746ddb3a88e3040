"""Word forms of English: which lexicon word a written form belongs to.

A learnt lemmatiser errs on rare verbs, and a missed lemma is a missed event. The lexicon knows the words it looks for,
so it makes their forms by rule (irregular ones are listed) and looks forms up; only words it does not know keep the
parser's lemma.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

VOWELS = "aeiou"
NO_DOUBLE = frozenset({"x", "w", "y"})


def irregular() -> dict[str, tuple[str, ...]]:
    """Base form to its irregular forms."""
    found: dict[str, tuple[str, ...]] = {}
    text = files("dateline").joinpath("data/events/irregular.en.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            found[words[0]] = found.get(words[0], ()) + tuple(words[1:])
    return found


BASE = irregular()


def forms(word: str) -> set[str]:
    """All forms of a base word, as verb and as noun; too many does no harm, a form only has to be looked up."""
    made = {word}
    if not word.isalpha() and "-" not in word:
        return made
    made |= set(BASE.get(word, ()))
    made.add(plural(word))
    made |= participles(word, irregular=word in BASE)
    return made


def plural(word: str) -> str:
    """The -s form of a noun or verb."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and len(word) > 2 and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith("o") and len(word) > 3 and word[-2] not in VOWELS:
        return word + "es"
    return word + "s"


def participles(word: str, irregular: bool = False) -> set[str]:
    """The -ed and -ing forms; a word with irregular past forms has no -ed form of its own."""
    if word.endswith("ie"):
        made = {word[:-2] + "ying", word + "d"}
    elif word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        made = {word[:-1] + "ing", word + "d"}
    elif word.endswith("y") and len(word) > 2 and word[-2] not in VOWELS:
        made = {word + "ing", word[:-1] + "ied"}
    elif doubles(word):
        made = {word + word[-1] + "ing", word + word[-1] + "ed"}
    else:
        made = {word + "ing", word + "ed"}
    return {m for m in made if not (irregular and m.endswith("ed") and len(BASE[word]) > 0 and m not in BASE[word])}


def doubles(word: str) -> bool:
    """Whether the last consonant doubles: one syllable, one vowel, one consonant ("ban", "plot")."""
    if len(word) < 3 or word[-1] in VOWELS or word[-1] in NO_DOUBLE:
        return False
    vowels = [c for c in word if c in VOWELS]
    return word[-2] in VOWELS and word[-3] not in VOWELS and len(vowels) == 1


def form_table(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every form of these words, with the words it may be a form of, each table entry sorted."""
    table: dict[str, set[str]] = {}
    for word in words:
        for form in forms(word):
            table.setdefault(form, set()).add(word)
    return {form: tuple(sorted(bases)) for form, bases in table.items()}
