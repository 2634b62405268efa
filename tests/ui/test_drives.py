"""Which disks are plugged in; one that never answers holds nobody up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.kit.disk import silent


def test_a_network_drive_whose_server_is_gone_holds_nobody_up(tmp_path: Path) -> None:
    """In a process of its own: were it held up, no time limit of ours would end it."""
    code = "from wecoop_desktop.ui.parts.drives import drives; drives(); print('asked')"
    with silent(tmp_path / "сеть"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=30
        )
    assert done.stdout == "asked\n", done.stderr
