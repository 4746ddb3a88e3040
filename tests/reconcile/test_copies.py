"""Copies of one text, and how they count."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Attribution, Furniture, Report, Source, Span
from dateline.reconcile.alterations import alterations, altered
from dateline.reconcile.copies import Families, families
from dateline.reconcile.origins import origins
from dateline.reconcile.profile import profile
from tests.reconcile.made import TAJI, claim, report, when

STORY = (
    "Rockets fell on a training camp north of the capital late on Wednesday, the army said.",
    "Three soldiers died and a dozen more were hurt when fuel caught fire beside the mess hall.",
    "No group has said it fired them, though officers pointed at a militia that has done so before.",
    "The prime minister ordered an inquiry and promised that those behind it would be found.",
    "Villagers nearby spoke of eighteen loud bangs within two minutes and of smoke until dawn.",
)
OTHER = (
    "The parliament met on Sunday for the first time this month and at once adjourned.",
    "Too few members had come to hold the vote on the cabinet that the president asked for.",
    "Its speaker said that a second sitting would be called within the week if talks went well.",
)


def test_cut_and_edited_texts_are_one_family_and_others_are_not() -> None:
    told = [
        report("m1", "2020-03-12", *STORY),
        report("m2", "2020-03-12", *STORY[:3]),
        report("m3", "2020-03-13", STORY[0], STORY[1].replace("dozen", "score"), *STORY[2:], "More follows."),
        report("m4", "2020-03-13", *OTHER),
    ]
    assert families(told) == {"m1": "m1", "m2": "m1", "m3": "m1", "m4": "m4"}
    assert families(told[::-1]) == families(told)


def test_a_shared_footer_makes_no_copies() -> None:
    footer = "Reporting by the desk; editing by the night desk; read more on our pages on the war."
    told = []
    for name, body in (("x1", " ".join(STORY[:2])), ("x2", " ".join(OTHER[:2]))):
        text = f"{body} {footer}"
        told.append(
            Report(
                name,
                text,
                Source(name, "text/plain"),
                furniture=(Furniture(Span(len(body) + 1, len(text)), "contact"),),
            )
        )
    assert families(told) == {"x1": "x1", "x2": "x2"}


def test_short_texts_are_copies_only_when_equal() -> None:
    told = [
        report("s1", None, "No news today."),
        report("s2", None, "No news today."),
        report("s3", None, "No news."),
    ]
    assert families(told) == {"s1": "s1", "s2": "s1", "s3": "s3"}


def test_copies_never_raise_origins_and_one_named_source_counts_once() -> None:
    told = [report(n, "2020-03-12", STORY[0]) for n in ("o1", "o2", "o3", "o4")]
    ministry = Attribution("health ministry")
    sources = [None, ministry, ministry, Attribution("an official", anonymous=True)]
    looks = [
        profile(claim(r, STORY[0], "fell", place=TAJI, on=when("2020-03-11"), source=s), r, family)
        for r, s, family in zip(told, sources, ["o1", "o1", "o3", "o4"], strict=True)
    ]
    assert origins(looks[:1]) == 1
    assert origins(looks[:2]) == 1, "a copy adds none, whatever source it names"
    assert origins(looks[:3]) == 1, "another text from the same ministry is no second origin"
    assert origins(looks) == 2


def test_what_a_copy_changes_is_told_with_both_places() -> None:
    first = report("c1", "2020-03-16", "The ministry has counted 124 cases of the illness.", *OTHER)
    copy = report(
        "c2", "2020-03-17", "The ministry has counted 110 cases of the illness.", OTHER[0], *OTHER[1:2], "More."
    )
    told = {(a.sort, a.was.of(first.text), a.now.of(copy.text)) for a in altered(first, copy)}
    assert ("number", "124", "110") in told
    assert {sort for sort, _, _ in told} <= {"number", "wording", "left out", "added"}
    assert len(told) == 2
    assert altered(first, first) == ()
    assert {a.copy for a in alterations([copy, first], families([first, copy]))} == {"c2"}


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(9)), st.integers(1, 8))
def test_families_do_not_depend_on_the_order_of_adding(order: list[int], cut: int) -> None:
    told = [report(f"f{n}", None, *row) for n, row in enumerate(CUTS)]
    whole, grown = families(told), Families()
    grown.add([told[n] for n in order[:cut]])
    grown.add([told[n] for n in order[cut:]])
    assert grown.names() == whole
    grown.drop({told[order[0]].id})
    assert grown.names() == families([told[n] for n in order[1:]])


CUTS = (STORY, STORY[:3], STORY[1:], STORY[2:], STORY[:2], OTHER, OTHER[:2], OTHER[1:], (*STORY[:2], *OTHER[:2]))
