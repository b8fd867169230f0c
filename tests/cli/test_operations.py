"""What the REST API does, the command line does as well, or says why not."""

from __future__ import annotations

import re
from pathlib import Path

from support import commands_page

from domino_plugin.cli import operations

CLI = Path(operations.__file__).parent


def test_every_operation_has_a_command_or_a_reason() -> None:
    known = set(commands_page.operations())
    assert len(known) > 60
    assert not operations.COMMANDS.keys() & operations.WITHOUT.keys()
    assert known == operations.COMMANDS.keys() | operations.WITHOUT.keys()
    assert set(operations.COMMANDS.values()) <= set(commands_page.commands())
    assert all(len(reason) > 20 for reason in operations.WITHOUT.values())


def test_the_commands_call_what_the_table_says() -> None:
    code = "\n".join(file.read_text() for file in CLI.glob("*.py") if file.name != "operations.py")
    named = {
        name for name in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', code) if name in commands_page.operations()
    }
    assert named == set(operations.COMMANDS)


def test_the_page_is_up_to_date() -> None:
    assert commands_page.FILE.read_text() == commands_page.text(), "run `make docs`"


def test_airflow_has_the_same_commands() -> None:
    from domino_plugin.cli.airflow_commands import get_cli_commands

    def words(commands: list, before: tuple[str, ...] = ()) -> set[str]:
        found = set()
        for one in commands:
            inside = getattr(one, "subcommands", None)
            here = (*before, one.name)
            found |= words(list(inside), here) if inside is not None else {" ".join(here)}
        return found

    (group,) = get_cli_commands()
    ours = {one for one in commands_page.commands() if one != "standalone"}
    assert words(list(group.subcommands)) == ours | {"db migrate", "db downgrade", "db check"}
