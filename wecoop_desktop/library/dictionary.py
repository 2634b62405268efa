"""The dictionary of Russian word forms (pymorphy3), read where it stands in its files.

The library behind it reads the graphs of all words whole into memory, 14 MB. A search looks at some
pages of them: here they are mapped, and the system brings the pages that are asked for.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

COUNT = struct.Struct("=I")  # stands before the units, and says how many there are


def analyzer() -> MorphAnalyzer:
    """The dictionary, opened; takes a tenth of a second."""
    from pymorphy3 import MorphAnalyzer

    with _mapping():
        return MorphAnalyzer()


@contextmanager
def _mapping() -> Iterator[None]:
    """Graphs that are loaded meanwhile are mapped: their classes are exchanged for such as do.

    Nobody else loads graphs, and whoever opens the dictionary does so once.
    """
    from dawg_python import wrapper  # type: ignore[import-untyped]

    class Units(wrapper.Dictionary):  # type: ignore[misc]  # the library names no types
        def read(self, fp: BinaryIO) -> None:
            self._units = _mapped(fp, 4).cast("I")

    class Guide(wrapper.Guide):  # type: ignore[misc]
        def read(self, fp: BinaryIO) -> None:
            self._units = _mapped(fp, 2)

    before = wrapper.Dictionary, wrapper.Guide
    wrapper.Dictionary, wrapper.Guide = Units, Guide
    try:
        yield
    finally:
        wrapper.Dictionary, wrapper.Guide = before


def _mapped(stream: BinaryIO, size: int) -> memoryview:
    """The units of `size` bytes that begin where the stream stands, which goes behind them."""
    (count,) = COUNT.unpack(stream.read(COUNT.size))
    begin = stream.tell()
    end = stream.seek(count * size, 1)
    whole = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    if end > len(whole):
        raise EOFError(stream.name)
    return whole[begin:end]
