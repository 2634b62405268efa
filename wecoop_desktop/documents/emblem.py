"""The emblem of a ministry on the cover: a picture from outside, made small and plain."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes

LIMIT = 10_000_000  # bytes of the file
MOST = 25_000_000  # pixels that are unpacked
SIDE = 400  # pixels of the longer side, enough for three centimetres in print
FORMATS = ("PNG", "JPEG")


def read_emblem(path: Path) -> bytes:
    """The picture in a file as a small PNG on white.

    Raises `AppError` emblem-broken, emblem-too-large, file-missing, file-not-readable,
    file-too-large.
    """
    return emblem(read_bytes(path, LIMIT), path)


def emblem(data: bytes, path: Path) -> bytes:
    """As `read_emblem`, of bytes that were found in `path`. The same picture gives the same bytes.

    What a picture says of itself (where it was taken, by whom) does not go into documents.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd but readable files; sizes are looked at below
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST:
                    raise AppError("emblem-too-large", path=path)
                opaque = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise AppError("emblem-broken", path=path) from error
    except Image.DecompressionBombError as error:
        raise AppError("emblem-too-large", path=path) from error
    opaque.thumbnail((SIDE, SIDE))
    white = Image.new("RGBA", opaque.size, "white")
    white.alpha_composite(opaque)
    stream = io.BytesIO()
    white.convert("RGB").save(stream, "PNG", optimize=True)
    return stream.getvalue()


def shape(png: bytes) -> tuple[int, int]:
    """Width and height in pixels of what `emblem` gave."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def fitted(png: bytes, width: float, height: float) -> tuple[float, float]:
    """The largest size within this box that keeps the shape."""
    wide, high = shape(png)
    scale = min(width / max(1, wide), height / max(1, high))
    return wide * scale, high * scale
