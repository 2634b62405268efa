"""A server of waitress in a thread, for the length of a test."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from waitress import wasyncore


@contextlib.contextmanager
def running(server: Any) -> Iterator[int]:
    """Serve until the block ends; gives the port."""
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        # In its own thread: its loop must not find lines that were closed under it.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(10)
        assert not thread.is_alive()
        server.task_dispatcher.shutdown()
