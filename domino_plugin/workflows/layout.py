"""Where a workflow's nodes, notes and groups are drawn.

No part of a version: changing it changes nothing that runs. What is left out has a default, so that layouts
which were stored by earlier releases are still read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domino_plugin.workflows.document import MAX_NODES

#: Ids of nodes aren't judged here: a layout may be that of a draft whose nodes have odd ones.
Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Coordinate = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Size = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Position(_Part):
    """A place on the canvas."""

    x: Coordinate
    y: Coordinate


class Note(Position):
    """A text on the canvas."""

    id: Id
    text: str = Field(default="", max_length=20_000, description="Markdown.")
    width: Size = 240
    height: Size = 160
    color: Literal["yellow", "blue", "green", "pink", "gray"] = "yellow"


class Group(_Part):
    """Nodes drawn together under a title; collapsed, as one card."""

    id: Id
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    nodes: list[Id] = Field(default_factory=list, max_length=MAX_NODES, description="Ids of the nodes.")
    collapsed: bool = False


class Layout(_Part):
    """Where nodes, notes and groups are drawn: no part of a version, it changes nothing that runs."""

    nodes: dict[Annotated[str, StringConstraints(max_length=100)], Position] = Field(
        default_factory=dict, max_length=2 * MAX_NODES, description="Position by node id."
    )
    notes: list[Note] = Field(default_factory=list, max_length=500)
    groups: list[Group] = Field(default_factory=list, max_length=500)
    orientation: Literal["horizontal", "vertical"] = "horizontal"
