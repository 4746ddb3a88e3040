"""From what a page or a program decides to judgements in the ledger, by the same functions as `dateline judge`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.commands.judge import Judge, claims_of, made
from dateline.commands.values import as_json
from dateline.errors import UsageError
from dateline.model import Judgement
from dateline.web.desk import Desks

VERDICTS = ("same", "not-same", "merge", "split", "accept", "reject", "right", "wrong", "correct", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, as on the command line: subjects are claims or events; for undo judgements; for split the event
    and then the claims to split off. `attribute` is for right, wrong and correct, `value` for correct."""

    verdict: str
    subjects: tuple[str, ...]
    reason: str = ""
    attribute: str | None = None
    value: str | None = None


def judge(desks: Desks, given: Decision, person: str, at: str) -> list[Judgement]:
    """Add the judgements to the ledger, in order. Raises UsageError for what cannot be judged so."""
    found = judgements(desks, given, Judge(person, at, storable(given.reason)))
    for one in found:
        desks.ledger.judge(one)
    return found


def judgements(desks: Desks, given: Decision, by: Judge) -> list[Judgement]:
    view = desks.current().view
    subjects = [storable(s) for s in given.subjects]
    attribute = storable(given.attribute or "")
    if given.verdict not in VERDICTS:
        raise UsageError(f"there is no verdict {given.verdict!r}; one of {', '.join(VERDICTS)}")
    if given.verdict in ("right", "wrong", "correct") and not attribute:
        raise UsageError(f"{given.verdict}: name the attribute, such as when or counts:killed")
    if given.verdict == "correct":
        if not (given.value or "").strip():
            raise UsageError("correct: give the right value; - for none")
        named = claims_of(view, subjects, "correct")
        value = as_json(view, named, attribute, storable(given.value or "").strip())
        return [by.says("correct", named, attribute, value)]
    return made(by, given.verdict, _with(subjects, given.verdict, attribute), desks.ledger, view)


def _with(subjects: Sequence[str], verdict: str, attribute: str) -> list[str]:
    """On the command line the attribute is the last word of right and wrong."""
    return [*subjects, attribute] if verdict in ("right", "wrong") else list(subjects)


def storable(text: str) -> str:
    """Without what no database keeps: NUL characters and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
