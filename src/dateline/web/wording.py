"""Records in the words that pages use: headlines, days, counts, sources. Plain text; templates escape it."""

from __future__ import annotations

from datetime import date

from dateline.model import Attribution, Claim, Conflict, Event, Interval, Kind, Party, Place, Report
from dateline.views.wording import amount, counts, days, value_text

FAMILIES = {
    "assault": "force", "coerce": "force", "mobilize": "force", "threaten": "words", "accuse": "words",
    "reject": "words", "protest": "words", "sanction": "words", "request": "words", "agree": "accord",
    "consult": "accord", "support": "accord", "concede": "accord", "cooperate": "accord", "aid": "accord",
    "retreat": "accord", "decide": "decide", "hazard": "hazard", "figure": "figure",
}  # fmt: skip
"""Which colour a type has. The word always stands beside it."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CONFLICTS = {
    "happened-or-not": "happened or not",
    "who-did-it": "who did it",
    "different-date": "different days",
    "different-count": "different numbers",
    "different-place": "different places",
    "spelling-only": "spelling only",
    "update": "updated over time",
}
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
    return f"{what[:1].upper()}{what[1:]}" + (f": {who}" if who else "") + where


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


def shortday(r: Report) -> str:
    """Day and month of publication, "26 Mar"; nothing where it is not known."""
    end = r.published.end if r.published else None
    return f"{end.day} {MONTHS[end.month - 1]}" if end else ""


def kind_of(e: Event | Claim) -> str:
    """ "retreat / handover"."""
    return e.type.value + (f" / {e.mode}" if e.mode else "")


def attribute(name: str) -> str:
    """An attribute's name for people: "killed", "who", "day"."""
    bare = name.removeprefix("counts:").removeprefix("other:")
    if not name.startswith("counts:"):
        return ATTRIBUTES.get(bare, bare)
    what, _, of = bare.replace("-", " ").partition(" of ")
    return f"{what} ({of})" if of else what


def value(name: str, text: str) -> str:
    """A value of an event as people write it."""
    if name in ("when", "due"):
        first, _, last = text.partition("/")
        return stretch(Interval(_day(first), _day(last or first)))
    return value_text(name, text)


def _day(text: str) -> date | None:
    return None if text == ".." else date.fromisoformat(text)


def conflict(c: Conflict) -> str:
    return f"{attribute(c.attribute)}: {CONFLICTS.get(c.kind, c.kind.replace('-', ' '))}"


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
    "FAMILIES", "amount", "attribute", "conflict", "counts", "day", "days", "headline", "kind_of", "many", "outlet",
    "parties", "precision", "published", "shortday", "some", "source", "stretch", "value",
]  # fmt: skip
