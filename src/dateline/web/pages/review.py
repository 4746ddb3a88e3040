"""`/review`: the queue of doubtful matches, members, values and claims, settled by single keys."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.model import Claim, Event, Report
from dateline.views.passages import Piece, passages
from dateline.views.questions import Question, questions
from dateline.views.sides import sides
from dateline.web.desk import Desk
from dateline.web.pages.common import desks
from dateline.web.templating import render
from dateline.web.wording import attribute

router = APIRouter()
QUEUE = 25
SHOWN = 3  # claims of one event
KINDS = {"match": "Matches", "member": "Members", "value": "Values", "claim": "Claims"}
KEYS = {"same": "s", "not the same": "n", "yes": "y", "no": "x"}


@dataclass(frozen=True, slots=True)
class Told:
    """One claim in its own words."""

    claim: Claim
    report: Report
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to settle a question: the key, the word, and the decision as JSON for the API."""

    key: str
    word: str
    decision: str


@dataclass(frozen=True, slots=True)
class Card:
    """One question with what it is about, in the reports' words. `ask` is how people are asked it."""

    question: Question
    ask: str
    sides: tuple[tuple[Event, tuple[Told, ...]], ...]
    answers: tuple[Answer, ...]


@router.get("/review")
def page(request: Request) -> Response:
    desk = desks(request).current(look=True)
    kind = request.query_params.get("kind", "")
    found = desk.soon(("questions",), lambda: questions(desk.view))
    kept = [q for q in found or [] if kind not in KINDS or q.kind == kind]
    counts: Counter[str] = Counter(q.kind for q in found or [])
    context = {
        "waiting": found is None,
        "kind": kind if kind in KINDS else "",
        "kinds": [(k, title, counts[k]) for k, title in KINDS.items()],
        "total": len(kept),
        "cards": [card(desk, q) for q in kept[:QUEUE]],
        "judgements": list(desk.view.judgements)[-12:][::-1],
    }
    return render(request, "review.html", context)


def card(desk: Desk, q: Question) -> Card:
    return Card(q, asked(q), tuple((e, told(desk, q, e)) for e in q.events), answers(q))


def asked(q: Question) -> str:
    """Of a value, by the attribute's name: "Which is right: killed?"."""
    if q.kind != "value":
        return q.ask
    return f"Which is right: {attribute(q.answers[0][1][-1], q.events[0])}?"


def told(desk: Desk, q: Question, event: Event) -> tuple[Told, ...]:
    """The claims asked about first, in their own words; of a match, the first few of each event."""
    given = sides(event, desk.index)
    first = [s for s in given if s.claim.id in q.claims] if q.kind != "match" else []
    rest = [s for s in given if s not in first] if q.kind != "value" else []
    chosen = (first + rest)[: max(SHOWN, len(first))]
    return tuple(
        Told(s.claim, s.report, tuple(passages(s.report, [s.claim], s.claim.evidence.sentence))) for s in chosen
    )


def answers(q: Question) -> tuple[Answer, ...]:
    """The question's answers with their keys: s and n, y and x, or numbers."""
    return tuple(
        Answer(KEYS.get(word, str(n)), word, decision(arguments)) for n, (word, arguments) in enumerate(q.answers, 1)
    )


def decision(arguments: tuple[str, ...]) -> str:
    """`judge VERDICT SUBJECT...` as the API takes it."""
    _, verdict, *subjects = arguments
    if verdict in ("right", "wrong"):
        return json.dumps({"verdict": verdict, "subjects": subjects[:-1], "attribute": subjects[-1]})
    return json.dumps({"verdict": verdict, "subjects": subjects})
