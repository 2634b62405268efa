"""A list of projects as CSV that opens right in a spreadsheet of its language.

UTF-8 with a byte order mark, lines end with CRLF. English: separated by commas, decimal point.
Russian: separated by semicolons, decimal comma, as spreadsheets of Russian systems expect both.
Dates are written as known (YYYY, YYYY-MM, YYYY-MM-DD). A text that a spreadsheet could take for a
formula begins with an apostrophe; programs that read such a file take one apostrophe away where
one of = + - @ or a tab follows it.
"""

from __future__ import annotations

import codecs
import csv
import io
from decimal import Decimal
from typing import BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.listing.cells import Cell, Cleaner, Day
from wecoop_desktop.documents.listing.listing import Listing, Written
from wecoop_desktop.documents.listing.tables import PROJECTS

# Also as wide letters, which some spreadsheets read as the narrow ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST = 32_767  # letters of a spreadsheet's cell; what is longer would run into the next cells


def write_csv(listing: Listing, stream: BinaryIO, job: Job | None = None) -> Written:
    """Write one row a project. Raises `Cancelled` when the job is stopped."""
    job, cleaner = job or Job(), Cleaner()
    russian = listing.language.original == "ru"
    stream.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text, delimiter=";" if russian else ",", lineterminator="\r\n")
        rows.writerow([column.said(listing) for column in PROJECTS.columns])
        for done, project in enumerate(listing.projects):
            job.step(done, listing.count, "listing-projects")
            for row in PROJECTS.rows(listing, project):
                rows.writerow([said(cell, cleaner, russian=russian) for cell in row])
        text.flush()
    finally:
        text.detach()
    gaps = (("listing-removed", cleaner.removed), ("listing-shortened", cleaner.shortened))
    return Written(listing.count, gaps=tuple(gap for gap in gaps if gap[1]))


def said(cell: Cell, cleaner: Cleaner, *, russian: bool) -> str:
    """A cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, Day):
        cell = cell.written
    if isinstance(cell, Decimal):
        number = f"{cell:f}"
        return number.replace(".", ",") if russian else number
    if isinstance(cell, int):
        return str(cell)
    text = cleaner.clean(cell, LONGEST)
    return f"'{text}" if text.startswith(FORMULA) else text
