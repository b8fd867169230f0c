"""Jobs: environments built on a worker."""

from __future__ import annotations

from domino_plugin.blueprints.access import caller, in_workspace
from domino_plugin.blueprints.answers import answer
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.api.schemas.jobs import Job, JobList, JobLog, JobLogQuery, JobPath, JobQuery
from domino_plugin.blueprints.pieces import installation
from domino_plugin.blueprints.transaction import current_session
from flask import Response
from sqlalchemy import func, select

from domino_plugin.db import models
from domino_plugin.db.patience import patiently
from domino_plugin.jobs import own_work, service
from domino_plugin.workspaces.rights import Right

api = api_blueprint("jobs", __name__, "Work that outlives a request", f"{WORKSPACE}/jobs")


@api.get("", responses={200: JobList})
@in_workspace(Right.SEE_PIECES)
def list_jobs(path: WorkspacePath, query: JobQuery) -> Response:
    """The workspace's jobs, newest first."""
    jobs = service.list_jobs(
        current_session(),
        path.workspace_id,
        repository_id=query.repository_id,
        limit=query.limit,
        offset=query.offset,
    )
    return answer(JobList(items=[Job.of(job) for job in jobs], total=_count(path.workspace_id, query)))


@api.get("/<int:job_id>", responses={200: Job})
@in_workspace(Right.SEE_PIECES)
def get_job(path: JobPath) -> Response:
    """A job with its state of this moment."""
    return answer(Job.of(service.get_job(current_session(), path.workspace_id, path.job_id)))


@api.get("/<int:job_id>/log", responses={200: JobLog})
@in_workspace(Right.SEE_PIECES)
def get_job_log(path: JobPath, query: JobLogQuery) -> Response:
    """Lines of a job's log."""
    job = service.get_job(current_session(), path.workspace_id, path.job_id)
    lines, position, finished = service.read_log(current_session(), job, after=query.after, limit=query.limit)
    return answer(JobLog(lines=lines, next=position, finished=finished))


@api.post("/<int:job_id>/cancel", responses={200: Job})
@in_workspace(Right.MANAGE_REPOSITORIES)
def cancel_job(path: JobPath) -> Response:
    """Stop a job that is queued or running."""
    session = current_session()
    job = patiently(session, lambda: service.cancel(session, path.workspace_id, path.job_id))
    return answer(Job.of(job))


@api.post("/<int:job_id>/retry", responses={201: Job})
@in_workspace(Right.MANAGE_REPOSITORIES)
def retry_job(path: JobPath) -> Response:
    """Do a failed or cancelled job's work again, as a new job. Installing answers when it is installed."""
    session, user = current_session(), caller().name
    old = service.get_job(session, path.workspace_id, path.job_id)
    if old.kind == own_work.INSTALL and old.state in {"failed", "cancelled"}:
        source, version = old.payload["source"], old.payload["version"]
        number = installation.install(session, path.workspace_id, source, version, user).job_id
        return answer(Job.of(service.get_job(session, path.workspace_id, number)), 201)
    job = patiently(session, lambda: service.retry(session, path.workspace_id, path.job_id, user))
    return answer(Job.of(job), 201)


def _count(workspace_id: int, query: JobQuery) -> int:
    where = [models.Job.workspace_id == workspace_id]
    if query.repository_id is not None:
        where.append(models.Job.payload["repository_id"].as_integer() == query.repository_id)
    return current_session().scalar(select(func.count()).select_from(models.Job).where(*where)) or 0
