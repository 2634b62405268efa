"""One object of a JSON file, read key by key; whatever is wrong with a key becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Literal

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text, further
from wecoop_desktop.forms.form import NOTHING, Data
from wecoop_desktop.packs.folder import ID, among, read_data

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Need = Literal["needed", "optional"]


class Record:
    """Remembers which keys were read, so that `rest` can name the unknown ones."""

    def __init__(self, data: Data, file: str, findings: list[Finding], path: str = "") -> None:
        self._file = file
        self._path = path
        self._findings = findings
        self._known: set[str] = set()
        self.data: Mapping[str, Data] = NOTHING
        if isinstance(data, Mapping):
            self.data = data
        else:
            self.report("pack-wrong-type", "", wanted="object")

    def report(
        self,
        code: str,
        key: str,
        level: Literal["error", "warning", "note"] = "error",
        **values: object,
    ) -> None:
        path = ".".join(part for part in (self._path, key) if part)
        self._findings.append(Finding(code, self._file, path, level, values))

    def skip(self, *keys: str) -> None:
        """These keys are known, and read by others or not at all."""
        self._known.update(keys)

    def rest(self) -> None:
        """Report, as notes, the keys nobody asked for."""
        for key in self.data:
            if key not in self._known:
                self.report("pack-key-unknown", key, "note")

    def _get(self, key: str, need: Need) -> Data:
        self._known.add(key)
        value = self.data.get(key)
        if value is None and need == "needed":
            self.report("pack-key-missing", key)
        return value

    def string(self, key: str, need: Need = "optional") -> str:
        value = self._get(key, need)
        if isinstance(value, str):
            if need == "needed" and not value.strip():
                self.report("pack-key-missing", key)
            return value
        if value is not None:
            self.report("pack-wrong-type", key, wanted="text")
        return ""

    def choice(self, key: str, choices: Collection[str], need: Need = "optional") -> str:
        """A string out of `choices`; another one is reported and read as empty."""
        value = self.string(key, need)
        if value and value not in choices:
            self.report("pack-value-unknown", key, value=value)
            return ""
        return value

    def identity(self) -> str:
        """The record's own id, which is the name of its file; empty when it is no id."""
        value = self.string("id", "needed")
        if not ID.fullmatch(value):
            if value:
                self.report("pack-id-odd", "id", value=value[:100])
            return ""
        return value

    def named_identity(self) -> str:
        """`identity` of a record that has a file of its own."""
        value = self.identity()
        if value and PurePosixPath(self._file).stem != value:
            self.report("pack-id-not-file", "id", value=value)
        return value

    def text(self, key: str, need: Need = "optional") -> Text:
        """A text in both languages and any further ones; one of the two alone is an error, but it
        is read."""
        value = self._get(key, need)
        if value is None:
            return Text()
        if isinstance(value, Mapping):
            return self._pair(value, key)
        self.report("pack-wrong-type", key, wanted="text in two languages")
        return Text()

    def own_text(self) -> Text:
        """`en`, `ru` and further languages standing in the record itself."""
        self._known.update(("en", "ru", *(code for code, _ in further(self.data))))
        return self._pair(self.data, "")

    def _pair(self, value: Mapping[str, Data], key: str) -> Text:
        said = {}
        for language in ("en", "ru"):
            word = value.get(language)
            if isinstance(word, str) and word.strip():
                said[language] = word
            else:
                self.report("pack-language-missing", key, language=language)
        return Text(said.get("en", ""), said.get("ru", ""), further(value))

    def number(self, key: str, need: Need = "optional") -> Decimal | None:
        value = self._get(key, need)
        if isinstance(value, Decimal):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        if value is not None:
            self.report("pack-wrong-type", key, wanted="number")
        return None

    def amount(self, key: str) -> Decimal | None:
        """A number that is not negative."""
        value = self.number(key)
        if value is not None and value < 0:
            self.report("pack-value-unknown", key, value=value)
            return None
        return value

    def whole(self, key: str, need: Need = "optional") -> int | None:
        value = self._get(key, need)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.report("pack-wrong-type", key, wanted="whole number")
        return None

    def flag(self, key: str) -> bool:
        value = self._get(key, "optional")
        if isinstance(value, bool):
            return value
        if value is not None:
            self.report("pack-wrong-type", key, wanted="true or false")
        return False

    def when(self, key: str, need: Need = "optional") -> str:
        """A date as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
        value = self.string(key, need)
        found = DATE.fullmatch(value)
        if value and not (found and _possible(found)):
            self.report("pack-wrong-type", key, wanted="date")
            return ""
        return value

    def day(self, key: str, need: Need = "optional") -> date | None:
        """A whole date."""
        value = self.when(key, need)
        if len(value) == 10:
            return date.fromisoformat(value)
        if value:
            self.report("pack-wrong-type", key, wanted="date")
        return None

    def strings(self, key: str, need: Need = "optional") -> tuple[str, ...]:
        value = self._get(key, need)
        if value is None:
            return ()
        if isinstance(value, tuple) and all(isinstance(entry, str) for entry in value):
            return value
        self.report("pack-wrong-type", key, wanted="list of texts")
        return ()

    def choices(
        self, key: str, choices: Collection[str], need: Need = "optional"
    ) -> tuple[str, ...]:
        """Strings out of `choices`; others and repetitions are reported and left out."""
        found: list[str] = []
        for value in self.strings(key, need):
            if value not in choices or value in found:
                self.report("pack-value-unknown", key, value=value)
            else:
                found.append(value)
        if need == "needed" and not found:
            self.report("pack-key-missing", key)
        return tuple(found)

    def records(self, key: str) -> Iterator[Record]:
        value = self._get(key, "optional")
        if value is None:
            return
        if not isinstance(value, tuple):
            self.report("pack-wrong-type", key, wanted="list")
            return
        for index, entry in enumerate(value):
            if isinstance(entry, Mapping):
                yield Record(entry, self._file, self._findings, self._inside(f"{key}[{index}]"))
            else:
                self.report("pack-wrong-type", f"{key}[{index}]", wanted="object")

    def record(self, key: str) -> Record | None:
        """The object under `key`, or None where there is none."""
        value = self._get(key, "optional")
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.report("pack-wrong-type", key, wanted="object")
            return None
        return Record(value, self._file, self._findings, self._inside(key))

    def weights(self, key: str) -> dict[str, int]:
        """`{sector: 1-3}`; what is not so is reported and left out."""
        found = {}
        inner = self.record(key)
        for name in inner.data if inner else ():
            weight = inner.whole(name) if inner else None
            if weight in (1, 2, 3):
                found[name] = weight
            else:
                self.report("pack-value-unknown", f"{key}.{name}", value=weight)
        return found

    def _inside(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def _possible(found: re.Match[str]) -> bool:
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def each_record(
    files: Mapping[str, bytes], folder: str, findings: list[Finding]
) -> Iterator[tuple[str, Record]]:
    """Every file of a folder that can be read, with its name, in order."""
    for name in among(files, folder):
        data = read_data(files[name], name, findings)
        if data is not None:
            yield name, Record(data, name, findings)
