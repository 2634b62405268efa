"""Spreadsheets pass through files of the system’s folder for such; where it is full, it is said."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spooled() -> Iterator[None]:
    """Around what saves a workbook. Raises OSError (no room) where a sheet could not be put by:
    the library of XML raises one of its own, which nobody above knows."""
    from lxml.etree import SerialisationError  # type: ignore[import-untyped]

    try:
        yield
    except SerialisationError as error:
        raise OSError(errno.ENOSPC, str(error)) from error
