"""Quotations: where they are and who speaks them, over several sentences and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.speech import speeches
from dateline.coding.view import View
from dateline.model import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING, CLOSING = '“"', '”"'
SHORT = 25  # characters of a quotation that is only a word or name in marks


def quoted(view: View, token: Token) -> Attribution | None:
    """The speaker of the quotation this token stands in, if any."""
    for span, speaker in quote_spans(view):
        if span.start <= token.idx < span.end and span.end - span.start > SHORT:
            return speaker
    return None


def within_quotation(view: View, token: Token) -> bool:
    """Whether a token stands between quotation marks."""
    return any(s.start <= token.idx < s.end for s, _ in quote_spans(view))


def quote_spans(view: View) -> list[tuple[Span, Attribution | None]]:
    """Every quotation and who speaks it: the act of saying in a sentence that holds one of its ends; one that stands
    alone is by the speaker of the one before, when only a sentence or a paragraph's end parts them."""
    if "quotes" in view.cache:
        cached: list[tuple[Span, Attribution | None]] = view.cache["quotes"]
        return cached
    found: list[tuple[Span, Attribution | None]] = []
    for span in marked_spans(view.report.text):
        speaker = speaker_of(view, span)
        if speaker is None and found and found[-1][1] is not None and near(view, found[-1][0], span):
            speaker = found[-1][1]
        if speaker is None:
            speaker = spoke_before(view, span)
        found.append((span, speaker))
    view.cache["quotes"] = found
    return found


def marked_spans(text: str) -> list[Span]:
    """Stretches between quotation marks; one left open ends with its paragraph, as running quotations are printed."""
    spans, start = [], -1
    for n, char in enumerate(text):
        if start < 0 and char in OPENING and (n == 0 or not text[n - 1].isalnum()):
            start = n
        elif start >= 0 and char in CLOSING:
            spans.append(Span(start, n + 1))
            start = -1
        elif start >= 0 and char == "\n":
            spans.append(Span(start, n))
            start = -1
    return spans


def near(view: View, before: Span, after: Span) -> bool:
    """Whether nothing but white space, or one short sentence, lies between two quotations."""
    gap = view.report.text[before.end : after.start]
    return after.start >= before.end and (
        not gap.strip() or (len(gap) < 160 and gap.count(".") <= 1 and "\n" not in gap)
    )


def spoke_before(view: View, quote: Span) -> Attribution | None:
    """Who spoke in the sentence right before a quotation that fills its own."""
    words = view.doc.char_span(quote.start, quote.end, alignment_mode="expand")
    if words is None or not len(words):
        return None
    number = view.sentence_of[words.start]
    if number == 0 or view.sentences[number].start_char < quote.start - 1:
        return None
    before = [s for i, s in speeches(view).items() if view.sentence_of[i] == number - 1]
    return before[-1].source if before else None


def speaker_of(view: View, quote: Span) -> Attribution | None:
    """The speech whose verb stands outside the quotation but in a sentence it touches."""
    best: tuple[int, Attribution] | None = None
    for i, speech in speeches(view).items():
        at = view.doc[i].idx
        sentence = view.sentence(view.doc[i])
        touches = sentence.start_char < quote.end and quote.start < sentence.end_char
        if not touches or quote.start <= at < quote.end:
            continue
        distance = min(abs(at - quote.start), abs(at - quote.end))
        if best is None or distance < best[0]:
            best = (distance, speech.source)
    return best[1] if best else None
