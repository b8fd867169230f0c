"""Reads what ``domino piece run`` is given; each error says what is wrong and what to do."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from domino_plugin.errors import Invalid, NotFound, did_you_mean
from domino_plugin.runtime.loading import piece_names


def repository(folder: Path, piece: str) -> Path:
    """Return the repository's absolute folder, once it is known to have that Piece.

    Raises:
        NotFound: there is no such folder, it is no Piece repository, or it has no such Piece.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Give the folder of a Piece repository.")
    names = piece_names(folder)
    if not names:
        raise NotFound(
            f"{folder} is no Piece repository: no file matches pieces/*/piece.py there. "
            "Give the folder that holds 'pieces'."
        )
    if piece not in names:
        hint = did_you_mean(piece, names) or f"It has {', '.join(names)}."
        raise NotFound(f"The repository {folder} has no Piece {piece!r}. {hint}")
    return folder.resolve()


def json_object(given: str, option: str) -> dict[str, Any]:
    """Return the JSON object given as text, as a file's name, or as - for standard input.

    Raises:
        NotFound: there is no such file.
        Invalid: it holds no JSON object.
    """
    if not given.strip():
        raise Invalid(f"{option} is empty: give a JSON object, '{{...}}', the name of a file with one, or -.")
    if given.lstrip().startswith(("{", "[")):
        return _parse(given, f"The JSON of {option}")
    if given == "-":
        return _parse(_text(sys.stdin.buffer.read(), "Standard input"), "Standard input")
    return json_file(Path(given), option)


def json_file(file: Path, option: str) -> dict[str, Any]:
    """Return the JSON object in a file.

    Raises:
        NotFound: there is no such file.
        Invalid: it holds no JSON object.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        hint = " To give the inputs in place, write a JSON object: '{...}'." if option == "--input" else ""
        raise NotFound(f"{option} names the file {str(file)!r}, which isn't there.{hint}") from None
    except OSError as error:
        raise Invalid(f"{option}: {file} can't be read: {error.strerror}.") from None
    return _parse(_text(content, f"{option}: {file}"), str(file))


def run_folder(upstream: Path | None) -> Path | None:
    """Return the absolute folder of the earlier tasks.

    Raises:
        NotFound: there is no such folder.
    """
    if upstream is None:
        return None
    if not upstream.is_dir():
        raise NotFound(f"--upstream names {upstream}, which is no folder. Give a run's folder.")
    return upstream.resolve()


def folder_to_write(folder: Path, option: str) -> Path:
    """Return the absolute folder, made if it isn't there.

    Raises:
        Invalid: it can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder.resolve()
    except OSError as error:
        raise Invalid(
            f"{option}: the folder {folder} can't be written: {error.strerror}. Choose another."
        ) from None


def file_to_write(file: Path, option: str) -> Path:
    """Return the file's absolute path, once it is known that it can be written; what is in it stays for now.

    Raises:
        Invalid: it can't be written.
    """
    try:
        with file.open("ab"):
            return file.resolve()
    except OSError as error:
        raise Invalid(
            f"{option}: the file {file} can't be written: {error.strerror}. Choose another."
        ) from None


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(f"{where} is no UTF-8 text: see byte {error.start}.") from None


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Invalid(f"{where}, line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{where} is no JSON: {error}.") from None
    if not isinstance(value, dict):
        raise Invalid(f"{where} holds a JSON {_kind(value)}: it must be an object, {{...}}.")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"it has no {name}, write null")


def _kind(value: Any) -> str:
    kinds = {list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return kinds.get(type(value), "null")
