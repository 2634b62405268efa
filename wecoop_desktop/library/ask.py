"""Reads what a person typed into the search box. Everything typed means something; no errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from wecoop_desktop.library.words import split

LONGEST = 400  # letters of a search that are read
MOST = 12  # words of a search that are used

_PART = re.compile(r'(?<!\S)(-?)(?:"([^"]*)"?|«([^»]*)»?|“([^”]*)”?)|(\S+)')

SOME = "≈"  # each one at the beginning lets one of the words be lacking

# Words so common that requiring them only loses hits; those of questions and requests among them.
COMMON = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or"),
        *("the", "to", "with", "а", "в", "во", "для", "до", "за", "и", "из", "или", "к", "ко"),
        *("на", "о", "об", "от", "по", "при", "с", "со", "у", "про", "под", "над", "через", "ли"),
        *("about", "can", "did", "do", "does", "exist", "find", "get", "give", "how", "i", "it"),
        *("list", "many", "me", "much", "need", "our", "pays", "show", "tell", "that", "there"),
        *("this", "was", "we", "were", "what", "when", "where", "which", "who", "why", "you"),
        *("all", "any", "example", "examples", "not", "financed", "finance", "funded", "donor"),
        *("donors", "project", "projects", "record", "records", "have", "has", "been", "be"),
        *("какой", "какая", "какое", "какие", "каких", "каким", "какими", "кто", "что", "где"),
        *("когда", "куда", "сколько", "почему", "зачем", "как", "есть", "был", "была", "было"),
        *("были", "будет", "это", "эта", "этот", "эти", "все", "всех", "мне", "нам", "нужен"),
        *("нужна", "нужно", "нужны", "найти", "найди", "найдите", "покажи", "покажите", "дай"),
        *("дайте", "список", "перечень", "примеры", "пример", "примеров", "опыт", "сфере"),
        *("области", "рамках", "счет", "чем", "же", "бы", "не", "уже", "их", "он", "она", "они"),
        *("проект", "проекта", "проекте", "проектов", "проекты", "проектам", "проектах"),
        *("донор", "доноры", "доноров", "финансировал", "финансировала", "финансирует"),
        *("финансируют", "финансировали", "финансируемые", "финансируемых", "выделил"),
        *("выделила", "выделили", "денег", "деньги", "работает", "работают", "строят"),
        *("году", "год", "года", "г", "гг", "можно", "узнать", "помогает", "помогают", "бороться"),
        *("последствиями", "последствия", "который", "которая", "которые", "которых", "чтобы"),
        *("также", "тоже", "получают", "занимается", "занимаются", "чья", "чей", "наш", "наши"),
        *("support", "supports", "help", "helps", "helping", "cost", "costs", "done", "their"),
        *("they", "these", "those", "through", "into", "some", "more", "most", "also", "please"),
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """Words in base letters: one, or several in a row; asked for or excluded; whole or begun.
    `joined`: typed as one with the part before it, as in Кок-Озек."""

    words: tuple[str, ...]
    exclude: bool = False
    begun: bool = False
    joined: bool = False


def lacking(text: str) -> int:
    """How many of the words of a search may be lacking: ≈≈ at its beginning, two."""
    return len(text) - len(text.lstrip(SOME))


@lru_cache(maxsize=256)
def read(text: str, *, typing: bool = True) -> tuple[Part, ...]:
    """The parts of a search; a last word not followed by a space is perhaps unfinished."""
    text = text[:LONGEST]
    parts: list[Part] = []
    for found in _PART.finditer(text):
        minus, *quoted, loose = found.groups()
        if loose is None:
            words = tuple(split(next(part for part in quoted if part is not None)))[:MOST]
            if words:
                parts.append(Part(words, exclude=minus == "-"))
        else:
            parts.extend(_loose(loose))
    if typing and parts and text[-1:].isalnum():
        last = parts[-1]
        if len(last.words) == 1 and not last.exclude:
            parts[-1] = replace(last, begun=True)
            if (
                len(last.words[0]) == 1
                and last.words[0].isalpha()
                and not all(part.exclude for part in parts[:-1])
            ):
                parts.pop()  # one letter tells nothing yet: what was found stays
    return _without_common(parts)[:MOST]


def _loose(typed: str) -> list[Part]:
    """Parts of one run of letters: иссык-куль are two words, -word excludes, word* is begun."""
    exclude = typed.startswith("-")
    words = split(typed)
    if not words:
        return []
    if exclude:
        return [Part(tuple(words), exclude=True)]
    parts = [Part((word,), joined=at > 0) for at, word in enumerate(words)]
    if typed.endswith("*"):
        parts[-1] = replace(parts[-1], begun=True)
    return parts


def _without_common(parts: list[Part]) -> tuple[Part, ...]:
    telling = [part for part in parts if len(part.words) > 1 or part.words[0] not in COMMON]
    return tuple(telling if any(not part.exclude for part in telling) else parts)
