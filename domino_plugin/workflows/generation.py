"""Makes the DAG of a workflow version: its plain description (the *DagSpec*) and the Python file around it.

The file is a fixed skeleton around one literal. Whatever users typed is inside string literals of that
literal and nowhere else, not even in a comment, so it can neither break the file nor run. The same document
and Pieces give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from domino_plugin.errors import Invalid, problem
from domino_plugin.resources import task_resources
from domino_plugin.workflows import literals
from domino_plugin.workflows.document import (
    CronSchedule,
    Node,
    PieceReference,
    PresetSchedule,
    WorkflowDocument,
)
from domino_plugin.workflows.pieces import Catalogue, ResolvedPiece

DagSpec = dict[str, Any]

_PRESETS = {
    "hourly": "0 * * * *",
    "daily": "0 0 * * *",
    "weekly": "0 0 * * 0",
    "monthly": "0 0 1 * *",
    "quarterly": "0 0 1 */3 *",
    "yearly": "0 0 1 1 *",
}
#: What of a dependency group no run needs.
_ONLY_FOR_VALIDATION = "only_in_image"
#: First line of every file of ours; it tells them from other people's files in the same folder.
MARK = "# Airflow DAG made by Domino: do not edit, every save writes it anew."
_HEADER = re.compile(rf"{re.escape(MARK)}\n# workflow (\d+), version (\d+)\n")
_WORKFLOW_FILE = """\
{mark}
# workflow {workflow:d}, version {version:d}
from domino_plugin.operators.dag import build_dag

dag = build_dag(
    {literal}
)
"""
SYSTEM_FILE = f"""\
{MARK}
# system DAG: builds the Pieces' environments on a worker
from domino_plugin.operators.system import build_system_dag

dag = build_system_dag()
"""
_MAINTENANCE_FILE = """\
{mark}
# maintenance DAG: deletes the files of old runs, and containers left behind
from domino_plugin.operators.maintenance import build_maintenance_dag

dag = build_maintenance_dag({schedule!r})
"""


def maintenance_file(schedule: str) -> str:
    """Return the text of the maintenance DAG's file."""
    return _MAINTENANCE_FILE.format(mark=MARK, schedule=schedule)


def build_spec(
    document: WorkflowDocument,
    catalogue: Catalogue,
    *,
    dag_id: str,
    workflow_id: int,
    workspace_id: int,
    version: int,
) -> DagSpec:
    """Return the plain description of a version's DAG: all that a worker, without a database, needs.

    Raises:
        Invalid: a Piece of the document isn't installed (any more).
    """
    pieces = _resolve(document, catalogue)
    keys = _repository_keys(document)
    return {
        "dag_id": dag_id,
        "workflow_id": workflow_id,
        "workspace_id": workspace_id,
        "version": version,
        "name": document.name,
        "description": document.description,
        "tags": list(dict.fromkeys(document.tags)),
        "schedule": _schedule(document),
        "start": _time(document.start),
        "end": _time(document.end),
        "catchup": document.catchup,
        "max_active_runs": document.max_active_runs,
        "repositories": _repositories(pieces, keys),
        "tasks": _tasks(document, pieces, keys),
    }


def file_text(spec: DagSpec) -> str:
    """Return the Python file that builds the DAG of a spec."""
    return _WORKFLOW_FILE.format(
        mark=MARK,
        workflow=spec["workflow_id"],
        version=spec["version"],
        literal=literals.text(spec, level=1),
    )


def is_ours(text: str) -> bool:
    """Tell whether the text of a file is one that we made."""
    return text.startswith(MARK)


def header_of(text: str) -> tuple[int, int] | None:
    """Return workflow id and version that a file's header names, or None if it isn't a workflow's file."""
    match = _HEADER.match(text)
    return (int(match[1]), int(match[2])) if match else None


def _resolve(document: WorkflowDocument, catalogue: Catalogue) -> dict[PieceReference, ResolvedPiece]:
    found: dict[PieceReference, ResolvedPiece] = {}
    for node in document.nodes:
        piece = catalogue.piece(node.piece)
        if piece is None:
            reference = node.piece
            reason = (
                f"the Piece {reference.name!r} of {reference.repository!r} at version "
                f"{reference.version!r} is not installed"
            )
            fix = "Install that version of the repository."
            raise Invalid(
                f"The workflow can't be published: {reason}.",
                [problem(reason, node=node.id, field="piece", fix=fix)],
            )
        found[node.piece] = piece
    return found


def _repository_keys(document: WorkflowDocument) -> dict[tuple[str, str], str]:
    """Name the repositories ``r1``, ``r2``, ... in the order of the nodes that use them."""
    used = dict.fromkeys((node.piece.repository, node.piece.version) for node in document.nodes)
    return {repository: f"r{number}" for number, repository in enumerate(used, start=1)}


def _repositories(
    pieces: Mapping[PieceReference, ResolvedPiece], keys: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    repositories: dict[str, Any] = {}
    for reference, piece in pieces.items():
        key = keys[reference.repository, reference.version]
        repository = repositories.setdefault(
            key,
            {
                "source": reference.repository,
                "version": reference.version,
                "bundle": piece.bundle,
                "groups": {},
            },
        )
        repository["groups"][piece.group_key] = {
            name: value for name, value in piece.group.items() if name != _ONLY_FOR_VALIDATION
        }
    for repository in repositories.values():
        repository["groups"] = dict(sorted(repository["groups"].items()))
    return repositories


def _tasks(
    document: WorkflowDocument,
    pieces: Mapping[PieceReference, ResolvedPiece],
    keys: Mapping[tuple[str, str], str],
) -> list[dict[str, Any]]:
    upstream: dict[str, set[str]] = {}
    for edge in document.edges:
        upstream.setdefault(edge.downstream, set()).add(edge.upstream)
    # In the order of the nodes: the order of the edges means nothing and must not change the file.
    places = {node.id: place for place, node in enumerate(document.nodes)}
    return [
        _task(
            document,
            node,
            pieces[node.piece],
            repository=keys[node.piece.repository, node.piece.version],
            upstream=sorted(upstream.get(node.id, ()), key=places.__getitem__),
        )
        for node in document.nodes
    ]


def _task(
    document: WorkflowDocument, node: Node, piece: ResolvedPiece, *, repository: str, upstream: list[str]
) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "repository": repository,
        "piece": node.piece.name,
        "group": piece.group_key,
        "inputs": {name: item.model_dump() for name, item in node.inputs.items()},
        "upstream": upstream,
        "secrets": {
            secret.name: {"variable": secret.variable, "required": secret.required}
            for secret in sorted(piece.secrets, key=lambda secret: secret.name)
        },
        "runtime": node.runtime or document.runtime,
        "retries": node.retries,
        "retry_delay_seconds": node.retry_delay_seconds,
        "timeout_seconds": node.timeout_seconds,
        "resources": task_resources(node.resources, piece.resources).as_spec(),
    }


def _schedule(document: WorkflowDocument) -> dict[str, Any]:
    schedule = document.schedule
    if isinstance(schedule, CronSchedule):
        return {"kind": "cron", "cron": schedule.cron, "timezone": schedule.timezone}
    if isinstance(schedule, PresetSchedule):
        if schedule.preset == "once":
            return {"kind": "once"}
        return {"kind": "cron", "cron": _PRESETS[schedule.preset], "timezone": schedule.timezone}
    return {"kind": "none"}


def _time(value: dt.datetime | None) -> str | None:
    return value.astimezone(dt.timezone.utc).isoformat() if value else None
