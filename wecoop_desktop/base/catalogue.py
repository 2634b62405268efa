"""Catalogues of languages: what the program can speak, and in which others a language is read.

A folder `translations/<code>/LC_MESSAGES/wecoop.mo` makes a language. Its head says what it is:

X-Language-Name  its own name
X-Review         `machine-drafted` until somebody who speaks the language has read it
X-Fallback       what is said instead where it is silent: `ru en`
X-Collation      how its lists are sorted (see `base.collation`): `Cyrl е<ё ы<і`
"""

from __future__ import annotations

import gettext
import re
import struct
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wecoop_desktop.base.folders import translations_folder

CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")
ENGLISH = ("en", "qps")  # English, and the pseudo-language of tests that is made of it
USUAL = ("ru", "en")  # what is read where a catalogue does not say otherwise
_LONGEST = 40  # letters of a language's name
_MOST = 6  # languages of a chain


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the interface: its code, its own name, and whether people have read it."""

    code: str
    name: str
    reviewed: bool = True


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The sentences of a language, then those of its chain; English where it is damaged.

    English is the source and needs no catalogue.
    """
    found = _own(code)
    if code not in (*ENGLISH, "ru"):
        for following in chain(code)[1:]:
            if following in ENGLISH:
                break
            found.add_fallback(_own(following))
    return found


def _own(code: str) -> gettext.NullTranslations:
    """The sentences of one language alone, a copy to which others may be added."""
    if code in ENGLISH or not CODE.fullmatch(code):
        return gettext.NullTranslations()
    try:
        return gettext.translation("wecoop", translations_folder(), [code], fallback=True)
    except (OSError, ValueError, struct.error):
        return gettext.NullTranslations()


@cache
def head(code: str, name: str) -> str:
    """What the head of a language's catalogue says under `name`; empty where it says nothing."""
    told = getattr(_own(code), "_info", {})
    return str(told.get(name.lower()) or "").strip()


@cache
def chain(code: str) -> tuple[str, ...]:
    """The languages in which a reader of `code` reads, the wished one first.

    English and Russian are originals and stand for each other; another language says its chain
    itself and ends with both of them.
    """
    if code in ENGLISH:
        return ("en", "ru")
    if code == "ru":
        return ("ru", "en")
    told = (each for each in head(code, "X-Fallback").split() if CODE.fullmatch(each))
    return tuple(dict.fromkeys((code, *list(told)[:_MOST], *USUAL)))


@cache
def original(code: str) -> Literal["en", "ru"]:
    """English or Russian, whichever the chain of a language names first: for what exists in these
    two only, such as the answers of a form."""
    codes = chain(code)
    return "ru" if codes.index("ru") < codes.index("en") else "en"


@cache
def languages() -> tuple[Spoken, ...]:
    """What the window can be shown in: English, Russian, then every folder with a catalogue."""
    found = [Spoken("en", "English"), Spoken("ru", "Русский")]
    for path in sorted(translations_folder().glob("*/LC_MESSAGES/wecoop.mo")):
        code = path.parts[-3]
        if code != "ru" and CODE.fullmatch(code):
            name = (head(code, "X-Language-Name") or code)[:_LONGEST]
            found.append(Spoken(code, name, head(code, "X-Review") != "machine-drafted"))
    return tuple(found)


def for_files(code: str) -> str:
    """In which language who reads `code` is given a file, unless another is asked for: in a
    language that nobody has reviewed, its original."""
    reviewed = next((one.reviewed for one in languages() if one.code == code), False)
    return code if reviewed else original(code)


def named(code: str) -> str:
    """The own name of a language; its code where nothing knows it."""
    return next((one.name for one in languages() if one.code == code), code)
