# ruff: noqa: E501  (sample copy is kept on its line)
"""The grammar of datelines: what it must catch, and the prose it must leave alone."""

from __future__ import annotations

import time

import pytest

from dateline.read.dateline import find_dateline

from .made import outlets

CATCH = [
    # line, what the dateline covers, place, country, day, agency
    ("HALVEN (NCW) - The army", "HALVEN (NCW) -", "Halven", None, None, "NCW"),
    ("BAGHDAD, Jan 3 (NCW) - The army", "BAGHDAD, Jan 3 (NCW) -", "Baghdad", None, "Jan 3", "NCW"),
    ("TAJI, Iraq (CP) — Three", "TAJI, Iraq (CP) —", "Taji", "IQ", None, "CP"),
    ("KYIV/ODESA — The port", "KYIV/ODESA —", "Kyiv", None, None, None),
    ("GENEVA, 12 March 2020 – The", "GENEVA, 12 March 2020 –", "Geneva", None, "12 March 2020", None),
    ("Baghdad, March 26 (XY) -- The", "Baghdad, March 26 (XY) --", "Baghdad", None, "March 26", "XY"),
    ("NEW YORK (AP) _ The mayor", "NEW YORK (AP) _", "New York", "US", None, "AP"),
    ("Berlin (dpa) - German police", "Berlin (dpa) -", "Berlin", None, None, "dpa"),
    ("MILL CREEK, S.C. - Sheriff Dane", "MILL CREEK, S.C. -", "Mill Creek", "US", None, None),
    ("DORN COUNTY, Fla. -", "DORN COUNTY, Fla. -", "Dorn County", "US", None, None),
    ("MOSCOW, January 3. /TASS/. Troops", "MOSCOW, January 3. /TASS/.", "Moscow", None, "January 3", "TASS"),
    ("KIEV. Jan 3 (Interfax) - Troops", "KIEV. Jan 3 (Interfax) -", "Kiev", None, "Jan 3", "Interfax"),
    ("BEIJING, Jan. 3 (Xinhua) -- China", "BEIJING, Jan. 3 (Xinhua) --", "Beijing", None, "Jan. 3", "Xinhua"),
    ("(Reuters) - Two men", "(Reuters) -", None, None, None, "Reuters"),
    ("Oct. 3 (UPI) -- A ship", "Oct. 3 (UPI) --", None, None, "Oct. 3", "UPI"),
    ("NEW YORK--(BUSINESS WIRE)--Acme", "NEW YORK--(BUSINESS WIRE)--", "New York", "US", None, "Business Wire"),
    ("LIMA, Jan. 3, 2020 /PRNewswire/ -- Acme", "LIMA, Jan. 3, 2020 /PRNewswire/ --", "Lima", None, "Jan. 3, 2020", "PRNewswire"),
    ("ISLAMABAD: The cabinet on Friday approved a bill on dams", "ISLAMABAD:", "Islamabad", None, None, None),
    ("NEW DELHI, March 3 (ANI): The", "NEW DELHI, March 3 (ANI):", "New Delhi", None, "March 3", "ANI"),
    ("Baghdad – The army said on Monday that it would leave", "Baghdad –", "Baghdad", None, None, None),
    ("AL-ZUBAR, Iraq — Troops left", "AL-ZUBAR, Iraq —", "Al-Zubar", "IQ", None, None),
    ("BAGHDAD (Staff and agencies) - The", "BAGHDAD (Staff and agencies) -", "Baghdad", None, None, None),
    ("N’DJAMENA (AFP) – Chad", "N’DJAMENA (AFP) –", "N’Djamena", None, None, "AFP"),
    ("al-Hasakah, Syria (North Press) – A car", "al-Hasakah, Syria (North Press) –", "al-Hasakah", "SY", None, "North Press"),
    ("McDERN, Texas (AP) — A man", "McDERN, Texas (AP) —", "McDern", "US", None, "AP"),
    ("UNITED NATIONS (AP) — The envoy", "UNITED NATIONS (AP) —", "United Nations", None, None, "AP"),
    ("TEL AVIV, Israel — “We are ready,”", "TEL AVIV, Israel —", "Tel Aviv", "IL", None, None),
    ("ST. ORLA (AP) - A storm", "ST. ORLA (AP) -", "St. Orla", None, None, "AP"),
]  # fmt: skip

LEAVE = [
    "Baghdad (the capital) - the largest city - was quiet.",
    "WHO — the agency — said the virus had spread.",
    "NATO — The alliance said it would not comment.",
    "BREAKING: Troops leave the base in the western part of the country",
    "POLICE: Man shot dead in a car in the south of the town by a stranger",
    "The army (ISF) - which has few tanks - said nothing.",
    "The World Health Organization (WHO) - the UN body - said so.",
    "On Thursday - a holiday - the troops left.",
    "Iraq - which borders Iran - said nothing.",
    "March 26 — the day the war ended — is a holiday.",
    "President Salim Orr (PUK) - a former general - said so.",
    "Minister Ali Jawad — no relation — said so.",
    "IRAN, Russia and China — the three — agreed.",
    "Jean-Pierre – the baker – left early.",
    "He said: The army will leave.",
    "“We are here” — that is what the man said.",
    "A U.S.-led coalition — with others — left.",
    "Troops pulled out — again — on Thursday.",
    "Halven - a town in the north - was quiet.",
    "Two people were killed (AP) - as reported - in the town.",
    "",
    "—",
]


@pytest.mark.parametrize("case", CATCH, ids=lambda case: case[0][:24])
def test_catches(case: tuple[str, str, str | None, str | None, str | None, str | None]) -> None:
    line, covered, place, country, day, agency = case
    found = find_dateline(line, outlets())
    assert found is not None
    assert (found.span.of(line), found.place, found.country, found.day, found.agency) == (
        covered,
        place,
        country,
        day,
        agency,
    )


@pytest.mark.parametrize("line", LEAVE)
def test_leaves_alone(line: str) -> None:
    assert find_dateline(line, outlets()) is None


@pytest.mark.parametrize("unit", ["A", "A ", "A-", "(", "(A", "/A", "A,", "— ", "A. ", "1", " ", "(A) - ", "BAGHDAD, "])
def test_hostile_lines_take_no_time(unit: str) -> None:
    started = time.process_time()
    find_dateline(unit * (200_000 // len(unit)), outlets())
    assert time.process_time() - started < 1.0
