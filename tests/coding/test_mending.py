"""Trees set right by the order of their words, each with one that is right and must stay."""

from __future__ import annotations

from dateline.coding.mending import hang, mend_beside, mend_relatives
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


GERUND = """
Fighting VERB advcl 4 VBG fight
between ADP case 2
armies NOUN obl 0 NNS army
had AUX aux 4 VBD have
killed VERB root 4 VBN kill
nine NUM obj 4
"""
CLAUSE = """
Fighting VERB advcl 6 VBG fight
in ADP case 2
Paris PROPN obl 0
, PUNCT punct 6
the DET det 5
army NOUN nsubj 6
lost VERB root 6 VBD lose
men NOUN obj 6 NNS man
"""
CONTACT = """
The DET det 1
man NOUN nsubj 7
police NOUN nsubj:pass 3 NNS police
arrested VERB acl 1 VBN arrest
is AUX cop 7 VBZ be
a DET det 7
Swedish ADJ amod 7
citizen NOUN root 7
"""


def test_a_deed_in_ing_that_is_a_subject_is_a_noun() -> None:
    view = view_of(GERUND)
    assert [(t.pos_, t.dep_) for t in (view.doc[0], view.doc[2])] == [("NOUN", "nsubj"), ("NOUN", "nmod")]
    assert view.lemmas[0] == "fighting"


def test_a_clause_in_ing_stays_a_clause() -> None:
    assert view_of(CLAUSE).doc[0].pos_ == "VERB"


def test_a_passive_without_its_auxiliary_is_active() -> None:
    assert subjects(CONTACT)["arrested"] == ["police"]
    assert view_of(CONTACT).doc[3].dep_ == "acl:relcl"


HEADLESS = """
Ida PROPN root 0
, PUNCT punct 3
who PRON nsubj 3
heads VERB acl:relcl 0 VBZ head
camps NOUN obj 3 NNS camp
, PUNCT punct 6
protested VERB acl:relcl 0 VBD protest
loudly ADV advmod 6
"""
TWO = """
Courts NOUN nsubj:pass 1 NNS court
sentenced VERB root 1 VBN sentence
two NUM nummod 3
officers NOUN nsubj:pass 1 NNS officer
"""
BESIDE = """
Police NOUN nsubj 1 NNS police
arrested VERB root 1 VBD arrest
the DET det 3
governor NOUN obj 1 NN governor
of ADP case 5
Dorn PROPN nmod 3
, PUNCT punct 7
Bo PROPN appos 5
Tann PROPN flat 7
, PUNCT punct 7
yesterday NOUN obl 1
"""


def test_a_clause_hung_on_its_own_subject_is_the_sentence() -> None:
    doc = view_of(HEADLESS).doc
    assert (doc[6].dep_, doc[0].dep_, doc[0].head.text) == ("root", "nsubj", "protested")
    assert doc[3].head.text == "Ida"


def test_a_noun_with_one_relative_clause_stays_a_fragment() -> None:
    doc = view_of("\n".join(HEADLESS.strip().splitlines()[:5])).doc
    assert doc[0].dep_ == "root"


def test_a_passive_between_two_nouns_is_active() -> None:
    doc = view_of(TWO).doc
    assert (doc[0].dep_, doc[3].dep_) == ("nsubj", "obj")


def test_a_name_between_commas_is_the_persons_and_not_the_places() -> None:
    doc = parsed(BESIDE)
    mend_beside(doc, lambda t: t.text == "governor")
    assert (doc[7].head.text, doc[7].dep_) == ("Dorn", "appos")  # no person's name to the parser
    for i in (7, 8):
        doc[i].ent_type_ = "PERSON"
    mend_beside(doc, lambda t: t.text == "governor")
    assert (doc[7].head.text, doc[7].dep_) == ("governor", "appos")


PERFECT = """
ban NOUN root 0
it PRON nsubj:pass 3
had AUX aux 3 VBD have
placed VERB acl:relcl 0 VBN place
"""


def test_a_perfect_without_been_is_active() -> None:
    assert view_of(PERFECT).doc[1].dep_ == "nsubj"
    assert view_of(PERFECT.replace("had AUX aux 3 VBD have", "was AUX aux:pass 3 VBD be")).doc[1].dep_ == "nsubj:pass"


def test_no_mend_closes_a_ring() -> None:
    """A tree with a ring has no root, and a span over it stops the report."""
    doc = parsed(RIGHT)
    left, said = doc[3], doc[1]
    assert not hang(said, left)
    assert not hang(said, said)
    assert said.head == said
    assert hang(doc[2], said)
    assert doc[2].head == said
    assert doc[:].root == said
