"""What a proposal was before, as a file beside its copy: revisions, submissions and their forms.

`TITLE id.past.zip` holds `past.json`, described in docs/backups.md. It is no part of the `.wecoop`
file, which is given to others: they get what a proposal is, not what was typed and taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import exchange, freezing, head, revisions
from wecoop_desktop.work.archive import ARCHIVE_LIMIT, pack, unpack
from wecoop_desktop.work.data import DEPTH_LIMIT, encode, parse
from wecoop_desktop.work.digest import is_digest
from wecoop_desktop.work.moments import stored
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.submissions import Submission

FORMAT = 1
ENTRY, ENDING = "past.json", ".past.zip"
LARGEST = 25_000_000  # bytes of the states; the oldest stay away beyond that
MOST = 100_000  # revisions that are read
MOST_ANSWERS = 5_000_000  # of all states together: one file cannot take all the memory
LONGEST = 400  # characters of a name or an id
_DEPTH = DEPTH_LIMIT + 4  # answers stand deeper here than in a proposal file


@dataclass(frozen=True, slots=True)
class Past:
    """`states` are revisions with their answers, the newest first; `submissions` come with the
    sha256 of their attachments by name; `forms` are forms as data by version, of states in another
    one than the present. `id` is what the proposal was called on its computer."""

    id: str
    identity: str
    states: tuple[tuple[Revision, Mapping[str, Data]], ...] = ()
    submissions: tuple[tuple[Submission, Mapping[str, str]], ...] = ()
    forms: Mapping[str, Mapping[str, Data]] = made(default_factory=dict)


def path_of(copy: Path) -> Path:
    """Where the past of a proposal stands whose `.wecoop` file is `copy`."""
    return copy.with_name(copy.name.removesuffix(".wecoop") + ENDING)


def sign(work: Connection, proposal: str) -> str:
    """Other for every change of the past; empty where there is none."""
    kept = revisions.kept(work, proposal)
    frozen = freezing.kept(work, proposal)
    handed_in = [f"{each.number} {each.digest}" for each, _files in frozen]
    if not kept and not handed_in:
        return ""
    said = [f"{each.number} {each.reason.value} {each.name} {each.made}" for each in kept]
    return sha256(encode([*said, *handed_in]).encode()).hexdigest()


def gathered(work: Connection, proposal: str) -> Past:
    """The past of a proposal, without what would make the file too large to be read."""
    own = head.of(work, proposal)
    states: list[tuple[Revision, Mapping[str, Data]]] = []
    size = 0
    for each in revisions.kept(work, proposal):
        content = revisions.content(work, proposal, each.number)
        size += len(_changed(states[-1][1], content)) if states else len(encode(content, _DEPTH))
        if size > LARGEST:
            break
        states.append((each, content))
    held = {each.number for each, _content in states}
    versions = {each.form_version for each, _content in states} - {"", own.form_version}
    forms = {name: exchange.form_data(work, proposal, name) for name in sorted(versions)}
    return Past(
        proposal,
        own.identity,
        tuple(states),
        tuple(each for each in freezing.kept(work, proposal) if each[0].revision in held),
        {name: form for name, form in forms.items() if form is not None},
    )


def write(path: Path, past: Past) -> None:
    """Raises `AppError` proposal-too-large, and as `base.files.writing`."""
    told: list[Data] = []
    newer: Mapping[str, Data] | None = None
    for each, answers in past.states:
        head: dict[str, Data] = {
            "number": each.number,
            "reason": each.reason.value,
            "name": each.name,
            "made": stored(each.made),
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
        "submissions": [_told(each, files) for each, files in past.submissions],
        "forms": {name: dict(form) for name, form in past.forms.items()},
    }
    write_bytes(path, pack({ENTRY: encode(data, _DEPTH).encode()}, path))


def _changes(newer: Mapping[str, Data], answers: Mapping[str, Data]) -> dict[str, Data]:
    """What an older state has otherwise than the one after it; null where it has no answer."""
    paths = sorted({*newer, *answers})
    return {path: answers.get(path) for path in paths if newer.get(path) != answers.get(path)}


def _changed(newer: Mapping[str, Data], answers: Mapping[str, Data]) -> str:
    return encode(_changes(newer, answers), _DEPTH)


def _told(submission: Submission, files: Mapping[str, str]) -> Mapping[str, Data]:
    return {
        "number": submission.number,
        "revision": submission.revision,
        "name": submission.name,
        "template": submission.template,
        "digest": submission.digest,
        "form_version": submission.form_version,
        "made": stored(submission.made),
        "attachments": dict(files),
    }


def read(path: Path) -> Past:
    """The past in a file. Raises `AppError` as `work.file.read_proposal` does."""
    entries = unpack(read_bytes(path, ARCHIVE_LIMIT), path)
    try:
        data = _object(parse(entries[ENTRY], _DEPTH))
        number = _count(data["format"])
        if number > FORMAT:
            raise AppError("proposal-newer", path=path, format=number)
        return _past(data)
    except (KeyError, ValueError, OverflowError) as error:  # OverflowError: a day before the first
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


def _submission(
    entry: Mapping[str, Data], numbers: set[int]
) -> tuple[Submission, Mapping[str, str]]:
    files = _object(entry["attachments"])
    submission = Submission(
        number=_count(entry["number"]),
        name=_said(entry["name"]),
        digest=_said(entry["digest"]),
        made=_moment(entry["made"]),
        revision=_count(entry["revision"]),
        template=_said(entry["template"]),
        form_version=_said(entry["form_version"]),
    )
    if not is_digest(submission.digest) or submission.revision not in numbers:
        raise ValueError("submissions")
    return submission, {_said(name): _said(digest) for name, digest in files.items()}


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
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def put(work: Connection, proposal: str, past: Past) -> None:
    """Give a proposal that was just made its past."""
    revisions.put(work, proposal, past.states)
    for submission, files in past.submissions:
        freezing.put(work, proposal, submission, files)
    form = head.of(work, proposal).form
    for version, data in past.forms.items():
        exchange.keep_form(work, form, version, data)
