"""From hand-built parses to claims: type, status, roles, counts, source."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dateline.model import EventType, Mentions, Status
from tests.coding.build import DAY, coded, day, number, party, place

HANDOVER = """
Norway PROPN nsubj 1
{verb}
the DET det 3
camp NOUN obj 1 NN camp
at ADP case 5
Selim PROPN nmod 3
"""
WITHDREW = """
Norway PROPN nsubj 1
withdrew VERB root 1 VBD withdraw
soldiers NOUN obj 1 NNS soldier
from ADP case 4
Selim PROPN obl 1
"""
WILL = """
Norway PROPN nsubj 2
will AUX aux 2 MD will
withdraw VERB root 2 VB withdraw
soldiers NOUN obj 2 NNS soldier
"""
SAID_NOT = """
Norway PROPN nsubj 1
said VERB root 1 VBD say
it PRON nsubj 5 PRP it
would AUX aux 5 MD would
not PART advmod 5 RB not
withdraw VERB ccomp 1 VB withdraw
soldiers NOUN obj 5 NNS soldier
"""
DID_NOT = """
Norway PROPN nsubj 3
did AUX aux 3 VBD do
not PART advmod 3 RB not
withdraw VERB root 3 VB withdraw
soldiers NOUN obj 3 NNS soldier
"""
PLANS = """
Norway PROPN nsubj 1
plans VERB root 1 VBZ plan
to PART mark 3 TO to
withdraw VERB xcomp 1 VB withdraw
soldiers NOUN obj 3 NNS soldier
"""
FAILED = """
Norway PROPN nsubj 1
failed VERB root 1 VBD fail
to PART mark 3 TO to
withdraw VERB xcomp 1 VB withdraw
soldiers NOUN obj 3 NNS soldier
"""
IF = """
If SCONJ mark 2 IN if
Norway PROPN nsubj 2
withdraws VERB advcl 6 VBZ withdraw
soldiers NOUN obj 2 NNS soldier
talks NOUN nsubj 6 NNS talk
will AUX aux 6 MD will
end VERB root 6 VB end
"""
BILL = """
Norway PROPN nsubj 1
withdrew VERB root 1 VBD withdraw
the DET det 3
bill NOUN obj 1 NN bill
"""
KILLED = """
Shells NOUN nsubj 1 NNS shell
hit VERB root 1 VBD hit
Selim PROPN obj 1
on ADP case 4
Monday PROPN obl 1
killing VERB advcl 1 VBG kill
nine NUM nummod 7
people NOUN obj 5 NNS people
"""
SAID = """
Rebels NOUN nsubj 1 NNS rebel
attacked VERB ccomp 6 VBD attack
the DET det 3
barracks NOUN obj 1 NNS barracks
, PUNCT punct 6
police NOUN nsubj 6 NNS police
said VERB root 6 VBD say
"""
PROPOSAL = """
Rebels NOUN nsubj 1 NNS rebel
attacked VERB root 1 VBD attack
the DET det 3
proposal NOUN obj 1 NN proposal
"""


def norway(doc: Doc) -> Mentions:
    return Mentions(parties=(party(doc, "Norway", id="state:NO", country="NO", sector="GOV"),))


def selim(doc: Doc) -> Mentions:
    places = tuple(place(doc, w) for w in ("Selim",) if w in doc.text)
    times = tuple(day(doc, w, DAY) for w in ("Monday",) if w in doc.text)
    quantities = tuple(number(doc, w, 9, "person") for w in ("nine",) if w in doc.text)
    return Mentions(
        times=times, places=places, quantities=quantities, parties=norway(doc).parties if "Norway" in doc.text else ()
    )


@pytest.mark.parametrize(
    ("lines", "status"),
    [(WITHDREW, Status.HAPPENED), (WILL, Status.PLANNED), (PLANS, Status.PLANNED), (SAID_NOT, Status.DENIED)],
)
def test_status_follows_tense_mood_and_governor(lines: str, status: Status) -> None:
    claims = [c for c in coded(lines, norway).claims if c.type is EventType.RETREAT]
    assert [c.status for c in claims] == [status]
    assert [p.name for p in claims[0].actor] in (["Norway"], [])


@pytest.mark.parametrize("lines", [DID_NOT, FAILED, IF, BILL])
def test_what_is_not_stated_is_not_claimed_but_shown_as_passed_over(lines: str) -> None:
    result = coded(lines, norway)
    assert not [c for c in result.claims if c.type is EventType.RETREAT]
    assert result.passed_over


def test_roles_place_and_evidence() -> None:
    result = coded(WITHDREW, selim)
    (claim,) = result.claims
    assert ([p.name for p in claim.actor], claim.place and claim.place.name) == (["Norway"], "Selim")
    text = "Norway withdrew soldiers from Selim "
    assert claim.evidence.trigger.of(text) == "withdrew"
    assert claim.why.startswith("retreat-withdraw")


def test_an_outcome_joins_its_attack_with_day_and_count() -> None:
    result = coded(KILLED, selim)
    (claim,) = result.claims
    assert claim.type is EventType.ASSAULT
    assert claim.when is not None
    assert claim.when.start == DAY
    assert [(c.what, c.value) for c in claim.counts] == [("killed", 9)]


def test_the_source_is_who_says_it() -> None:
    (claim,) = coded(SAID).claims
    assert claim.source is not None
    assert (claim.source.name, claim.source.manner) == ("police", "said")


def test_a_decoy_is_passed_over_with_its_reason() -> None:
    result = coded(PROPOSAL)
    assert not result.claims
    assert any(p.entry == "decoy-words" for p in result.passed_over)


def test_ids_are_stable_and_differ_between_texts() -> None:
    first, again, other = coded(WITHDREW, selim), coded(WITHDREW, selim), coded(WILL, norway)
    assert [c.id for c in first.claims] == [c.id for c in again.claims]
    assert not {c.id for c in first.claims} & {c.id for c in other.claims}
