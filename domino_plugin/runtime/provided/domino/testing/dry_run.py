"""Runs a Piece in the test's own process."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def piece_dry_run(
    piece_name: str,
    input_data: dict[str, Any],
    repository_folder_path: str | None = None,
    secrets_data: dict[str, Any] | None = None,
    results_path: str | None = None,
) -> dict[str, Any]:
    """Run a Piece outside any workflow and return its outputs as plain JSON.

    Args:
        piece_name: the Piece's folder below ``pieces``.
        input_data: its inputs by name.
        repository_folder_path: the repository; by default the working directory.
        secrets_data: its secrets by name.
        results_path: the folder for its files; by default ``dry_run_results`` in the working directory.
    """
    pieces = (Path(repository_folder_path or ".") / "pieces").resolve()
    if str(pieces) not in sys.path:
        sys.path.append(str(pieces))
    results = Path(results_path or "dry_run_results")
    results.mkdir(parents=True, exist_ok=True)
    importlib.invalidate_caches()
    piece = getattr(importlib.import_module(f"{piece_name}.piece"), piece_name)
    piece.set_metadata(_metadata(pieces / piece_name))
    models = importlib.import_module(f"{piece_name}.models")
    output = piece.dry_run(
        input_data=input_data,
        piece_input_model=models.InputModel,
        piece_output_model=models.OutputModel,
        piece_secrets_model=getattr(models, "SecretsModel", None),
        secrets_data=secrets_data,
        results_path=str(results),
    )
    # Pydantic 1 has no model_dump_json.
    dump = getattr(output, "model_dump_json", None) or output.json
    content: dict[str, Any] = json.loads(dump())
    return content


def _metadata(folder: Path) -> dict[str, Any]:
    file = folder / "metadata.json"
    content = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return {"name": folder.name, **content}
