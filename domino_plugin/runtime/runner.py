"""Runs one Piece inside the Piece's own interpreter: ``python runner.py REQUEST.json``.

Started as a plain file, in an environment where Domino isn't installed and pydantic is 1 or 2. See
`domino_plugin.runtime.protocol` for what goes in and out.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import types
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    """Run the Piece that the request file describes, write the response and return the exit code."""
    if arguments == ["--container"]:
        from domino_plugin.runtime import container

        container.main()
    if arguments[:1] == ["--schemas"]:
        from domino_plugin.runtime import schemas

        schemas.main(arguments[1:])
        return 0
    if len(arguments) != 1:
        print("usage: runner.py REQUEST.json | --container | --schemas REPOSITORY PIECE...", file=sys.stderr)  # noqa: T201
        return 2
    from domino_plugin.runtime import protocol
    from domino_plugin.runtime.execution import Execution

    request = protocol.read_request(arguments[0])
    prepare_streams()
    prepare_working_directory()
    execution = Execution(request, read_secrets(request["secrets_file"]))
    response, exit_code = execution.run()
    try:
        protocol.write_response(request["response_file"], response)
    except OSError as error:
        # The disk is full, say: the worker reads the lines as well.
        print(protocol.last_words(request["response_file"], response, error), file=sys.stderr)  # noqa: T201
        return exit_code or 1
    return exit_code


def read_secrets(file: str | None) -> dict[str, Any]:
    """Read the secrets once, closing a descriptor handed over as ``/dev/fd/N``; null means absent."""
    if file is None:
        return {}
    descriptor = re.fullmatch(r"/(?:dev|proc/self)/fd/(\d+)", file)
    # Opening the name would leave the descriptor itself open to the Piece.
    with open(int(descriptor.group(1)) if descriptor else file, encoding="utf-8") as stream:  # noqa: PTH123
        secrets = json.load(stream)
    return {name: value for name, value in secrets.items() if value is not None}


def prepare_streams() -> None:
    """Show each line when it is printed, whatever it holds: the streams are pipes to the task's log."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(line_buffering=True, errors="backslashreplace")


def prepare_working_directory() -> None:
    """Pieces write scripts and scratch files to the working directory, so it must be writable."""
    try:
        with tempfile.TemporaryFile(dir="."):
            pass
    except OSError:
        os.chdir(tempfile.mkdtemp(prefix="domino-piece-"))


def _make_importable() -> None:
    """Make the modules beside this file importable by their full name, and by no other.

    The interpreter has put this folder on the path, where a Piece's ``import results`` would find ours.
    """
    folder = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if not entry or Path(entry).resolve() != folder]
    parent = types.ModuleType("domino_plugin")
    parent.__path__ = []
    package = types.ModuleType("domino_plugin.runtime")
    package.__path__ = [str(folder)]
    sys.modules["domino_plugin"] = parent
    sys.modules["domino_plugin.runtime"] = package


if __name__ == "__main__":
    _make_importable()
    sys.exit(main(sys.argv[1:]))
