"""What a proposal was before, as a file beside its copy: revisions, submissions and their forms.

`TITLE id.past.zip` holds `past.json`, described in docs/backups.md. It is no part of the `.wecoop`
file, which is given to others: they get what a proposal is, not what was typed and taken back.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, insert, select

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import exchange, revisions
from wecoop_desktop.work.archive import ARCHIVE_LIMIT, pack, unpack
from wecoop_desktop.work.data import DEPTH_LIMIT, decode, encode, parse
from wecoop_desktop.work.digest import is_digest, state_digest
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.tables import Proposals, Revisions, Submissions

FORMAT = 1
ENTRY, ENDING = "past.json", ".past.zip"
LARGEST = 25_000_000  # bytes of the states; the oldest stay away beyond that
MOST = 100_000  # revisions that are read
MOST_ANSWERS = 5_000_000  # of all states together: one file cannot take all the memory
LONGEST = 400  # characters of a name or an id
_DEPTH = DEPTH_LIMIT + 4  # answers stand deeper here than in a proposal file


@dataclass(frozen=True, slots=True)
class Past:
    """`states` are revisions with their answers, the newest first; `submissions` are rows of the
    table of that name; `forms` are forms as data by version, of states in another one than the
    present. `id` is what the proposal was called on its computer."""

    id: str
    identity: str
    states: tuple[tuple[Revision, Mapping[str, Data]], ...] = ()
    submissions: tuple[Mapping[str, Data], ...] = ()
    forms: Mapping[str, Mapping[str, Data]] = made(default_factory=dict)


def path_of(copy: Path) -> Path:
    """Where the past of a proposal stands whose `.wecoop` file is `copy`."""
    return copy.with_name(copy.name.removesuffix(".wecoop") + ENDING)


def sign(work: Connection, proposal: str) -> str:
    """Other for every change of the past; empty where there is none."""
    kept = revisions.kept(work, proposal)
    query = select(Submissions.number, Submissions.digest).where(Submissions.proposal == proposal)
    handed_in = [f"{number} {digest}" for number, digest in work.execute(query)]
    if not kept and not handed_in:
        return ""
    said = [f"{each.number} {each.reason.value} {each.name} {each.made}" for each in kept]
    return sha256(encode([*said, *handed_in]).encode()).hexdigest()


def gathered(work: Connection, proposal: str) -> Past:
    """The past of a proposal, without what would make the file too large to be read."""
    row = work.execute(
        select(Proposals.identity, Proposals.form_version).where(Proposals.id == proposal)
    ).one()
    states: list[tuple[Revision, Mapping[str, Data]]] = []
    size = 0
    for each in revisions.kept(work, proposal):
        content = revisions.content(work, proposal, each.number)
        size += len(_changed(states[-1][1], content)) if states else len(encode(content, _DEPTH))
        if size > LARGEST:
            break
        states.append((each, content))
    held = {each.number for each, _content in states}
    versions = {each.form_version for each, _content in states} - {"", row.form_version}
    forms = {name: exchange.form_data(work, proposal, name) for name in sorted(versions)}
    return Past(
        proposal,
        row.identity,
        tuple(states),
        tuple(each for each in _submissions(work, proposal) if each["revision"] in held),
        {name: form for name, form in forms.items() if form is not None},
    )


def _submissions(work: Connection, proposal: str) -> Iterator[Mapping[str, Data]]:
    query = select(Submissions).where(Submissions.proposal == proposal)
    for row in work.execute(query.order_by(Submissions.number)):
        yield {
            **{name: getattr(row, name) for name in (*_COUNTED, *_SAID)},
            "made": _written(row.made),
            "attachments": decode(row.attachments),
        }


_COUNTED = ("number", "revision")
_SAID = ("name", "template", "digest", "form_version")


def write(path: Path, past: Past) -> None:
    """Raises `AppError` proposal-too-large, and as `base.files.writing`."""
    told: list[Data] = []
    newer: Mapping[str, Data] | None = None
    for each, answers in past.states:
        head: dict[str, Data] = {
            "number": each.number,
            "reason": each.reason.value,
            "name": each.name,
            "made": _written(each.made),
            "origin": each.origin,
            "form_version": each.form_version,
        }
        if newer is None:
            told.append({**head, "answers": dict(answers)})
        else:
            told.append({**head, "changed": _changes(newer, answers)})
        newer = answers
    data: dict[str, Data] = {
        "format": FORMAT,
        "id": past.id,
        "identity": past.identity,
        "revisions": told,
        "submissions": [dict(each) for each in past.submissions],
        "forms": {name: dict(form) for name, form in past.forms.items()},
    }
    write_bytes(path, pack({ENTRY: encode(data, _DEPTH).encode()}, path))


def _changes(newer: Mapping[str, Data], answers: Mapping[str, Data]) -> dict[str, Data]:
    """What an older state has otherwise than the one after it; null where it has no answer."""
    paths = sorted({*newer, *answers})
    return {path: answers.get(path) for path in paths if newer.get(path) != answers.get(path)}


def _changed(newer: Mapping[str, Data], answers: Mapping[str, Data]) -> str:
    return encode(_changes(newer, answers), _DEPTH)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(path: Path) -> Past:
    """The past in a file. Raises `AppError` as `work.file.read_proposal` does."""
    entries = unpack(read_bytes(path, ARCHIVE_LIMIT), path)
    try:
        data = _object(parse(entries[ENTRY], _DEPTH))
        number = _count(data["format"])
        if number > FORMAT:
            raise AppError("proposal-newer", path=path, format=number)
        return _past(data)
    except (KeyError, ValueError) as error:
        raise AppError("proposal-broken", path=path, part=ENTRY, problem=error) from error


def _past(data: Mapping[str, Data]) -> Past:
    states: list[tuple[Revision, Mapping[str, Data]]] = []
    listed = _list(data["revisions"])
    if len(listed) > MOST:
        raise ValueError("revisions")
    count = 0
    for entry in map(_object, listed):
        answers = dict(_object(entry["answers"])) if not states else dict(states[-1][1])
        answers.update(_object(entry["changed"]) if states else {})
        answers = {path: value for path, value in answers.items() if value is not None}
        revision = Revision(
            _count(entry["number"]),
            Reason(entry["reason"]),
            _said(entry["name"]),
            _moment(entry["made"]),
            _count(entry["origin"]),
            _said(entry["form_version"]),
        )
        count += len(answers)
        if count > MOST_ANSWERS or (states and revision.number >= states[-1][0].number):
            raise ValueError("revisions")
        states.append((revision, answers))
    numbers = {each.number for each, _answers in states}
    return Past(
        _said(data["id"]),
        _said(data["identity"]),
        tuple(states),
        tuple(_submission(_object(each), numbers) for each in _list(data["submissions"])),
        {_said(name): _object(form) for name, form in _object(data["forms"]).items()},
    )


def _submission(entry: Mapping[str, Data], numbers: set[int]) -> Mapping[str, Data]:
    held = _object(entry["attachments"])
    if not is_digest(_said(entry["digest"])) or _count(entry["revision"]) not in numbers:
        raise ValueError("submissions")
    return {
        **{name: _count(entry[name]) for name in _COUNTED},
        **{name: _said(entry[name]) for name in _SAID},
        "made": _written(_moment(entry["made"])),
        "attachments": {_said(name): _said(digest) for name, digest in held.items()},
    }


def _object(data: Data) -> Mapping[str, Data]:
    if not isinstance(data, dict):
        raise ValueError("{}")
    return data


def _list(data: Data) -> list[Data]:
    if not isinstance(data, list):
        raise ValueError("[]")
    return data


def _said(data: Data) -> str:
    if not isinstance(data, str) or len(data) > LONGEST:
        raise ValueError("a text is missing or too long")
    return data


def _count(data: Data) -> int:
    if type(data) is not int or not 0 <= data < 1_000_000_000:
        raise ValueError("a number is missing or too large")
    return data


def _moment(data: Data) -> datetime:
    moment = datetime.fromisoformat(_said(data))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def put(work: Connection, proposal: str, past: Past) -> None:
    """Give a proposal that was just made its past."""
    form = work.scalar(select(Proposals.form).where(Proposals.id == proposal)) or ""
    rows = [
        {
            "proposal": proposal,
            "number": each.number,
            "reason": each.reason.value,
            "name": each.name,
            "made": each.made,
            "answers": zlib.compress(encode(answers).encode(), 6),
            "origin": each.origin,
            "form_version": each.form_version,
            "digest": state_digest(answers),
        }
        for each, answers in past.states
    ]
    if rows:
        work.execute(insert(Revisions), rows)
    for submission in past.submissions:
        row = {
            **submission,
            "made": _moment(submission["made"]),
            "attachments": encode(submission["attachments"]),
        }
        work.execute(insert(Submissions).values(proposal=proposal, **row))
    for version, data in past.forms.items():
        exchange.keep_form(work, form, version, data)
