"""Which Airflow the commands speak to that need its database."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domino_plugin.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Airflow home. Default: $AIRFLOW_HOME, else that of `domino standalone`, else ~/airflow.",
        file_okay=False,
    ),
]


def use(home: Path | None) -> None:
    """Make Airflow, when it is imported later on, take the home given or the default one.

    Raises:
        NotFound: there is no folder `home`.
    """
    from domino_plugin.cli.standalone.home import DEFAULT

    if "airflow" in sys.modules:
        return  # Below `airflow domino`, Airflow has its home already.
    # What Airflow logs of its inner workings is no answer to the user's command.
    os.environ.setdefault("AIRFLOW__LOGGING__LOGGING_LEVEL", "WARNING")
    if home is not None:
        if not home.expanduser().is_dir():
            # Airflow would make it, with an empty database in it.
            raise NotFound(f"There is no Airflow home {home}. Give the folder that holds airflow.cfg.")
        os.environ["AIRFLOW_HOME"] = str(home.expanduser().absolute())
    elif not os.environ.get("AIRFLOW_HOME") and Path(DEFAULT).expanduser().is_dir():
        os.environ["AIRFLOW_HOME"] = str(Path(DEFAULT).expanduser())


@contextlib.contextmanager
def database(home: Path | None) -> Iterator[Session]:
    """Open a session on the metadata database of an Airflow home.

    Airflow logs to standard output, which is for the command's answer: meanwhile it goes to standard error,
    so print the answer afterwards.

    Raises:
        NotFound: there is no such home.
        Unavailable: there is no database, or our tables are missing or of another release.
    """
    use(home)
    from sqlalchemy.exc import OperationalError

    from domino_plugin.airflow_compat.connections import look_into_database
    from domino_plugin.db.session import session_scope
    from domino_plugin.db.version_check import tables_problem

    look_into_database()
    try:
        with contextlib.redirect_stdout(sys.stderr), session_scope() as session:
            if found := tables_problem(session):
                from airflow.configuration import AIRFLOW_HOME

                raise Unavailable(f"{found} The Airflow home is {AIRFLOW_HOME}.")
            yield session
    except OperationalError as error:
        raise Unavailable(f"Airflow's database can't be used: {error.orig}") from None
