"""The files of a workspace."""

from __future__ import annotations

import datetime as dt

from domino_plugin.blueprints.api.schemas.base import Answer, PageQuery, Query, WorkspacePath
from pydantic import Field


class FilePath(WorkspacePath):
    """A file of a workspace."""

    name: str = Field(min_length=1, max_length=400)


class FileListQuery(PageQuery):
    """Which files."""

    search: str = Field(default="", max_length=200, description="Part of the name.")


class FileDeleteQuery(Query):
    """How to delete."""

    even_if_used: bool = Field(default=False, description="Also if workflows name it, which then fail.")


class File(Answer):
    """A file of a workspace."""

    name: str
    path: str = Field(description="What belongs into an input: the path by which Pieces know the file.")
    bytes: int
    uploaded_at: dt.datetime
    uploaded_by: str | None


class FileList(Answer):
    """A page of a workspace's files by name."""

    items: list[File]
    total: int
    used_bytes: int = Field(description="Of all files of the workspace.")
    max_bytes: int = Field(description="That they may have together.")
    max_file_bytes: int = Field(description="That one may have.")
