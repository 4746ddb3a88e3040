"""Which language a report is in, so that text in another one is set aside and not coded as noise.

Three steps, cheapest first: English words of grammar (an English item full of foreign names is still
English), the script, and then py3langid (BSD-3-Clause, 139 languages, 4.6 MB, naive Bayes over byte n-grams;
loaded only when it is needed) on the text without its names, addresses and figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"  # ISO 639-2, undetermined
_SAMPLE = 6_000  # characters looked at: enough for any detector, and a bound on hostile input
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+|[\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GRAMMAR_SHARE = 0.12  # of all words; running English has about 0.25, English quoted elsewhere less than 0.1
_HEADLINE = 40  # words; below this the detector is not to be trusted against plain English words
_UNSURE = 0.6  # posterior below which a short text's language is left undetermined


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code ("und" where nothing can be said) and how sure that is, 0 to 1."""

    code: str
    confidence: float

    @property
    def is_english(self) -> bool:
        return self.code == "en"

    @property
    def is_foreign(self) -> bool:
        """Surely in a language that Dateline does not code: set such a report aside."""
        return self.code not in ("en", UNKNOWN)


def detect(text: str) -> Language:
    """The language most of `text` is in.

    Reads at most 6,000 characters. A text without letters is `und` with confidence 0. Deterministic.
    """
    sample = _NOISE.sub(" ", text[:_SAMPLE])
    words = _WORD.findall(sample)
    if not words:
        return Language(UNKNOWN, 0.0)
    low, known = [w.lower() for w in words], _tables()[0]
    grammar = sum(w in known for w in low)
    kinds = len(known.intersection(low))
    if kinds >= 3 and grammar >= _GRAMMAR_SHARE * len(low):
        return Language("en", min(1.0, 0.9 + grammar / len(low)))
    script = _script(sample)
    if script in _tables()[2]:
        return Language(_tables()[2][script], 0.99)
    return _weigh(_ask(_without_names(words, sample)), low, script)


def _weigh(guess: Language, low: list[str], script: str) -> Language:
    """The detector's guess, held against plain English words where the text is short."""
    if guess.is_english or script != "Latin" or len(low) > _HEADLINE:
        return guess
    grammar, news, _ = _tables()
    hits = {w for w in low if w in grammar or w in news}
    strong = hits & grammar
    if len(hits) >= 3 or (strong and len(hits) >= 2) or len(hits) >= 0.3 * len(low):
        return Language("en", 0.6)
    sure = _UNSURE if len(low) >= 6 else 0.9
    return guess if guess.confidence >= sure else Language(UNKNOWN, guess.confidence)


def _without_names(words: list[str], sample: str) -> str:
    """The words that are not written with a capital, lower-cased; all of them where too few are left."""
    plain = [w for w in words if not w[0].isupper()]
    kept = plain if sum(map(len, plain)) >= 40 else words
    return " ".join(kept).lower() if kept else sample


def _script(sample: str) -> str:
    """The Unicode script (first word of the letters' names) that most letters of the text are of."""
    seen: Counter[str] = Counter()
    for char in sample[:1000]:
        if char.isalpha():
            seen["Latin" if char.isascii() else unicodedata.name(char, "?").split(" ")[0].capitalize()] += 1
    if seen["Hiragana"] + seen["Katakana"] > 0.1 * seen.total():
        return "Hiragana"
    return seen.most_common(1)[0][0] if seen else ""


def _ask(text: str) -> Language:
    code, confidence = _identifier().classify(text)
    return Language(str(code), float(confidence))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _tables() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    """English grammar words, English news words, and script to language."""
    path = resources.files("dateline") / "data" / "tokens" / "recognise.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return (
        frozenset(raw["english_grammar"].split()),
        frozenset(raw["english_news"].split()),
        dict(raw["scripts"]),
    )
