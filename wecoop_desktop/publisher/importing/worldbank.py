"""Reads the World Bank's list of projects, XLSX or CSV, as its site hands it out.

The sheet has a line about the download, heads in words, often heads as names of the programming
interface, then a project a row. Either kind of head is understood, whatever stands before it.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.publisher.importing import codes
from wecoop_desktop.publisher.importing.activity import (
    Activity,
    Log,
    Money,
    Party,
    Remark,
    Told,
    Unread,
)
from wecoop_desktop.publisher.importing.plain import day, figure, one_line, plain

if TYPE_CHECKING:
    from openpyxl import Workbook

FILE = 300_000_000  # bytes
UNPACKED = 1_500_000_000
ROWS = 200_000
COLUMNS = 300
CELL = 40_000  # characters
HEADS = 12  # rows in which the heads are looked for
# A column by its head in words and by its name in the programming interface, all in lower case.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("project id", "id", "project"),
    "title": ("project name", "project_name"),
    "country": ("country", "countryshortname", "countryname"),
    "countrycode": ("countrycode", "country code"),
    "status": ("project status", "status", "projectstatusdisplay"),
    "objective": ("project development objective", "pdo", "development objective"),
    "agency": ("implementing agency", "impagency"),
    "approved": ("board approval date", "boardapprovaldate", "approval date"),
    "effective": ("loan effective date", "effective date", "loan_effective_date"),
    "closing": ("project closing date", "closing date", "closingdate"),
    "cost": ("current project cost", "curr_project_cost", "total project cost",
             "lendprojectcost"),
    "ibrd": ("ibrd commitment", "curr_ibrd_commitment", "ibrdcommamt"),
    "ida": ("ida commitment", "curr_ida_commitment", "idacommamt"),
    "grant": ("grant amount", "grantamt"),
    "total": ("total ibrd, ida and grant commitment", "total ida and ibrd commitment",
              "curr_total_commitment", "totalcommamt", "totalamt"),
    "category": ("environmental assessment category", "envassesmentcategorycode"),
    "risk": ("environmental and social risk", "esrc_ovrl_risk_rate"),
    "updated": ("last update date", "proj_last_upd_date"),
    "url": ("project url", "url"),
    "parent": ("associated project", "supplementprojectflg"),
}  # fmt: skip
NAMED: Mapping[str, str] = MappingProxyType(
    {name: column for column, names in COLUMN_NAMES.items() for name in names}
)
SECTOR = re.compile(r"(?:major )?(?:sector|theme) ?\d(?:\.name)?|sector|themes?|sectors")
ID = re.compile(r"P\d{6}")
PUBLISHER = Party({"en": "World Bank"}, "44000", "ifi")
PAGE = "https://projects.worldbank.org/en/projects-operations/project-detail/{id}"
CATEGORIES = ("A", "B", "C", "FI")
RISKS = ("High", "Substantial", "Moderate", "Low")
STATUSES = {"active": "active", "closed": "closed", "pipeline": "pipeline", "dropped": "cancelled"}

Row = tuple[str, ...]


# What openpyxl raises for books that are none, or broken inside.
BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, RuntimeError, TypeError,
    AttributeError, IndexError, EOFError, zlib.error,
)  # fmt: skip


class _Heads(NamedTuple):
    row: int
    columns: Mapping[str, int]
    sectors: tuple[int, ...]


def read_worldbank(path: Path, log: Log, job: Job | None = None) -> Iterator[Told]:
    """The projects of the list in its order. Lines are rows of the sheet, counted from 1.

    Raises `AppError` import-no-projects, file-*; and `Cancelled`.
    """
    job = job or Job()
    rows, extra = _opened(path, log)
    heads: _Heads | None = None
    before: list[Row] = []
    for number, row in enumerate(rows, start=1):
        if number > ROWS:
            raise AppError("import-many", path=path, limit=ROWS)
        if heads is None or number == heads.row + 1:
            found = _heads(row, number)
            if found:
                # Heads in words and heads as names may follow each other; the first are complete.
                heads = heads or found
                continue
        if heads is None:
            before.append(row)
            _made(row, log)
            if len(before) > HEADS:
                break
            continue
        if not any(row):
            continue
        log.read += 1
        job.step(log.read, 0, "import-reading")
        yield _told(row, number, heads, extra, log)
    if heads is None:
        raise AppError("import-no-projects", path=path)


def _made(row: Row, log: Log) -> None:
    """ "World Bank Projects downloaded at 09/22/2022" above the heads."""
    for cell in row:
        found = re.search(r"(?<!\d)(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?!\d)", cell[:200])
        if found and day(found.group(1)):
            log.as_of = day(found.group(1))


def _heads(row: Row, number: int) -> _Heads | None:
    columns: dict[str, int] = {}
    sectors = []
    for index, cell in enumerate(row):
        name = " ".join(cell.lower().split())
        if name in NAMED:
            columns.setdefault(NAMED[name], index)
        elif SECTOR.fullmatch(name):
            sectors.append(index)
    if not {"id", "title"} <= columns.keys() or len(columns) < 4:
        return None
    return _Heads(number, columns, tuple(sectors))


def _told(row: Row, number: int, heads: _Heads, extra: Mapping[str, list[str]], log: Log) -> Told:
    def at(column: str) -> str:
        index = heads.columns.get(column, -1)
        return row[index] if 0 <= index < len(row) else ""

    identifier = one_line(at("id")).upper()
    if not ID.fullmatch(identifier):
        remark = Remark("import-code", number, {"what": "Project ID", "value": identifier[:40]})
        return Unread(log.name, number, remark, identifier[:40])
    remarks: list[Remark] = []

    def note(code: str, **values: object) -> None:
        remarks.append(Remark(code, number, values))

    countries, wider = _countries(at("country"), at("countrycode"))
    names = [row[index] for index in heads.sectors if index < len(row)] + extra.get(identifier, [])
    updated = _day(at("updated"), note)
    given = one_line(at("status"))
    status = STATUSES.get(given.lower(), "")
    if given and not status:
        note("import-code", what="Project Status", value=given[:40])
    approved, effective = _day(at("approved"), note), _day(at("effective"), note)
    title = one_line(at("title"))
    objective = plain(at("objective"))
    parent = one_line(at("parent")).upper()
    return Activity(
        identifier=identifier,
        file=log.name,
        line=number,
        publisher=PUBLISHER,
        dataset="World Bank projects" + (f", {log.as_of}" if log.as_of else ""),
        title={"en": title} if title else {},
        summary={"en": objective} if objective else {},
        objective=bool(objective),
        url=_address(at("url"), identifier),
        as_of=log.as_of or updated,
        status=status,
        approved=approved,
        start=effective,
        end=_day(at("closing"), note),
        countries=countries,
        wider=wider,
        regional=len(countries) > 1 or one_line(at("country")).lower() in codes.REGION,
        sectors=_sectors(names),
        money=tuple(_money(at, note)),
        funders=(PUBLISHER,),
        implementers=(Party({"en": one_line(at("agency"))[:300]}),) if at("agency") else (),
        total=_total(at("cost"), note),
        currency="USD" if _total(at("cost"), note) else "",
        category=_category(one_line(at("risk")), one_line(at("category"))),
        related=(parent,) if ID.fullmatch(parent) and parent != identifier else (),
        remarks=tuple(remarks),
    )


Note = Callable[..., None]


def _address(url: str, identifier: str) -> str:
    return url if url.startswith("https://") else PAGE.format(id=identifier)


def _category(risk: str, category: str) -> str:
    """The four-step scale where the project has it, else the letters that went before."""
    if risk.capitalize() in RISKS:
        return risk.capitalize()
    letter = {"F": "FI"}.get(category.upper(), category.upper())
    return letter if letter in CATEGORIES else ""


def _countries(told: str, given: str) -> tuple[tuple[str, ...], bool]:
    ours: list[str] = []
    wider = False
    whole = one_line(told).lower()
    for part in [whole] if whole in codes.COUNTRIES else re.split(r"[;,|]", whole):
        code = codes.COUNTRIES.get(part.strip())
        if code:
            ours.append(code)
        elif part.strip() not in ("", *codes.REGION):
            wider = True
    for part in re.split(r"[;,| ]", one_line(given).lower()):
        if code := codes.COUNTRIES.get(part):
            ours.append(code)
    return tuple(dict.fromkeys(ours)), wider and bool(ours)


def _sectors(names: Iterable[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        for part in name.split(";") if ";" in name else [name]:
            bare = re.sub(r"^(?:> ?)+|!\$!.*$|\s*\(\d+%?\)$", "", one_line(part).lower()).strip()
            found += [codes.BANK[bare]] if bare in codes.BANK else []
    return tuple(dict.fromkeys(found))


def _day(text: str, note: Note) -> str:
    found = day(text)
    if text.strip() and not found:
        note("import-date", value=one_line(text)[:40])
    return found


def _amount(text: str, note: Note) -> Decimal | None:
    """Zero is how the list writes that there is none."""
    found = figure(text)
    if text.strip() and (found is None or found < 0):
        note("import-amount", value=one_line(text)[:40])
        return None
    return found or None


def _total(text: str, note: Note) -> Decimal | None:
    return _amount(text, note)


def _money(at: Callable[[str], str], note: Note) -> Iterator[Money]:
    parts = [
        Money("commitment", amount, "USD", PUBLISHER, instrument, window)
        for column, instrument, window in (
            ("ibrd", "loan", "IBRD"),
            ("ida", "", "IDA"),  # credits and grants alike
            ("grant", "grant", ""),
        )
        if (amount := _amount(at(column), note))
    ]
    total = _amount(at("total"), note)
    if not parts and total:
        parts = [Money("commitment", total, "USD", PUBLISHER)]
    elif total and sum(part.amount for part in parts) != total:
        note("import-sum", sum=sum(part.amount for part in parts), total=total)
    yield from parts


# Files


def _opened(path: Path, log: Log) -> tuple[Iterator[Row], Mapping[str, list[str]]]:
    """The rows of the list, and the sectors by project where another sheet has them."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
        log.bytes = path.stat().st_size
    except FileNotFoundError as error:
        raise AppError("file-missing", path=path) from error
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error
    if log.bytes > FILE:
        raise AppError("file-too-large", path=path, limit=FILE)
    if head.startswith(b"PK"):
        return _book(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise AppError("import-old-book", path=path)
    if head.startswith((b"\x1f\x8b", b"BZh")):
        raise AppError("import-packed", path=path)
    return _lines(path, log), {}


def _book(path: Path) -> tuple[Iterator[Row], Mapping[str, list[str]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                raise AppError("file-too-large", path=path, limit=UNPACKED)
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise AppError("import-no-projects", path=path) from error
    extra: dict[str, list[str]] = {}
    try:
        for name in ("Sectors", "Themes"):
            if name in book.sheetnames:
                _collected(_rows(book[name]), extra)
    except BROKEN as error:
        book.close()
        raise AppError("import-no-projects", path=path) from error
    return _guarded(book, path), extra


def _guarded(book: Workbook, path: Path) -> Iterator[Row]:
    """The list's rows. Sheets are read while rows are asked for; a fault inside shows only then."""
    names = [name for name in book.sheetnames if name.lower().startswith("world bank project")]
    rows = _rows(book[(names or book.sheetnames)[0]])
    try:
        while (row := next(rows, None)) is not None:
            yield row
    except BROKEN as error:
        raise AppError("import-no-projects", path=path) from error
    finally:
        book.close()


def _rows(sheet: object) -> Iterator[Row]:
    iterate = getattr(sheet, "iter_rows", None)
    if iterate is None:  # a sheet of charts
        return
    for cells in iterate(values_only=True, max_col=COLUMNS):
        yield tuple(_cell(value) for value in cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value == value and abs(value) < 1e18:
        return f"{Decimal(str(value)):f}"
    return str(value)[:CELL].strip()


def _collected(rows: Iterator[Row], extra: dict[str, list[str]]) -> None:
    """Names of sectors and themes of each project, from a sheet of their own."""
    wanted: Sequence[int] = ()
    for number, row in enumerate(rows):
        names = [" ".join(cell.lower().split()) for cell in row]
        if not wanted:
            if "project id" in names:
                wanted = [i for i, name in enumerate(names) if _names_sector(name)]
            elif number > HEADS:
                return
            continue
        if number > ROWS * 5 or not row:
            return
        if ID.fullmatch(row[0].upper()):
            found = extra.setdefault(row[0].upper(), [])
            found += [row[index] for index in wanted if index < len(row) and row[index]][:20]


def _names_sector(name: str) -> bool:
    return name in ("sector", "major sector", "level 1", "level 2", "level 3")


def _lines(path: Path, log: Log) -> Iterator[Row]:
    """A CSV file, in UTF-8 or else as old spreadsheets write it."""
    encoding = "utf-8-sig"
    try:
        with path.open(encoding=encoding) as stream:
            for _ in iter(lambda: stream.read(1 << 20), ""):
                pass
    except UnicodeDecodeError:
        encoding = "cp1252"
        log.note("import-encoding", 0, encoding="UTF-8")
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = stream.read(8192)
        stream.seek(0)
        mark = max(",;\t", key=sample.count)
        try:
            for row in csv.reader((line.replace("\0", "") for line in stream), delimiter=mark):
                yield tuple(cell[:CELL].strip() for cell in row[:COLUMNS])
        except csv.Error as error:
            raise AppError("import-no-projects", path=path) from error
