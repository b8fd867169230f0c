"""The first tables.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from domino_plugin.db.schema_name import schema_name
from domino_plugin.db.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = schema_name()


def _cascade(column: str, target: str, name: str) -> sa.ForeignKeyConstraint:
    target = f"{SCHEMA}.{target}" if SCHEMA else target
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "domino_workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_domino_workspace"),
        sa.UniqueConstraint("name", name="uq_domino_workspace_name"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=50), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("run_id", sa.String(length=250), nullable=True),
        sa.Column("lease_owner", sa.String(length=100), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_job_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_job"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_domino_job_workspace_id_state",
        "domino_job",
        ["workspace_id", "state"],
        unique=False,
        schema=SCHEMA,
    )
    op.create_table(
        "domino_member",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("invited_by", sa.String(length=255), nullable=True),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_member_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "user_name", name="pk_domino_member"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=255), nullable=True),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_file_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_file"),
        sa.UniqueConstraint("workspace_id", "name", name="uq_domino_file_workspace_id_name"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_repository",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_repository_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_repository"),
        sa.UniqueConstraint(
            "workspace_id", "source_hash", name="uq_domino_repository_workspace_id_source_hash"
        ),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_workflow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("dag_id", sa.String(length=250), nullable=False),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("publish_error", sa.Text(), nullable=True),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(length=255), nullable=True),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_workflow_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_workflow"),
        sa.UniqueConstraint("dag_id", name="uq_domino_workflow_dag_id"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_domino_workflow_workspace_id", "domino_workflow", ["workspace_id"], unique=False, schema=SCHEMA
    )
    op.create_table(
        "domino_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("workflow_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        _cascade("workflow_id", "domino_workflow.id", "fk_domino_draft_workflow_id"),
        _cascade("workspace_id", "domino_workspace.id", "fk_domino_draft_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_draft"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_domino_draft_workflow_id", "domino_draft", ["workflow_id"], unique=False, schema=SCHEMA
    )
    op.create_index(
        "ix_domino_draft_workspace_id_owner",
        "domino_draft",
        ["workspace_id", "owner"],
        unique=False,
        schema=SCHEMA,
    )
    op.create_table(
        "domino_repository_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=255), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=True),
        sa.Column("bundle", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("installed_at", UtcDateTime(), nullable=False),
        sa.Column("installed_by", sa.String(length=255), nullable=True),
        _cascade("repository_id", "domino_repository.id", "fk_domino_repository_version_repository_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_repository_version"),
        sa.UniqueConstraint(
            "repository_id", "version", name="uq_domino_repository_version_repository_id_version"
        ),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_secret",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("variable_key", sa.String(length=250), nullable=False),
        sa.Column("is_set", sa.Boolean(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=True),
        sa.Column("updated_by", sa.String(length=255), nullable=True),
        _cascade("repository_id", "domino_repository.id", "fk_domino_secret_repository_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_secret"),
        sa.UniqueConstraint("repository_id", "name", name="uq_domino_secret_repository_id_name"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_workflow_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workflow_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        _cascade("workflow_id", "domino_workflow.id", "fk_domino_workflow_version_workflow_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_workflow_version"),
        sa.UniqueConstraint("workflow_id", "number", name="uq_domino_workflow_version_workflow_id_number"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domino_piece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("group_key", sa.String(length=100), nullable=False),
        sa.Column("input_schema", sa.JSON(), nullable=False),
        sa.Column("output_schema", sa.JSON(), nullable=False),
        sa.Column("secrets_schema", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("style", sa.JSON(), nullable=False),
        sa.Column("resources", sa.JSON(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        _cascade("version_id", "domino_repository_version.id", "fk_domino_piece_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_domino_piece"),
        sa.UniqueConstraint("version_id", "name", name="uq_domino_piece_version_id_name"),
        schema=SCHEMA,
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("domino_piece", schema=SCHEMA)
    op.drop_table("domino_workflow_version", schema=SCHEMA)
    op.drop_table("domino_secret", schema=SCHEMA)
    op.drop_table("domino_repository_version", schema=SCHEMA)
    op.drop_table("domino_draft", schema=SCHEMA)
    op.drop_table("domino_workflow", schema=SCHEMA)
    op.drop_table("domino_repository", schema=SCHEMA)
    op.drop_table("domino_file", schema=SCHEMA)
    op.drop_table("domino_member", schema=SCHEMA)
    op.drop_table("domino_job", schema=SCHEMA)
    op.drop_table("domino_workspace", schema=SCHEMA)
