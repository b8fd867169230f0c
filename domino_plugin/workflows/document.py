"""The workflow document: the only source of truth of a workflow (schema version 1).

Canvas, forms, validation, DAG file, exports and diffs are derived from it. It is plain JSON; this module
gives it types and refuses what it can't be. Whether the Pieces exist, references resolve and values fit
their schemas is checked in `domino_plugin.workflows.validation`, against a workspace.

Positions on the canvas are no part of it: they are kept apart, as layout.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from domino_plugin.resources import Resources

#: Levels of lists and objects that a value may be nested: the Python parser, which reads the generated
#: file, gives up at 200 open brackets.
MAX_DEPTH = 60
#: Levels of list and object inputs; each takes two brackets in the file, on top of a value's.
MAX_INPUT_DEPTH = 20
#: Digits of a whole number: the least that Python can be told to refuse in a text
#: (``PYTHONINTMAXSTRDIGITS``), so that every worker reads what the web process wrote.
MAX_DIGITS = 640
#: Nodes a workflow may have.
MAX_NODES = 2000
#: Years a start or end may lie in; every date in them survives a change of its time zone.
FIRST_YEAR, LAST_YEAR = 1900, 2200


_TOO_LARGE = 10**MAX_DIGITS
_CONTROL = frozenset(map(chr, [*range(32), *range(127, 160)])) - set("\n\t\r")


def _check_scalar(value: Any) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("NaN and Infinity are not JSON")
    if isinstance(value, int) and not -_TOO_LARGE < value < _TOO_LARGE:
        raise ValueError(f"a whole number of more than {MAX_DIGITS} digits")


def _plain_json(value: JsonValue) -> JsonValue:
    """Refuse what JSON text can't carry everywhere and what is nested deeper than `MAX_DEPTH`."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH + 1):
        for item in level:
            _check_scalar(item)
        level = [
            inner
            for item in level
            if isinstance(item, dict | list)
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return value
    raise ValueError(f"nested deeper than {MAX_DEPTH} levels")


def _shown(text: str) -> str:
    """Refuse control characters: databases and terminals choke on them, and nobody sees them."""
    if not _CONTROL.isdisjoint(text):
        bad = next(letter for letter in text if letter in _CONTROL)
        raise ValueError(f"holds the control character {bad!r}")
    return text


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1 or "\t" in text:
        raise ValueError("has to be a single line without tabs")
    return _shown(text)


PlainJson = Annotated[JsonValue, AfterValidator(_plain_json)]
#: A node's id is the Airflow task id, so it is stable, short and made of harmless characters.
NodeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,99}$")]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)
]
Tag = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_one_line)
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ValueInput(_Model):
    """A value typed in; whatever it holds (braces, Jinja, quotes) is data."""

    kind: Literal["value"] = "value"
    value: PlainJson


class UpstreamInput(_Model):
    """An output of an ancestor, or a part of it."""

    kind: Literal["upstream"] = "upstream"
    node: NodeId
    output: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    path: list[str | int] = Field(
        default_factory=list, max_length=20, description="Keys and indexes into the output."
    )


class ListInput(_Model):
    """A list whose items are inputs themselves."""

    kind: Literal["list"] = "list"
    items: list[Input]


class ObjectInput(_Model):
    """An object whose fields are inputs themselves."""

    kind: Literal["object"] = "object"
    fields: dict[str, Input]


Input = Annotated[ValueInput | UpstreamInput | ListInput | ObjectInput, Field(discriminator="kind")]


def _shallow(inputs: dict[str, Input]) -> dict[str, Input]:
    level: list[Any] = list(inputs.values())
    for _ in range(MAX_INPUT_DEPTH + 1):
        level = [inner for item in level for inner in inner_inputs(item)]
        if not level:
            return inputs
    raise ValueError(f"inputs nested deeper than {MAX_INPUT_DEPTH} levels")


def inner_inputs(item: Input) -> list[Input]:
    """Return the inputs that a list or object input holds directly; none for the other kinds."""
    if isinstance(item, ListInput):
        return item.items
    return list(item.fields.values()) if isinstance(item, ObjectInput) else []


class PieceReference(_Model):
    """Which Piece a node is: portable between installations, no database id; hashable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repository: Annotated[
        str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_one_line)
    ] = Field(description="Canonical source of the repository: 'starter', a path or a Git URL.")
    version: Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(_one_line)]
    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,254}$")]


Runtime = Literal["auto", "docker", "virtualenv"]


class Node(_Model):
    """A Piece on the canvas: an Airflow task."""

    id: NodeId
    name: Name
    piece: PieceReference
    inputs: Annotated[dict[str, Input], AfterValidator(_shallow)] = Field(default_factory=dict)
    runtime: Runtime | None = Field(
        default=None, description="Where the Piece runs; null takes the workflow's choice."
    )
    retries: int = Field(default=0, ge=0, le=100)
    retry_delay_seconds: int = Field(default=300, ge=0, le=7 * 24 * 3600)
    timeout_seconds: int | None = Field(default=None, ge=1, le=30 * 24 * 3600)
    resources: Resources | None = Field(
        default=None, description="What its task may use of the machine; null takes the Piece's own."
    )


class Edge(_Model):
    """Downstream starts when upstream has ended."""

    upstream: NodeId
    downstream: NodeId


class NoSchedule(_Model):
    """Runs only when somebody triggers it."""

    kind: Literal["none"] = "none"


#: Whether there is one of that name is checked later, with a hint.
TimeZone = Annotated[str, StringConstraints(max_length=100)]


class PresetSchedule(_Model):
    """One of Airflow's presets, in a time zone."""

    kind: Literal["preset"] = "preset"
    preset: Literal["once", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly"]
    timezone: TimeZone = "UTC"


class CronSchedule(_Model):
    """A cron expression of five fields, in a time zone."""

    kind: Literal["cron"] = "cron"
    cron: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    timezone: TimeZone = "UTC"


Schedule = Annotated[NoSchedule | PresetSchedule | CronSchedule, Field(discriminator="kind")]


def _aware(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError("needs a time zone, such as 2026-01-31T06:00:00+01:00 or ...Z")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"lies outside of the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


AwareDatetime = Annotated[dt.datetime, AfterValidator(_aware)]


class WorkflowDocument(_Model):
    """A workflow, whole."""

    schema_version: Literal[1] = 1
    name: Name
    description: Annotated[str, AfterValidator(_shown)] = Field(default="", max_length=20_000)
    tags: list[Tag] = Field(default_factory=list, max_length=50)
    schedule: Schedule = Field(default_factory=NoSchedule)
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    catchup: bool = False
    max_active_runs: int | None = Field(default=None, ge=1, le=1000)
    runtime: Runtime = Field(
        default="auto",
        description="Where Pieces run; `auto`: in a container if there are an image and a Docker engine.",
    )
    nodes: list[Node] = Field(default_factory=list, max_length=MAX_NODES)
    edges: list[Edge] = Field(default_factory=list, max_length=20 * MAX_NODES)

    def as_json(self) -> dict[str, Any]:
        """Return the document as plain JSON, nothing lost.

        Not ``model_dump(mode="json")``: that replaces half surrogate pairs in keys.
        """
        data = self.model_dump()
        for name in ("start", "end"):
            if data[name] is not None:
                data[name] = data[name].isoformat()
        return data


ListInput.model_rebuild()
ObjectInput.model_rebuild()
