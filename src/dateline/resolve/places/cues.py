"""Words that tell a place's kind, and words that stand before places. English; another language brings its own table."""

from __future__ import annotations

KIND_AFTER = {
    "province": "division", "provinces": "division", "governorate": "division", "state": "division",
    "region": "division", "oblast": "division", "prefecture": "division", "department": "division",
    "division": "division", "emirate": "division", "canton": "division", "regency": "district",
    "district": "district", "county": "district", "parish": "district", "township": "quarter",
    "neighbourhood": "quarter", "neighborhood": "quarter", "suburb": "quarter", "quarter": "quarter",
    "city": "city", "town": "city", "village": "city",
}  # fmt: skip
"""What a word after a name makes of it ("Kirkuk province"); the same words stand before "of" ("the city of Kirkuk")."""

ACCEPTS = {
    "division": ("division", "region", "country"), "district": ("district", "division", "quarter"),
    "quarter": ("quarter", "district", "city"), "city": ("city", "quarter"), "site": ("site", "airport"),
}  # fmt: skip
"""The kinds of entry that a stated kind is content with."""

SITE_NOUNS = frozenset(
    "airbase base airfield airport airstrip aerodrome port harbour harbor crossing dam refinery camp barracks garrison "
    "outpost terminal bridge checkpoint prison hospital university palace mosque shrine stadium plant mine oilfield "
    "barrage station embassy consulate cathedral church temple pagoda monastery school square tunnel castle".split()
)
"""A name followed by one of these is a site, known to the gazetteer or not."""

SITE_MIDDLE = frozenset(
    "air military army naval international airforce force power nuclear thermal hydroelectric border refugee "
    "displacement training oil gas grain coal gold copper railway bus train petrol detention logistics hydropower".split()
)
"""Words that may stand between a name and its site noun ("Incirlik air base", "Kerem Shalom border crossing")."""

LOCATIVE = frozenset(
    "in at near from to into outside inside around across through over via toward towards of off within throughout "
    "between on reach reached reaching entered left besieged captured recaptured shelled bombed hit struck leave".split()
)
"""A capitalised name after one of these is likely a place."""

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western north-west north-east south-west south-east northwest "
    "northeast southwest southeast northwestern northeastern southwestern southeastern north-western north-eastern "
    "south-western south-eastern central downtown upper lower".split()
)

TITLES = frozenset(
    "governor mayor police airport international province city operations president minister prime general court "
    "district region army military government river basin peninsula valley mountains".split()
)
"""Capitalised words after a place that do not make it a person's surname ("Kirkuk Governor", "Basra Airport")."""

NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december the a an this that these those he she it they we i you his her their our its "
    "my in on at of and but or if as so by for from with after before when while where who what why how all most many "
    "some more other such no not both each every any one two three four five six seven eight nine ten mr mrs ms dr "
    "islam muslim christian god facebook twitter reuters president minister general army police un eu us is "
    "fleet force guard forces street road avenue man university school church college council police county officials home "
    "independence liberty union central best male media nation sandy christmas ramadan easter covid-19 coronavirus "
    "north south east west northern southern eastern western hospital ministry parliament senate congress house national international republican democrat democratic "
    "party committee prime chief colonel captain sergeant major lieutenant governor mayor judge".split()
)
"""Words that are names of towns somewhere but not when they stand alone in running text."""

UNITS_KM = {
    "km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometers": 1.0, "mile": 1.609344,
    "miles": 1.609344, "mi": 1.609344, "metre": 0.001, "metres": 0.001, "meter": 0.001, "meters": 0.001, "m": 0.001,
    "nautical miles": 1.852,
}  # fmt: skip
"""Kilometres in one of each unit of distance."""
