"""Comments, attachments, submissions, forms; copies of a proposal know where they come from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _text("proposals", "identity")
    _text("proposals", "lineage", "[]")
    review = sa.Column("review", sa.Boolean, nullable=False, server_default="0")
    op.add_column("proposals", review)
    op.execute("UPDATE proposals SET identity = id")
    _text("revisions", "form_version")
    _text("revisions", "digest")
    _changes()
    op.create_table(
        "comments",
        _owner(),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "attachments",
        _owner(),
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "sha256")),
        sa.Column("size", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("media", "added")),
        sa.Column("detached", sa.Text),
    )
    op.create_table(
        "submissions",
        _owner(),
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "template", "digest")),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("form_version", "attachments")),
    )
    op.create_table(
        "forms",
        sa.Column("form", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.execute("PRAGMA user_version=3")


def _changes() -> None:
    """A row of the journal says what it changed; before, all were answers."""
    op.rename_table("changes", "changes_before")
    op.create_table(
        "changes",
        _owner(),
        sa.Column("step", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("began", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.execute(
        "INSERT INTO changes (proposal, step, kind, path, before, after, began, at, size, undone) "
        "SELECT proposal, step, 'answer', path, before, after, began, at, size, undone "
        "FROM changes_before"
    )
    op.drop_table("changes_before")


def _text(table: str, name: str, default: str = "") -> None:
    op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=default))


def _owner() -> "sa.Column[str]":
    key = sa.ForeignKey("proposals.id", ondelete="CASCADE")
    return sa.Column("proposal", sa.Text, key, primary_key=True)
