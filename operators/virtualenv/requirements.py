"""What a Piece needs installed: read from its repository's files, never by running them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from domino_plugin.operators.virtualenv.base_libraries import normal_name
from domino_plugin.operators.virtualenv.python_versions import PythonNeed, need_of, read_spec, stated

from domino_plugin.errors import Invalid

#: Where the original images keep the repository; Dockerfiles speak of it.
_IMAGE_REPOSITORY = PurePosixPath("/home/domino/pieces_repository")
_INCLUDE = re.compile(r"^\s*(?:-r|--requirement|-c|--constraint)[\s=]+(\S+)\s*$")
#: Options of pip that take a value and mean the same in a requirements file.
_KEPT_OPTIONS = ("--index-url", "-i", "--extra-index-url", "--find-links", "-f")
#: Commands that leave nothing that a Piece could need.
_ONLY_PREPARES = re.compile(r"(?:apt|apt-get)( -\S+)* (?:update|clean|autoremove|upgrade).*|rm .*|")
_MAX_FILE = 1024 * 1024


@dataclass(frozen=True)
class Requirements:
    """What one dependency group needs.

    Attributes:
        text: lines of a requirements file.
        pythonpath: folders the author puts on the import path.
        steps: commands of its Dockerfile that are not done outside an image.
        python: which Python it asks for, if it does.
    """

    text: str
    pythonpath: tuple[Path, ...] = ()
    steps: tuple[str, ...] = ()
    python: PythonNeed | None = None


def group_of(repository: Path, piece: str) -> dict[str, Any]:
    """Return the dependency group of a Piece, from the repository's own files.

    Returns:
        ``{"requirements_file": name or None, "dockerfile": name or None, "image": name or None}``, and
        ``"python"`` if it asks for one.
    """
    compiled = _read_json(repository / ".domino" / "compiled_metadata.json")
    metadata = compiled.get(piece) or _read_json(repository / "pieces" / piece / "metadata.json")
    dependency = metadata.get("dependency") if isinstance(metadata, dict) else None
    dependency = dependency if isinstance(dependency, dict) else {}
    python = read_spec(stated(dependency))
    return {
        "requirements_file": dependency.get("requirements_file") or None,
        "dockerfile": dependency.get("dockerfile") or None,
        "image": _image_of(repository, piece),
        **({} if python is None else {"python": python}),
    }


def _image_of(repository: Path, piece: str) -> str | None:
    for group in _read_json(repository / ".domino" / "dependencies_map.json").values():
        if isinstance(group, dict) and piece in (group.get("pieces") or ()):
            return str(group["source_image"]) if group.get("source_image") else None
    return None


def read_requirements(repository: Path, group: Mapping[str, Any]) -> Requirements:
    """Read what a dependency group needs; as in the original, its Dockerfile wins over a requirements file.

    Raises:
        Invalid: a file it names isn't there, or lies outside the repository.
    """
    folder = repository / "dependencies"
    if name := group.get("dockerfile"):
        text = _text_of(folder, str(name), repository)
        return replace(_of_dockerfile(repository, text), python=need_of(group, text))
    python = need_of(group, None)
    if name := group.get("requirements_file"):
        return Requirements(_inlined(folder, str(name), repository), python=python)
    return Requirements("", python=python)


def _inlined(folder: Path, name: str, repository: Path, depth: int = 0) -> str:
    if depth > 5:  # noqa: PLR2004 - nobody nests deeper, but files can include each other
        raise Invalid(f"The requirements file {name} includes files that include each other.")
    lines = []
    for line in _text_of(folder, name, repository).splitlines():
        include = _INCLUDE.match(line)
        if include:
            lines.append(_inlined((folder / name).parent, include[1], repository, depth + 1))
        elif not _is_original_runtime(line):
            lines.append(line.rstrip())
    return "\n".join(lines).strip() + "\n"


def _is_original_runtime(line: str) -> bool:
    """Whether a line asks for the original runtime package, whose place our own module takes."""
    match = re.match(r"^\s*([A-Za-z0-9._-]+)", line)
    return match is not None and normal_name(match[1]) in ("domino-py", "domino-py-iisas")


def _text_of(folder: Path, name: str, repository: Path) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(repository.resolve()):
        raise Invalid(f"The repository's {name!r} lies outside of it.")
    if not path.is_file():
        raise Invalid(f"The repository names {name!r}, but has no such file in its folder dependencies.")
    if path.stat().st_size > _MAX_FILE:
        raise Invalid(f"The repository's {name!r} is larger than a list of requirements can be.")
    return path.read_bytes().decode("utf-8-sig", "replace")


def _of_dockerfile(repository: Path, text: str) -> Requirements:
    lines: list[str] = []
    folders: list[Path] = []
    steps: list[str] = []
    for word, rest in _instructions(text):
        if word == "RUN":
            commands = (" ".join(command.split()) for command in re.split(r"&&|;", rest))
            undone = [command for command in commands if not _pip_lines(repository, command, lines)]
            steps += [command for command in undone if not _ONLY_PREPARES.fullmatch(command)]
        elif word == "ENV" and (match := re.search(r"PYTHONPATH[=\s]+\"?([^\s\"]+)", rest)):
            folders += _pythonpath(repository, match[1])
    return Requirements("\n".join(lines) + "\n" if lines else "", tuple(folders), tuple(steps))


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    joined = re.sub(
        r"\\\s*\n", " ", "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    )
    for line in joined.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word:
            yield word.upper(), rest.strip()


def _pip_lines(repository: Path, command: str, lines: list[str]) -> bool:
    """Add what a ``pip install`` command installs; return False if it is another command."""
    match = re.match(r"^\s*(?:python[\d.]*\s+-m\s+)?pip[\d.]*\s+install\s+(.*)$", command)
    if not match:
        return not command.strip()
    try:
        words = iter(shlex.split(match[1], comments=True))
    except ValueError:
        return False
    for word in words:
        if word in ("-r", "--requirement"):
            name = PurePosixPath(next(words, "")).name
            lines.append(_inlined(repository / "dependencies", name, repository).strip())
        elif word in _KEPT_OPTIONS:
            lines.append(f"{word} {next(words, '')}")
        elif not word.startswith("-") and word != "pip" and not _is_original_runtime(word):
            lines.append(word)
    return True


def _pythonpath(repository: Path, value: str) -> Iterator[Path]:
    for part in value.split(":"):
        path = PurePosixPath(part)
        if path.is_relative_to(_IMAGE_REPOSITORY):
            yield repository / path.relative_to(_IMAGE_REPOSITORY)
        elif part and not path.is_absolute() and not part.startswith("$"):
            yield repository / path


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
