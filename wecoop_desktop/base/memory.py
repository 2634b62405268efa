"""Memory that nobody needs any more, given back to the system."""

from __future__ import annotations

import sys


def give_back() -> None:
    """After long work: hand pages that are free inside of the process back to the system.

    The C library of Linux keeps what was once taken (10 MB after the packs were looked at); those
    of Windows and macOS give it back by themselves. Takes some milliseconds.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim(0)
