"""What a time expression is read against, and what reading it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dateline.model import TimePrecision, TimexKind
from dateline.resolve.times.calendar import Days, part_of, period, value_of
from dateline.resolve.times.language import Language

PRECISION: dict[str, TimePrecision] = {
    "D": "day", "W": "week", "2W": "week", "WE": "range", "M": "month", "Q": "range", "Y": "year", "E": "range",
    "C": "range",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The date told just before, on which "a day earlier" and "that night" stand."""

    start: date
    end: date
    unit: str  # of its precision: D, W, M, Q, Y


@dataclass(frozen=True)
class Context:
    """`day` is the day of publication; `leaning` says, when asked, whether the clause looks back (-1), ahead
    (1) or
    neither (0), and `sure` whether a parse says so rather than a cue."""

    lang: Language
    day: date | None
    leaning: Callable[[], int] = lambda: 0
    sure: bool = False
    told: Told | None = None
    before: str = ""  # text right before the expression
    after: str = ""
    text: str = ""  # the expression

    @cached_property
    def lean(self) -> int:
        """-1, 0 or 1, worked out at first asking."""
        return self.leaning()

    @property
    def stands_on(self) -> Told | None:
        """What an anchored expression stands on: the date told before, else publication."""
        return self.told or (Told(self.day, self.day, "D") if self.day else None)

    @property
    def clock(self) -> str:
        """How a reason names the day of publication."""
        return f"publication {self.day}" if self.day else "an unknown publication date"


@dataclass(frozen=True, slots=True)
class Found:
    """What an expression says: TIMEX3 kind, value and modifier, its days when it names any, and why."""

    kind: TimexKind
    value: str
    days: tuple[date | None, date | None] | None = None
    precision: TimePrecision | None = None
    reason: str | None = None
    modifier: str | None = None
    unit: str | None = None  # set when later expressions may stand on this one

    def to(self, part: str | None) -> Found:
        """The same day, narrowed to a part of it ("Thursday" to "Thursday night")."""
        if not part:
            return self
        return replace(self, kind="TIME", value=f"{self.value}T{part}", precision="time")


def unit_found(day: date, unit: str, reason: str, edge: str | None = None) -> Found:
    """The unit that `day` lies in, or its early, middle or late third."""
    days: Days = part_of(period(day, unit), edge) if unit != "D" else (day, day)
    precision: TimePrecision = "range" if edge and unit not in ("D", "W") else PRECISION.get(unit, "day")
    if edge:
        reason += f"; {EDGE_WORDS[edge]} of it"
    return Found("DATE", value_of(day, unit), days, precision, reason, edge, unit)


EDGE_WORDS = {"START": "the first third", "MID": "the middle third", "END": "the last third"}


def unknown(value: str, modifier: str | None = None) -> Found:
    """A date that cannot be placed: only its shape is known."""
    return Found("DATE", value, modifier=modifier)
