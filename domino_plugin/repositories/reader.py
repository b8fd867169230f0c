"""Reads a Piece repository from a folder: what can be read is, the rest is told.

Only data files are read. A repository without compiled metadata would have to be executed to learn its
schemas; that happens on a worker or not at all, never here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from domino_plugin.errors import Invalid
from domino_plugin.repositories.config import CONFIG_FILE, read_config
from domino_plugin.repositories.files import FileNotReadableError, parse_json, read_text, subfolders
from domino_plugin.repositories.groups import resolve_groups
from domino_plugin.repositories.image_contents import only_in_image
from domino_plugin.repositories.model import DependencyGroup, PieceContent, Problem, RepositoryContent
from domino_plugin.repositories.normalise import NormalisedPiece, PieceNotReadableError, normalise_piece

COMPILED_FILE = ".domino/compiled_metadata.json"
MAP_FILE = ".domino/dependencies_map.json"
#: Pieces one repository may have.
MAX_PIECES = 2000
#: Findings that are kept; a broken repository must not fill the table.
MAX_PROBLEMS = 500
_NO_SCHEMAS = (
    f"there are no schemas for it in {COMPILED_FILE}, so it can't be used. Its author makes that file "
    "with 'domino piece organize', and commits the folder .domino."
)


def read_repository(folder: Path, *, name: str | None = None) -> RepositoryContent:
    """Read the Piece repository in `folder`.

    Args:
        folder: the repository's root.
        name: what to call the repository if its config.toml doesn't say.

    Returns:
        Everything readable; `RepositoryContent.problems` tells the rest.

    Raises:
        Invalid: the folder holds no Piece repository at all.
    """
    return _Reader(folder).read(name or folder.name)


class _Reader:
    """Collects the findings of one reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def read(self, name: str) -> RepositoryContent:
        self._require_repository()
        config = read_config(self.folder, name, self._problem)
        compiled_text = self._text(COMPILED_FILE)
        compiled = self._compiled(compiled_text)
        pieces = dict(self._pieces(compiled, _lines_of_keys(compiled_text or "", compiled)))
        raw_map = self._json(MAP_FILE, self._text(MAP_FILE))
        groups = resolve_groups(
            pieces, raw_map, lambda text: self._problem(MAP_FILE, text, severity="warning")
        )
        self._check_files(groups)
        groups = {
            key: replace(group, only_in_image=only_in_image(self.folder, group))
            for key, group in groups.items()
        }
        return RepositoryContent(
            name=config.name,
            label=config.label,
            version=config.version,
            description=config.description,
            pieces=_with_groups(pieces, groups),
            groups=groups,
            problems=tuple(self._bounded_problems()),
        )

    def _require_repository(self) -> None:
        if not self.folder.is_dir():
            raise Invalid(f"There is no folder {str(self.folder)!r}.")
        if not any((self.folder / part).exists() for part in (CONFIG_FILE, "pieces", COMPILED_FILE)):
            hint = ""
            if (self.folder / "HEAD").is_file() and (self.folder / "objects").is_dir():
                hint = " It is a bare Git repository: give its address as file:// URL, with a version."
            raise Invalid(
                f"This is no Piece repository: it has neither {CONFIG_FILE} nor a 'pieces' folder.{hint}"
            )

    def _pieces(
        self, compiled: dict[str, Any], lines: dict[str, int]
    ) -> Iterator[tuple[str, NormalisedPiece]]:
        folders = self._piece_folders()
        names = sorted({*compiled, *folders})
        if len(names) > MAX_PIECES:
            raise Invalid(
                f"The repository has {len(names)} Pieces; {MAX_PIECES} are the most that can be read."
            )
        for name in names:
            if name in compiled:
                file, raw = COMPILED_FILE, compiled[name]
                if name not in folders:
                    self._problem(
                        file,
                        f"there is no folder pieces/{name}: only a published image can run it.",
                        piece=name,
                        line=lines.get(name),
                        severity="warning",
                    )
            else:
                file = f"pieces/{name}/metadata.json"
                text = self._text(file, piece=name)
                raw = self._json(file, text, piece=name) if text is not None else {}
                if raw is None:
                    continue
            normalised = self._piece(name, raw, file, lines.get(name) if name in compiled else None)
            if normalised:
                yield name, normalised

    def _piece(self, name: str, raw: Any, file: str, line: int | None) -> NormalisedPiece | None:
        try:
            normalised = normalise_piece(name, raw)
        except PieceNotReadableError as error:
            self._problem(file, f"{error}.", piece=name, line=line)
            return None
        for remark in normalised.remarks:
            self._problem(file, remark, piece=name, line=line, severity="warning")
        if not normalised.piece.has_schemas:
            self._problem(file, _NO_SCHEMAS, piece=name, line=line)
        return normalised

    def _piece_folders(self) -> set[str]:
        found = set()
        for name in subfolders(self.folder, "pieces"):
            if name.endswith("Piece"):
                found.add(name)
            elif (self.folder / "pieces" / name / "metadata.json").is_file():
                self._problem(
                    f"pieces/{name}/metadata.json",
                    f"the folder {name!r} isn't taken for a Piece: its name must end in 'Piece'.",
                    severity="warning",
                )
        return found

    def _compiled(self, text: str | None) -> dict[str, Any]:
        raw = self._json(COMPILED_FILE, text)
        if isinstance(raw, list):
            raw = {
                item["name"]: item
                for item in raw
                if isinstance(item, dict) and isinstance(item.get("name"), str)
            }
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self._problem(
                COMPILED_FILE,
                f"it must hold an object with one entry per Piece, this is {type(raw).__name__}.",
            )
            return {}
        return raw

    def _check_files(self, groups: dict[str, DependencyGroup]) -> None:
        for group in groups.values():
            for name in (group.requirements_file, group.dockerfile):
                if name and not (self.folder / "dependencies" / name).is_file():
                    self._problem(
                        f"dependencies/{name}",
                        f"the file is missing; {_listed(group.pieces)} may lack an environment.",
                        severity="warning",
                    )

    def _text(self, file: str, *, piece: str | None = None) -> str | None:
        try:
            return read_text(self.folder, file)
        except FileNotReadableError as error:
            self._problem(file, str(error), line=error.line, piece=piece)
            return None

    def _json(self, file: str, text: str | None, *, piece: str | None = None) -> Any:
        if text is None:
            return None
        try:
            return parse_json(text)
        except FileNotReadableError as error:
            self._problem(file, str(error), line=error.line, piece=piece)
            return None

    def _problem(
        self,
        file: str,
        message: str,
        *,
        piece: str | None = None,
        line: int | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        self.problems.append(Problem(severity, piece, file, line, message))

    def _bounded_problems(self) -> list[Problem]:
        # Errors first, so that it is warnings that are cut.
        ordered = sorted(self.problems, key=lambda problem: problem.severity)
        if len(ordered) <= MAX_PROBLEMS:
            return ordered
        more = f"{len(ordered) - MAX_PROBLEMS} more findings are not listed."
        return [*ordered[:MAX_PROBLEMS], Problem("warning", None, ".", None, more)]


def _lines_of_keys(text: str, compiled: dict[str, Any]) -> dict[str, int]:
    """Return the line on which each Piece's entry starts, as far as the file's layout tells."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = re.match(r"\s*\{?\s*\"([^\"]{1,255})\"\s*:\s*\{", line)
        if match and match[1] in compiled:
            lines.setdefault(match[1], number)
    return lines


def _with_groups(
    pieces: dict[str, NormalisedPiece], groups: dict[str, DependencyGroup]
) -> dict[str, PieceContent]:
    keys = {name: group.key for group in groups.values() for name in group.pieces}
    return {name: replace(normalised.piece, group=keys[name]) for name, normalised in pieces.items()}


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown  # noqa: PLR2004 - readable
