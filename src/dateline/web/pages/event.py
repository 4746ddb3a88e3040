"""`/events/ID`: one event: all values side by side, who says which, of how many origins, and the words."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.model import Event, Span
from dateline.views.passages import Piece, passages
from dateline.views.sides import Side, sides, values
from dateline.web.desk import Desk
from dateline.web.pages.common import asked
from dateline.web.query import one_of
from dateline.web.templating import render

router = APIRouter()


@router.get("/events/{event_id}")
def page(request: Request, event_id: str) -> Response:
    desk, _, wanted = asked(request)
    if event_id not in desk.index.position and event_id in desk.index.home:  # a claim's id names its event
        return RedirectResponse(f"/events/{desk.index.home[event_id]}#c-{event_id}", 303)
    event = desk.index.event(one_of(event_id, desk.index.position, "event"))
    assert event is not None
    found = sides(event, desk.index)
    return render(
        request,
        "event.html",
        {
            "event": event,
            "sides": found,
            "values": values(event, desk.index),
            "words": [(side, words(side)) for side in found],
            "plan": next((p for p in desk.plans(None) if p.event.id == event.id), None),
            "whole": desk.index.event(event.part_of) if event.part_of else None,
            "judgements": judged(desk, event),
            "attributes": attributes(event),
            "typed": wanted.typed,
        },
    )


def words(side: Side) -> list[Piece]:
    """The claim's sentences in pieces, its trigger and values marked; dots where the report says more between two."""
    evidence = side.claim.evidence
    found: list[Piece] = []
    before: Span | None = None
    for sentence in sorted((evidence.sentence, *evidence.more)):
        if before is not None:
            gap = side.report.text[before.end : sentence.start].strip()
            found.append(Piece(before.end, sentence.start, " … " if gap else " "))
        found += _sentence(side, sentence)
        before = sentence
    return found


def _sentence(side: Side, at: Span) -> list[Piece]:
    return passages(side.report, [side.claim], Span(at.start, min(at.end, len(side.report.text))))


def attributes(event: Event) -> list[str]:
    """What of the event can be corrected: what every claim has, and the counts that some claim gives."""
    counted = [name for name, _ in event.values if name.startswith("counts:")]
    return ["when", "place", "actor", "recipient", *counted, "status", "type", "mode"]


def judged(desk: Desk, event: Event) -> list[object]:
    """Judgements in force that speak of the event's claims."""
    members = set(event.claims)
    return [j for j in desk.view.judgements if members & set(j.subjects)]
