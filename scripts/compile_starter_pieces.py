# ruff: noqa: INP001 (a script, not a package)
"""Compiles the starter Pieces: writes the two files of their folder `.domino` from the sources.

Run it after every change of a metadata.json or models.py of a starter Piece::

    python scripts/compile_starter_pieces.py            # write
    python scripts/compile_starter_pieces.py --check    # exit code 1 if the files are out of date
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = ROOT / "domino_plugin" / "starter_pieces"
#: Holds the package `domino` that models.py may import.
PROVIDED = ROOT / "domino_plugin" / "runtime" / "provided"


def compile_repository(repository: Path) -> dict[str, str]:
    """Return the text of the compiled files by their path within the repository.

    The same sources give the same bytes: Pieces and groups are sorted, unlike in repositories that other
    tools have compiled in the order of the file system.
    """
    for folder in (PROVIDED, repository / "pieces"):
        sys.path.insert(0, str(folder))
    names = sorted(file.parent.name for file in repository.glob("pieces/*Piece/piece.py"))
    compiled = {name: _compile_piece(repository, name) for name in names}
    return {
        ".domino/compiled_metadata.json": _text(compiled),
        ".domino/dependencies_map.json": _text(_groups(repository, compiled)),
    }


def _compile_piece(repository: Path, name: str) -> dict[str, Any]:
    metadata = json.loads((repository / "pieces" / name / "metadata.json").read_text(encoding="utf-8"))
    if metadata["name"] != name:
        raise SystemExit(f"pieces/{name}/metadata.json: the name is {metadata['name']!r}, not {name!r}")
    models = importlib.import_module(f"{name}.models")
    secrets = getattr(models, "SecretsModel", None)
    dependency = {"dockerfile": None, "requirements_file": None, **metadata.get("dependency", {})}
    style = metadata["style"]
    return {
        "name": name,
        "description": metadata["description"],
        "dependency": dependency,
        "tags": metadata["tags"],
        "style": {
            "node_label": style["node_label"],
            "node_type": style["node_type"],
            "node_style": style["node_style"],
            "useIcon": True,
            "icon_class_name": style["icon_class_name"],
            "iconStyle": {"cursor": "pointer"},
        },
        "container_resources": metadata["container_resources"],
        "input_schema": models.InputModel.model_json_schema(),
        "output_schema": models.OutputModel.model_json_schema(mode="serialization"),
        "secrets_schema": secrets.model_json_schema() if secrets else None,
        "source_url": None,
    }


def _groups(repository: Path, compiled: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the dependency groups: Pieces with the same needs share one; those with none come first."""
    by_needs: dict[tuple[str, str], list[str]] = {}
    for name, piece in compiled.items():
        dependency = piece["dependency"]
        for file in filter(None, dependency.values()):
            if not (repository / "dependencies" / file).is_file():
                raise SystemExit(f"pieces/{name}/metadata.json: there is no dependencies/{file}")
        needs = (dependency["dockerfile"] or "", dependency["requirements_file"] or "")
        by_needs.setdefault(needs, []).append(name)
    return {
        f"group{number}": {
            "dependency": compiled[names[0]]["dependency"],
            "pieces": names,
            "secrets": sorted(
                {
                    secret
                    for name in names
                    for secret in (compiled[name]["secrets_schema"] or {}).get("properties", {})
                }
            ),
        }
        for number, (_, names) in enumerate(sorted(by_needs.items()))
    }


def _text(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the files and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only tell whether the files are up to date")
    check = parser.parse_args(arguments).check
    stale = []
    for path, text in compile_repository(REPOSITORY).items():
        file = REPOSITORY / path
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if check and stale:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run python scripts/compile_starter_pieces.py\n")
        return 1
    sys.stdout.write(f"{'Up to date' if not stale else 'Written: ' + ', '.join(stale)}\n")
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
