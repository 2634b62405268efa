"""Files that belong to a proposal: annexes, maps, permits.

A row of an answer (`annexes.items`, `sites.map`: kind attachments_list) names its file in the
column `file`: it means the attachment of that name, whatever the case of its letters. A name
without an attachment is a document that is kept elsewhere; that is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.work.naming import same

KIND = "attachments_list"
COLUMN = "file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file copied into the work. `name` is safe on every system and unique in its proposal.

    `media` is the type found in the content (`application/pdf`), whatever the name says.
    """

    name: str
    sha256: str
    size: int
    media: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """An attachment whose content is `missing` or `damaged` on this computer."""

    name: str
    problem: str


class Mention(NamedTuple):
    """Where an answer names a file: the row of `path`, from 0."""

    path: str
    row: int
    name: str


def mentions(form: Form, answers: Mapping[str, Data]) -> Iterator[Mention]:
    """All files that the rows of a proposal name, whether they are attached or not."""
    for step in form.steps:
        for field in step.fields:
            rows = answers.get(field.path) if field.kind == KIND else None
            for at, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
                for name in sorted(_names(row)):
                    yield Mention(field.path, at, name)


def _names(row: Data) -> set[str]:
    """A name may stand in either language, where the column has both."""
    cell = row.get(COLUMN) if isinstance(row, Mapping) else None
    said = (cell.get("en"), cell.get("ru")) if isinstance(cell, Mapping) else (cell,)
    return {name for name in said if isinstance(name, str) and name.strip()}


def without(rows: Data, name: str) -> Data:
    """The rows with the name of one file taken out; the rest of each row stays.

    For `AttachmentStore.detach`, so that no row names what is gone.
    """
    if not isinstance(rows, list | tuple):
        return rows
    return [
        {key: cell for key, cell in row.items() if key != COLUMN}
        if isinstance(row, Mapping) and any(same(each) == same(name) for each in _names(row))
        else row
        for row in rows
    ]


def renamed(rows: Data, names: Mapping[str, str]) -> Data:
    """The rows with new names, by the old one, for the files they mean."""
    new = {same(old): name for old, name in names.items()}

    def cell(data: Data) -> Data:
        if isinstance(data, Mapping):
            return {language: cell(each) for language, each in data.items()}
        return new.get(same(data), data) if isinstance(data, str) and data else data

    if not isinstance(rows, list | tuple):
        return rows
    return [
        {**row, COLUMN: cell(row[COLUMN])} if isinstance(row, Mapping) and COLUMN in row else row
        for row in rows
    ]
