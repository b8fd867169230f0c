"""``domino piece organize``: writes what a Piece repository is installed by, from its sources.

These are the two files that the original's tool writes under the same name: ``compiled_metadata.json``, the
Pieces with their schemas, and ``dependencies_map.json``, the groups of Pieces that share an environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domino_plugin.errors import DominoError, Invalid, NotFound, Problem, problem
from domino_plugin.runtime import runner
from domino_plugin.runtime.loading import piece_names

FOLDER = ".domino"
COMPILED, GROUPS = f"{FOLDER}/compiled_metadata.json", f"{FOLDER}/dependencies_map.json"
#: Seconds for importing the models of all Pieces.
_PATIENCE = 300
_STYLE = {"node_label": "", "node_type": "default", "node_style": {"backgroundColor": "#ebebeb"}}
_ICON = "fa-solid:circle"


def organize(repository: Path, python: Path | None = None) -> dict[str, str]:
    """Return the text of the files by their path within the repository.

    The same sources give the same bytes: Pieces and groups are sorted by what they are, not by the order of
    the file system.

    Args:
        repository: its folder.
        python: an interpreter with what the models import; this one by default.

    Raises:
        NotFound: there is no repository, or the interpreter can't be executed.
        Invalid: Pieces can't be read; `problems` has a reason for each.
    """
    if not repository.is_dir():
        raise NotFound(f"There is no folder {repository}. Give the folder of a Piece repository.")
    names = [name for name in piece_names(repository) if name.endswith("Piece")]
    if not names:
        raise NotFound(
            f"{repository} is no Piece repository: no file matches pieces/*Piece/piece.py there. "
            "Give the folder that holds 'pieces'."
        )
    problems: list[Problem] = []
    metadata = dict(_all_metadata(repository, names, problems))
    schemas = _schemas(repository, names, python, problems)
    if problems:
        raise Invalid(f"{len(problems)} of {len(names)} Pieces can't be read.", problems)
    compiled = {name: _piece(name, metadata[name], schemas[name]) for name in names}
    return {COMPILED: _text(compiled), GROUPS: _text(_groups(compiled))}


def stale(repository: Path, files: dict[str, str]) -> list[str]:
    """Return the paths whose content is another than it should be."""
    return [
        path
        for path, text in files.items()
        if not (repository / path).is_file() or (repository / path).read_text(encoding="utf-8") != text
    ]


def _all_metadata(
    repository: Path, names: list[str], problems: list[Problem]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in names:
        place = f"pieces/{name}/metadata.json"
        try:
            yield name, _metadata(repository, name)
        except (OSError, ValueError) as error:
            problems.append(problem(f"it is no readable JSON: {error}", field=place, fix="Mend the file."))
        except DominoError as error:
            problems.append(problem(error.message, field=place))


def _metadata(repository: Path, name: str) -> dict[str, Any]:
    file = repository / "pieces" / name / "metadata.json"
    if not file.is_file():
        return {"name": name}
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise Invalid("it must hold an object, {...}.")
    if found.get("name", name) != name:
        raise Invalid(f"the name is {found['name']!r}; it must be that of the folder, {name!r}.")
    for file_name in (found.get("dependency") or {}).values():
        if file_name and not (repository / "dependencies" / str(file_name)).is_file():
            raise Invalid(f"there is no dependencies/{file_name}. Add the file, or don't name it.")
    return found


def _schemas(
    repository: Path, names: list[str], python: Path | None, problems: list[Problem]
) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - executing the author's code is what this is for
            [str(python or sys.executable), runner.__file__, "--schemas", str(repository.resolve()), *names],
            cwd=repository,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        found = json.loads(done.stdout)
    except OSError as error:
        raise NotFound(f"--python names {python}, which can't be executed: {error.strerror}.") from None
    except subprocess.TimeoutExpired:
        raise Invalid(f"Importing the models takes more than {_PATIENCE} seconds.") from None
    except ValueError:
        raise Invalid(f"The models can't be read: {done.stderr.strip()[-2000:]}") from None
    for name, reason in found["errors"].items():
        fix = "Declare InputModel and OutputModel there; import what is heavy in piece.py only."
        if reason.startswith(("ModuleNotFoundError", "ImportError")):
            fix = "Import it in piece.py only, or give --python an interpreter that has it."
        problems.append(problem(reason, field=f"pieces/{name}/models.py", fix=fix))
    return dict(found["pieces"])


def _piece(name: str, metadata: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    style = {**_STYLE, "node_label": name.removesuffix("Piece"), **(metadata.get("style") or {})}
    given = {key: value for key, value in (metadata.get("dependency") or {}).items() if value is not None}
    resources = metadata.get("container_resources")
    return {
        "name": name,
        "description": metadata.get("description", ""),
        "dependency": {"dockerfile": None, "requirements_file": None, **given},
        "tags": metadata.get("tags") or [],
        "style": {
            "node_label": style["node_label"],
            "node_type": style["node_type"],
            "node_style": style["node_style"],
            "useIcon": True,
            "icon_class_name": style.get("icon_class_name", _ICON),
            "iconStyle": {"cursor": "pointer"},
        },
        **({"container_resources": resources} if resources else {}),
        **schemas,
        "source_url": None,
    }


def _groups(compiled: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the dependency groups: Pieces with the same needs share one; those with none come first."""
    by_needs: dict[str, list[str]] = {}
    for name, piece in compiled.items():
        needs = json.dumps([file or "" for file in piece["dependency"].values()])
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
