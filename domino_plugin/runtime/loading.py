"""Finds a Piece in its repository and imports its classes."""

from __future__ import annotations

import difflib
import importlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from domino_plugin.runtime.failures import RequestError
from domino_plugin.runtime.protocol import PROVIDED_FOLDER


class LoadedPiece(NamedTuple):
    """A Piece's classes; `secrets_model` is None for a Piece without secrets."""

    piece: Any
    input_model: Any
    output_model: Any
    secrets_model: Any


def add_import_paths(repository: Path) -> None:
    """Let Pieces import ``domino``, each other, and modules and packages beside them.

    All come last, as in the published images: an installed package of the same name wins, so an
    environment that has the original runtime keeps it.
    """
    for folder in (PROVIDED_FOLDER, repository / "pieces", repository):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    importlib.invalidate_caches()


def load_piece(repository: Path, name: str) -> LoadedPiece:
    """Import a Piece and its models.

    Raises:
        RequestError: the repository has no such Piece, or the Piece lacks a class.
        Exception: whatever the Piece's modules raise while they are imported.
    """
    _check_exists(repository, name)
    module = importlib.import_module(name + ".piece")
    piece = _attribute(module, name)
    set_metadata = getattr(piece, "set_metadata", None)
    if set_metadata:
        set_metadata(_metadata(repository, name))
    models = importlib.import_module(name + ".models")
    return LoadedPiece(
        piece,
        _attribute(models, "InputModel"),
        _attribute(models, "OutputModel"),
        getattr(models, "SecretsModel", None),
    )


def piece_names(repository: Path) -> list[str]:
    """Return the names of the Pieces whose code the repository has."""
    return sorted(file.parent.name for file in (repository / "pieces").glob("*/piece.py"))


def _check_exists(repository: Path, name: str) -> None:
    if (repository / "pieces" / name / "piece.py").is_file() and Path(name).name == name:
        return
    names = piece_names(repository)
    near = difflib.get_close_matches(name, names, n=1)
    hint = "Did you mean {!r}?".format(near[0]) if near else "It has: {}.".format(", ".join(names) or "none")  # noqa: UP032
    raise RequestError(f"The repository {repository} has no Piece {name!r}. {hint}")


def _attribute(module: Any, name: str) -> Any:
    try:
        return getattr(module, name)
    except AttributeError:
        raise RequestError(f"{module.__file__} has no class {name!r}: every Piece needs one.") from None


def _metadata(repository: Path, name: str) -> dict[str, Any]:
    """Return what the repository says of the Piece; a Piece not yet compiled has its own file at most."""
    for file, key in (
        (repository / ".domino" / "compiled_metadata.json", name),
        (repository / "pieces" / name / "metadata.json", None),
    ):
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            found = content[key] if key else content
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if isinstance(found, dict):
            return {**found, "name": name}
    return {"name": name}
