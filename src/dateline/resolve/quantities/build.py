"""From numbers to quantities: units, money, ages, the counted noun, totals and their parts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.model import QuantityMention, Span
from dateline.resolve.quantities.find import Number, Taken, numbers
from dateline.resolve.quantities.language import Language, language
from dateline.resolve.quantities.noun import Counted, counted, of_whom
from dateline.resolve.times.find import matches

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AGE_AFTER = re.compile(r"^(?:[-\s]years?[-\s]olds?\b|\s*-?year-?olds?\b)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages|the age of|turned|turning)(?:\s+(?:of|between))?\s+$", re.IGNORECASE)
_NAME_AGE = re.compile(r"(?:[A-Z][\w'’-]+|\bwho),\s+$")
_OF_AGE = re.compile(r"\ba (?:man|woman|boy|girl|child|youth|teenager|pupil|student|youngster) of $", re.IGNORECASE)
_MORE_AGES = re.compile(
    r"\b(?:ages?|aged) \d{1,2}(?:, \d{1,2})*,? (?:and|to|or) $|\b(?:appear\w*|believed|thought|estimated) to be $",
    re.IGNORECASE,
)
_PERSON_AGE = re.compile(
    r"\b(?:a|an|the|his|her|their|another|one|other|second|third)\s+(?:[a-z]+\s+)?(?:man|woman|boy|girl|child|teen|teenager|victim|"
    r"driver|passenger|suspect|officer|deputy|homeowner|owner|resident|neighbou?r|son|daughter|wife|husband|brother|sister|father|"
    r"mother|girlfriend|boyfriend|friend|cousin|nephew|niece|uncle|aunt|gunman|shooter|clerk|bystander|student|player|worker|"
    r"employee|manager|guard|pilot|partner)s?,\s+$",
    re.IGNORECASE,
)
_COUNTS_ON = re.compile(r"^[\s-]+(?:[a-z]+s|children|people)\b(?<!was)(?<!has)(?<!is)", re.IGNORECASE)
_WORD = re.compile(r"^[\s-]*([A-Za-z°%/.]+)(?:\s+([A-Za-z]+))?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MEASURE = {"km", "mile", "m", "cm", "mm", "ft", "in", "yd", "nmi"}
_IN_YEAR = re.compile(r"\b(?:in|since|from|until|by|during)\s+$", re.IGNORECASE)
_PLURAL = re.compile(r"\s+[a-z]+s\b")
_OF_A_YEAR = re.compile(r"(?:\b(?:the|a|its|their|his|her|this|that)|['’]s|s['’])\s+$", re.IGNORECASE)
_DURATION = {"year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "night"}
_STRONG = re.compile(
    r"^-(?:strong|member|man|person|people|seat|nation|country|point|bed|room|storey|story|ship|vehicle|truck|page)\b",
    re.IGNORECASE,
)
_NUMBER_HYPHEN = re.compile(r"^-[A-Za-z]")


def build(doc: Doc, code: str = "en") -> tuple[QuantityMention, ...]:
    """Every quantity of the document, in order."""
    lang, text = language(code), doc.text
    tagged = doc.has_annotation("POS")
    taken = Taken(_dates(text, code))
    found: list[QuantityMention] = []
    for number in [*numbers(text, taken, lang)]:
        found += _quantity(number, doc, text, lang, tagged)
    found = _one_a(found, _articles(doc, text, lang, tagged, found))
    found.sort(key=lambda q: (q.span.start, q.span.end, q.noun or ""))
    return parts(found, text, lang)


def _dates(text: str, code: str) -> list[tuple[int, int]]:
    """Time expressions that are no length of time: their figures count nothing."""
    lengths = (
        "duration",
        "lasting",
        "duration_vague",
        "age",
        "the_unit",
        "fixed",
        "per_unit",
        "often",
        "recent",
        "every",
        "ago",
        "earlier",
        "year",
        "month",
        "season",
        "holiday",
        "half",
    )
    out = []
    for group in matches(text, code):
        for match in group:
            if match.rule.make not in lengths:
                out.append((match.start, match.end))
    return out


def _quantity(number: Number, doc: Doc, text: str, lang: Language, tagged: bool) -> list[QuantityMention]:
    """The quantities of one number: none for a label, two for "no casualties"."""
    span = Span(number.start, number.end)
    if number.kind in ("nobody", "zero"):
        return _zero(number, doc, span, lang, tagged)
    after, before = text[number.end : number.end + 40], text[max(0, number.start - 24) : number.start]
    base = QuantityMention(span, number.value, number.low, number.high, number.qualifier)
    if number.currency:
        return [_money(base, number.currency)]
    if _is_age(number, after, before):
        return [replace(base, unit="year")]
    if unit := _unit(number, after, lang):
        return [_measured(base, *unit, text, lang)]
    if _NUMBER_HYPHEN.match(after) and not _STRONG.match(after):
        return []
    bare = text[number.start : number.end]
    noun = counted(doc, number.start, number.end, lang, tagged)
    if _YEAR.fullmatch(bare) and (noun is None or _is_year(before, after, noun, lang)):
        return []
    if noun is None and number.kind != "number" and number.kind != "vague":
        return []
    return [_counting(base, noun, lang)]


def _is_year(before: str, after: str, noun: Counted, lang: Language) -> bool:
    """ "a fire in 2019 injured four", "the 2023 floods"; not "in 2019 villages"."""
    if _OF_A_YEAR.search(before) and noun.lemma in lang.happenings:
        return True
    return bool(_IN_YEAR.search(before)) and (noun.lemma in lang.happenings or not _PLURAL.match(after))


def _is_age(number: Number, after: str, before: str) -> bool:
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    whole = number.value == int(number.value) and 0 < number.value < 111 and number.kind == "number"
    if whole and _MORE_AGES.search(before):
        return True  # "ages 20 and 21", "who appeared to be about 30"
    if whole and _OF_AGE.search(before) and not _COUNTS_ON.match(after):
        return True  # "a boy of 14 was hit"
    if whole and number.qualifier is None and _PERSON_AGE.search(before) and re.match(r"^\s?,", after):
        return True  # "the homeowner, 50, was hurt"
    return bool(whole and number.qualifier is None and _NAME_AGE.search(before) and re.match(r"^\s?[,.;)]", after))


def _money(base: QuantityMention, currency: str) -> QuantityMention:
    value, code = base.value, currency
    if code.endswith("-cent"):
        value, code = value / 100, code.removesuffix("-cent")
    return replace(base, value=value, unit=code, what="money-usd" if code == "USD" else f"other:money-{code.lower()}")


def _unit(number: Number, after: str, lang: Language) -> tuple[str, int] | None:
    """The unit right after a number, and the length of its words."""
    if number.metres and not re.match(r"^\s+[a-z]+s\b", after):
        return "m-glued", 0
    match = re.match(r"^[\s-]*(%|°\s?[CF]\b|[A-Za-z.]+/[a-z]+|[A-Za-z.]+(?:\s+[A-Za-z]+)?)", after)
    if not match:
        return None
    words = match[1].rstrip(".")
    for candidate in (words, words.split()[0] if words.split() else ""):
        plain = " ".join([*candidate.split()[:-1], lang.lemma(candidate.split()[-1])]).lower() if candidate else ""
        for form in (candidate.lower(), plain):
            code = lang.units.get(form) or lang.currencies.get(form)
            if code:
                return code, match.start(1) + len(candidate)
    of = re.match(r"^\s+(?:of\s+)?(?:([A-Za-z.]+)\s+)?([a-z]+)\b", after) if number.kind == "vague" else None
    if of and (code := lang.currencies.get(lang.lemma(of[2])) or lang.units.get(lang.lemma(of[2]))):
        return code, of.end()
    return None


def _measured(base: QuantityMention, unit: str, length: int, text: str, lang: Language) -> QuantityMention:
    if unit == "m-glued":
        scale = 1e6
        return replace(
            base,
            value=base.value / scale,
            low=base.low and base.low / scale,
            high=base.high and base.high / scale,
            unit="m",
        )
    if (unit.isupper() and len(unit) == 3) or unit.endswith("-cent"):
        money = _money(base, unit)
        return replace(money, span=Span(base.span.start, base.span.end + length))
    area = "other:hectares" if unit == "ha" else None  # what burns, floods or is sown is counted by area
    return replace(base, unit=unit, what=area, span=Span(base.span.start, base.span.end + length))


def _counting(base: QuantityMention, noun: Counted | None, lang: Language) -> QuantityMention:
    if noun is None:
        return base
    if noun.lemma in _DURATION:
        return replace(base, noun=noun.lemma, unit=noun.lemma, head=noun.head)
    what = lang.what.get(noun.lemma)
    if what is None and noun.lemma not in lang.people:
        what = f"other:{plural(noun, lang)}"
    whom = of_whom(noun, lang) if noun.lemma in lang.people or noun.lemma in lang.what else None
    return replace(base, noun=noun.lemma, what=what, of=whom, head=noun.head)


def plural(noun: Counted, lang: Language) -> str:
    """The counted noun as reports write it in the plural."""
    word = noun.phrase.split()[-1].lower() if noun.phrase else noun.lemma
    if word != noun.lemma:
        return word
    for many, one in lang.irregular.items():
        if one == word:
            return many
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _zero(number: Number, doc: Doc, span: Span, lang: Language, tagged: bool) -> list[QuantityMention]:
    """ "No casualties" is nobody killed and nobody injured; "nobody was hurt" counts people, the verb says
    of what."""
    if number.kind == "nobody":
        if doc.text[number.start : number.end].lower() == "none" and not re.match(
            r"\s+(?:of|were|was|had|have|died)\b", doc.text[number.end :]
        ):
            return []
        return [QuantityMention(span, 0.0, noun="person")]
    noun = counted(doc, number.start, number.end, lang, tagged)
    if noun is None:
        return []
    if kinds := lang.casualty.get(noun.lemma):
        return [QuantityMention(span, 0.0, noun=noun.lemma, what=kind, head=noun.head) for kind in kinds]
    whole = not doc.text[number.start : number.end].lower().startswith("without")
    if whole and (noun.lemma in lang.people or noun.lemma in lang.what):
        return [_counting(QuantityMention(span, 0.0), noun, lang)]
    return []


def _articles(doc: Doc, text: str, lang: Language, tagged: bool, found: list[QuantityMention]) -> list[QuantityMention]:
    """ "A soldier", "an American contractor", "another child": one, when people or weapons are the head."""
    out = []
    covered = Taken([(q.span.start, q.span.end) for q in found])
    for token in doc:
        if token.lower_ not in ("a", "an", "another") or covered.holds(token.idx, token.idx + len(token.text)):
            continue
        aged = _AGED.match(text, token.idx + len(token.text))
        if aged and not _NOUN_FOLLOWS.match(text, aged.end()):
            head = Span(aged.start() + 1, aged.end())
            out.append(QuantityMention(Span(token.idx, token.idx + len(token.text)), 1.0, noun="person", head=head))
            continue
        noun = counted(doc, token.idx, aged.end() if aged else token.idx + len(token.text), lang, tagged)
        if one_more := _one_more(text, token, lang):
            out.append(one_more)
            continue
        if noun is None or (noun.i + 1 < len(doc) and doc[noun.i + 1].text == "-"):
            continue
        word = doc[noun.i].lower_
        if (
            (noun.lemma in lang.people or noun.lemma in lang.weapons)
            and (word == noun.lemma or word in lang.people)
            and word not in _COLLECTIVE
        ):
            span = Span(token.idx, token.idx + len(token.text))
            out.append(replace(_counting(QuantityMention(span, 1.0), noun, lang), qualifier=None))
    return out


def _one_a(numbers: list[QuantityMention], articles: list[QuantityMention]) -> list[QuantityMention]:
    """Both lists in one; "two Americans and one a Briton" counts the Briton once, by the number."""
    bare = {q.span.end + 1: q for q in numbers if q.value == 1 and q.noun is None}
    named = {a.span.start: replace(a, span=bare[a.span.start].span) for a in articles if a.span.start in bare}
    kept = [named.get(q.span.end + 1, q) if q.value == 1 and q.noun is None else q for q in numbers]
    return kept + [a for a in articles if a.span.start not in named]


def _one_more(text: str, token: Token, lang: Language) -> QuantityMention | None:
    """ "another was wounded", "a third was badly hurt": one, on top of those told."""
    match = _FURTHER.match(text, token.idx)
    if match is None or not (lang.harmed.match(text, match.end()) or lang.struck.match(text, match.end())):
        return None
    return QuantityMention(Span(match.start(), match.end()), 1.0)


_FURTHER = re.compile(r"another|a (?:second|third|fourth|fifth|sixth)(?: one)?", re.IGNORECASE)
_AGED = re.compile(r"\s+\d{1,3}[-\s]years?[-\s]old\b", re.IGNORECASE)
_NOUN_FOLLOWS = re.compile(
    r"[\s-]+(?!(?:was|were|is|has|had|died|who|and|with|from|in|on|at|by|to|after|dead|shot|killed)\b)[A-Za-z]"
)
_COLLECTIVE = {
    "people",
    "crew",
    "staff",
    "police",
    "personnel",
    "family",
    "couple",
    "general",
    "chinese",
    "leader",
    "other",
}

# ------------------------------------------------------------------------------------------------- totals
# and parts

_INCLUDING = re.compile(
    r"\b(?:including|among them|among whom|of whom|of which|included|includes"
    r"|among the (?:dead|wounded|injured|victims)\b)[^.;]*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"^\s+(?:[a-z]+\s+)?(?:of\s+(?:them|whom|which|those|these|the\s+(?:dead|wounded|injured|victims|missing|detained|total))|of\s+the\b)",
    re.IGNORECASE,
)


def parts(found: list[QuantityMention], text: str, lang: Language) -> tuple[QuantityMention, ...]:
    """Mark the parts of a total: "three, including two Americans", "five people, two of them children"."""
    out = list(found)
    for i, quantity in enumerate(out):
        total = _total(i, out, text, lang)
        if total is not None:
            whom = quantity.of or out[i].of or _of_them(quantity, text)
            what = quantity.what or (out[total].what if quantity.noun is None else None)
            out[i] = replace(quantity, part_of=total, of=whom, what=what)
    return tuple(out)


def _total(i: int, found: list[QuantityMention], text: str, lang: Language) -> int | None:
    quantity = found[i]
    of_them = _OF_THEM.match(text[quantity.span.end : quantity.span.end + 40])
    for j in range(i - 1, -1, -1):
        other = found[j]
        counted = other.noun or (found[other.part_of].noun if other.part_of is not None else None)
        if other.unit or other.value < quantity.value or quantity.unit or _unlike(counted, quantity.noun, lang):
            continue
        between = text[other.span.end : quantity.span.start]
        if len(between) > 160 or (len(between) > 0 and re.search(r"[.!?]\s+[A-Z\"“]", between) and not of_them):
            return None
        if other.value == quantity.value and not of_them:
            continue
        if other.part_of is not None and not of_them:
            if _INCLUDING.search(text[found[other.part_of].span.end : quantity.span.start]):
                return other.part_of
            continue
        if of_them or _INCLUDING.search(between):
            return j
    return None


PERSONS = frozenset({"troops", "killed", "injured", "missing", "detained", "displaced", "deaths", "cases"})


def _unlike(total: str | None, part: str | None, lang: Language) -> bool:
    """ "three soldiers, including two Britons, at a base": a base is no part of three soldiers."""
    persons = total in lang.people or lang.what.get(total or "") in PERSONS
    return persons and part is not None and part not in lang.people and lang.what.get(part) not in PERSONS


def _of_them(quantity: QuantityMention, text: str) -> str | None:
    """ "two of them children" → children."""
    match = _WHOM.match(text[quantity.span.end : quantity.span.end + 60])
    if match is None or match[1].lower() in _NOT_WHOM or match[1].endswith("ed"):
        return None
    return match[1]


_WHOM = re.compile(
    r"^\s+of\s+(?:them|whom|which)\s+(?:(?:were|was|are|is)\s+)?(?:an?\s+|the\s+)?"
    r"((?:[A-Z][\w.]+\s+)?(?!(?:and|or|in|at|on|by|from|with)\b)[a-z]+|[A-Z]\w+)\b"
)
_NOT_WHOM = frozenset(
    {"were", "are", "was", "is", "have", "had", "has", "in", "at", "on", "by", "from", "with", "still", "dead"}
)
