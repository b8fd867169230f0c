"""Workflows and their versions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from domino_plugin.blueprints.api.schemas.base import (
    Answer,
    PageQuery,
    ProblemItem,
    Query,
    Request,
    Storable,
    WorkspacePath,
)
from pydantic import BaseModel, Field, PlainValidator, StringConstraints

from domino_plugin.storage.base import StorageKind
from domino_plugin.workflows.document import WorkflowDocument
from domino_plugin.workflows.document_errors import parse_document
from domino_plugin.workflows.layout import Layout

#: Read by `parse_document`, whose errors name the node instead of its place in the list.
CheckedDocument = Annotated[
    WorkflowDocument, PlainValidator(parse_document, json_schema_input_type=WorkflowDocument)
]
Message = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Storable]


class WorkflowPath(WorkspacePath):
    """A workflow in a workspace."""

    workflow_id: int


class VersionPath(WorkflowPath):
    """A version of a workflow."""

    number: int = Field(ge=0, le=2**31 - 1)


class VersionHeader(BaseModel):
    """The version a change is based on."""

    if_match: str = Field(
        alias="If-Match",
        description='The ETag the workflow was read with: its version number, as in `"3"`.',
    )


class WorkflowCreate(Request):
    """A new workflow."""

    document: CheckedDocument
    layout: Layout | None = None


class WorkflowUpdate(Request):
    """A new version of a workflow."""

    document: CheckedDocument
    layout: Layout | None = Field(default=None, description="Absent: stays as it is.")
    message: Message | None = Field(default=None, description="What changed, for the list of versions.")


class ValidationRequest(Request):
    """A document to check; whatever is wrong with it comes back as problems."""

    document: dict[str, Any]


class Validation(Answer):
    """What is wrong with a document; it can be saved if there is no problem of severity `error`."""

    is_valid: bool
    problems: list[ProblemItem]


class DeleteQuery(Query):
    """What to delete along."""

    keep_history: bool = Field(default=False, description="Keep the runs in Airflow, and their files.")


class ReadQuery(Query):
    """How much to find out about a workflow."""

    check: bool = Field(
        default=True,
        description="Whether to check the document: without it `problems` is empty, and large documents "
        "are answered several times as fast.",
    )


class WorkflowSummary(Answer):
    """A workflow in a list."""

    id: int
    name: str
    description: str
    tags: list[str]
    dag_id: str
    version: int
    published_version: int | None
    publish_error: str | None
    is_paused: bool | None = Field(description="Null while Airflow doesn't know the workflow yet.")
    schedule: dict[str, Any]
    next_run_at: dt.datetime | None
    last_run_id: str | None
    last_run_state: str | None
    last_run_at: dt.datetime | None
    created_at: dt.datetime
    created_by: str | None
    updated_at: dt.datetime
    updated_by: str | None


class WorkflowList(Answer):
    """Workflows, last changed first."""

    items: list[WorkflowSummary]
    total: int


class WorkflowQuery(PageQuery):
    """Which workflows."""

    search: str = Field(default="", max_length=200, description="Part of the name.")
    dag_id: str | None = Field(default=None, max_length=250, description="Only the workflow of this DAG.")


class Workflow(Answer):
    """A workflow, whole. Its ETag is the version number, which If-Match takes."""

    id: int
    name: str
    dag_id: str
    version: int
    published_version: int | None = Field(description="Differs from `version` if publishing failed.")
    publish_error: str | None
    is_paused: bool | None = Field(description="Null while Airflow doesn't know the workflow yet.")
    document: WorkflowDocument
    layout: Layout
    next_run_at: dt.datetime | None
    problems: list[ProblemItem] = Field(
        description="What is wrong with it now: warnings, and errors if a Piece was removed since. "
        "Empty if it was not checked."
    )
    created_at: dt.datetime
    created_by: str | None
    updated_at: dt.datetime
    updated_by: str | None


class WorkflowVersionSummary(Answer):
    """A version of a workflow in a list."""

    number: int
    message: str | None
    created_at: dt.datetime
    created_by: str | None


class WorkflowVersionList(Answer):
    """Versions of a workflow, newest first."""

    items: list[WorkflowVersionSummary]
    total: int


class WorkflowVersion(WorkflowVersionSummary):
    """A version of a workflow with its document."""

    document: WorkflowDocument


class WorkflowStorage(Answer):
    """Where the files of a workflow's runs are kept."""

    kind: StorageKind = Field(
        description="`folder`: one that the webserver and all workers see. `s3`: a bucket."
    )
    path: str = Field(
        description="Of the workflow: a folder, as the webserver sees it, or an s3:// address. It may not "
        "exist yet."
    )
    bytes_used: int | None = Field(description="Of all its runs; null if there are too many to count.")


class PauseChange(Request):
    """Whether the workflow shall be paused: a paused one starts no runs by its schedule."""

    is_paused: bool


class PauseState(Answer):
    """Whether the workflow is paused."""

    is_paused: bool
