"""Proposal files: `.wecoop`, described in docs/proposal-file.md.

What comes from outside is read with limits; what is not understood is kept and written back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import NOTHING, Data
from wecoop_desktop.work import commentfile
from wecoop_desktop.work.archive import ARCHIVE_LIMIT, pack, unpack
from wecoop_desktop.work.comments import Comment
from wecoop_desktop.work.data import answer_text, encode, parse
from wecoop_desktop.work.digest import is_digest, proposal_digest, state_digest
from wecoop_desktop.work.naming import free, safe
from wecoop_desktop.work.proposal import LEVEL, TITLES
from wecoop_desktop.work.seal import is_sealed

FORMAT = 1
PROPOSAL, FORM = "proposal.json", "form.json"
ATTACHMENTS = "attachments/"
PATH_LIMIT = 200
ANSWERS_LIMIT = 20_000
LINEAGE_LIMIT = 500  # states that a file says it descends from
_KNOWN = (
    *("format", "program", "form", "level", "title", "created", "saved", "revision", "answers"),
    *("identity", "digest", "lineage", "review"),
)


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """What a `.wecoop` file holds. `extra` and `further` are what this program does not know.

    `attachments` are bytes by file name; `form_data` is the form as plain data, if it was there.
    `identity` is the same in all copies of the proposal, empty in files of older programs;
    `lineage` are digests of the states it descends from, the newest first; `review` marks a copy
    to be commented, not changed.
    """

    form: str
    form_version: str
    answers: Mapping[str, Data]
    created: datetime
    saved: datetime
    level: str = ""
    title: Words = Words()  # noqa: RUF009 - frozen
    revision: int = 0
    form_data: Mapping[str, Data] | None = None
    attachments: Mapping[str, bytes] = made(default_factory=dict)
    further: Mapping[str, bytes] = made(default_factory=dict)
    extra: Mapping[str, Data] = made(default_factory=lambda: NOTHING)
    identity: str = ""
    lineage: tuple[str, ...] = ()
    review: bool = False
    comments: tuple[Comment, ...] = ()

    def state(self) -> str:
        """The digest of the answers."""
        return state_digest(self.answers)

    def digest(self) -> str:
        """The digest of all that is handed in: form, answers, attachments."""
        hashes = {name: sha256(data).hexdigest() for name, data in self.documents().items()}
        return proposal_digest(self.form, self.form_version, self.answers, hashes)

    def documents(self) -> dict[str, bytes]:
        """Attachments by safe names, each once."""
        found: dict[str, bytes] = {}
        for name, data in sorted(self.attachments.items()):
            found[free(safe(name), found)] = data
        return found

    def answered(self, answers: Mapping[str, Data], now: datetime) -> ProposalFile:
        """The file with other answers: what it held becomes an ancestor; the title follows."""
        lineage = descent((self.state(), *self.lineage), state_digest(answers))
        return replace(self, answers=answers, saved=now, level="", title=Words(), lineage=lineage)

    def entries(self) -> dict[str, bytes]:
        """Attachments and unknown entries by their names in the archive."""
        own = {ATTACHMENTS + name: data for name, data in self.attachments.items()}
        return {**own, **self.further}


def title_of(answers: Mapping[str, Data]) -> Words:
    """The title for a list, from plain answers of either shape of title question."""
    both, english, russian = (answers.get(path) for path in TITLES)
    if isinstance(both, Mapping):
        return Words(_text(both.get("en")), _text(both.get("ru")))
    return Words(_text(english) or _text(both), _text(russian))


def level_of(answers: Mapping[str, Data]) -> str:
    """The maturity the user aims at, or nothing."""
    return _text(answers.get(LEVEL))


def _text(data: Data) -> str:
    return data if isinstance(data, str) else ""


def sorted_entries(entries: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Attachments by file name, and the others by entry name."""
    attachments = {
        name.removeprefix(ATTACHMENTS): data
        for name, data in entries.items()
        if name.startswith(ATTACHMENTS)
    }
    others = {name: data for name, data in entries.items() if not name.startswith(ATTACHMENTS)}
    return attachments, others


def write_proposal(path: Path, file: ProposalFile) -> None:
    """Write the file beside, then replace. Equal content gives equal bytes.

    Raises `AppError` proposal-too-large, and as `base.files.writing`.
    """
    entries = {PROPOSAL: _document(file)}
    if file.form_data is not None:
        entries[FORM] = encode(file.form_data).encode()
    if file.comments:
        entries[commentfile.ENTRY] = commentfile.document(file.comments)
    write_bytes(path, pack({**entries, **file.entries()}, path))


def _document(file: ProposalFile) -> bytes:
    """`proposal.json`: a line for each key and each answer, so that people can read it."""
    form_extra = file.extra.get("form")
    form = {"id": file.form, "version": file.form_version}
    head: dict[str, Data] = {
        "format": FORMAT,
        "program": f"WECOOP Desktop {__version__}",
        "form": {**form_extra, **form} if isinstance(form_extra, Mapping) else form,
        "level": file.level or level_of(file.answers),
        "title": _title(file.title or title_of(file.answers)),
        "created": file.created.astimezone(UTC).isoformat(timespec="seconds"),
        "saved": file.saved.astimezone(UTC).isoformat(timespec="seconds"),
        "revision": file.revision,
        **dict(_descent(file)),
        **{key: value for key, value in file.extra.items() if key not in _KNOWN},
    }
    lines = [f" {encode(key)}: {encode(value)},\n" for key, value in head.items()]
    answers = ",\n".join(
        f"  {encode(path)}: {encode(data)}" for path, data in sorted(file.answers.items())
    )
    return "".join(["{\n", *lines, ' "answers": {\n', answers, "\n }\n}\n"]).encode()


def _descent(file: ProposalFile) -> Iterator[tuple[str, Data]]:
    """What tells copies of one proposal apart; a review copy says so."""
    if file.identity:
        yield "identity", file.identity
    yield "digest", file.state()
    if file.lineage:
        yield "lineage", list(file.lineage[:LINEAGE_LIMIT])
    if file.review:
        yield "review", True


def descent(digests: Iterable[str], present: str = "") -> tuple[str, ...]:
    """Digests of ancestors, the newest first, each once and without the present state."""
    return tuple(each for each in dict.fromkeys(digests) if each != present)[:LINEAGE_LIMIT]


def _title(title: Words) -> Mapping[str, Data]:
    return {"en": title.en, "ru": title.ru}


def read_proposal(path: Path) -> ProposalFile:
    """Read a file from outside.

    A file without `form.json` is read; whether its form is known is for the caller to say. Raises
    `AppError` proposal-sealed, proposal-not-zip, proposal-encrypted, proposal-unsafe,
    proposal-too-large, proposal-broken, proposal-newer, proposal-incomplete, answer-too-large,
    file-missing, file-not-readable.
    """
    return parse_proposal(read_bytes(path, ARCHIVE_LIMIT), path)


def parse_proposal(data: bytes, path: Path) -> ProposalFile:
    """As `read_proposal`, of bytes that were found in `path`."""
    if is_sealed(data):
        raise AppError("proposal-sealed", path=path)
    entries = unpack(data, path)
    if PROPOSAL not in entries:
        raise AppError("proposal-incomplete", path=path, part=PROPOSAL)
    head = _object(entries.pop(PROPOSAL), path, PROPOSAL)
    _check_format(head, path)
    form_bytes = entries.pop(FORM, None)
    form_data = None if form_bytes is None else _object(form_bytes, path, FORM)
    comments = _comments(entries.pop(commentfile.ENTRY, None), path)
    attachments, further = sorted_entries(entries)
    form = head.get("form")
    if not isinstance(form, Mapping):
        raise _broken(path, PROPOSAL, "form")
    answers = _answers(head.get("answers"), path)
    return ProposalFile(
        form=_needed(form.get("id"), path, "form.id"),
        form_version=_text(form.get("version")),
        answers=answers,
        created=_moment(head.get("created"), path, "created"),
        saved=_moment(head.get("saved"), path, "saved"),
        level=_text(head.get("level")),
        title=title_of({TITLES[0]: head.get("title")}),
        revision=_count(head.get("revision", 0), path),
        form_data=form_data,
        attachments=attachments,
        further=further,
        extra=dict(_extra(head, form)),
        identity=_identity(head.get("identity"), path),
        lineage=_lineage(head, state_digest(answers), path),
        review=_yes(head.get("review", False), path),
        comments=comments,
    )


def _broken(path: Path, part: str, problem: object) -> AppError:
    return AppError("proposal-broken", path=path, part=part, problem=problem)


def _object(data: bytes, path: Path, part: str) -> dict[str, Data]:
    try:
        parsed = parse(data)
    except ValueError as error:
        raise _broken(path, part, error) from error
    if not isinstance(parsed, dict):
        raise _broken(path, part, "{}")
    return parsed


def _check_format(head: Mapping[str, Data], path: Path) -> None:
    number = head.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise _broken(path, PROPOSAL, "format")
    if number > FORMAT:
        raise AppError("proposal-newer", path=path, format=number)


def _needed(data: Data, path: Path, key: str) -> str:
    if not isinstance(data, str) or not data or len(data) > PATH_LIMIT:
        raise _broken(path, PROPOSAL, key)
    return data


def _moment(data: Data, path: Path, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(data))
    except ValueError as error:
        raise _broken(path, PROPOSAL, key) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _count(data: Data, path: Path) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data < 1_000_000_000:
        raise _broken(path, PROPOSAL, "revision")
    return data


def _identity(data: Data, path: Path) -> str:
    if data is None:
        return ""
    if not isinstance(data, str) or not re.fullmatch(r"[0-9A-Za-z-]{1,64}", data):
        raise _broken(path, PROPOSAL, "identity")
    return data


def _lineage(head: Mapping[str, Data], state: str, path: Path) -> tuple[str, ...]:
    """The ancestors of a file.

    Where the digest that stands in it is not that of its answers, a program that does not know of
    digests went on from there.
    """
    listed = head.get("lineage", [])
    if not isinstance(listed, list) or len(listed) > LINEAGE_LIMIT:
        raise _broken(path, PROPOSAL, "lineage")
    digest = head.get("digest")
    known = [str(each) for each in (digest, *listed) if each is not None]
    if not all(is_digest(each) for each in known):
        raise _broken(path, PROPOSAL, "lineage")
    return descent(known, state)


def _yes(data: Data, path: Path) -> bool:
    if not isinstance(data, bool):
        raise _broken(path, PROPOSAL, "review")
    return data


def _comments(data: bytes | None, path: Path) -> tuple[Comment, ...]:
    if data is None:
        return ()
    try:
        return commentfile.read_document(data)
    except commentfile.NewerError as error:
        raise AppError("proposal-newer", path=path, format=error) from error
    except ValueError as error:
        raise _broken(path, commentfile.ENTRY, error) from error


def _answers(data: Data, path: Path) -> Mapping[str, Data]:
    """All answers as they are, those of unknown questions too; null is no answer."""
    if not isinstance(data, dict) or len(data) > ANSWERS_LIMIT:
        raise _broken(path, PROPOSAL, "answers")
    for name, value in data.items():
        if not name or len(name) > PATH_LIMIT:
            raise _broken(path, PROPOSAL, f"answers: {name[:PATH_LIMIT]}")
        answer_text(name, value)
    return {name: value for name, value in data.items() if value is not None}


def _extra(head: Mapping[str, Data], form: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    yield from ((key, value) for key, value in head.items() if key not in _KNOWN)
    further = {key: value for key, value in form.items() if key not in ("id", "version")}
    if further:
        yield "form", further
