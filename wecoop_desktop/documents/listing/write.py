"""The formats of a list, and one way to write any of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias, get_args

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.listing.listing import Listing, Written

Format = Literal["xlsx", "csv", "pdf", "iati"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[Format, str] = {"xlsx": ".xlsx", "csv": ".csv", "pdf": ".pdf", "iati": ".xml"}
Writer: TypeAlias = Callable[[Listing, BinaryIO, Job], Written]


def write(listing: Listing, form: Format, target: Path, job: Job | None = None) -> Written:
    """Write the list to a file: all of it or nothing; what stood there before stays on a failure.

    Raises `AppError` listing-empty, listing-too-long, listing-no-dates, or those of
    `base.files.writing`; `Cancelled` when the job is stopped.
    """
    if not listing.count:
        raise AppError("listing-empty")
    write_to = writer(form)
    with writing(target) as stream:
        return write_to(listing, stream, job or Job())


def writer(form: Format) -> Writer:
    """The function that writes a format; its library is imported with it."""
    match form:
        case "xlsx":
            from wecoop_desktop.documents.listing.sheets import write_xlsx

            return write_xlsx
        case "csv":
            from wecoop_desktop.documents.listing.commas import write_csv

            return write_csv
        case "iati":
            from wecoop_desktop.documents.listing.iati import write_iati

            return write_iati
        case "pdf":
            from wecoop_desktop.documents.listing.report import write_report

            return write_report
