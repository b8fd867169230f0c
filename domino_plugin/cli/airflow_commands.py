"""The commands below ``airflow domino``: what an administrator runs on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import Namespace


def get_cli_commands() -> list[Any]:
    """Return the command group, as Airflow's provider information wants it."""
    from airflow.cli.cli_config import ActionCommand, GroupCommand

    from domino_plugin.db.commands import command_group

    sync = ActionCommand(
        name="sync",
        help="Write the DAG files of all workflows anew from the tables",
        func=_sync_workflows,
        args=(),
    )
    workflow = GroupCommand(name="workflow", help="Workflows", subcommands=[sync])
    groups = [command_group(), workflow, _storage_group()]
    return [GroupCommand(name="domino", help="Domino, visual workflows", subcommands=groups)]


def _argument(*names: str, **options: Any) -> Any:
    from airflow.cli.cli_config import Arg

    return Arg(names, **options)  # type: ignore[no-untyped-call]


def _storage_group() -> Any:
    from airflow.cli.cli_config import ActionCommand, GroupCommand

    prune = ActionCommand(
        name="prune",
        help="Delete the files of old runs; by default as [domino] retention_days and retention_runs say",
        func=_prune_storage,
        args=(
            _argument("--older-than", help="Age since a run last wrote a file: days, or as 12h, 30d, 8w"),
            _argument("--keep-runs", type=int, help="Latest runs of each workflow that keep their files"),
            _argument("--dag", help="DAG id of the only workflow to look at"),
            _argument("--dry-run", help="Delete nothing, but say what would be deleted", action="store_true"),
        ),
    )
    return GroupCommand(name="storage", help="Shared storage", subcommands=[prune])


def _prune_storage(arguments: Namespace) -> None:
    from domino_plugin.airflow_compat.connections import look_into_database
    from domino_plugin.cli.storage import prune_lines
    from domino_plugin.db.session import session_scope
    from domino_plugin.db.version_check import require_tables
    from domino_plugin.errors import DominoError

    look_into_database()
    try:
        with session_scope() as session:
            require_tables(session)
            lines = prune_lines(
                session,
                older_than=arguments.older_than,
                keep_runs=arguments.keep_runs,
                dag_id=arguments.dag,
                dry_run=arguments.dry_run,
            )
        for line in lines:
            print(line)
    except DominoError as error:
        raise SystemExit(error.message) from None


def _sync_workflows(_arguments: Namespace) -> None:
    from domino_plugin.cli.workflow import tell
    from domino_plugin.db.session import session_scope
    from domino_plugin.db.version_check import require_tables
    from domino_plugin.errors import DominoError
    from domino_plugin.workflows import publishing

    try:
        with session_scope() as session:
            require_tables(session)
            report = publishing.sync_all(session)
        tell(report)
    except DominoError as error:
        raise SystemExit(error.message) from None
