"""The Piece repositories that only pictures need."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from words import export_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
FIXTURE = ROOT / "static" / "src" / "editor" / "forms" / "everything.fixture.ts"


def copy_repositories(folder: Path) -> list[Path]:
    """Put repositories below a folder: every kind of result, one full of mistakes, every kind of field."""
    made = [_write_form_pieces(folder / "form_pieces")]
    for name in ("result_pieces", "repositories/odd"):
        place = folder / Path(name).name
        shutil.copytree(SAMPLES / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        made.append(place)
    return made


def _write_form_pieces(folder: Path) -> Path:
    """Write a repository with the Piece of every kind of field that the web app's own tests are about."""
    nothing = {"dockerfile": None, "requirements_file": None}
    entry = {
        "name": "EverythingPiece",
        "dependency": nothing,
        "tags": [],
        "style": {"node_label": "Everything", "icon_class_name": "fa-solid:list"},
        "description": "Has every kind of field there is.",
        "input_schema": export_of(FIXTURE, "EVERYTHING"),
        "output_schema": {"type": "object", "properties": {}},
        "secrets_schema": None,
    }
    group = {"dependency": nothing, "pieces": ["EverythingPiece"], "secrets": []}
    place = folder / "pieces" / "EverythingPiece"
    place.mkdir(parents=True)
    (folder / ".domino").mkdir()
    for path, text in {
        folder / ".domino" / "compiled_metadata.json": json.dumps({"EverythingPiece": entry}),
        folder / ".domino" / "dependencies_map.json": json.dumps({"group0": group}),
        place / "metadata.json": json.dumps({"name": entry["name"], "style": entry["style"]}),
        place / "piece.py": "",
        place / "models.py": "",
        folder / "config.toml": (SAMPLES / "result_pieces" / "config.toml")
        .read_text()
        .replace("result_pieces", "form_pieces")
        .replace("Every kind of result", "Every kind of field"),
    }.items():
        path.write_text(text)
    return folder
