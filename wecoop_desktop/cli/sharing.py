"""`wecoop sync --serve` and `--copy`: a release for other computers, by the net or on a stick."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call

PORT = 8642


def declare(parser: ArgumentParser, language: Language) -> None:
    tr = language.tr
    parser.add_argument(
        "--serve",
        nargs="?",
        const="",
        metavar="DIR",
        help=tr("share a release with a class until Ctrl+C, read-only"),
    )
    parser.add_argument(
        "--address", default="127.0.0.1", help=tr("where to share; 0.0.0.0 for the local network")
    )
    parser.add_argument("--port", type=int, default=PORT, help=tr("of the share"))
    parser.add_argument(
        "--copy", type=Path, metavar="DIR", help=tr("write a whole copy for others, on a stick")
    )


def serve_release(call: Call, folder: str) -> int:
    """Share the folder until Ctrl+C. Raises `AppError` as `sync.serve.serve`."""
    from wecoop_desktop.sync.serve import serve

    def ready(addresses: tuple[str, ...]) -> None:
        for address in addresses:
            call.say(call.language.tr("On the other computers: wecoop sync --from {address}",
                                      address=address))  # fmt: skip

    given = call.arguments
    serve(Path(folder), ready, given.address, given.port)
    return 0


def copy_release(call: Call, where: str) -> int:
    """Write a verified copy. Raises `AppError` as `sync.copy.copy`."""
    from wecoop_desktop.sync.copy import CHANNEL, copy
    from wecoop_desktop.sync.root import trusted_root

    done = copy(where, call.arguments.copy, trusted_root(call.home, CHANNEL), Job())
    data = {
        "folder": str(done.folder),
        "files": done.files,
        "written": done.written,
        "bytes": done.size,
    }
    language = call.language
    line = language.ntr(
        "{n} file stands in {folder}, read back and verified.",
        "{n} files stand in {folder}, read back and verified.",
        done.files,
        folder=done.folder,
    )
    call.answer(data, [line])
    return 0
