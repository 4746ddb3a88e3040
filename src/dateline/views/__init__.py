"""Views: what a ledger tells: events, plans, figures, conflicts, the state on a day, a written brief.

Every view is a pure function of a `LedgerView` and, where it needs one, a date that the caller passes in.
"""

from __future__ import annotations

from dateline.views.brief import brief
from dateline.views.brief_html import brief_html
from dateline.views.briefing import Briefing, briefing
from dateline.views.conflicts import Dispute, disputes
from dateline.views.figures import FigurePoint, Series, series
from dateline.views.known import last_day
from dateline.views.listing import Filters, listed
from dateline.views.plans import PlanLine, plan_lines
from dateline.views.state import state

__all__ = [
    "Briefing",
    "Dispute",
    "FigurePoint",
    "Filters",
    "PlanLine",
    "Series",
    "brief",
    "brief_html",
    "briefing",
    "disputes",
    "last_day",
    "listed",
    "plan_lines",
    "series",
    "state",
]
