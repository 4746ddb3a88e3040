# ruff: noqa: E501  (sample copy is kept on its line)
"""Headlines, bylines, credits, corrections and page furniture: what is masked, and the prose that is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Issue
from dateline.read import read_report
from dateline.read.masthead import byline_of

from .made import furniture, outlets, raw, report

STORY = "The garrison at Orrin left its barracks on Tuesday and handed the keys to the town council, a spokesman for it said."


@pytest.mark.parametrize(
    ("text", "byline", "place"),
    [
        (f"By Mona Rey\nHALVEN (NCW) - {STORY}", "Mona Rey", "Halven"),
        (f"HALVEN (NCW) - {STORY}\nBy Tuesday the keys were gone.", None, "Halven"),
        (
            f"Barracks handed over at Orrin\n\nBy MONA REY and Ali Jawad, Staff Writers\n\nHALVEN — {STORY}",
            "MONA REY and Ali Jawad, Staff Writers",
            "Halven",
        ),
        (f"By Mona Rey HALVEN (NCW) - {STORY}", "Mona Rey", "Halven"),
        (f"By Mona Rey | Vale Herald\n{STORY}", "Mona Rey | Vale Herald", None),
        (f"{STORY}", None, None),
    ],
)
def test_bylines_and_datelines(text: str, byline: str | None, place: str | None) -> None:
    found = report(text)
    assert found.byline == byline
    assert (found.dateline.place if found.dateline else None) == place


@pytest.mark.parametrize(
    "line",
    ["By Thursday the troops had left.", "By late evening, the fire was out.", "By contrast, Halven was calm.", "By taking the bridge the army cut the road.",
     "By March Orrin had fallen", "By all accounts Orrin was calm"],
)  # fmt: skip
def test_sentences_that_begin_like_a_byline(line: str) -> None:
    assert byline_of(line) is None


def test_a_headline_in_the_copy() -> None:
    found = report(f"Barracks handed over at Orrin\n\nBy Mona Rey\n\n{STORY}\n\n{STORY}")
    assert found.title == "Barracks handed over at Orrin"
    assert (
        furniture(f"Barracks handed over at Orrin\n\n{STORY}\n{STORY}", title="Barracks Handed Over at Orrin!")[0][0]
        == "headline"
    )
    assert report(f"The town was calm.\n\n{STORY}").title is None
    assert report(STORY).title is None


MASKED = [
    ("credit", "*Lena Orr contributed to this report from Ankara"),
    ("credit", "The Associated Press contributed to this report."),
    ("credit", "(Reporting by the Halven bureau; Editing by Mona Rey)"),
    ("credit", "Reporting by Lena Orr; writing by Mona Rey"),
    ("credit", "CP, with staff reports"),
    ("contact", "Follow Mona Rey on Twitter @monarey"),
    ("contact", "desk@northcoast.example"),
    ("correction", "CORRECTION: An earlier version gave the wrong day."),
    ("correction", "(Corrects spelling of name in third paragraph)"),
    ("correction", "This story has been corrected to show that the bridge reopened on Tuesday."),
    ("copyright", "Copyright 2019 Northcoast Wire. All rights reserved."),
    ("copyright", "© 2019 Vale Herald"),
    ("date", "Published: March 26, 2020"),
    ("date", "Updated on 26 March 2020 at 14:00 GMT"),
    ("caption", "FILE - In this Jan. 3 photo soldiers stand at the gate."),
    ("caption", "Soldiers at the gate. (Photo by Lena Orr)"),
    ("caption", "Soldiers at the gate [Lena Orr/Reuters]"),
    ("navigation", "Load More"),
    ("navigation", "Advertisement"),
    ("navigation", "Share this story"),
    ("navigation", "READ MORE: Bridge reopens in Halven"),
    ("navigation", "Sign up for our newsletter and never miss a story"),
    ("separator", "___"),
    ("separator", "* * *"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), MASKED, ids=lambda v: v[:30])
def test_lines_that_are_not_the_story(kind: str, line: str) -> None:
    assert (kind, line) in furniture(f"HALVEN (NCW) - {STORY}\n\n{line}\n\n{STORY}")


@pytest.mark.parametrize(
    "line",
    [
        "The foundation contributed to this year's relief with two shiploads of grain.",
        "Follow-up talks will be held on Monday, the ministry said.",
        "The ministry shared more of its plans on Monday.",
        "Reporting restrictions were lifted by the court on Monday.",
        "The corrected figure was given by the ministry on Monday.",
        "He called on people to share this message with their neighbours on Monday.",
        "Copyright law was changed by parliament after the long strike of musicians in the capital on Monday, and the changes will be in force from May, "
        "the minister of culture said in a speech to both houses, to which the opposition listened in silence, and which lasted for two hours and more. "
        "The strikers, he said, had won all that they could have hoped for. They would be back at work on Tuesday, their leaders promised after a vote "
        "that was taken in the theatre. Nobody spoke against it, and few stayed away from it, although it rained and the trams did not run at all.",
        "The group said related stories of torture were collected in the camp.",
        "“Close the camp,” he said.",
        "(The army denies it.)",
        "Watch towers were built along the road by the army, which said that they would stay for good, whatever the town council might think of them, "
        "and that whoever touched them would be brought before a judge, the council was told on Monday morning by the commander of the garrison himself.",
    ],
)
def test_prose_that_stays(line: str) -> None:
    assert furniture(f"HALVEN (NCW) - {STORY}\n\n{line}\n\n{STORY}") == [("dateline", "HALVEN (NCW) -")]


def test_a_list_of_links_goes_with_its_heading() -> None:
    tail = "Related Stories\nBridge reopens in Halven\nFerry sails at last\nLoad More"
    kinds = furniture(f"HALVEN (NCW) - {STORY}\n\n{tail}")
    assert [kind for kind, _ in kinds] == ["dateline"] + ["navigation"] * 4


def test_prose_after_a_heading_is_kept() -> None:
    kinds = furniture(f"HALVEN (NCW) - {STORY}\n\nIn Other News\n\n{STORY}\n\nLoad More")
    assert kinds == [
        ("dateline", "HALVEN (NCW) -"),
        ("navigation", "In Other News"),
        ("navigation", "Load More"),
    ]


def test_credits_inside_the_last_paragraph() -> None:
    kinds = furniture(f"HALVEN (NCW) - {STORY} (Reporting by Lena Orr; Editing by Mona Rey)")
    assert kinds[1] == ("credit", "(Reporting by Lena Orr; Editing by Mona Rey)")


def test_nothing_but_furniture_is_an_issue() -> None:
    found = read_report(raw("Load More\n\nAdvertisement\n"), outlets())
    assert isinstance(found, Issue)
    assert found.code == "no-story"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                STORY,
                "Load More",
                "By Mona Rey",
                "",
                "HALVEN (NCW) - The army left.",
                "Related Stories",
                "(Editing by X)",
                "___",
            ]
        ),
        max_size=12,
    )
)
def test_spans_are_in_order_apart_and_inside(lines: list[str]) -> None:
    text = "\n".join([*lines, STORY])
    found = report(text)
    assert found.text == text
    ends = [0]
    for item in found.furniture:
        assert ends[-1] <= item.span.start < item.span.end <= len(text)
        ends.append(item.span.end)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "(Reporting by ",
        "(",
        "By A ",
        "-",
        "_ ",
        "contributed ",
        "©",
        "\n",
        "A\n",
        "Load More\n",
        "Related\n",
        "1:11 A",
    ],
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    started = time.process_time()
    read_report(raw(unit * (200_000 // len(unit)), published="2020-03-26"), outlets())
    assert time.process_time() - started < 8.0
