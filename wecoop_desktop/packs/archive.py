"""A pack as one file, `guide.pack`: compressed, its first line names the files that follow.

`{"format":1,"pack":"guide","files":{"pack.json":212,"glossary.json":90210, ...}}`, then the bytes
of these files one after the other: `pack.json` first, the others in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.folder import LIMITS, Limits, is_plain_path
from wecoop_desktop.packs.frame import SMALL, Frame, frame_bytes

FORMAT = 1
ENDING = ".pack"
MANIFEST = "pack.json"
NAMED = 250  # bytes of the first line for each file


def pack_bytes(files: Mapping[str, bytes], *, level: int = SMALL) -> bytes:
    """The pack file of the files of one pack, by their paths as `folder.read_folder` gives them.

    The same files give the same bytes.
    """
    order = sorted(files, key=lambda name: (not name.endswith(f"/{MANIFEST}"), name))
    pack = order[0].partition("/")[0]
    sizes = {name.removeprefix(f"{pack}/"): len(files[name]) for name in order}
    head = {"format": FORMAT, "pack": pack, "files": sizes}
    return frame_bytes(head, (files[name] for name in order), level)


def read_archive(
    data: bytes, pack: str, findings: list[Finding], limits: Limits = LIMITS
) -> dict[str, bytes]:
    """The files of a pack file by their paths: `funders/funders/ebrd.json`, in their order.

    All or nothing: whatever is wrong is a finding, and then there are no files. Never raises.
    """
    try:
        frame = Frame(data)
        sizes = _sizes(frame, pack, limits)
        found = {name: frame.take(size) for name, size in sizes.items()}
        frame.end()
    except AppError as error:
        findings.append(Finding(error.code, f"{pack}{ENDING}", values=error.values))
        return {}
    return dict(sorted(found.items()))


def read_manifest(data: bytes, pack: str, limits: Limits = LIMITS) -> dict[str, bytes]:
    """`pack.json` alone, by its path, without reading the rest; empty where it is not there."""
    try:
        frame = Frame(data)
        name, size = next(iter(_sizes(frame, pack, limits).items()), ("", 0))
        return {name: frame.take(size)} if name == f"{pack}/{MANIFEST}" else {}
    except AppError:
        return {}


def _sizes(frame: Frame, pack: str, limits: Limits) -> dict[str, int]:
    """The sizes of all files by their paths. Raises what the first line has wrong."""
    told = frame.head(limits.files * NAMED)
    number = told.get("format")
    if not isinstance(number, int) or isinstance(number, bool):
        raise AppError("pack-file-damaged")
    if number != FORMAT:
        raise AppError("pack-newer", format=number)
    if told.get("pack") != pack:
        raise AppError("pack-file-other")
    sizes = dict(_entries(told.get("files"), pack, limits))
    if len(sizes) > limits.files or sum(sizes.values()) > limits.pack:
        raise AppError("pack-too-large")
    if len({path.casefold() for path in sizes}) < len(sizes):
        raise AppError("pack-name-twice")
    return sizes


def _entries(files: object, pack: str, limits: Limits) -> Iterator[tuple[str, int]]:
    if not isinstance(files, dict):
        raise AppError("pack-file-damaged")
    for name, size in files.items():
        path = f"{pack}/{name}"
        if not is_plain_path(path, limits):
            raise AppError("pack-name-odd")
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise AppError("pack-file-damaged")
        if size > limits.file:
            raise AppError("pack-file-too-large", limit=limits.file)
        yield path, size
