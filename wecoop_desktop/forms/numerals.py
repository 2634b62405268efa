"""Numbers written as words, in English and Russian: enough to know that a digit is not missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

_ENGLISH: Mapping[str, str] = {
    "0": r"zero|no|none|nothing|nobody",
    "0.5": r"half|halves",
    "1": r"one|once|single|first|an?|each|every",
    "1.5": r"one and a half|a half",
    "2": r"two|twice|second|both|pair|couple|half|halv\w+|double\w*|twofold|bi\w+",
    "3": r"three|third\w*|thrice|triple\w*|threefold",
    "4": r"four|fourth|quarter\w*|fourfold",
    "5": r"five|fifth\w*",
    "6": r"six|sixth\w*|half a year|half-year\w*",
    "7": r"seven|seventh|week\w*",
    "8": r"eight|eighth\w*",
    "9": r"nine|ninth",
    "10": r"ten|tenth\w*|decade\w*",
    "11": r"eleven|eleventh",
    "12": r"twelve|twelfth|dozen|years?|annual\w*",
    "13": r"thirteen\w*",
    "14": r"fourteen\w*|two weeks|fortnight\w*",
    "15": r"fifteen\w*",
    "16": r"sixteen\w*",
    "17": r"seventeen\w*",
    "18": r"eighteen\w*|a half years?",
    "19": r"nineteen\w*",
    "20": r"twent\w+|fifth\w*",
    "24": r"twenty-four|days?|daily|two years|round the clock|around the clock",
    "25": r"twenty-five|quarter\w*",
    "30": r"thirt\w+|months?|monthly",
    "36": r"thirty-six|three years",
    "40": r"fort\w+",
    "48": r"forty-eight|two days|four years",
    "50": r"fift\w+|half",
    "60": r"sixt\w+|minutes?|hours?|five years",
    "70": r"sevent\w+",
    "72": r"seventy-two|three days|six years",
    "75": r"seventy-five|three quarters",
    "80": r"eight\w+",
    "90": r"ninet\w+",
    "100": r"hundred\w*|all|full\w*|complete\w*|entire\w*|whole",
    "200": r"two hundred",
    "300": r"three hundred",
    "365": r"years?|daily|every day",
    "500": r"five hundred",
    "1000": r"thousand\w*",
    "1000000": r"million\w*",
}
_RUSSIAN: Mapping[str, str] = {
    "0": r"нол\w+|нул\w+|нет|ни одн\w+|никто|никак\w+|без",
    "0.5": r"половин\w+|пол\w+",
    "1": r"один\w*|одн\w+|раз|единственн\w+|единиц\w+|перв\w+|кажд\w+|ежегодн\w*|год\w*|сутк\w+",
    "1.5": r"полтор\w+|с половиной",
    "2": r"два\w*|две|дву\w+|двое\w*|дваж\w+|втор\w+|вдвое|оба|обе\w*|обо\w+|пар\w+|"
    r"половин\w+|пол\w+",
    "3": r"три|трё\w+|тре\w+|трое\w*|трои\w+|трем\w*|трижд\w+|втрое",
    "4": r"четыр\w+|четвер\w+|четвёр\w+|вчетверо|кварта\w+",
    "5": r"пят\w+|впятеро",
    "6": r"шест\w+|полугод\w+|полгода",
    "7": r"сем\w+|седьм\w+|недел\w+",
    "8": r"восем\w*|восьм\w+",
    "9": r"девят\w+",
    "10": r"десят\w+|декад\w+|десятилет\w+|вдесятеро",
    "11": r"одиннадцат\w+",
    "12": r"двенадцат\w+|дюжин\w+|год\w*|ежегод\w+|годов\w+",
    "13": r"тринадцат\w+",
    "14": r"четырнадцат\w+|две недели|двух недель|двухнедельн\w+",
    "15": r"пятнадцат\w+",
    "16": r"шестнадцат\w+",
    "17": r"семнадцат\w+",
    "18": r"восемнадцат\w+|полтор\w+",
    "19": r"девятнадцат\w+",
    "20": r"двадцат\w+|пят\w+",
    "24": r"сут\w+|день|дня|дней|ежедневн\w+|круглосуточн\w+|два года|двух лет",
    "25": r"двадцать пят\w+|четверт\w+",
    "30": r"тридцат\w+|месяц\w*|ежемесячн\w+",
    "36": r"три года|тр[её]х лет",
    "40": r"сорок\w*",
    "48": r"двое суток|двух суток|двухсуточн\w+|два дня|двух дней|четыре года",
    "50": r"пят\w+десят\w*|половин\w+|пол\w+",
    "60": r"шест\w+десят\w*|час\w*|минут\w*|пять лет",
    "70": r"сем\w+десят\w*",
    "72": r"трое суток|тр[её]х суток|три дня|шесть лет",
    "75": r"три четверти",
    "80": r"восем\w+десят\w*",
    "90": r"девяност\w+",
    "100": r"сто|ста|сот\w*|сотн\w+|полн\w+|все\w*|цел\w+|весь|вся|всё",
    "200": r"двести|двухсот\w*",
    "300": r"триста|тр[её]хсот\w*",
    "365": r"год\w*|ежедневн\w+|круглогодичн\w+",
    "500": r"пят\w+сот\w*",
    "1000": r"тысяч\w*",
    "1000000": r"миллион\w*",
}
_ROMAN = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
    "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
)  # fmt: skip


@cache
def _pattern(name: str, language: str) -> re.Pattern[str] | None:
    words = (_RUSSIAN if language == "ru" else _ENGLISH).get(name)
    number = int(name) if name.isdecimal() and len(name) < 3 else 0
    roman = _ROMAN[number] if 0 < number < len(_ROMAN) else ""
    if not words and not roman:
        return None
    patterns = [rf"(?i:{words})"] if words else []
    return re.compile(rf"(?<!\w)(?:{'|'.join([*patterns, *([roman] if roman else [])])})(?!\w)")


def said_in_words(value: Decimal, text: str, language: str) -> bool:
    """Whether a text names this number by a word or a Roman numeral."""
    pattern = _pattern(format(value.normalize(), "f"), language)
    return pattern is not None and pattern.search(text) is not None
