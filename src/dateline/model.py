"""The records that every room of Dateline speaks: reports, claims, events, judgements.

Everything here is frozen. A record carries where it comes from: a value points to its words through a `Span`, and an
inferred value carries its `reason`. Offsets count Unicode code points of `Report.text`, end exclusive, as in
`text[start:end]`. Types and statuses are PLOVER 2.0's (plus `decide`, `hazard` and `figure`); see docs/concepts.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

# --------------------------------------------------------------------------------------------- closed vocabularies


class EventType(StrEnum):
    """PLOVER 2.0's sixteen event types and three of our own (`decide`, `hazard`, `figure`)."""

    AGREE = "agree"
    CONSULT = "consult"
    SUPPORT = "support"
    CONCEDE = "concede"
    COOPERATE = "cooperate"
    AID = "aid"
    RETREAT = "retreat"
    REQUEST = "request"
    ACCUSE = "accuse"
    REJECT = "reject"
    THREATEN = "threaten"
    PROTEST = "protest"
    SANCTION = "sanction"
    MOBILIZE = "mobilize"
    COERCE = "coerce"
    ASSAULT = "assault"
    DECIDE = "decide"
    HAZARD = "hazard"
    FIGURE = "figure"


class Status(StrEnum):
    """What the report says of the event's reality (cf. FactBank, PLOVER auxiliary modes)."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    DENIED = "denied"


class Kind(StrEnum):
    EVENT = "event"
    FIGURE = "figure"


Precision = Literal["site", "city", "admin1", "country", "region"]
"""How finely a place is known, from a single compound to a region of several countries."""

TimePrecision = Literal["time", "day", "week", "month", "year", "range"]

TimexKind = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3 types (TimeML 1.2.1)."""


# ------------------------------------------------------------------------------------------------ spans and values


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words this span points to."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends inclusive; `None` means open or unknown at that end.

    `reason` says how it was resolved ("Thursday before publication 2020-03-26"); `span` points to the words.
    """

    start: date | None
    end: date | None
    precision: TimePrecision | None = None
    reason: str | None = None
    span: Span | None = None

    @property
    def known(self) -> bool:
        return self.start is not None and self.end is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a name as canonical as the gazetteer allows, with or without coordinates (WGS 84 degrees)."""

    name: str
    precision: Precision
    id: str | None = None  # "geonames:95446", "icao:ORQW", "site:camp-taji", "iso:IQ"
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    span: Span | None = None
    reason: str | None = None  # why this candidate and no other
    uncertainty_km: float | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who: a state, force, body, group or person."""

    name: str  # canonical
    id: str | None = None
    text: str | None = None  # as the report has it
    country: str | None = None  # ISO 3166-1 alpha-2
    sector: str | None = None  # PLOVER sector code: GOV, MIL, REB ...
    span: Span | None = None
    reason: str | None = None
    parent: str | None = None  # id of the party it belongs to ("coalition" for its troops)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what. `part_of` is the index of the total in the claim's own list of counts."""

    what: str  # killed, injured, missing, detained, displaced, troops, rockets ... or other:<noun>
    value: float
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None  # at least, about, more than, up to
    of: str | None = None  # whom: Americans, children
    part_of: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who the report says it from; no Attribution at all means that the report itself asserts it."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    anonymous: bool = False
    manner: str | None = None  # said, announced, confirmed, tweeted, denied, statement ...
    via: str | None = None  # another outlet the report has it from
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say so: a sentence, the trigger within it, and further sentences on the same happening."""

    sentence: Span
    trigger: Span
    more: tuple[Span, ...] = ()


# --------------------------------------------------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report's bytes came from."""

    locator: str  # path, address, or "archive.zip!member" / "crawl.warc.gz#offset"
    media: str  # text/plain, application/json, text/html ...
    digest: str = ""  # sha256 of the bytes, hex


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report as ingest found it, before anything is read out of it."""

    source: Source
    text: str
    id: str | None = None  # kept when the input names one
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None  # as the input's metadata states it, unparsed
    published_reason: str | None = None  # which metadata: "JSON field 'published'", "meta article:published_time"
    byline: str | None = None
    agency: str | None = None
    language: str | None = None  # as the input's metadata states it


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens wire copy: place, country, day, agency ("BAGHDAD, Jan 3 (MNA) -")."""

    span: Span
    place: str | None = None
    country: str | None = None
    day: str | None = None  # as written
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of text that is not the story: byline, credit, "Load More". Masked, never cut: offsets stay."""

    span: Span
    kind: str  # dateline, byline, credit, correction, contact, navigation, caption ...


@dataclass(frozen=True, slots=True)
class Report:
    """One published text of one outlet, read. A changed text is a new revision, never an edit."""

    id: str
    text: str
    source: Source
    revision: int = 1
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    published: Interval | None = None  # stated or inferred, with its reason
    published_by: str | None = None  # "user" when a person gave the day; that word wins, and corrects an earlier one
    language: str | None = None  # ISO 639-1
    furniture: tuple[Furniture, ...] = ()
    family: str | None = None  # shared by copies of one text


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong with one report: a result, not an exception. One line says what, where and what to do."""

    locator: str
    stage: str  # ingest, read, parse ...
    code: str  # short and stable: empty, binary, truncated, too-large, no-permission, other-language ...
    message: str
    digest: str = ""

    def __str__(self) -> str:
        return f"{self.locator}: {self.message} [{self.stage}/{self.code}]"


# ------------------------------------------------------------------------------------- what resolve hands to coding


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: its TIMEX3 type and value, and the days it covers when it names any."""

    span: Span
    kind: TimexKind
    value: str  # TIMEX3 value: 2020-03-11, 2020-W12, PT24H, P2W, XXXX-WXX-1 ...
    interval: Interval | None = None  # None for sets and durations, and for what cannot be resolved
    modifier: str | None = None  # TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER ...


@dataclass(frozen=True, slots=True)
class PlaceMention:
    span: Span
    place: Place
    role: str = "name"  # name, modifier ("Iraqi"), dateline


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A mention that can act, suffer or speak. `form` says how it is told; the party is canonical."""

    span: Span
    party: Party
    form: str = "name"  # name, definite ("the coalition"), demonym, pronoun, common ("three gunmen")
    role: str | None = None  # "spokesperson", "Iran's top general"
    organisation: str | None = None  # the body a person speaks or acts for, canonical name
    anonymous: bool = False  # "a senior official", "a source"


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with what it counts. `head` is the span of the counted noun, when there is one."""

    span: Span
    value: float
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    noun: str | None = None  # lemma of the counted noun: troop, rocket, case
    what: str | None = None  # the schema's kind when the noun alone decides it (troops, rockets, cases)
    of: str | None = None
    unit: str | None = None  # USD, km, percent, year (ages) ...
    head: Span | None = None
    part_of: int | None = None  # index of the total within the same Mentions.quantities


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything resolve found in one report, in order of appearance."""

    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()


# ---------------------------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing one report states: an event, a plan, a denial or a figure. Never merged, never deleted."""

    id: str
    report: str
    revision: int
    kind: Kind
    type: EventType
    mode: str | None
    status: Status
    evidence: Evidence
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    place: Place | None = None
    when: Interval | None = None
    counts: tuple[Count, ...] = ()
    source: Attribution | None = None
    why: str = ""  # the lexicon entry or model head that coded it, readable
    confidence: float = 0.5
    lead: bool = False  # told in the title or the first sentence: what the report is about


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A trigger candidate that was not coded, and why; what `dateline explain` shows beside the claims."""

    span: Span
    entry: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What one run of the chain made of one report revision."""

    report: str
    revision: int
    coder: str  # fingerprint of lexicon, data and model versions
    claims: tuple[Claim, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    issues: tuple[Issue, ...] = ()


# ------------------------------------------------------------------------------------------------- derived records


@dataclass(frozen=True, slots=True)
class Support:
    """One value of one attribute, and the claims that state it. `origins` counts independent ones: copies of one
    text, and texts that name one same source, count once."""

    value: str
    claims: tuple[str, ...]
    reports: int = 0
    families: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one attribute that cannot all be true, side by side."""

    attribute: str  # counts:killed, when, place, actor, status ...
    kind: str  # different-count, different-date, who-did-it, happened-or-not, spelling-only, update
    values: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The claims, across reports, that speak of one happening, or of one figure at one time. Derived, never stored
    as truth; `values` shows every attribute's values with their support, the chosen one first."""

    id: str
    kind: Kind
    type: EventType
    mode: str | None
    status: Status
    claims: tuple[str, ...]  # ids, sorted
    reports: tuple[str, ...]  # ids, sorted
    origins: int
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    place: Place | None = None
    when: Interval | None = None
    counts: tuple[Count, ...] = ()
    values: tuple[tuple[str, tuple[Support, ...]], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    part_of: str | None = None  # id of the larger event
    reasons: tuple[str, ...] = ()  # why these claims are one event, a line per join


PlanState = Literal[
    "pending", "due", "overdue", "kept", "late", "partly", "differently", "by-another", "cancelled", "denied"
]


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned claim followed to its end, or to the day asked about."""

    event: str
    claims: tuple[str, ...]  # the claims that announce it
    due: Interval | None
    state: PlanState
    fulfilled_by: tuple[str, ...] = ()  # claims that tell it happened
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateLine:
    """One line of the present state: `subject` has `attribute` = `value` since `since`, by a chain of claims."""

    subject: str
    attribute: str  # holder, presence, activity, figure, plan ...
    value: str
    since: Interval | None
    claims: tuple[str, ...]
    contradicts: bool = False
    reason: str = ""
    parts: tuple[tuple[str, str], ...] = ()  # the value taken apart for programs: holder, from, next, due, number ...


# ------------------------------------------------------------------------------------------------------ judgements

Verdict = Literal["same", "not-same", "accept", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decides. Added, can be taken back by a further record, never overwritten."""

    id: str
    verdict: Verdict
    subjects: tuple[str, ...]  # claim ids
    person: str
    at: str  # ISO 8601 instant, given by the caller
    reason: str = ""
    attribute: str | None = None  # which value: for correct; with accept and reject, that value and not the claim
    value: str | None = None  # for correct: the right value, as JSON
    takes_back: str | None = None  # id of the judgement this one undoes


# ----------------------------------------------------------------------------------------------------- the ledger's


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All that events, state and every view follow from: a ledger as known at one moment, in memory."""

    reports: tuple[Report, ...]  # current revisions, by id
    claims: tuple[Claim, ...]  # current claims, by id
    judgements: tuple[Judgement, ...] = ()
    events: tuple[Event, ...] = ()
    plans: tuple[Plan, ...] = field(default=())
