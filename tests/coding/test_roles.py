"""Who acts and whom it is aimed at, over trees by hand: each construction with one that must be left alone."""

from __future__ import annotations

from spacy.tokens import Doc

from dateline.coding.clauses import args_of
from dateline.coding.inside import follow, split_paths
from dateline.coding.parties import in_words, party_of
from dateline.coding.view import View, make_view
from dateline.model import Coded, Mentions
from tests.coding.build import LEXICON, coded, parsed, party, place, report_of, view_of

THREAT = """
Norland PROPN nsubj 1 NNP norland
threatened VERB root 1 VBD threaten
to PART mark 3 TO
shell VERB xcomp 1 VB shell
Sudlish ADJ amod 5 JJ sudlish
towns NOUN obj 3 NNS town
unless SCONJ mark 8 IN
Ostria PROPN nsubj 8 NNP ostria
left VERB advcl 3 VBD leave
"""


def seen(lines: str, *words: str, **known: str) -> View:
    """A view with one party on each word; `known` gives ids by word."""
    doc = parsed(lines)
    told = tuple(party(doc, w, id=known.get(w, f"state:{w}")) for w in words)
    return make_view(doc, report_of(doc), Mentions(parties=told), LEXICON)


def told_by(lines: str, *words: str, places: tuple[str, ...] = (), **known: str) -> Coded:
    """Claims of a tree with a party on each word and a city on each place."""

    def mentions(doc: Doc) -> Mentions:
        parties = tuple(party(doc, w, id=known.get(w, f"state:{w}")) for w in words)
        return Mentions(parties=parties, places=tuple(place(doc, w) for w in places))

    return coded(lines, mentions)


def who(result: Coded, role: str) -> list[str]:
    return [p.name for c in result.claims for p in getattr(c, role)]


def names(view: View, word: str) -> list[str]:
    token = next(t for t in view.doc if t.text == word)
    return [p.name for p, _ in party_of(view, token)]


# ----------------------------------------------------- places inside


def test_a_condition_names_whom_a_threat_is_aimed_at() -> None:
    view = seen(THREAT, "Norland", "Ostria")
    (path,) = split_paths("comp.unless.subj")
    assert [t.text for t in follow(view, view.doc[1], path)] == ["Ostria"]


def test_a_clause_of_condition_is_no_plain_complement() -> None:
    view = seen(THREAT, "Norland", "Ostria")
    (path,) = split_paths("comp.comp")
    assert follow(view, view.doc[1], path) == []


def test_a_path_may_ask_for_words() -> None:
    view = seen(THREAT, "Norland")
    first, second = split_paths("comp.obj=town|village comp.obj=ship")
    assert [t.text for t in follow(view, view.doc[1], first)] == ["towns"]
    assert follow(view, view.doc[1], second) == []


def test_whose_the_threatened_towns_are_is_whom_it_threatens() -> None:
    result = told_by(THREAT.replace("unless SCONJ mark 8 IN\n", "").replace(
        "Ostria PROPN nsubj 8 NNP ostria\nleft VERB advcl 3 VBD leave\n", ""), "Norland", "Sudlish")  # fmt: skip
    assert who(result, "recipient") == ["Sudlish"]
    assert who(result, "actor") == ["Norland"]


def test_a_threat_without_a_target_has_none() -> None:
    lines = "Norland PROPN nsubj 1 NNP norland\nthreatened VERB root 1 VBD threaten\nto PART mark 3 TO\n"
    assert who(told_by(lines + "leave VERB xcomp 1 VB leave", "Norland"), "recipient") == []


# ----------------------------------------------------- shape of the tree

OPPOSED = """
Norland PROPN nsubj:pass 2 NNP norland
is AUX aux:pass 2 VBZ be
opposed VERB root 2 VBN oppose
to ADP case 4
talks NOUN obl 2 NNS talk
"""
TWO_SUBJECTS = """
Strikes NOUN nsubj 1 NNS strike
killed VERB root 1 VBD kill
Renn PROPN nsubj 1 NNP renn
"""
SECOND = """
Renn PROPN nsubj:pass 2 NNP renn
was AUX aux:pass 2 VBD be
charged VERB root 2 VBN charge
and CCONJ cc 4
jailed VERB conj 2 VBN jail
"""


def test_who_is_opposed_opposes() -> None:
    args = args_of(view := view_of(OPPOSED), view.doc[2])
    assert [t.text for t in args.subj] == ["Norland"]
    assert not args.passive


def test_who_is_killed_kills_nobody() -> None:
    args = args_of(view := view_of(OPPOSED.replace("opposed VERB root 2 VBN oppose", "killed VERB root 2 VBN kill")),
                   view.doc[2])  # fmt: skip
    assert [t.text for t in args.obj] == ["Norland"]


def test_a_second_subject_behind_the_verb_is_its_object() -> None:
    args = args_of(view := view_of(TWO_SUBJECTS), view.doc[1])
    assert ([t.text for t in args.subj], [t.text for t in args.obj]) == (["Strikes"], ["Renn"])


def test_a_lone_subject_behind_the_verb_stays_one() -> None:
    view = view_of("said VERB root 0 VBD say\nRenn PROPN nsubj 0 NNP renn")
    assert [t.text for t in args_of(view, view.doc[0]).subj] == ["Renn"]


def test_a_second_participle_shares_the_passive() -> None:
    args = args_of(view := view_of(SECOND), view.doc[4])
    assert [t.text for t in args.obj] == ["Renn"]
    assert args.subj == []


def test_a_second_past_tense_does_not() -> None:
    lines = SECOND.replace("jailed VERB conj 2 VBN jail", "fled VERB conj 2 VBD flee")
    args = args_of(view := view_of(lines), view.doc[4])
    assert [t.text for t in args.subj] == ["Renn"]


def test_whom_a_deed_kills_it_befalls() -> None:
    view = view_of("Raids NOUN nsubj 1 NNS raid\nkilled VERB root 1 VBD kill\nguards NOUN obj 1 NNS guard")
    assert [t.text for t in args_of(view, view.doc[0]).harmed] == ["guards"]


def test_what_a_deed_follows_it_does_not_befall() -> None:
    view = view_of("Raids NOUN nsubj 1 NNS raid\nfollowed VERB root 1 VBD follow\ntalks NOUN obj 1 NNS talk")
    assert args_of(view, view.doc[0]).harmed == []


# ----------------------------------------------------- nouns

AGED = """
a DET det 6 DT
24 NUM nummod 3 CD
- PUNCT punct 3
year NOUN obl 5 NN
- PUNCT punct 3
old ADJ amod 6 JJ
man NOUN root 6 NN
"""
USED = """
base NOUN root 0 NN
used VERB acl 0 VBN use
by ADP case 4
Norlish ADJ amod 4 JJ norlish
troops NOUN obl 1 NNS troop
and CCONJ cc 7
Ostrian ADJ amod 7 JJ ostrian
guards NOUN conj 4 NNS guard
"""
MEMBERS = """
Negotiators NOUN root 0 NNS negotiator
from ADP case 2
Norland PROPN nmod 0 NNP norland
and CCONJ cc 4
Ostria PROPN conj 2 NNP ostria
"""


def test_an_age_is_no_part_of_a_name() -> None:
    view = view_of(AGED)
    assert in_words(view, view.doc[6]).name == "man"


def test_a_describing_word_is() -> None:
    view = view_of("the DET det 2 DT\nmasked ADJ amod 2 JJ\nman NOUN root 2 NN")
    assert in_words(view, view.doc[2]).name == "masked man"


def test_a_base_stands_for_all_who_use_it() -> None:
    assert names(seen(USED, "troops", "guards"), "base") == ["troops", "guards"]


def test_a_base_somebody_saw_does_not_stand_for_him() -> None:
    view = seen(USED.replace("used VERB acl 0 VBN use", "seen VERB acl 0 VBN see"), "troops", "guards")
    assert names(view, "base") == []


def test_negotiators_act_for_every_side_named() -> None:
    view = seen(MEMBERS, "Negotiators", "Norland", "Ostria")
    doc = view.doc
    told = Mentions(parties=(party(doc, "Negotiators"), party(doc, "Norland", id="state:N"),
                             party(doc, "Ostria", id="state:O")))  # fmt: skip
    assert names(make_view(doc, report_of(doc), told, LEXICON), "Negotiators") == ["Negotiators", "Norland", "Ostria"]


def test_refugees_from_a_country_do_not_act_for_it() -> None:
    doc = parsed(MEMBERS.replace("Negotiators NOUN root 0 NNS negotiator", "Refugees NOUN root 0 NNS refugee"))
    told = Mentions(parties=(party(doc, "Refugees"), party(doc, "Norland", id="state:N")))
    assert names(make_view(doc, report_of(doc), told, LEXICON), "Refugees") == ["Refugees"]


# ----------------------------------------------------- what a report tells

CONDEMNED = """
Norlish ADJ amod 1 JJ norlish
jets NOUN nsubj 2 NNS jet
bombed VERB root 2 VBD bomb
Ordan PROPN obj 2 NNP ordan
. PUNCT punct 2
Ostria PROPN nsubj 6 NNP ostria
condemned VERB root 6 VBD condemn
the DET det 8 DT
raid NOUN obj 6 NN
. PUNCT punct 6
"""


def test_who_did_what_is_condemned_is_condemned() -> None:
    result = told_by(CONDEMNED, "jets", "Ostria", places=("Ordan",))
    condemned = next(c for c in result.claims if c.type.value == "accuse")
    assert [p.name for p in condemned.recipient] == ["jets"]
    assert condemned.recipient[0].reason == "who did what is answered here"


def test_a_deed_not_pointed_at_is_not_the_one_told_before() -> None:
    lines = CONDEMNED.replace("the DET det 8 DT\nraid NOUN obj 6 NN", "a DET det 8 DT\nfilm NOUN obj 6 NN")
    result = told_by(lines, "jets", "Ostria", places=("Ordan",))
    assert all(not c.recipient for c in result.claims if c.type.value == "accuse")
