"""Writes ``docs/roles.md`` from the rights that the code checks; `make docs` runs it."""

from __future__ import annotations

from pathlib import Path

from domino_plugin.blueprints.access import airflow_permissions
from domino_plugin.blueprints.app import create_app

from domino_plugin.workspaces import rights
from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import Role
from support.tables import markdown

FILE = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
HEAD = """\
# Who may do what

<!-- Written by `make docs` from domino_plugin/workspaces/rights.py: change the rights there. -->

In a workspace every member has one of four roles, each with all rights of those below it. The web app shows
this table on the page of the workspace, `domino workspace roles` on the command line, `GET
/domino/api/v1/roles` in the API.

"""
TAIL = """
- The last column says what Airflow must permit as well, for the one or the other part of it, in the words
  of Airflow's auth managers: `PUT DAG` is *can edit on DAGs*, `GET XCOM` is *can read on XComs* with FAB.
  Making and deleting workspaces asks for `PUT DAG` and `DELETE DAG`, too.
- Who is no member gets the answer that there is no such workspace, an administrator of Airflow included.
- In the default workspace everybody signed in has the role of `[domino] default_workspace_role`, and
  Airflow's administrators are its owners. It can't be left, handed over or deleted.
- Drafts are their author's alone: no role shows those of others.
- On the command line of the server everything is permitted, as whoever can use it has Airflow's database at
  hand; with `--user` it acts with that user's role and permissions. The audit log names both.
"""


def text() -> str:
    """Return the page."""
    app = create_app()
    roles = tuple(reversed(Role))
    rows = [
        (
            right.description,
            *("yes" if rights.has(role, right) else "" for role in roles),
            ", ".join(f"`{one}`" for one in airflow_permissions(app, right)),
        )
        for right in Right
    ]
    return HEAD + markdown(("", *(role.value for role in roles), "Airflow"), rows) + TAIL


if __name__ == "__main__":
    FILE.write_text(text())
