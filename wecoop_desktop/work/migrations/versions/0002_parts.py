"""What imported files hold besides answers is kept; a revision says which one it restored."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("extra", sa.Text, nullable=False, server_default="{}"))
    op.add_column("revisions", sa.Column("origin", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "parts",
        sa.Column(
            "proposal",
            sa.Text,
            sa.ForeignKey("proposals.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.execute("PRAGMA user_version=2")
