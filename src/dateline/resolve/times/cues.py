"""The lean of a clause from words alone: the nearest cue of past or future decides."""

from __future__ import annotations

from dateline.resolve.times.language import Language


def cue_lean(sentence: str, start: int, end: int, lang: Language) -> int:
    """The nearest cue of past or future decides; crossing a comma or a quotation mark costs."""
    if end > len(sentence):
        end = len(sentence)
    best, lean = 1000.0, 0
    covered: list[tuple[int, int]] = []
    for match in lang.cues["future"].finditer(sentence):
        if match.start() < end and match.end() > start:
            continue
        reach = _group_end(sentence, match.end(), start)
        covered.append((match.start(), reach))
        cost = _cost(sentence, match.start(), reach, start, end)
        if cost < best:
            best, lean = cost, 1
    for match in lang.cues["past"].finditer(sentence):
        if any(a <= match.start() < b for a, b in covered) or (match.start() < end and match.end() > start):
            continue
        cost = _cost(sentence, match.start(), match.end(), start, end)
        if cost < best:
            best, lean = cost, -1
    return lean


def _group_end(sentence: str, at: int, limit: int) -> int:
    """The end of the verb group that a future cue opens: up to five words on, no punctuation crossed."""
    words, i = 0, at
    while i < min(len(sentence), max(limit, at)) and words < 5:
        if sentence[i] in ',;:.()"“”':
            break
        if sentence[i] == " ":
            words += 1
        i += 1
    return i


def _cost(sentence: str, a: int, b: int, start: int, end: int) -> float:
    if b <= start:
        between, cost = sentence[b:start], float(start - b)
    elif a >= end:
        between, cost = sentence[end:a], float(a - end) + 15
    else:
        return 0.0
    return cost + 40 * sum(c in ",;:" for c in between) + 60 * sum(c in '"“”' for c in between)
