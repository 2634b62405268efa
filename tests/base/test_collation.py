"""The order of words in lists: CLDR's published alphabets, and ICU as a second opinion."""

from __future__ import annotations

import random
import sys

import pytest
from PySide6.QtCore import QCollator, QLocale

from wecoop_desktop.base import collation
from wecoop_desktop.base.folders import translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.prepare import compile_catalogues

# The alphabets as CLDR gives them: index characters and the rules of collation.
ALPHABETS = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "ky": "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я",
    "tg": "а б в г ғ д е ж з и й к қ л м н о п р с т у ф х ҳ ч ҷ ш ъ э ю я",
    "tk": "a b ç d e ä f g h i j ž k l m n ň o ö p r s ş t u ü w y ý z",
    "uz": "a b d e f g h i j k l m n o p q r s t u v x y z oʻ gʻ sh ch",
}
EXTRA = {"tg": "ӣ ӯ ё", "ru": "ё", "en": "é"}
WORDS = {
    "kk": ("Өскемен", "Орал", "Ұлытау", "Үшарал", "Уральск", "Шымкент", "Ыстықкөл", "Іле",
           "Қаратау", "Көкшетау", "Ғабит", "Гүлшат", "Әулиекөл", "Абай", "Бурабай", "Һаруа", "Ел",
           "Ёлка"),
    "tk": ("Çärjew", "Cän", "Daşoguz", "Aşgabat", "Ýolöten", "Yz", "Žaman", "Jeýhun", "Kerki", "Öz",
           "Oz", "Ňow", "Nur", "Äri", "Ep", "Üç", "Uç", "Şat", "Sat"),
    "uz": ("Oʻzbekiston", "Olmaliq", "Gʻijduvon", "Guliston", "Shahrisabz", "Samarqand", "Chirchiq",
           "Navoiy", "Zarafshon", "Toshkent", "Xiva", "Buxoro"),
    "ru": ("Ёлка", "Елка", "ель", "ёж", "Еж", "ежи", "Zoo", "яма"),
    "tg": ("Ҳисор", "Хоруғ", "Чкалов", "Ҷиргатол", "Шаҳртуз", "Қубодиён", "Кӯлоб", "Кулоб",
           "Ғафуров"),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_catalogues(translations_folder())


def _ordered(words: list[str], language: str) -> list[str]:
    return sorted(words, key=Language(language).order)


@pytest.mark.parametrize("language", ALPHABETS)
def test_letters_stand_in_the_order_of_the_alphabet(language: str) -> None:
    letters = ALPHABETS[language].split()
    shuffled = random.Random(language).sample(letters, len(letters))
    assert _ordered(shuffled, language) == letters
    # Each of them is a letter of its own: what follows it does not outweigh it.
    longer = [f"{letter}я" if n % 2 else f"{letter}а" for n, letter in enumerate(letters)]
    assert _ordered(longer[::-1], language) == longer


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt may sort without ICU")
@pytest.mark.parametrize("language", ALPHABETS)
def test_words_stand_where_icu_puts_them(language: str) -> None:
    icu = QCollator(QLocale(language))
    icu.setNumericMode(True)
    letters = (ALPHABETS[language] + " " + EXTRA.get(language, "")).split()
    chance = random.Random(language)
    made = ["".join(chance.choices(letters, k=chance.randint(1, 6))) for _ in range(1500)]
    made += [word.capitalize() for word in made[:300]]
    made += [f"{one} {two}" for one, two in zip(made[:200], made[200:400], strict=True)]
    made += [f"{one}-{two}" for one, two in zip(made[:200], made[200:400], strict=True)]
    made += [f"{word} {chance.randint(1, 120)}" for word in made[:200]]
    made += [f"«{word}»" for word in made[:50]]
    made += WORDS.get(language, ())
    order = Language(language).order
    different = [
        (one, two)
        for one, two in zip(made, chance.sample(made, len(made)), strict=True)
        if (icu.compare(one, two) > 0) != (order(one) > order(two))
    ]
    assert different == []


def test_numbers_count_and_cases_come_last() -> None:
    assert _ordered(["Группа 10", "Группа 9", "группа 9", "Группа"], "ru") == [
        "Группа", "группа 9", "Группа 9", "Группа 10",
    ]  # fmt: skip
    assert _ordered(["ёлка", "елка", "еловый", "ёж"], "ru") == ["ёж", "елка", "ёлка", "еловый"]
    # In Kazakh and Kyrgyz ё is a letter of its own.
    assert _ordered(["ёлка", "ель"], "kk") == ["ель", "ёлка"]


def test_scripts_follow_the_language() -> None:
    assert _ordered(["Zoo", "Яма"], "ru") == ["Яма", "Zoo"]
    assert _ordered(["Яма", "Zoo"], "en") == ["Zoo", "Яма"]
    assert _ordered(["Яма", "Zoo", "水", "№ 5", ""], "kk") == ["", "№ 5", "Яма", "Zoo", "水"]


@pytest.mark.parametrize("apostrophe", collation.APOSTROPHES)
def test_uzbek_letters_are_known_with_any_apostrophe(apostrophe: str) -> None:
    found = _ordered([f"o{apostrophe}zbek", "ozoda", "zar", f"g{apostrophe}oza", "shahar"], "uz")
    assert found == ["ozoda", "zar", f"o{apostrophe}zbek", f"g{apostrophe}oza", "shahar"]


@pytest.mark.parametrize(
    "rules", ["", "Cyrl е<е", "Cyrl <<< < а<", "Latn ш<a<ш<a", "x" * 9000, "q<"]
)
def test_odd_rules_still_give_an_order(rules: str) -> None:
    order = collation.alphabet(rules).places
    assert {*collation.LATIN, *collation.CYRILLIC} <= set(order)
    assert len(set(order.values())) == len(order)


def test_odd_texts_have_a_key() -> None:
    odd = [
        "",
        " ",
        "\u0301",
        "İ",
        "ß",
        "a" * 5000,
        "9" * 400,
        "\x00",
        "²",
        "½",
        "e\u0301",
        "\ud800",
    ]
    assert sorted(_ordered(odd, "kk")) == sorted(odd)
    assert Language("en").order("é") == Language("en").order("e\u0301")
    assert Language("xx").order("я") > Language("xx").order("z")
