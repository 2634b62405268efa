"""A line on which a small server of ours listens."""

from __future__ import annotations

import ipaddress
import socket
import sys

from wecoop_desktop.base.errors import AppError

WAITING = 64  # connections that nobody has taken yet


def listen(address: str, port: int) -> socket.socket:
    """Listening at an address of this computer, for a server; port 0: any that is free.

    Raises `AppError` port-taken (address, port). A name is no address: it could stand for several.
    """
    taken = AppError("port-taken", address=address, port=port)
    try:
        version = ipaddress.ip_address(address).version
    except ValueError as error:
        raise taken from error
    line = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET)
    try:
        if sys.platform != "win32":  # there it would share the port with another program
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((address, port))
        line.listen(WAITING)
    except (OSError, OverflowError) as error:
        line.close()
        raise taken from error
    return line
