"""How far a job is.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from domino_plugin.db.schema_name import schema_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = schema_name()


def upgrade() -> None:
    """Add the column; jobs that are there know of no progress."""
    column: sa.Column[object] = sa.Column("progress", sa.JSON(none_as_null=True), nullable=True)
    op.add_column("domino_job", column, schema=SCHEMA)


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("domino_job", "progress", schema=SCHEMA)
