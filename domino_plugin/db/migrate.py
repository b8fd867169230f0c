"""Creates and upgrades our tables; Airflow calls it from ``airflow db migrate`` and ``standalone``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.utils.db_manager import BaseDBManager

from domino_plugin.db.models import metadata
from domino_plugin.db.schema_name import schema_name

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from sqlalchemy.orm import Session

VERSION_TABLE = "alembic_version_domino"
#: The last revision of each release, so that an administrator can name a release to go back to.
REVISION_HEADS = {"0.1.0": "0002"}


class DominoDBManager(BaseDBManager):
    """Our tables' migrations, with a version table of their own."""

    metadata = metadata
    version_table_name = VERSION_TABLE
    migration_dir = (Path(__file__).parent / "migrations").as_posix()
    #: There is no ini file: everything it could say is said in `get_alembic_config`.
    alembic_file = ""
    supports_table_dropping = True
    revision_heads_map = REVISION_HEADS

    def __init__(self, session: Session | None) -> None:
        super().__init__(session)  # type: ignore[no-untyped-call]  # Airflow's class has no types

    def get_alembic_config(self) -> Config:
        """Return Alembic's configuration for our scripts and Airflow's database."""
        from airflow import settings
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", self.migration_dir.replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.set_main_option("sqlalchemy.url", str(settings.SQL_ALCHEMY_CONN).replace("%", "%%"))
        return config

    def _get_migration_ctx(self) -> MigrationContext:
        # Airflow's own method looks for the version table in the connection's default schema only.
        from alembic.migration import MigrationContext

        return MigrationContext.configure(
            self.session.connection(),
            opts={"version_table": VERSION_TABLE, "version_table_schema": schema_name()},
        )

    def drop_tables(self, connection: Any) -> None:
        """Drop our tables and the version table, wherever `sql_alchemy_schema` puts them."""
        from alembic.migration import MigrationContext
        from sqlalchemy import inspect

        self.metadata.drop_all(connection)
        options = {"version_table": VERSION_TABLE, "version_table_schema": schema_name()}
        version = MigrationContext.configure(connection, opts=options)._version  # noqa: SLF001  as Airflow
        if inspect(connection).has_table(version.name, schema=version.schema):
            version.drop(connection)

    def downgrade(
        self,
        to_revision: str,
        from_revision: str | None = None,
        show_sql_only: bool = False,  # noqa: FBT001, FBT002  the signature is Airflow's
    ) -> None:
        """Go back to a revision, or to ``base``, which drops the tables."""
        from alembic import command

        target = f"{from_revision}:{to_revision}" if show_sql_only and from_revision else to_revision
        command.downgrade(self.get_alembic_config(), revision=target, sql=show_sql_only)
