"""The files of one pack as bytes, with limits on everything; what breaks one is a finding."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.forms.form import Data

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,103}")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# Windows cannot have files of these names, whatever their ending.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Letters that have no business in texts: controls, and halves of letters that UTF-8 cannot hold.
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Limits:
    file: int = 4_000_000  # bytes
    pack: int = 200_000_000  # bytes
    files: int = 20_000
    folders: int = 4  # deep
    nesting: int = 24  # of JSON
    exponent: int = 40  # of numbers, either way


LIMITS = Limits()


def read_folder(folder: Path, findings: list[Finding], limits: Limits = LIMITS) -> dict[str, bytes]:
    """All files of a pack by their path inside its parent: `funders/funders/ebrd.json`.

    Never raises for what the folder holds: links, odd names, large files and unreadable ones are
    findings and are left out.
    """
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    size = 0
    for name, path in _walk(folder, folder.name, findings, limits):
        if name.casefold() in seen:
            findings.append(Finding("pack-name-twice", file=name))
            continue
        if len(files) >= limits.files or size > limits.pack:
            findings.append(Finding("pack-too-large", file=folder.name))
            break
        seen.add(name.casefold())
        try:
            files[name] = read_bytes(path, limits.file)
        except AppError as error:
            findings.append(Finding(f"pack-{error.code}", file=name, values={"limit": limits.file}))
            continue
        size += len(files[name])
    return files


def _walk(
    folder: Path, name: str, findings: list[Finding], limits: Limits
) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        findings.append(Finding("pack-file-not-readable", file=name))
        return
    for entry in entries:
        inside = f"{name}/{entry.name}"
        shown = printable(inside)
        if entry.is_symlink():
            findings.append(Finding("pack-link", file=shown))
        elif not _plain_name(entry.name):
            findings.append(Finding("pack-name-odd", file=shown))
        elif entry.is_dir():
            if inside.count("/") > limits.folders:
                findings.append(Finding("pack-too-deep", file=shown))
            else:
                yield from _walk(Path(entry.path), inside, findings, limits)
        elif entry.is_file():
            yield inside, Path(entry.path)
        else:
            findings.append(Finding("pack-name-odd", file=shown))


def printable(name: str) -> str:
    """A name as it can be shown; systems allow line ends and halves of letters in names."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def _plain_name(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and not name.endswith(".") and not RESERVED.fullmatch(name)


def is_plain_path(path: str, limits: Limits = LIMITS) -> bool:
    """Whether a pack may hold a file of that path: `funders/funders/ebrd.json`."""
    parts = path.split("/")
    return 1 < len(parts) <= limits.folders + 2 and all(map(_plain_name, parts))


def read_data(data: bytes, file: str, findings: list[Finding], limits: Limits = LIMITS) -> Data:
    """The plain data of a JSON file (lists become tuples), or None with a finding."""
    try:
        found = parse_json(data.decode("utf-8"), parse_float=Decimal)
        return _plain(found, limits, limits.nesting)
    except UnicodeDecodeError:
        findings.append(Finding("pack-not-utf8", file=file))
    except (ValueError, InvalidOperation) as error:
        findings.append(Finding("pack-not-json", file=file, values={"problem": str(error)}))
    return None


def _plain(data: object, limits: Limits, left: int) -> Data:
    """The same with tuples for lists. Raises ValueError for what no honest file holds."""
    if isinstance(data, str):
        if ODD.search(data):
            raise ValueError("a text holds control characters")
        return data
    if isinstance(data, (list, dict)) and left == 0:
        raise ValueError("nested too deeply")
    if isinstance(data, list):
        return tuple(_plain(entry, limits, left - 1) for entry in data)
    if isinstance(data, dict):
        for key in data:
            _plain(key, limits, left)
        return {key: _plain(entry, limits, left - 1) for key, entry in data.items()}
    if isinstance(data, Decimal) and data and abs(data.adjusted()) > limits.exponent:
        raise ValueError("a number is too large or too small")
    if isinstance(data, int) and abs(data) >= 10**limits.exponent:
        raise ValueError("a number is too large or too small")
    return data


def read_prose(data: bytes, file: str, findings: list[Finding]) -> str:
    """The text of a Markdown file, or an empty one with a finding."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        findings.append(Finding("pack-not-utf8", file=file))
        return ""
    if ODD.search(text):
        findings.append(Finding("pack-text-odd", file=file))
        return ODD.sub("", text)
    return text


def among(files: Mapping[str, bytes], folder: str, ending: str = ".json") -> list[str]:
    """The names of the files directly in `folder` with that ending, in their order."""
    start = folder + "/"
    return [
        name
        for name in files
        if name.startswith(start) and name.endswith(ending) and "/" not in name[len(start) :]
    ]
