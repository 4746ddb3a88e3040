"""The detector: twelve languages told apart, English kept English however foreign its names."""

# ruff: noqa: E501 (sentences are better read on one line)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.parse.language import UNKNOWN, detect

OTHERS = {
    "ar": "قالت الوزارة إن القوات غادرت القاعدة يوم الخميس بعد هجوم بالصواريخ أدى إلى مقتل جنديين.",
    "fr": "Les troupes ont quitté la base jeudi matin, selon un responsable militaire qui a requis l'anonymat.",
    "de": "Die Truppen haben den Stützpunkt am Donnerstag verlassen, wie ein Sprecher des Ministeriums mitteilte.",
    "es": "Las tropas abandonaron la base el jueves después de un ataque con cohetes, dijo un portavoz del gobierno.",
    "it": "Le truppe hanno lasciato la base giovedì mattina, ha detto un portavoce del ministero della difesa.",
    "pt": "As tropas deixaram a base na quinta-feira, disse um porta-voz do governo, depois de um ataque com foguetes.",
    "nl": "De troepen hebben de basis donderdag verlaten, zei een woordvoerder van het ministerie van defensie.",
    "tr": "Bakanlık sözcüsü, askerlerin perşembe günü üsten çekildiğini ve iki kişinin öldüğünü söyledi.",
    "ru": "Войска покинули базу в четверг утром, сообщил представитель министерства обороны.",
    "zh": "国防部发言人表示，部队已于周四撤离该基地，没有人员伤亡。",
    "fa": "سخنگوی وزارت دفاع گفت نیروها روز پنجشنبه پایگاه را ترک کردند و دو سرباز کشته شدند.",
    "pl": "Wojska opuściły bazę w czwartek rano, poinformował rzecznik ministerstwa obrony po ataku rakietowym.",
    "id": "Pasukan itu telah meninggalkan pangkalan udara tersebut, kata juru bicara setelah dua tentara tewas dalam serangan.",
    "ja": "国防省の報道官は、部隊が木曜日に基地から撤退したと発表した。",
    "he": "דובר הצבא אמר כי הכוחות עזבו את הבסיס ביום חמישי.",
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_recognised(code: str) -> None:
    found = detect(OTHERS[code])
    assert found.code == code
    assert found.confidence > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Abu Mahdi al-Darraji and Sheikh Hamid al-Janabi met in Qayyarah on Thursday, Wasit Press Agency said.",
        "Volodymyr Hrytsenko, Oleksandr Kovalchuk and Yevhen Shevchenko were killed near Kostiantynivka by shelling.",
        "Tshisekedi, Ndayishimiye meet in Bujumbura after M23 takes Nyabibwe and Kamanyola",
        "Nguyen Van Thanh, Tran Thi Huong arrested in Binh Duong province over land protest",
        "TROOPS LEAVE AL-TARMIYAH BASE",
        "Three Killed as Rockets Hit Camp Near Hawija",
        "Col. Ahmed Hassan Ould Sidi Mohamed of Nouakchott's gendarmerie said two fishermen drowned off Nouadhibou.",
        "Médecins Sans Frontières staff evacuated from Bunia as clashes near Djugu kill 12",
        "The minister said: «Nous ne partirons pas», and the soldiers stayed in their barracks until the morning.",
    ],
)
def test_english_full_of_foreign_names_stays_english(text: str) -> None:
    assert detect(text).is_english


@pytest.mark.parametrize(
    "text", ["Kibet wins Zürich marathon", "Kovalenko: «no»", "Ould Daddah in Nouadhibou", "Hrytsenko"]
)
def test_a_few_names_are_never_claimed_for_another_language(text: str) -> None:
    assert not detect(text).is_foreign


@pytest.mark.parametrize("text", ["", "  \n", "12.03.2020 14:55", "— … !!", "https://example.org/seite-der-stadt"])
def test_without_letters_nothing_is_claimed(text: str) -> None:
    assert detect(text).code == UNKNOWN
    assert detect(text).confidence == 0


def test_an_english_quotation_does_not_make_a_french_text_english() -> None:
    text = OTHERS["fr"] * 4 + " « The end of the war », a-t-il dit en anglais."
    assert detect(text).code == "fr"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    found = detect(text)
    assert 0 <= found.confidence <= 1
    assert found == detect(text)
