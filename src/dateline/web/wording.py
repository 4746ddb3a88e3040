"""Records in the words that pages use: headlines, days, counts, sources. Plain text; templates escape it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from dateline.model import Attribution, Claim, Conflict, Event, Interval, Kind, Party, Place, Report, StateLine
from dateline.reconcile.values import of_key
from dateline.views.wording import amount, counts, days, value_text

FAMILIES = {
    "assault": "force", "coerce": "force", "mobilize": "force", "threaten": "words", "accuse": "words",
    "reject": "words", "protest": "words", "sanction": "words", "request": "words", "agree": "accord",
    "consult": "accord", "support": "accord", "concede": "accord", "cooperate": "accord", "aid": "accord",
    "retreat": "accord", "decide": "decide", "hazard": "hazard", "figure": "figure",
}  # fmt: skip
"""Which colour a type has. The word always stands beside it."""

ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CONFLICTS = {"happened-or-not": "happened or not", "who-did-it": "who did it"}
"""Disputes that have a name of their own; any other is called by its attribute."""
MILD = {"spelling-only": "spelling only", "update": "updated over time"}
ATTRIBUTES = {"when": "day", "due": "due", "actor": "who", "recipient": "towards whom", "place": "where"}
KINDS = {"site": "site", "city": "town", "admin1": "province", "country": "country", "region": "region"}


def headline(e: Event) -> str:
    """ "Handover: U.S.-led coalition → Iraqi military, K1 base"."""
    if e.kind is Kind.FIGURE:
        told = counts(e.counts, 3) or "figure"
        return f"{told}, {e.place.name}" if e.place else told
    what = (e.mode or e.type.value).replace("-", " ")
    who = parties(e)
    where = f", {e.place.name}" if e.place else ""
    return f"{what[:1].upper()}{what[1:]}" + (f"{':' if e.actor else ''} {who}" if who else "") + where


def parties(e: Event | Claim, most: int = 2) -> str:
    """ "coalition → Iraqi military"."""
    one, other = some(e.actor, most), some(e.recipient, most)
    return f"{one} → {other}" if one and other else one or (f"→ {other}" if other else "")


def some(given: tuple[Party, ...], most: int = 2) -> str:
    """The first names, and how many more."""
    return ", ".join(p.name for p in given[:most]) + (f" +{len(given) - most}" if len(given) > most else "")


def day(d: date | None) -> str:
    """ "26 Mar 2020"."""
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}" if d else "undated"


def stretch(when: Interval | None) -> str:
    """ "26 Mar 2020", "26 Mar – 3 Apr 2020", "by 3 Apr 2020"."""
    if when is None or (when.start is None and when.end is None):
        return "undated"
    a, b = when.start, when.end
    if a and b and a != b:
        if a.year != b.year:
            return f"{day(a)} – {day(b)}"
        first = f"{a.day}" if a.month == b.month else f"{a.day} {MONTHS[a.month - 1]}"
        return f"{first} – {day(b)}"
    return day(a) if a == b else f"from {day(a)}" if a else f"by {day(b)}"


def told_on(r: Report) -> str:
    """The last day that it can have been published on, "26 Mar 2020"; nothing where it is not known."""
    return day(r.published.end) if r.published and r.published.end else ""


def written(text: str) -> str:
    """A text with its days as people write them: "due by 2020-03-26" becomes "due by 26 Mar 2020"."""
    return ISO.sub(_as_written, text)


def _as_written(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:  # 2020-02-31
        return found[0]


@cache
def country(code: str | None) -> str:
    """The English name of a country: "Iraq" for "IQ"; a code that nobody gave a name stays as it is."""
    return str(Locale("en").territories.get(code or "", code or ""))


def kind_of(e: Event | Claim) -> str:
    """ "retreat / handover"."""
    return e.type.value + (f" / {e.mode}" if e.mode else "")


def attribute(name: str, e: Event | None = None) -> str:
    """An attribute's name for people: "killed", "who", "day", "killed (Iranian commander)". Whose a count is stands in
    the attribute as a key, its words in order of the alphabet; the event has them as they were said."""
    bare = name.removeprefix("counts:").removeprefix("other:")
    if not name.startswith("counts:"):
        return ATTRIBUTES.get(bare, bare)
    what, _, of = bare.partition(" of ")
    said = next((c.of for c in e.counts if c.of and of_key(c.of) == of), None) if e else None
    return what.replace("-", " ") + (f" ({said or of})" if of else "")


def value(name: str, text: str) -> str:
    """A value of an event as people write it."""
    if name in ("when", "due"):
        first, _, last = text.partition("/")
        return stretch(Interval(_day(first), _day(last or first)))
    return value_text(name, text)


def _day(text: str) -> date | None:
    return None if text == ".." else date.fromisoformat(text)


def conflict(c: Conflict, e: Event | None = None) -> str:
    """What is in dispute: "killed", "day", "happened or not"; "where, spelling only" where nothing is."""
    what = CONFLICTS.get(c.kind) or attribute(c.attribute, e)
    return f"{what}, {MILD[c.kind]}" if c.kind in MILD else what


def stateline(s: StateLine, e: Event | None) -> str:
    """What a line of state is about: an event's headline for a plan, the quantity in words for a figure."""
    if s.attribute == "plan" and e is not None:
        return headline(e)
    what = dict(s.parts).get("what", "").removeprefix("other:") if s.attribute == "figure" else ""
    return s.subject.replace(what, what.replace("-", " ")) if what else s.subject


def since(s: StateLine) -> str:
    """From when a line holds, as far as it is told: "since 26 Mar 2020", "by 3 Apr 2020", "as of 8 Apr 2020"."""
    if s.since is None or (s.since.start is None and s.since.end is None):
        return "" if s.attribute == "plan" else "day not told"
    told = stretch(s.since)
    if s.attribute == "figure":
        return f"as of {told}"
    if s.attribute == "plan":
        return f"due {told}"
    if told.startswith(("by ", "from ")):
        return told
    a, b = s.since.start, s.since.end
    return f"since {told}" if a == b else f"between {day(a)} and {day(b)}"


def outlet(r: Report) -> str:
    return r.outlet or r.agency or r.id


def published(r: Report) -> str:
    """The day of publication; inferred stretches read as such."""
    return stretch(r.published)


def source(a: Attribution | None) -> str:
    """Whom the report has it from: "Col. Myles Caggins (spokesperson, coalition)"; empty for its own word."""
    if a is None:
        return ""
    name = a.name or ("unnamed" if a.anonymous else "")
    about = ", ".join(w for w in (a.role, a.organisation) if w)
    told = f"{name} ({about})" if name and about else name or about
    return f"{told}, via {a.via}" if told and a.via else told or (f"via {a.via}" if a.via else "")


def precision(p: Place) -> str:
    return KINDS.get(p.precision, p.precision)


def many(n: int, one: str, more: str | None = None) -> str:
    """ "1 report", "3 reports"."""
    return f"{n:,} {one if n == 1 else (more or one + 's')}"


__all__ = [
    "FAMILIES", "amount", "attribute", "conflict", "country", "counts", "day", "days", "headline", "kind_of", "many",
    "outlet", "parties", "precision", "published", "since", "some", "source", "stateline", "stretch", "told_on",
    "value", "written",
]  # fmt: skip
