"""What python-tuf refused, as a code with a sentence."""

from __future__ import annotations

from tuf.api import exceptions
from tuf.api.metadata import Timestamp
from tuf.api.serialization import DeserializationError

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.client import ROLES, Client
from wecoop_desktop.sync.clock import write_time


def of(error: Exception, client: Client, file: str, name: str) -> AppError:
    """The code for `error` on the way of `file`, brought by the carrier called `name`."""
    if isinstance(error, exceptions.DownloadHTTPError):
        if error.status_code in (403, 404, 410):
            code = "carrier-empty" if _is_timestamp(file) else "update-incomplete"
            return AppError(code, name=name, file=file)
        return AppError("carrier-refused", name=name, status=error.status_code)
    if isinstance(error, exceptions.DownloadLengthMismatchError):
        return AppError("update-endless", name=name, file=file)
    if isinstance(error, exceptions.ExpiredMetadataError):
        return _expired(client, name)
    if isinstance(error, exceptions.UnsignedMetadataError):
        return AppError("update-not-genuine", name=name, file=file)
    if isinstance(error, exceptions.BadVersionNumberError):
        return AppError("update-replayed" if _is_timestamp(file) else "update-mixed", name=name)
    if isinstance(error, DeserializationError):
        return AppError("update-unreadable", name=name, file=file)
    return AppError("update-mixed", name=name)


def _is_timestamp(file: str) -> bool:
    return file == f"{Timestamp.type}.json"


def _expired(client: Client, name: str) -> AppError:
    """Which role ran out, and when it was signed; the computer's date may be to blame."""
    found = [(role, signed) for role in ROLES if (signed := client.signed(role)) is not None]
    today = max([client.reference, *(entry.time for entry in client.times())])
    over = next(((role, signed) for role, signed in found if signed.is_expired(today)), None)
    role, ended = (over[0], write_time(over[1].expires)[:10]) if over else ("targets", "?")
    return AppError(
        "update-expired", name=name, role=role, ended=ended, today=write_time(today)[:10]
    )
