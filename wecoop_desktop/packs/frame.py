"""A compressed file: a line of JSON that says what follows, then the bytes of which it speaks.

The reader knows from the first line how much comes, so nothing can grow beyond its limit.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json

if TYPE_CHECKING:
    import zstandard

SMALL, QUICK = 19, 3  # levels of compression: for what travels, for what stays here
WINDOW = 2**27  # bytes of memory that reading may need; a file that asks for more is refused


def frame_bytes(
    head: Mapping[str, object],
    body: Iterable[bytes],
    level: int = SMALL,
    known: zstandard.ZstdCompressionDict | None = None,
) -> bytes:
    """The compressed file, with a checksum; `known` are bytes that the reader has already."""
    import zstandard

    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    writer = zstandard.ZstdCompressor(level=level, write_checksum=True, dict_data=known)
    return writer.compress(b"".join((line, *body)))


class Frame:
    """Reads a compressed file from its beginning.

    Every method raises `AppError` pack-file-damaged.
    """

    def __init__(self, data: bytes, known: zstandard.ZstdCompressionDict | None = None) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        reader = zstandard.ZstdDecompressor(dict_data=known, max_window_size=WINDOW)
        self._stream = reader.stream_reader(io.BytesIO(data))
        self._held = b""

    def head(self, limit: int) -> Mapping[str, object]:
        """What the first line says, where it has at most `limit` bytes."""
        held = b""
        while b"\n" not in held and len(held) <= limit:
            piece = self._read(min(limit + 1 - len(held), 1 << 16))
            if not piece:
                break
            held += piece
        line, end, self._held = held.partition(b"\n")
        try:
            told = parse_json(line.decode())
        except ValueError as error:
            raise AppError("pack-file-damaged") from error
        if not end or not isinstance(told, dict):
            raise AppError("pack-file-damaged")
        return told

    def take(self, size: int) -> bytes:
        """Exactly the next `size` bytes."""
        pieces = [self._held[:size]]
        self._held = self._held[size:]
        left = size - len(pieces[0])
        while left:
            piece = self._read(left)
            if not piece:
                raise AppError("pack-file-damaged")
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def end(self) -> None:
        """Make sure that nothing follows; reading so far has checked the checksum."""
        if self._held or self._read(1):
            raise AppError("pack-file-damaged")

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except self._error as error:
            raise AppError("pack-file-damaged") from error
