"""Workflows as the web layer shows them: our rows joined with what Airflow knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domino_plugin.airflow_compat.dags import DagState
from domino_plugin.airflow_compat.runs import RunRecord
from domino_plugin.db.models import Workflow
from domino_plugin.errors import Problem
from domino_plugin.workflows.document import WorkflowDocument
from domino_plugin.workflows.document_errors import parse_document


@dataclass(frozen=True)
class WorkflowSummary:
    """A workflow in a list.

    Attributes:
        version: the current version; `published_version` differs from it after a failure, which
            `publish_error` tells.
        is_paused: None while Airflow doesn't know the DAG yet.
        next_run_at: when the next scheduled run starts.
        last_run: the newest run, whatever started it.
    """

    id: int
    workspace_id: int
    name: str
    description: str
    tags: list[str]
    dag_id: str
    version: int
    published_version: int | None
    publish_error: str | None
    schedule: dict[str, Any]
    is_paused: bool | None
    next_run_at: dt.datetime | None
    last_run: RunRecord | None
    created_at: dt.datetime
    created_by: str | None
    updated_at: dt.datetime
    updated_by: str | None

    @classmethod
    def of(
        cls, row: Workflow, document: Mapping[str, Any], state: DagState | None, run: RunRecord | None
    ) -> WorkflowSummary:
        """Join a row with its document and Airflow's state."""
        return cls(
            **_common(row, state),
            description=document.get("description", ""),
            tags=list(document.get("tags", [])),
            schedule=document.get("schedule", {"kind": "none"}),
            last_run=run,
        )


@dataclass(frozen=True)
class WorkflowDetail:
    """A workflow, whole: as in a list, with document, layout and the findings about it.

    Attributes:
        document: as it is stored; `read` is the same, with types, and what it leaves out filled in.
    """

    id: int
    workspace_id: int
    name: str
    dag_id: str
    version: int
    published_version: int | None
    publish_error: str | None
    is_paused: bool | None
    next_run_at: dt.datetime | None
    created_at: dt.datetime
    created_by: str | None
    updated_at: dt.datetime
    updated_by: str | None
    document: dict[str, Any]
    read: WorkflowDocument
    layout: dict[str, Any]
    problems: list[Problem]

    @classmethod
    def of(
        cls, row: Workflow, document: dict[str, Any], state: DagState | None, problems: list[Problem]
    ) -> WorkflowDetail:
        """Join a row with its document and Airflow's state.

        Raises:
            Invalid: the document is none.
        """
        read = parse_document(document)
        return cls(**_common(row, state), document=document, read=read, layout=row.layout, problems=problems)


@dataclass(frozen=True)
class VersionRecord:
    """A saved version; in lists without its document."""

    number: int
    message: str | None
    created_at: dt.datetime
    created_by: str | None
    document: dict[str, Any] | None


def _common(row: Workflow, state: DagState | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "workspace_id": row.workspace_id,
        "name": row.name,
        "dag_id": row.dag_id,
        "version": row.current_version,
        "published_version": row.published_version,
        "publish_error": row.publish_error,
        "is_paused": state.is_paused if state else None,
        "next_run_at": state.next_run_after if state and not state.is_paused else None,
        "created_at": row.created_at,
        "created_by": row.created_by,
        "updated_at": row.updated_at,
        "updated_by": row.updated_by,
    }
