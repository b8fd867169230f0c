"""Reads a repository's ``config.toml``: its name, label and version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from domino_plugin.repositories.files import FileNotReadableError, parse_toml, read_text
from domino_plugin.repositories.metadata import MAX_LABEL, clean_text

CONFIG_FILE = "config.toml"
#: What the original's template says where the author should say something.
_PLACEHOLDER = "enter-your-"


class Report(Protocol):
    """Takes a finding: file, message and the line, where known."""

    def __call__(self, file: str, message: str, *, line: int | None = None) -> None:
        """Note the finding."""


@dataclass(frozen=True)
class RepositoryConfig:
    """What a repository says of itself."""

    name: str
    label: str
    version: str | None
    description: str | None


def read_config(folder: Path, fallback: str, report: Report) -> RepositoryConfig:
    """Read ``config.toml``; what it lacks is filled up from `fallback`, the repository's name elsewhere."""
    try:
        text = read_text(folder, CONFIG_FILE)
        if text is None:
            report(
                CONFIG_FILE, "the file is missing: the repository has no name, label and version of its own."
            )
        raw = parse_toml(text) if text is not None else {}
    except FileNotReadableError as error:
        report(CONFIG_FILE, str(error), line=error.line)
        raw = {}
    table = raw.get("repository")
    values = {key.upper(): value for key, value in (table if isinstance(table, dict) else raw).items()}
    name = _value(values, "REPOSITORY_NAME") or clean_text(fallback)[:MAX_LABEL]
    return RepositoryConfig(
        name=name,
        label=_value(values, "REPOSITORY_LABEL") or name,
        version=_value(values, "VERSION"),
        description=_value(values, "DESCRIPTION", longest=20_000),
    )


def _value(values: dict[str, Any], key: str, *, longest: int = MAX_LABEL) -> str | None:
    value = values.get(key)
    # An unquoted VERSION = 0.1 is a number.
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    text = clean_text(value)[:longest]
    return None if not text or text.startswith(_PLACEHOLDER) else text
