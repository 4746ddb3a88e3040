"""Word forms of English: which lexicon word a written form belongs to.

A learnt lemmatiser errs on rare verbs, and a missed lemma is a missed event. The lexicon knows the words it looks for,
so it makes their forms by rule (irregular ones are listed) and looks forms up; only words it does not know keep the
parser's lemma.
"""

from __future__ import annotations

from collections.abc import Iterable

VOWELS = "aeiou"
IRREGULAR = """
begin began begun|blow blew blown|break broke broken|bring brought|build built|burn burnt|burst|buy bought|cast|catch caught
choose chose chosen|come came|cut|deal dealt|dig dug|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen
feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|freeze froze frozen|get got gotten
give gave given|go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hit|hold held|hurt|keep kept|know knew known
lay laid|lead led|leave left|lend lent|let|lie lay lain|lose lost|make made|mean meant|meet met|overrun overran
overthrow overthrew overthrown|override overrode overridden|pay paid|put|quit|read|rebuild rebuilt|retake retook retaken|ride rode ridden
rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|set|shake shook shaken|shed|shoot shot|show showed shown
shut|sink sank sunk|sit sat|slay slew slain|speak spoke spoken|spend spent|split|spread|stand stood|steal stole stolen|strike struck stricken
swear swore sworn|sweep swept|swim swam swum|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
undertake undertook undertaken|understand understood|uphold upheld|win won|wind wound|withdraw withdrew withdrawn|withhold withheld
withstand withstood|wear wore worn|write wrote written|be is are was were been am being|have has had|do does did done|die died dying
withdraw withdrew withdrawn|forgive forgave forgiven|bet|beat beat beaten|become became|bind bound|bleed bled|breed bred|forsake forsook
foresee foresaw foreseen|shrink shrank shrunk|sleep slept|slide slid|spin spun|spit spat|spring sprang sprung|stick stuck|swing swung
lie lay lain lying|tie tying|vow vowed|refer referred|quarrel quarrelled|travel travelled|cancel cancelled cancelling|label labelled
expel expelled expelling|repel repelled|compel compelled|propel propelled|annul annulled|rebel rebelled|dispel dispelled|signal signalled
shell shelled|level levelled|fuel fuelled|channel channelled|commit committed committing|permit permitted|submit submitted submitting
admit admitted|omit omitted|occur occurred|incur incurred|defer deferred|confer conferred|transfer transferred transferring|deter deterred
control controlled controlling|enrol enrolled|patrol patrolled patrolling|equip equipped|kidnap kidnapped kidnapping|ship shipped
wiretap wiretapped|airdrop airdropped|airlift airlifted|retreat retreated|benefit benefited|target targeted targeting|visit visited|
credit credited|edit edited|limit limited|exit exited|profit profited|offer offered|order ordered|deliver delivered|enter entered
suffer suffered|gather gathered|shelter sheltered|batter battered|murder murdered|slaughter slaughtered|plunder plundered|founder foundered
open opened|threaten threatened|happen happened|weaken weakened|loosen loosened|abandon abandoned|question questioned|station stationed
mutiny mutinied|bomb bombed|comb combed|detain detained|man men|woman women|child children|person people|policeman policemen
serviceman servicemen|gunman gunmen|militiaman militiamen|airman airmen|fisherman fishermen|spokesman spokesmen|life lives|knife knives
crisis crises|aircraft aircraft|spacecraft|wolf wolves|home homes|coup coups|medium media|tidying tidy|sue sued suing|free freed freeing|seize seized
agree agreed agreeing|disagree|guarantee guaranteed|flee fled fleeing|decree decreed decreeing|argue argued arguing|rescue rescued rescuing
""".replace("\n", "|")
NO_DOUBLE = frozenset({"x", "w", "y"})


def irregular() -> dict[str, tuple[str, ...]]:
    """Base form to its irregular forms."""
    found: dict[str, tuple[str, ...]] = {}
    for group in IRREGULAR.split("|"):
        words = group.split()
        if words:
            found[words[0]] = found.get(words[0], ()) + tuple(words[1:])
    return found


BASE = irregular()


def forms(word: str) -> set[str]:
    """All forms of a base word, as verb and as noun; too many does no harm, a form only has to be looked up."""
    made = {word}
    if not word.isalpha() and "-" not in word:
        return made
    made |= set(BASE.get(word, ()))
    made.add(plural(word))
    made |= participles(word, irregular=word in BASE)
    return made


def plural(word: str) -> str:
    """The -s form of a noun or verb."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and len(word) > 2 and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith("o") and len(word) > 3 and word[-2] not in VOWELS:
        return word + "es"
    return word + "s"


def participles(word: str, irregular: bool = False) -> set[str]:
    """The -ed and -ing forms; a word with irregular past forms has no -ed form of its own."""
    if word.endswith("ie"):
        made = {word[:-2] + "ying", word + "d"}
    elif word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        made = {word[:-1] + "ing", word + "d"}
    elif word.endswith("y") and len(word) > 2 and word[-2] not in VOWELS:
        made = {word + "ing", word[:-1] + "ied"}
    elif doubles(word):
        made = {word + word[-1] + "ing", word + word[-1] + "ed"}
    else:
        made = {word + "ing", word + "ed"}
    return {m for m in made if not (irregular and m.endswith("ed") and len(BASE[word]) > 0 and m not in BASE[word])}


def doubles(word: str) -> bool:
    """Whether the last consonant doubles: one syllable, one vowel, one consonant ("ban", "plot")."""
    if len(word) < 3 or word[-1] in VOWELS or word[-1] in NO_DOUBLE:
        return False
    vowels = [c for c in word if c in VOWELS]
    return word[-2] in VOWELS and word[-3] not in VOWELS and len(vowels) == 1


def form_table(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every form of these words, with the words it may be a form of, each table entry sorted."""
    table: dict[str, set[str]] = {}
    for word in words:
        for form in forms(word):
            table.setdefault(form, set()).add(word)
    return {form: tuple(sorted(bases)) for form, bases in table.items()}
