"""Reads the schemas of a repository's Pieces from their models, by executing them.

It runs in a process of its own, in an interpreter that has what the models import: ``python runner.py
--schemas REPOSITORY NAME...`` prints ``{"pieces": {name: schemas}, "errors": {name: reason}}`` as JSON.
Standard library and pydantic, 1 or 2.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from domino_plugin.runtime.loading import add_import_paths


def schemas_of(repository: Path, names: list[str]) -> dict[str, dict[str, Any]]:
    """Return the schemas of Pieces and the reasons for those that have none.

    Returns:
        ``pieces``: ``{"input_schema", "output_schema", "secrets_schema"}`` by name, the last null for a
        Piece without secrets. ``errors``: what their models.py raises, by name.
    """
    add_import_paths(repository)
    found: dict[str, dict[str, Any]] = {"pieces": {}, "errors": {}}
    for name in names:
        kind, what = _schemas_or_reason(name)
        found[kind][name] = what
    return found


def _schemas_or_reason(name: str) -> tuple[str, Any]:
    try:
        return "pieces", _schemas(name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an author's code may raise anything
        return "errors", f"{type(error).__name__}: {error}"


def _schemas(name: str) -> dict[str, Any]:
    models = importlib.import_module(f"{name}.models")
    secrets = getattr(models, "SecretsModel", None)
    return {
        "input_schema": _schema(models.InputModel),
        "output_schema": _schema(models.OutputModel, mode="serialization"),
        "secrets_schema": _schema(secrets) if secrets else None,
    }


def _schema(model: Any, **mode: Any) -> Any:
    if hasattr(model, "model_json_schema"):
        return model.model_json_schema(**mode)
    return json.loads(model.schema_json())


def main(arguments: list[str]) -> None:
    """Print the schemas of the Pieces that are named after their repository."""
    sys.dont_write_bytecode = True
    repository, *names = arguments
    # What the models print must not come between.
    with contextlib.redirect_stdout(sys.stderr):
        found = schemas_of(Path(repository), names)
    json.dump(found, sys.stdout)
