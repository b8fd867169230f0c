"""Brings one Piece, as its repository describes it, to the one form of `PieceContent`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.repositories.metadata import (
    clean_text,
    normalise_dependency,
    normalise_label,
    normalise_python,
    normalise_resources,
    normalise_style,
    normalise_tags,
    normalise_url,
)
from domino_plugin.repositories.model import PieceContent
from domino_plugin.repositories.schemas import SchemaNotReadableError, normalise_schema

#: A Piece is a class in a folder of the same name.
PIECE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}")
#: Secrets become environment-like names and parts of Airflow Variable keys, which end at 250 characters.
SECRET_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")


class PieceNotReadableError(ValueError):
    """The Piece can't be used; the text says why."""


@dataclass
class NormalisedPiece:
    """A Piece with its dependency group still open, and what had to be bent to read it."""

    piece: PieceContent
    requirements_file: str | None
    dockerfile: str | None
    python: str | None = None
    remarks: list[str] = field(default_factory=list)


def normalise_piece(name: str, raw: Any) -> NormalisedPiece:
    """Normalise what a repository says of a Piece.

    Args:
        name: the Piece's key in ``compiled_metadata.json`` or the name of its folder.
        raw: its entry, or its ``metadata.json``, which has no schemas.

    Raises:
        PieceNotReadableError: something essential is missing or makes no sense.
    """
    if not PIECE_NAME.fullmatch(name):
        raise PieceNotReadableError("its name must be a Python identifier of at most 255 characters")
    if not isinstance(raw, dict):
        raise PieceNotReadableError(f"its metadata must be an object, this is {type(raw).__name__}")
    remarks: list[str] = []
    if raw.get("name") not in (None, name):
        remarks.append(
            f"its metadata calls it {str(raw['name'])[:100]!r}; the folder's name {name!r} counts."
        )
    requirements_file, dockerfile = normalise_dependency(raw.get("dependency"), remarks.append)
    python = normalise_python(raw.get("dependency"), remarks.append)
    piece = PieceContent(
        name=name,
        label=normalise_label(raw, name),
        description=clean_text(raw.get("description")),
        group="",
        input_schema=_schema(raw, "input_schema", remarks),
        output_schema=_schema(raw, "output_schema", remarks),
        secrets_schema=_secrets_schema(raw, remarks),
        tags=normalise_tags(raw.get("tags")),
        style=normalise_style(raw.get("style")),
        resources=normalise_resources(
            raw["container_resources"] if "container_resources" in raw else raw.get("resources"),
            remarks.append,
        ),
        source_url=normalise_url(raw.get("source_url")),
    )
    return NormalisedPiece(piece, requirements_file, dockerfile, python, remarks)


def _schema(raw: dict[str, Any], key: str, remarks: list[str]) -> dict[str, Any] | None:
    if raw.get(key) is None:
        return None
    try:
        schema, found = normalise_schema(raw[key])
    except SchemaNotReadableError as error:
        raise PieceNotReadableError(f"its {key} can't be read: {error}") from error
    remarks += [f"{key}, {remark}" for remark in found]
    return schema


def _secrets_schema(raw: dict[str, Any], remarks: list[str]) -> dict[str, Any] | None:
    schema = _schema(raw, "secrets_schema", remarks)
    if schema is None:
        return None
    bad = [name for name in schema["properties"] if not SECRET_NAME.fullmatch(name)]
    if bad:
        raise PieceNotReadableError(
            f"its secret {bad[0][:100]!r} must be named with letters, digits and underscores, at most 128"
        )
    return schema if schema["properties"] else None
