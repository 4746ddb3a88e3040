"""Constructions that name who acts, what is listed and how many, each with a case that must be left alone."""

from __future__ import annotations

from dateline.coding.clauses import args_of
from dateline.coding.sums import with_parts
from dateline.model import Count, Span
from tests.coding.build import view_of

RAISED = """
Officials NOUN nsubj 1 NNS official
expected VERB root 1 VBD expect
guards NOUN iobj 1 NNS guard
to PART mark 4 TO
leave VERB xcomp 1 VB leave
"""
CONTROL = """
Officials NOUN nsubj 1 NNS official
promised VERB root 1 VBD promise
guards NOUN iobj 1 NNS guard
to PART mark 4 TO
leave VERB xcomp 1 VB leave
"""
RESULT = """
Shells NOUN nsubj 1 NNS shell
left VERB root 1 VBD leave
guards NOUN obj 1 NNS guard
and CCONJ cc 4
clerks NOUN conj 2 NNS clerk
dead ADJ amod 4 JJ
"""
ATTRIBUTE = """
Gardeners NOUN nsubj 1 NNS gardener
left VERB root 1 VBD leave
dead ADJ amod 3 JJ
leaves NOUN obj 1 NNS leaf
"""


def test_who_is_expected_to_leave_is_who_leaves() -> None:
    view = view_of(RAISED)
    assert [t.text for t in args_of(view, view.doc[4]).subj] == ["guards"]


def test_who_promised_somebody_to_leave_leaves_himself() -> None:
    view = view_of(CONTROL)
    assert [t.text for t in args_of(view, view.doc[4]).subj] == ["Officials"]


def test_an_adjective_behind_a_series_tells_what_became_of_it() -> None:
    view = view_of(RESULT)
    assert "dead" in args_of(view, view.doc[1]).particles


def test_an_adjective_before_its_noun_is_no_result() -> None:
    view = view_of(ATTRIBUTE)
    assert "dead" not in args_of(view, view.doc[1]).particles


def told(text: str) -> list[Count]:
    view = view_of("\n".join(f"{word} NOUN dep 0" for word in text.split()))
    first, second = text.index("three"), text.index("two")
    counts = [
        Count("killed", 3.0, of="soldiers", span=Span(first, first + 5)),
        Count("killed", 2.0, of="Britons", span=Span(second, second + 3)),
    ]
    return with_parts(view, counts)


def test_included_victims_are_part_of_the_total_and_no_sum_is_made() -> None:
    assert [(c.value, c.part_of) for c in told("three soldiers including two Britons")] == [(3.0, None), (2.0, 0)]


def test_coordinated_victims_stay_as_they_are_told() -> None:
    assert [(c.value, c.part_of) for c in told("three soldiers and two Britons")] == [(3.0, None), (2.0, None)]
