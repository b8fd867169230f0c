"""Makes the answers about workflows from what the services return."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from domino_plugin.blueprints.answers import answer
from domino_plugin.blueprints.api.schemas.workflows import (
    Workflow,
    WorkflowSummary,
    WorkflowVersion,
    WorkflowVersionSummary,
)
from domino_plugin.blueprints.preconditions import tag

from domino_plugin.errors import NotFound

if TYPE_CHECKING:
    from flask import Response

    from domino_plugin.workflows.listing import VersionRecord, WorkflowDetail
    from domino_plugin.workflows.listing import WorkflowSummary as SummaryRecord


def workflow_answer(detail: WorkflowDetail, status: int = 200) -> Response:
    """Answer with a workflow; its tag is the version number, which a change gives back in If-Match."""
    # Neither copied nor read again: a document of a thousand nodes is half a megabyte.
    return answer(Workflow(**{**vars(detail), "document": detail.read}), status, tag(detail.version))


def summary(record: SummaryRecord) -> WorkflowSummary:
    """Return a workflow as lists show it."""
    run = record.last_run
    return WorkflowSummary(
        **{**asdict(record), "last_run": None},
        last_run_id=run.run_id if run else None,
        last_run_state=run.state if run else None,
        last_run_at=(run.start_date or run.queued_at) if run else None,
    )


def version_summary(record: VersionRecord) -> WorkflowVersionSummary:
    """Return a version as lists show it."""
    return WorkflowVersionSummary.model_validate(record)


def version(record: VersionRecord) -> WorkflowVersion:
    """Return a version with its document."""
    if record.document is None:
        raise NotFound(f"The workflow has no version {record.number}.")
    return WorkflowVersion.model_validate(record)
