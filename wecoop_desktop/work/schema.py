"""What says of a file that it is `work.sqlite`, and of which program; its tables: `work.tables`."""

from __future__ import annotations

SCHEMA = 4  # kept in PRAGMA user_version; the migration of that number makes it
APPLICATION = 0x57454350  # "WECP", kept in PRAGMA application_id
