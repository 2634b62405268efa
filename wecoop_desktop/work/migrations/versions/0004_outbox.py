"""The outbox; what was noted as wrong in projects moves into it as drafts."""

import json
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LONGEST = 20_000  # characters of an entry; a longer note stays where it is


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("data", "state")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("created", "changed")),
        sa.Column("removed", sa.Text),
        sa.Column("tried", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("left", sa.Text),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("number", "received", "answer")
        ),
    )
    op.create_table(
        "outbox_changes",
        sa.Column("step", sa.Integer, primary_key=True),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("began", "at")),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    _move_suggestions()
    op.execute("PRAGMA user_version=4")


def _move_suggestions() -> None:
    work = op.get_bind()
    rows = work.execute(sa.text("SELECT key, value, at FROM marks WHERE kind = 'suggestion'"))
    for key, value, at in rows.all():
        text = _cleaned(value)
        if not text.strip() or len(text) > LONGEST:
            continue
        entry = {
            "id": uuid.uuid4().hex,
            "kind": "correction",
            "about": {"kind": "project", "id": key},
            "text": text,
            "written": datetime.fromisoformat(at).astimezone(UTC).date().isoformat(),
        }
        work.execute(
            sa.text(
                "INSERT INTO outbox (id, data, state, created, changed) "
                "VALUES (:id, :data, 'draft', :at, :at)"
            ),
            {"id": entry["id"], "data": json.dumps(entry, ensure_ascii=False), "at": at},
        )
        work.execute(
            sa.text("DELETE FROM marks WHERE kind = 'suggestion' AND key = :key"), {"key": key}
        )


def _cleaned(text: str) -> str:
    return "".join(each if each in "\n\t" or each.isprintable() else " " for each in text)
