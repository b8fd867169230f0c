"""``airflow domino``: the commands of ``domino``, for those who are at home in Airflow's command line.

Airflow wants them as its own classes, made for argparse: they are derived from the commands themselves, so
there is nothing to keep in step.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import Namespace

    import click

#: What makes no sense here: `standalone` starts an Airflow of its own, and ``--home`` chooses another one.
_NOT_HERE = frozenset({"standalone", "home"})


def get_cli_commands() -> list[Any]:
    """Return the command group, as Airflow's provider information wants it."""
    from airflow.cli.cli_config import GroupCommand
    from typer.main import get_command

    from domino_plugin.cli.main import app
    from domino_plugin.db.commands import command_group

    root: Any = get_command(app)
    found = [_converted(command, [name]) for name, command in root.commands.items() if name not in _NOT_HERE]
    return [
        GroupCommand(name="domino", help="Domino, visual workflows", subcommands=[command_group(), *found])
    ]


def _converted(command: Any, words: list[str]) -> Any:
    from airflow.cli.cli_config import ActionCommand, GroupCommand

    text = command.get_short_help_str(limit=200).replace("%", "%%")
    if hasattr(command, "commands"):
        inside = [_converted(one, [*words, name]) for name, one in command.commands.items()]
        return GroupCommand(name=words[-1], help=text, subcommands=inside)
    parameters = [one for one in command.params if one.name not in _NOT_HERE]

    def run(arguments: Namespace) -> None:
        from domino_plugin.cli.main import run_command

        _log_to_stderr()
        run_command([*words, *_words(parameters, vars(arguments))])

    return ActionCommand(
        name=words[-1],
        help=text,
        description=(command.help or "").replace("%", "%%"),
        func=run,
        args=tuple(map(_argument, parameters)),
    )


def _log_to_stderr() -> None:
    """Keep Airflow's log lines out of what a command prints: programs read that."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout:
            handler.setStream(sys.stderr)


def _argument(parameter: Any) -> Any:
    """Return what argparse has to know of a parameter; its value is checked by the command itself."""
    from airflow.cli.cli_config import Arg

    make: Any = Arg
    text = (getattr(parameter, "help", None) or "").replace("%", "%%")
    several = parameter.nargs == -1 or parameter.multiple
    if parameter.param_type_name == "argument":
        count = ("+" if several else None) if parameter.required else ("*" if several else "?")
        return make((parameter.name,), help=text, nargs=count)
    if parameter.is_flag:
        return make(tuple(parameter.opts), help=text, action="store_true", dest=parameter.name)
    return make(
        tuple(parameter.opts),
        help=text,
        dest=parameter.name,
        required=parameter.required,
        action="append" if several else "store",
    )


def _words(parameters: list[click.Parameter], given: dict[str, Any]) -> list[str]:
    """Return the command line that gives a command's parameters these values."""
    options: list[str] = []
    positions: list[str] = []
    for parameter in parameters:
        value = given.get(str(parameter.name))
        values = value if isinstance(value, list) else [] if value in (None, False) else [value]
        for one in values:
            if parameter.param_type_name == "argument":
                positions.append(str(one))
            else:
                options += [parameter.opts[-1]] if one is True else [parameter.opts[-1], str(one)]
    return [*options, "--", *positions]
