"""A situation report as a document: sections of statements and tables, every one with the numbers of its sources.

The document holds plain text only; `brief_markdown` and `brief_html` write it down, and escape what reports say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model import Event, Interval, Kind, LedgerView, Party, StateLine, Status
from dateline.reconcile.profile import inferred
from dateline.views.citing import Citations, Note, quoted
from dateline.views.conflicts import Dispute, disputes
from dateline.views.evidence import source_of
from dateline.views.figures import FigurePoint, Series, series
from dateline.views.known import last_day
from dateline.views.listing import Filters, listed
from dateline.views.news import news
from dateline.views.plans import PlanLine, plan_lines
from dateline.views.sentences import long_day, long_days, named, on_day, parties, told, vague
from dateline.views.standing import PEOPLE
from dateline.views.state import OPEN, STALE, known_by, state
from dateline.views.wording import MONEY, amount, counted, value_text

WORDS = 170  # characters of a report's own sentence where it stands for ours
NOBODY = ("unnamed", "he", "she", "they", "it", "who", "i", "we")  # sources that name nobody
OLD = 30  # days before the first report: what was over by then is background
FRESH = 30  # days since a plan without a day was last spoken of
TOP = 15  # statements of one section
DEEDS = (Status.HAPPENED, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement or a table's cell with the numbers of its sources; `label` stands before it."""

    text: str
    sources: tuple[int, ...]
    label: str = ""
    grave: bool = False  # a contradiction, or overdue


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the last cell of each row holds its sources."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...], bool], ...]  # cells, sources, grave


@dataclass(frozen=True, slots=True)
class Section:
    """`empty` is what stands where there is nothing to say."""

    title: str
    said: tuple[Said, ...] = ()
    table: Table | None = None
    empty: str = ""
    more: int = 0  # statements left out


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole report. `basis` says what it was made from."""

    title: str
    basis: str
    sections: tuple[Section, ...]
    sources: tuple[Note, ...]


def briefing(
    view: LedgerView, since: date | None = None, until: date | None = None, before: LedgerView | None = None
) -> Briefing:
    """What happened, what changed, where things stand, what is disputed and planned, the figures, the sources.

    `since` and `until` (default: the last report's day) bound the events by their day; `before` is the ledger as
    known at the last brief; where it is missing, or held no report, nothing is said of changes.
    """
    end = until or last_day(view)
    cites = Citations(view)
    lines = state(view, end)
    sections = [_happened(view, cites, since, end)]
    if before is not None and before.reports:
        sections.append(_changed(view, cites, lines, before, since, end))
    sections += [_sites(cites, lines), _forces(cites, lines), _standing(cites, lines)]
    sections += [_disputed(view, cites, since, end), _planned(view, cites, end), _figures(view, cites, end)]
    kept = tuple(s for s in sections if s.said or s.table or s.empty)
    return Briefing(_title(since, end), _basis(view), kept, cites.notes())


def left(more: int) -> str:
    """What a section says of what it leaves out: "1 more is in the ledger."."""
    return f"{more:,} more {'is' if more == 1 else 'are'} in the ledger."


def _title(since: date | None, end: date | None) -> str:
    if end is None:
        return "Situation report"
    return f"Situation report, {long_day(since)} to {long_day(end)}" if since else f"Situation report, {long_day(end)}"


def _basis(view: LedgerView) -> str:
    families = len({r.family or r.id for r in view.reports})
    many = f"{len(view.reports):,} report{'s' if len(view.reports) != 1 else ''}"
    copies = f" ({families:,} without copies)" if families != len(view.reports) else ""
    last = last_day(view)
    return f"From {many}{copies}" + (f", the last of {long_day(last)}." if last else ".")


# ------------------------------------------------------------------------------------------------- what happened


def _happened(view: LedgerView, cites: Citations, since: date | None, until: date | None) -> Section:
    """The events that most origins tell, in order of day."""
    deeds = [e for e in listed(view, Filters(since=since, until=until)) if e.kind is Kind.EVENT and e.status in DEEDS]
    lead = {c.id for c in view.claims if c.lead}
    old = _background(view)
    weight = lambda e: (old(e), -e.origins, -sum(c in lead for c in e.claims), -len(e.reports), e.id)  # noqa: E731
    chief = _tell_apart(sorted(deeds, key=weight), cites)[:TOP]
    wanted = {e.id for e in chief}
    said = tuple(_event(e, cites) for e in deeds if e.id in wanted)
    return Section("What happened", said, empty="Nothing is reported for these days.", more=len(deeds) - len(said))


def _tell_apart(deeds: Sequence[Event], cites: Citations) -> list[Event]:
    """Without events that could only be told in a report's words which another event of the same sentence tells."""
    told_by = {e.id: cites.sentence(cites.first(_saying(e, cites))) for e in deeds}
    clear = {told_by[e.id] for e in deeds if not vague(e)}
    kept: list[Event] = []
    for e in deeds:
        if not vague(e) or told_by[e.id] not in clear:
            kept.append(e)
            clear.add(told_by[e.id])
    return kept


def _background(view: LedgerView) -> Callable[[Event], bool]:
    """Whether an event was over long before the first report: what reports recall is not what happened now."""
    first = min((r.published.start for r in view.reports if r.published and r.published.start), default=None)

    def old(e: Event) -> bool:
        end = e.when.end or e.when.start if e.when and not inferred(e.when) else None
        return bool(first and end and (first - end).days > OLD)

    return old


def _event(e: Event, cites: Citations) -> Said:
    saying = _saying(e, cites)
    told_by = _according_to(e, saying, cites)
    if len(e.reports) > 1:
        told_by += f" Told by {len(e.reports)} reports of {e.origins} origin{'s' if e.origins != 1 else ''}."
    return Said(_told(e, saying, cites) + told_by, cites.numbers(saying), _label(e, cites))


def _told(e: Event, saying: Sequence[str], cites: Citations) -> str:
    """The event as a sentence; in the words of the report that told it first where the sentence would say little."""
    if not vague(e):
        return told(e)
    first = cites.claims[cites.first(saying)]
    return f"“{quoted(first.evidence.sentence.of(cites.reports[first.report].text), WORDS)}”"


def _according_to(e: Event, saying: Sequence[str], cites: Citations) -> str:
    """Whom it rests on, where no report says it on its own account."""
    if vague(e):
        return ""
    sources = [source_of(cites.claims[c]) for c in saying]
    if not all(sources):
        return ""
    names = list(dict.fromkeys(s for s in sources if s and s.lower() not in NOBODY))
    if not names:
        return " According to a source not named."
    return f" According to {parties(tuple(map(Party, names)))}."


def _label(e: Event, cites: Citations) -> str:
    return _upper(on_day(e.when, _first_told(e, cites)))


def _saying(e: Event, cites: Citations) -> Sequence[str]:
    """The claims that say what the event is taken to be: a deed is not cited from those who announced it."""
    deed = e.status in DEEDS
    return [c for c in e.claims if (cites.claims[c].status in DEEDS) == deed] or list(e.claims)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_told(e: Event, cites: Citations) -> date | None:
    reports = (cites.reports.get(cites.claims[c].report) for c in e.claims)
    return min((r.published.end for r in reports if r and r.published and r.published.end), default=None)


# -------------------------------------------------------------------------------------------------- what changed

Key = tuple[str, str, str]


def _changed(
    view: LedgerView,
    cites: Citations,
    lines: Sequence[StateLine],
    before: LedgerView,
    since: date | None,
    end: date | None,
) -> Section:
    """Lines of state that are new, other or gone since the last brief, and plans that came about or fell due."""
    then = {_key(s): s for s in state(before, since) if _lasting(s)}
    now = {_key(s): s for s in lines if _lasting(s)}
    said = [_change(now[k], then.get(k), cites) for k in now if k not in then or now[k].value != then[k].value]
    known = set(cites.claims)
    for key in sorted(set(then) - set(now)):
        if kept := [c for c in then[key].claims if c in known]:
            text = _upper(long_days(f"{then[key].subject}: {then[key].value}."))
            lapses = then[key].attribute in ("threat", "demand")
            said.append(Said(text, cites.numbers(kept), "Not renewed" if lapses else "No longer in force"))
    said += _recounted(view, cites, before)
    said += _settled(view, cites, before, since, end)
    title = f"What changed since {long_day(since)}" if since else "What changed since the last brief"
    return Section(title, tuple(said[: 2 * TOP]), empty="Nothing changed.", more=max(0, len(said) - 2 * TOP))


def _lasting(s: StateLine) -> bool:
    """Lines whose change is news: figures and plans have sections of their own."""
    return not s.contradicts and s.attribute not in ("plan", "figure") and not s.reason.startswith("event ")


def _key(s: StateLine) -> Key:
    where = {"presence": "place", "activity": "thing"}.get(s.attribute, "")
    return s.attribute, s.subject, dict(s.parts).get(where, "")


def _change(s: StateLine, old: StateLine | None, cites: Citations) -> Said:
    was = f" (before: {old.value})" if old else ""
    return Said(
        _upper(long_days(f"{s.subject}: {s.value}{was}.")), cites.numbers(s.claims), "Changed" if old else "New"
    )


def _recounted(view: LedgerView, cites: Citations, before: LedgerView) -> list[Said]:
    """Events whose number is another than at the last brief: "63 killed; before: 14"."""
    found = []
    for change in news(before, view, None, None).changed:
        name, event = change.attribute, change.event
        if event.kind is Kind.EVENT and name.startswith("counts:") and event.status in DEEDS:
            values = next(v for n, v in event.values if n == name)
            new = next(v for v in values if v.value == change.after)
            text = f"{told(replace(event, counts=()))} {_plain(name)}: {change.after}, before: {change.before}."
            found.append(Said(text, cites.numbers(new.claims), "Recounted"))
    return found


def _settled(
    view: LedgerView, cites: Citations, before: LedgerView, since: date | None, end: date | None
) -> list[Said]:
    """Plans whose state is another than at the last brief."""
    then = {c: p.plan.state for p in plan_lines(before, since) for c in p.plan.claims}
    found = []
    for p in plan_lines(_known(view, end), end):
        earlier = {then[c] for c in p.plan.claims if c in then}
        if earlier and p.plan.state not in earlier:
            claims = (*p.plan.fulfilled_by, *p.plan.claims)
            text = f"{told(p.event)} {_reason(p)}."
            label = f"Plan {p.plan.state}, before {'/'.join(sorted(earlier))}"
            found.append(Said(text, cites.numbers(claims), label, p.plan.state == "overdue"))
    return found


# --------------------------------------------------------------------------------------------- where things stand


def _since(when: Interval | None) -> str:
    if when is None:
        return "day not told"
    if when.start is None and when.end:
        return f"by {long_day(when.end)}"
    return on_day(when)


def _sites(cites: Citations, lines: Sequence[StateLine]) -> Section:
    rows = []
    for s in (s for s in lines if s.attribute == "holder"):
        known = dict(s.parts)
        due = long_days(known.get("due", "").replace("/", " to "))
        coming = ", ".join(x for x in (f"to {known['next']}" if "next" in known else "", due and f"due {due}") if x)
        held = f"against this: {s.value}" if s.contradicts else known.get("holder") or s.value.split("; next")[0]
        cells = (s.subject, held, _since(s.since), known.get("from", ""), coming)
        rows.append((cells, cites.numbers(s.claims), s.contradicts))
    columns = ("Site", "Holder", "Since", "From", "Planned next")
    return Section("Sites and who holds them", table=Table(columns, tuple(rows)) if rows else None)


def _forces(cites: Citations, lines: Sequence[StateLine]) -> Section:
    rows = [
        ((s.subject, ("against this: " if s.contradicts else "") + s.value, _since(s.since)), cites.numbers(s.claims),
         s.contradicts)
        for s in lines
        if s.attribute == "presence"
    ]  # fmt: skip
    table = Table(("Force", "What is known", "Since, or as of"), tuple(rows)) if rows else None
    return Section("Forces", table=table)


TITLES = {
    "activity": "In force or suspended", "office": "Office", "custody": "Custody", "threat": "Threat",
    "demand": "Demand",
}  # fmt: skip


def _standing(cites: Citations, lines: Sequence[StateLine]) -> Section:
    said = tuple(
        Said(
            _upper(long_days(f"{s.subject}: {s.value}, {_from(s)}.")),
            cites.numbers(s.claims),
            TITLES[s.attribute],
            s.contradicts,
        )
        for s in lines
        if s.attribute in TITLES
    )
    return Section("Orders, offices, threats", said)


def _from(s: StateLine) -> str:
    """Since when: of what lasts the day it began, of an office the day of the change."""
    when = s.since
    if when and when.start and when.end and when.start != when.end:
        stretch = on_day(when)
        return (
            stretch
            if s.attribute in ("office", "custody")
            else f"begun in {stretch}"
            if _named_time(stretch)
            else f"begun between {long_day(when.start)} and {long_day(when.end)}"
        )
    told_when = _since(when)
    return told_when if told_when.startswith(("by ", "day ", "from ")) else f"since {told_when}"


def _named_time(stretch: str) -> bool:
    """Whether a stretch of days has one name: "March 2020", "2017"."""
    return " to " not in stretch


# ------------------------------------------------------------------------------------------------------- disputed


def _disputed(view: LedgerView, cites: Citations, since: date | None, until: date | None) -> Section:
    found: dict[str, list[Dispute]] = {}
    for d in disputes(view, Filters(since=since, until=until)):
        found.setdefault(d.event.id, []).append(d)
    said = tuple(_dispute(given, cites) for given in list(found.values())[:TOP])
    return Section("Disputed", said, more=len(found) - len(said))


def _dispute(given: Sequence[Dispute], cites: Citations) -> Said:
    """All that is disputed of one event, in one statement."""
    event = given[0].event
    sources: list[int] = []
    told_of: list[str] = []
    for d in given:
        name, values = d.conflict.attribute, []
        for v in sorted(d.conflict.values, key=lambda v: (-v.origins, v.value)):
            sources += cites.numbers(v.claims, 2)
            values.append(f"{_value(event, name, v.value)} ({v.reports} report{'s' if v.reports != 1 else ''})")
        told_of.append(f"{_plain(name)} is given as {_listed(values)}.")
    return Said(" ".join([told(event), *told_of]), tuple(dict.fromkeys(sources)), _label(event, cites))


def _listed(values: Sequence[str]) -> str:
    """ "12 (1 report), as 14 (2 reports) and as 5 (1 report)"."""
    return " and as ".join([", as ".join(values[:-1]), values[-1]] if len(values) > 1 else values)


STATUS = {"happened": "done", "ongoing": "under way"}
PLAIN = {
    "when": "The day", "actor": "Who did it", "recipient": "To whom", "status": "What became of it",
    "place": "The place", "due": "The day announced",
}  # fmt: skip


def _plain(attribute: str) -> str:
    """ "The number of killed", "The sum", "The number of troops (coalition)"."""
    if attribute in PLAIN:
        return PLAIN[attribute]
    what, _, of = attribute.removeprefix("counts:").partition(" of ")
    name = "The sum" if what in MONEY else f"The number of {counted(what, 2)}"
    return name + (f" ({of})" if of else "")


def _value(event: Event, attribute: str, value: str) -> str:
    if attribute == "status":
        return STATUS.get(value, value)
    if attribute == "actor":
        return next((named(p) for p in event.actor if p.name == value), value)
    return long_days(value_text(attribute, value))


# -------------------------------------------------------------------------------------------------------- planned


def _planned(view: LedgerView, cites: Citations, until: date | None) -> Section:
    found = [p for p in plan_lines(_known(view, until), until) if p.plan.state in OPEN]
    found = [p for p in found if _fresh(p, cites, until)] + [p for p in found if not _fresh(p, cites, until)]
    said = tuple(_plan(p, cites) for p in found[:TOP])
    return Section("Planned, due and overdue", said, more=len(found) - len(said))


def _fresh(p: PlanLine, cites: Citations, until: date | None) -> bool:
    """Whether a plan has a day, or was spoken of in the last weeks: the others come last, and fall away first."""
    if p.plan.due is not None or until is None:
        return True
    told_on = [r.published.end for c in p.announced if (r := cites.reports.get(c.report)) and r.published]
    return any(day and (until - day).days <= FRESH for day in told_on)


def _known(view: LedgerView, until: date | None) -> LedgerView:
    """What was announced after the brief's last day is no plan of its."""
    return view if until is None else known_by(view, until)


def _reason(p: PlanLine) -> str:
    """The plan's reason as a sentence: "Due by 3 April 2020, not reported by 8 April 2020"."""
    return long_days(_upper(p.plan.reason))


def _plan(p: PlanLine, cites: Citations) -> Said:
    text = f"{told(p.event)} {_reason(p)}."
    return Said(text, cites.numbers(p.plan.claims), p.plan.state.capitalize(), p.plan.state == "overdue")


# -------------------------------------------------------------------------------------------------------- figures


def _figures(view: LedgerView, cites: Citations, until: date | None) -> Section:
    """The latest value of each series up to the day, with the one before it; troops stand among the forces."""
    claims = {e.id: e.claims for e in view.events}
    rows = [
        _figure(row, points, cites, claims)
        for row in series(view)
        if row.what.removeprefix("other:") not in PEOPLE
        and (points := [p for p in row.points if p.day and (until is None or p.day <= until)])
        and (until is None or points[-1].day is None or (until - points[-1].day).days <= STALE)
    ]
    columns = ("Figure", "Place", "Latest", "As of", "Before", "Also given")
    order: Callable[[tuple[tuple[str, ...], tuple[int, ...], bool]], object] = lambda r: (r[0][1], r[0][0])  # noqa: E731
    return Section("Figures", table=Table(columns, tuple(sorted(rows, key=order))) if rows else None)  # type: ignore[arg-type]


def _figure(
    row: Series, points: Sequence[FigurePoint], cites: Citations, claims: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[int, ...], bool]:
    last = points[-1]
    earlier = next((p for p in reversed(points[:-1]) if p.day != last.day and p.value != last.value), None)
    what = counted(row.what, 2) + (f" ({row.of})" if row.of and row.of != counted(row.what, 2) else "")
    before = f"{amount(row.what, earlier.value)} ({long_day(earlier.day)})" if earlier else ""
    cells = (
        what, row.place, f"{last.qualifier + ' ' if last.qualifier else ''}{amount(row.what, last.value)}",
        long_day(last.day), before, _rivals(row.what, last.rivals, last.note),
    )  # fmt: skip
    cited = [*claims.get(last.event, ()), *(claims.get(earlier.event, ()) if earlier else ())]
    return cells, cites.numbers(cited), bool(last.rivals or last.note)


def _rivals(what: str, rivals: Iterable[float], note: str) -> str:
    return "; ".join(x for x in (", ".join(amount(what, r) for r in rivals), note) if x)
