"""``domino health``: is everything in order?"""

from __future__ import annotations

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_home


@in_home
def health(place: Place) -> None:
    """Say whether everything is in order, and if not, what to do; exits with 1 if something is wrong."""
    answer = place.call("get_health")
    if place.as_json:
        output.print_json(answer)
    else:
        for check in answer["checks"] or ():
            typer.echo(" ".join(filter(None, (f"{check['status']}:", check["reason"], check["fix"]))))
    if answer["status"] == "error":
        raise typer.Exit(1)
