"""Connections whose answers must begin in time.

A time-out of a socket counts from byte to byte: a server that sends its headers letter by letter
would hold a connection for days. Bodies are watched by `fetching.py`, chunk by chunk.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from http.client import HTTPException

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Watched(HTTPConnection):
    """Ends the connection when the headers are not whole in time."""

    answer = 60.0  # seconds from the question to the end of the headers

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 overrides it
        """As urllib3 has it. Raises TimeoutError, which urllib3 makes its own."""
        late = threading.Event()
        held = self.sock

        def end() -> None:
            late.set()
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(self.answer, end)
        watch.daemon = True
        watch.start()
        try:
            response = super().getresponse()
        except (OSError, HTTPException) as error:  # what a line that was cut off looks like
            if late.is_set():
                raise TimeoutError("the headers came too slowly") from error
            raise
        finally:
            watch.cancel()
            watch.join()
        if late.is_set():
            response.close()
            raise TimeoutError("the headers came too slowly")
        return response


def watch(manager: PoolManager, answer: float) -> PoolManager:
    """The manager with connections whose headers are whole within `answer` seconds."""
    seconds = answer

    class Plain(_Watched):
        answer = seconds

    class Secure(_Watched, HTTPSConnection):
        answer = seconds

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager
