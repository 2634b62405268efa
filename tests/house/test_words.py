"""No string in one language only: the Russian catalogue is complete and fits the English one."""

from __future__ import annotations

import re

from tests.house.source import files
from tests.house.words import KEYWORDS, SOURCE, Message, russian, sentences
from wecoop_desktop.base import wording

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def _english() -> dict[Message, str]:
    """Every sentence of the program with the first place where it is said."""
    found: dict[Message, str] = {}
    for message, file, line in sentences():
        found.setdefault(message, f"{file}:{line}")
    return found


def _named(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_every_sentence_is_said_inrussian() -> None:
    catalogue = russian()
    missing = []
    for message, place in _english().items():
        key = message[0] if isinstance(message, tuple) else message
        entry = catalogue.get(key)
        texts = entry.string if entry else ""
        written = all(texts) if isinstance(texts, tuple) else bool(texts)
        plural = isinstance(message, tuple) == isinstance(texts, tuple)
        if entry is None or not written or not plural or entry.fuzzy:
            missing.append(f"{place}: {message!r}")
    assert not missing, f"{len(missing)} sentences have no Russian:\n" + "\n".join(missing)


def test_no_sentence_hides_where_it_is_not_collected() -> None:
    """Inside an f-string a sentence is not found by the collector, and stays English."""
    said = {m[0] if isinstance(m, tuple) else m for m in _english()}
    hidden = []
    for file in files():
        for call in file.calls:
            if call.name in KEYWORDS and call.text and call.text not in said:
                hidden.append(f"{file.path.relative_to(SOURCE)}:{call.line}: {call.text!r}")
    assert not hidden, "\n".join(hidden)


def test_nothing_is_kept_that_is_no_longer_said() -> None:
    said = {m[0] if isinstance(m, tuple) else m for m in _english()}
    stale = [
        str(entry.id)
        for entry in russian()
        if entry.id and (entry.id[0] if isinstance(entry.id, tuple) else entry.id) not in said
    ]
    assert not stale, "\n".join(stale)


def test_placeholders_are_the_same_in_both_languages() -> None:
    different = []
    for entry in russian():
        if not entry.id:
            continue
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        wanted = set().union(*(_named(text) for text in english))
        # A plural form may leave the number out ("one project"), never add a name.
        for text in texts:
            if not (_named(text) <= wanted and wanted - _named(text) <= {"n"}):
                different.append(f"{english} / {text}")
    assert not different, "\n".join(different)


def test_russian_uses_three_plural_forms_and_its_own_quotes() -> None:
    wrong = []
    for entry in russian():
        if not entry.id:
            continue
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        if isinstance(entry.id, tuple) and len(texts) != 3:
            wrong.append(f"{entry.id}: {len(texts)} plural forms")
        for text in texts:
            if re.search(r"[“”\"]", text):
                wrong.append(f"{text}: quotes are « »")
            if re.search(r"\w \u2013 \w|\w - \w", text):
                wrong.append(f"{text}: a dash is —")
    assert not wrong, "\n".join(wrong)


def test_every_code_has_one_sentence() -> None:
    tables = [
        table
        for name, table in vars(wording).items()
        if name.isupper() and isinstance(table, dict) and name != "MESSAGES"
    ]
    codes = [code for table in tables for code in table]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    assert not twice, f"codes in two tables: {twice}"
    assert set(codes) == set(wording.MESSAGES)
    for code, sentence in wording.MESSAGES.items():
        assert sentence[0].isupper() or sentence[0] in "{“", f"{code}: {sentence}"
        assert sentence.rstrip().endswith((".", "?", "”", "}")), f"{code}: {sentence}"
