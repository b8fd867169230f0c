"""Runs of a workflow: start, watch, read logs, outputs and results, stop, delete."""

from __future__ import annotations

import tempfile
from dataclasses import asdict

from domino_plugin.blueprints import access
from domino_plugin.blueprints.access import caller, in_workspace, workflow
from domino_plugin.blueprints.answers import answer, no_content, text_download, untrusted_file
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint, file_response
from domino_plugin.blueprints.api.schemas.runs import (
    FileQuery,
    LogPage,
    LogQuery,
    ResultQuery,
    Run,
    RunDetail,
    RunList,
    RunPath,
    RunQuery,
    RunStorage,
    SavedLogQuery,
    TablePage,
    TableQuery,
    Task,
    TaskOutputs,
    TaskPath,
    TaskQuery,
    Trigger,
)
from domino_plugin.blueprints.api.schemas.workflows import WorkflowPath
from domino_plugin.blueprints.transaction import current_session
from flask import Response

from domino_plugin.runs import results, service
from domino_plugin.storage import open_storage
from domino_plugin.workspaces.rights import Right

api = api_blueprint("runs", __name__, "Runs of workflows", f"{WORKSPACE}/workflows/<int:workflow_id>/runs")
_TASK = "/<run_id>/tasks/<task_id>"
#: How long the files of a run are counted before that is given up.
_COUNTING_SECONDS = 1.0


@api.get("", responses={200: RunList})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_RUNS)
def list_runs(path: WorkflowPath, query: RunQuery) -> Response:
    """Runs of the workflow, newest first."""
    del path
    found, total = service.list_runs(
        current_session(), workflow(), limit=query.limit, offset=query.offset, state=query.state
    )
    return answer(RunList(items=[Run.model_validate(run) for run in found], total=total))


@api.post("", responses={201: Run})
@in_workspace(Right.RUN_WORKFLOWS, access.TRIGGER_RUN)
def trigger_run(path: WorkflowPath, body: Trigger) -> Response:
    """Start a run of the workflow's current version."""
    del path
    run = service.trigger(
        current_session(), workflow(), caller().name, run_id=body.run_id, unpause=body.unpause
    )
    return answer(Run.model_validate(run), 201)


@api.get("/<run_id>", responses={200: RunDetail})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_RUNS)
def get_run(path: RunPath) -> Response:
    """A run with its tasks."""
    run = service.get_run(current_session(), workflow(), path.run_id)
    tasks = service.list_tasks(current_session(), workflow(), path.run_id)
    return answer(RunDetail(**asdict(run), tasks=[Task.model_validate(task) for task in tasks]))


@api.get("/<run_id>/storage", responses={200: RunStorage})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_RUNS)
def get_run_storage(path: RunPath) -> Response:
    """Where the files of the run are kept, and how much they take."""
    service.get_run(current_session(), workflow(), path.run_id)
    storage, dag_id = open_storage(), workflow().dag_id
    return answer(
        RunStorage(
            kind=storage.kind,
            path=storage.run_place(dag_id, path.run_id),
            bytes_used=storage.run_usage(dag_id, path.run_id, seconds=_COUNTING_SECONDS),
        )
    )


@api.post("/<run_id>/stop", responses={200: Run})
@in_workspace(Right.RUN_WORKFLOWS, access.STOP_RUN)
def stop_run(path: RunPath) -> Response:
    """End a run: what runs is killed and marked failed, what is to come is skipped."""
    return answer(Run.model_validate(service.stop_run(current_session(), workflow(), path.run_id)))


@api.delete("/<run_id>", responses={204: None})
@in_workspace(Right.RUN_WORKFLOWS, access.DELETE_RUN)
def delete_run(path: RunPath) -> Response:
    """Remove a run that has ended, with its files."""
    service.delete_run(current_session(), workflow(), path.run_id)
    return no_content()


@api.get(f"{_TASK}/log", responses={200: LogPage})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_LOGS)
def get_task_log(path: TaskPath, query: LogQuery) -> Response:
    """Lines of a task's log."""
    page = service.read_log(
        current_session(),
        workflow(),
        path.run_id,
        path.task_id,
        map_index=query.map_index,
        try_number=query.try_number,
        after=query.after,
        limit=query.limit,
        piece_only=query.piece_only,
    )
    return answer(LogPage.model_validate(page))


@api.get(f"{_TASK}/log/file", responses={200: file_response("Lines with time, level and source")})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_LOGS)
def save_task_log(path: TaskPath, query: SavedLogQuery) -> Response:
    """A task's whole log as a text file."""
    # Closed by the answer that sends it.
    target = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115
    service.save_log(
        current_session(),
        workflow(),
        path.run_id,
        path.task_id,
        target,
        map_index=query.map_index,
        try_number=query.try_number,
    )
    target.seek(0)
    return text_download(target, f"{path.task_id}.log")


@api.get(f"{_TASK}/outputs", responses={200: TaskOutputs})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_OUTPUTS)
def get_task_outputs(path: TaskPath, query: TaskQuery) -> Response:
    """What a task returned, and whether it has something to show."""
    found = results.read_outputs(current_session(), workflow(), path.run_id, path.task_id, query.map_index)
    return answer(TaskOutputs.model_validate(found))


@api.get(f"{_TASK}/result", responses={200: file_response("What the task shows, as the Piece wrote it")})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_OUTPUTS)
def get_task_result(path: TaskPath, query: ResultQuery) -> Response:
    """What a task has to show, as a file. Third-party content: show it in a sandboxed frame only."""
    file = results.open_result(current_session(), workflow(), path.run_id, path.task_id, query.map_index)
    return untrusted_file(file, download=query.download)


@api.get(f"{_TASK}/result/table", responses={200: TablePage})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_OUTPUTS)
def get_task_result_table(path: TaskPath, query: TableQuery) -> Response:
    """Rows of a CSV file that a task shows."""
    file = results.open_result(current_session(), workflow(), path.run_id, path.task_id, query.map_index)
    page = results.read_table(
        file, offset=query.offset, limit=query.limit, sort=query.sort, descending=query.descending
    )
    return answer(TablePage.model_validate(page))


@api.get("/<run_id>/files", responses={200: file_response("The file, as the Piece wrote it")})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_OUTPUTS)
def get_run_file(path: RunPath, query: FileQuery) -> Response:
    """A file that a task of the run left in the shared storage; its log for those who may read logs."""
    service.get_run(current_session(), workflow(), path.run_id)
    file = results.open_file(workflow(), path.run_id, query.path)
    if file.is_log:
        access.require(access.READ_LOGS)
    return untrusted_file(file, download=query.download)
