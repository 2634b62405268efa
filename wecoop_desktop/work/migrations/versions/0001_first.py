"""Proposals, answers, their journal and revisions, marks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

OWNER = "proposals.id"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("form_version", sa.Text, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("updated", sa.Text, nullable=False),
        sa.Column("deleted", sa.Text),
    )
    op.create_table(
        "answers",
        _owner(),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "changes",
        _owner(),
        sa.Column("step", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("began", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_table(
        "revisions",
        _owner(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.execute("PRAGMA application_id=1464157008")
    op.execute("PRAGMA user_version=1")


def _owner() -> "sa.Column[str]":
    key = sa.ForeignKey(OWNER, ondelete="CASCADE")
    return sa.Column("proposal", sa.Text, key, primary_key=True)
