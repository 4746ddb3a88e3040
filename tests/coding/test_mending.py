"""Trees set right by the order of their words, each with one that is right and must stay."""

from __future__ import annotations

from dateline.coding.mending import mend_relatives
from tests.coding.build import parsed, view_of

SWAPPED = """
Zambia PROPN nsubj 5
sent VERB ccomp 5 VBD send
them PRON obj 1
, PUNCT punct 5
officials NOUN nsubj 5 NNS official
said VERB root 5 VBD say
"""
RIGHT = """
Zambia PROPN nsubj 1
said VERB root 1 VBD say
officials NOUN nsubj 3 NNS official
left VERB ccomp 1 VBD leave
"""
PASSIVE = """
Two NUM nummod 1
men NOUN nsubj 6 NNS man
were AUX aux:pass 3 VBD be
freed VERB ccomp 6 VBN free
, PUNCT punct 6
police NOUN nsubj 6 NNS police
said VERB root 6 VBD say
"""
LATE = """
Rebels NOUN nsubj 1 NNS rebel
took VERB ccomp 9 VBD take
hostages NOUN obj 1 NNS hostage
and CCONJ cc 4
exploded VERB conj 1 VBD explode
bombs NOUN obj 4 NNS bomb
, PUNCT punct 9
Western ADJ amod 8
sources NOUN nsubj 4 NNS source
said VERB root 9 VBD say
"""
FAR = """
Soldiers NOUN nsubj 1 NNS soldier
died VERB root 1 VBD die
in ADP case 3
raids NOUN obl 1 NNS raid
, PUNCT punct 6
which PRON nsubj 6
began VERB acl:relcl 0 VBD begin
and CCONJ cc 8
struck VERB conj 1 VBD strike
towns NOUN obj 8 NNS town
"""


def subjects(lines: str) -> dict[str, list[str]]:
    doc = view_of(lines).doc
    return {t.text: [c.text for c in t.children if c.dep_.startswith("nsubj")] for t in doc if t.pos_ == "VERB"}


def test_the_first_of_two_subjects_belongs_to_what_is_said() -> None:
    assert subjects(SWAPPED) == {"sent": ["Zambia"], "said": ["officials"]}


def test_a_tree_with_a_subject_for_each_verb_stays() -> None:
    assert subjects(RIGHT) == {"said": ["Zambia"], "left": ["officials"]}


def test_what_is_given_to_a_passive_suffers() -> None:
    doc = view_of(PASSIVE).doc
    assert [(t.text, t.dep_) for t in doc if t.head.text == "freed" and t.dep_.startswith("nsubj")] == [
        ("men", "nsubj:pass")
    ]


def test_a_speaker_hung_on_the_verb_before_is_the_speaker() -> None:
    assert subjects(LATE) == {"took": ["Rebels"], "exploded": [], "said": ["sources"]}


def test_which_takes_up_the_noun_it_stands_behind() -> None:
    doc = parsed(FAR)
    roles = {8: {"R-ARG0": (5, 6), "ARG0": (0, 1)}}
    mend_relatives(doc, roles)
    assert (doc[6].head.text, doc[8].head.text) == ("raids", "began")
    assert roles[8]["ARG0"] == (3, 4)


def test_which_of_the_noun_before_it_stays() -> None:
    doc = parsed(FAR.replace("acl:relcl 0", "acl:relcl 3"))
    mend_relatives(doc, {})
    assert (doc[6].head.text, doc[8].head.text) == ("raids", "died")
