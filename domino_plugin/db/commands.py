"""``airflow domino db``: what an administrator does with our tables by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import Namespace


def migrate(args: Namespace) -> None:
    """Create the tables or bring them up to date, as ``airflow db migrate`` does for all."""
    from domino_plugin.db.migrate import DominoDBManager
    from domino_plugin.db.session import session_scope

    with session_scope() as session:
        manager: Any = DominoDBManager(session)
        if args.show_sql_only:
            current = manager.get_current_revision()
            manager.upgradedb(to_revision=f"{current}:heads" if current else "heads", show_sql_only=True)
            return
        manager.initdb()
    print("Domino's tables are up to date.")  # noqa: T201


def downgrade(args: Namespace) -> None:
    """Go back to the tables of an older release."""
    from domino_plugin.db.migrate import REVISION_HEADS, DominoDBManager
    from domino_plugin.db.session import session_scope
    from domino_plugin.errors import did_you_mean

    target = REVISION_HEADS.get(args.to, args.to)
    with session_scope() as session:
        manager: Any = DominoDBManager(session)
        known = {revision.revision for revision in manager.get_script_object().walk_revisions()}
        if target not in {*known, "base"}:
            hint = did_you_mean(args.to, [*REVISION_HEADS, *known, "base"])
            raise SystemExit(
                f"{args.to!r} is neither a release ({', '.join(REVISION_HEADS)}), a revision "
                f"({', '.join(sorted(known))}) nor 'base'. {hint or ''}".strip()
            )
        current = manager.get_current_revision()
        if args.show_sql_only:
            manager.downgrade(target, from_revision=current, show_sql_only=True)
            return
    if target == "base" and not args.yes and not _confirmed():
        raise SystemExit("Nothing was changed.")
    with session_scope() as session:
        DominoDBManager(session).downgrade(target)
    print(f"Domino's tables are at {target}.")  # noqa: T201


def check(args: Namespace) -> None:
    """Say whether the tables fit this release; exit code 1 if not."""
    del args
    from domino_plugin.db.session import session_scope
    from domino_plugin.db.version_check import tables_problem

    with session_scope() as session:
        found = tables_problem(session)
    if found:
        raise SystemExit(found)
    print("Domino's tables fit this release.")  # noqa: T201


def _confirmed() -> bool:
    question = "This drops all of Domino's tables with every workflow in them. Type 'yes' to go on: "
    try:
        return input(question).strip() == "yes"
    except EOFError:
        return False


def command_group() -> Any:
    """Return the commands as Airflow's command line wants them; nothing heavy is imported before one runs."""
    from airflow.cli import cli_config
    from airflow.cli.cli_config import ActionCommand, GroupCommand, lazy_load_command

    arg: Any = cli_config.Arg
    sql_only = arg(("-s", "--show-sql-only"), help="Print the SQL, run nothing", action="store_true")
    to = arg(("--to",), help="Release, revision or 'base'", required=True)
    yes = arg(("-y", "--yes"), help="Don't ask", action="store_true")
    commands = [
        ActionCommand(
            name="migrate",
            help="Create Domino's tables or bring them up to date",
            func=lazy_load_command("domino_plugin.db.commands.migrate"),
            args=(sql_only,),
        ),
        ActionCommand(
            name="downgrade",
            help="Go back to the tables of an older release",
            func=lazy_load_command("domino_plugin.db.commands.downgrade"),
            args=(to, sql_only, yes),
        ),
        ActionCommand(
            name="check",
            help="Say whether Domino's tables fit the installed release",
            func=lazy_load_command("domino_plugin.db.commands.check"),
            args=(),
        ),
    ]
    return GroupCommand(name="db", help="Domino's tables in the metadata database", subcommands=commands)
