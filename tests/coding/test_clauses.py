"""Deep arguments: the same places whatever the construction."""

from __future__ import annotations

from dateline.coding.clauses import args_of
from tests.coding.build import view_of

PASSIVE = """
Rockets NOUN nsubj:pass 2 NNS rocket
were AUX aux:pass 2 VBD be
fired VERB root 2 VBN fire
by ADP case 4
rebels NOUN obl:agent 2 NNS rebel
"""
SHARED = """
Troops NOUN nsubj 1 NNS troop
left VERB root 1 VBD leave
Arda PROPN obj 1
and CCONJ cc 4
handed VERB conj 1 VBD hand
Brod PROPN obj 4
over ADP compound:prt 4
"""
RELATIVE = """
the DET det 1
base NOUN root 1 NN base
they PRON nsubj 3 PRP they
vacated VERB acl:relcl 1 VBD vacate
"""
CONTROL = """
Guards NOUN nsubj 1 NNS guard
ordered VERB root 1 VBD order
miners NOUN obj 1 NNS miner
to PART mark 4 TO to
leave VERB xcomp 1 VB leave
"""
LIGHT = """
Jets NOUN nsubj 1 NNS jet
conducted VERB root 1 VBD conduct
strikes NOUN obj 1 NNS strike
on ADP case 4
depots NOUN obl 1 NNS depot
"""


def words(tokens: list) -> list[str]:  # type: ignore[type-arg]
    return [t.text for t in tokens]


def test_a_passive_turns_round() -> None:
    view = view_of(PASSIVE)
    args = args_of(view, view.doc[2])
    assert (words(args.subj), words(args.obj), args.passive) == (["rebels"], ["Rockets"], True)


def test_a_coordinated_verb_shares_the_subject() -> None:
    view = view_of(SHARED)
    args = args_of(view, view.doc[4])
    assert (words(args.subj), words(args.obj)) == (["Troops"], ["Brod"])
    assert "over" in args.particles


def test_a_relative_clause_gives_its_noun_as_object() -> None:
    view = view_of(RELATIVE)
    assert words(args_of(view, view.doc[3]).obj) == ["base"]


def test_the_object_of_ordering_is_the_subject_of_the_deed() -> None:
    view = view_of(CONTROL)
    assert words(args_of(view, view.doc[4]).subj) == ["miners"]


def test_a_light_verb_lends_its_noun_subject_and_oblique() -> None:
    view = view_of(LIGHT)
    args = args_of(view, view.doc[2])
    assert (words(args.subj), words(args.at("on"))) == (["Jets"], ["depots"])
    assert args.light is not None
    assert args.light.text == "conducted"
