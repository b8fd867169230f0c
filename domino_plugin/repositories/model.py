"""What a Piece repository holds, once read: one clean form, whatever the repository's age and author.

Schemas are JSON Schema Draft 2020-12 in the form of `domino_plugin.repositories.schemas`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Problem:
    """One thing in a repository that is wrong, and where.

    Attributes:
        severity: ``error`` if the Piece (or the file) could not be used, ``warning`` if it could.
        piece: name of the Piece it concerns; None if it concerns the whole repository.
        file: path inside the repository, with ``/``.
        line: line in that file, from 1, where known.
        message: what is wrong and what to do.
    """

    severity: Literal["error", "warning"]
    piece: str | None
    file: str
    line: int | None
    message: str

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.piece + ': ' if self.piece else ''}{self.message}"


@dataclass(frozen=True)
class OnlyInImage:
    """What a repository lacks, or a virtual environment can't have: a published image may.

    Attributes:
        pieces: names of Pieces whose code the repository doesn't hold.
        files: names of files with requirements that are named, but aren't there.
        steps: commands that build the image and that no virtual environment does.
    """

    pieces: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.pieces or self.files or self.steps)

    def as_dict(self) -> dict[str, list[str]]:
        """Return it as plain JSON, without what is empty."""
        found = {"pieces": self.pieces, "files": self.files, "steps": self.steps}
        return {key: list(values) for key, values in found.items() if values}


@dataclass(frozen=True)
class DependencyGroup:
    """Pieces that share an environment.

    Attributes:
        key: ``group0``, ``group1``, ...
        requirements_file: name of a file in the repository's ``dependencies`` folder.
        dockerfile: name of a file in the same folder.
        image: container image that the repository's author published for the group.
        pieces: names of its Pieces, sorted.
        secrets: names of all secrets its Pieces may use, sorted.
        python: the version of Python that its author asks for, as ``>=3.11,<3.13``.
        only_in_image: what the image alone can have.
    """

    key: str
    requirements_file: str | None
    dockerfile: str | None
    image: str | None
    pieces: tuple[str, ...]
    secrets: tuple[str, ...]
    python: str | None = None
    only_in_image: OnlyInImage = OnlyInImage()

    def as_dict(self) -> dict[str, Any]:
        """Return the group as plain JSON, without its key: the form of tables and DAG files."""
        return {
            **({} if self.python is None else {"python": self.python}),
            **({"only_in_image": self.only_in_image.as_dict()} if self.only_in_image else {}),
            "requirements_file": self.requirements_file,
            "dockerfile": self.dockerfile,
            "image": self.image,
            "pieces": list(self.pieces),
            "secrets": list(self.secrets),
        }


@dataclass(frozen=True)
class PieceContent:
    """A Piece, normalised.

    Attributes:
        name: the class and folder name, an identifier.
        label: the name to show.
        group: key of its dependency group.
        input_schema: None if the repository carries no compiled schemas: the Piece can't be used then.
        secrets_schema: None if the Piece takes no secrets.
        style: see `domino_plugin.repositories.metadata.normalise_style`.
        resources: see `domino_plugin.repositories.metadata.normalise_resources`.
    """

    name: str
    label: str
    description: str
    group: str
    input_schema: dict[str, Any] | None
    output_schema: dict[str, Any] | None
    secrets_schema: dict[str, Any] | None
    tags: tuple[str, ...]
    style: dict[str, Any]
    resources: dict[str, Any]
    source_url: str | None

    @property
    def secret_names(self) -> tuple[str, ...]:
        """Names of the secrets the Piece takes, sorted."""
        return tuple(sorted((self.secrets_schema or {}).get("properties", {})))

    @property
    def has_schemas(self) -> bool:
        """Whether inputs and outputs are known, so that the Piece can be used."""
        return self.input_schema is not None and self.output_schema is not None


@dataclass(frozen=True)
class RepositoryContent:
    """A repository as read from a folder.

    Attributes:
        version: VERSION of its config.toml, if it has one.
        pieces: by name, sorted; those without schemas among them (`PieceContent.has_schemas`).
        groups: by key.
    """

    name: str
    label: str
    version: str | None
    description: str | None
    pieces: dict[str, PieceContent]
    groups: dict[str, DependencyGroup]
    problems: tuple[Problem, ...]

    @property
    def usable_pieces(self) -> list[PieceContent]:
        """The Pieces whose schemas are known."""
        return [piece for piece in self.pieces.values() if piece.has_schemas]

    @property
    def secret_names(self) -> list[str]:
        """Names of all secrets of all groups, sorted."""
        return sorted({name for group in self.groups.values() for name in group.secrets})
