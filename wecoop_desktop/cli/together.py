"""`wecoop proposal comments | digest | attach`: what a proposal file holds besides its answers."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.work import vault
from wecoop_desktop.work.comments import Author, Comment, Kind, Spot, Thread, counts, threads
from wecoop_desktop.work.digest import short
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.intake import ALL_LIMIT, COUNT_LIMIT, read_document
from wecoop_desktop.work.naming import free, same

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    """Add the three commands to those of `wecoop proposal`."""
    tr = language.tr
    listed = commands.add_parser("comments", parents=[common], help=tr("what readers remarked"))
    listed.add_argument("file", type=Path, metavar="FILE")
    listed.set_defaults(run=show_comments)
    digest = commands.add_parser(
        "digest", parents=[common], help=tr("the digest that a submission prints")
    )
    digest.add_argument("file", type=Path, metavar="FILE")
    digest.set_defaults(run=show_digest)
    attach = commands.add_parser("attach", parents=[common], help=tr("add a document to the file"))
    attach.add_argument("file", type=Path, metavar="FILE")
    attach.add_argument("document", type=Path, metavar="DOCUMENT")
    attach.set_defaults(run=attach_document)


def show_comments(call: Call) -> int:
    """Threads of the file, the oldest first; those that were deleted are not told."""
    file = opening.read(call, call.arguments.file)
    found = threads(file.comments)
    told = counts(found)
    data = {
        "open": told.open,
        "todos": told.todos,
        "resolved": told.resolved,
        "review": file.review,
        "comments": [_thread(thread) for thread in found],
    }
    call.answer(data, _lines(found, call.language))
    return 0


def _thread(thread: Thread) -> dict[str, object]:
    first, settled = thread.first, thread.first.resolved
    spot = first.spot
    return {
        **_comment(first),
        "path": spot.path,
        "row": spot.row,
        "key": spot.key,
        "column": spot.column,
        "kind": first.kind.value,
        "assigned": first.assigned,
        "resolved": settled is not None,
        "resolved_by": settled.name if settled else "",
        "resolved_at": first.resolved_at.isoformat() if first.resolved_at else None,
        "replies": [_comment(reply) for reply in thread.replies],
    }


def _comment(comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "text": "" if comment.deleted else comment.text,
        "author": comment.author.name,
        "role": comment.author.role,
        "created": comment.created.isoformat(),
        "changed": comment.changed.isoformat(),
    }


def _lines(found: tuple[Thread, ...], language: Language) -> Iterator[str]:
    for thread in found:
        first = thread.first
        marks = []
        if first.kind is Kind.TASK:
            marks.append(language.tr("to do"))
        if first.assigned:
            marks.append(language.tr("for {name}", name=first.assigned))
        if first.resolved is not None:
            marks.append(language.tr("resolved"))
        mark = f" ({', '.join(marks)})" if marks else ""
        yield f"{_place(first.spot, language)}{mark}"
        for comment in (first, *thread.replies):
            indent = "    " if comment is first else "      "
            yield f"  {'' if comment is first else '  '}{_said_by(comment, language)}"
            for line in comment.text.splitlines():
                yield indent + line
    if not found:
        yield language.tr("Nobody commented yet.")


def _place(spot: Spot, language: Language) -> str:
    if not spot.path:
        return language.tr("The whole proposal")
    row = "" if spot.row is None else f"[{spot.row}]"
    column = f".{spot.column}" if spot.column else ""
    key = " " + language.tr("“{text}”", text=spot.key) if spot.key else ""
    return f"{spot.path}{row}{column}{key}"


def _said_by(comment: Comment, language: Language) -> str:
    author: Author = comment.author
    name = author.name or language.tr("Somebody")
    who = f"{name}, {author.role}" if author.role else name
    return f"{who}, {language.date(comment.created.astimezone().date())}:"


def show_digest(call: Call) -> int:
    """The digest of form, answers and attachments, to be compared with a printed one."""
    file = opening.read(call, call.arguments.file)
    digest = file.digest()
    attachments = {name: vault.digest(data) for name, data in file.documents().items()}
    data = {
        "digest": digest,
        "short": short(digest),
        "form": {"id": file.form, "version": file.form_version},
        "answers": file.state(),
        "attachments": attachments,
    }
    call.answer(data, (f"{short(digest)}  {digest}",))
    return 0


def attach_document(call: Call) -> int:
    """Copy a document into the file; the same one under the same name is attached once."""
    path = call.arguments.file
    opening.keep_closed(path)
    file = read_proposal(path)
    if file.review:
        raise AppError("proposal-review")
    document = read_document(call.arguments.document)
    held = file.documents()
    there = next((name for name in held if same(name) == same(document.name)), "")
    if there and held[there] == document.data:
        name = there
    else:
        name = free(document.name, held)
        _check_room(held, len(document.data), call.arguments.document)
        write_proposal(path, _with(file, {**held, name: document.data}))
    said = {"name": name, "sha256": vault.digest(document.data), "size": len(document.data)}
    call.answer(said, (call.language.tr("{name} is attached.", name=name),))
    return 0


def _check_room(held: dict[str, bytes], size: int, path: Path) -> None:
    if len(held) >= COUNT_LIMIT:
        raise AppError("attachments-too-many", path=path, limit=COUNT_LIMIT)
    if sum(map(len, held.values())) + size > ALL_LIMIT:
        raise AppError("attachments-too-large", path=path, limit=ALL_LIMIT // 1_000_000)


def _with(file: ProposalFile, attachments: dict[str, bytes]) -> ProposalFile:
    return replace(file, attachments=attachments, saved=datetime.now(UTC))
