"""What the web process does itself is a job: seen, cancelled in time, and ended if its process dies."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.git_server import GitServer, commit_all
from support.log_workflow import document

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.db.types import utcnow
from domino_plugin.jobs import own_work

pytestmark = pytest.mark.airflow


class Call(threading.Thread):
    """A request that is under way."""

    def __init__(self, call: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self.start()

    def run(self) -> None:
        self.answer = self._call()

    def end(self) -> Any:
        self.join(60)
        return self.answer


@pytest.fixture
def slow_git(tmp_path: Path) -> Iterator[str]:
    """The address of a repository whose server takes its time."""
    folder = tmp_path / "repositories" / "slow"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("x")
    commit_all(folder, "1.0.0")
    with GitServer(folder.parent) as server:
        server.delay = 60
        yield f"{server.url}/slow"


def active_job(team: SimpleNamespace, kind: str) -> dict[str, Any]:
    """Wait for a job of this kind that has begun its first step."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for job in team.owner.get(f"{team.base}/jobs").json["items"]:
            if job["kind"] == kind and job["state"] == "running" and job["progress"] is not None:
                return dict(job)
        time.sleep(0.05)
    raise AssertionError(f"no job {kind}")


def test_an_installation_that_is_cancelled_leaves_nothing_behind(
    sign_in: Any, team: SimpleNamespace, slow_git: str
) -> None:
    def left_over() -> tuple[set[Path], set[Path], int]:
        with session_scope() as session:
            versions = session.query(models.RepositoryVersion).count()
        return set(Path(tempfile.gettempdir()).glob("domino-git-*")), set(team.storage.rglob("*")), versions

    before = left_over()
    body = {"source": slow_git, "version": "1.0.0"}
    call = Call(lambda: sign_in("ada", "admin").post(f"{team.base}/repositories", json=body))
    job = active_job(team, own_work.INSTALL)
    assert job["progress"] == {"step": "fetch", "done": 0, "total": 3}
    assert (job["payload"], job["can_cancel"], job["created_by"]) == (body, True, "ada")

    cancelled = team.owner.post(f"{team.base}/jobs/{job['id']}/cancel")
    assert (cancelled.status_code, cancelled.json["state"]) == (200, "cancelled")

    answer = call.end()
    assert (answer.status_code, answer.json["detail"]) == (
        409,
        "Installing was cancelled: nothing is installed.",
    )
    assert left_over() == before
    after = team.owner.get(f"{team.base}/jobs/{job['id']}").json
    assert (after["state"], after["can_cancel"], after["progress"]) == ("cancelled", False, None)


def test_an_installation_is_a_job_that_succeeds_or_says_why_not(team: SimpleNamespace) -> None:
    job = team.owner.get(f"{team.base}/jobs/{team.installed['job_id']}").json
    assert (job["kind"], job["state"]) == (own_work.INSTALL, "succeeded")
    assert job["outcome"]["repository_id"] == team.installed["repository_id"]
    failed = team.owner.post(f"{team.base}/repositories", json={"source": "/nowhere"})
    assert failed.status_code == 422
    job = team.owner.get(f"{team.base}/jobs").json["items"][0]
    assert (job["state"], job["error"]) == ("failed", failed.json["detail"])
    again = team.owner.post(f"{team.base}/jobs/{job['id']}/retry")
    assert (again.status_code, again.json["detail"]) == (422, failed.json["detail"])


def test_what_failed_for_a_passing_reason_is_installed_by_repeating_its_job(team: SimpleNamespace) -> None:
    with session_scope() as session:
        job = models.Job(
            workspace_id=team.id,
            kind=own_work.INSTALL,
            state="failed",
            payload={"source": "starter", "version": "other"},
        )
        session.add(job)
        session.flush()
        number = job.id
    again = team.owner.post(f"{team.base}/jobs/{number}/retry")
    assert (again.status_code, again.json["state"]) == (201, "succeeded"), again.text
    versions = team.owner.get(f"{team.base}/repositories").json["items"][0]["versions"]
    assert "other" in [one["version"] for one in versions]


def test_past_the_point_of_no_return_nothing_is_cancelled(team: SimpleNamespace) -> None:
    with own_work.noted(team.id, own_work.INSTALL, {"source": "x"}, "ada") as work:
        work.step("store", 2, 3)
        work.close()
        job = active_job(team, own_work.INSTALL)
        assert job["can_cancel"] is False
        refused = team.owner.post(f"{team.base}/jobs/{work.job_id}/cancel")
        assert (refused.status_code, "all but done" in refused.json["detail"]) == (409, True)
        with session_scope() as session:
            work.finish(session, {"is": "done"})
    assert team.owner.get(f"{team.base}/jobs/{work.job_id}").json["state"] == "succeeded"


def test_work_whose_process_died_has_failed(team: SimpleNamespace) -> None:
    with own_work.noted(team.id, own_work.INSTALL, {"source": "x"}, "ada") as work:
        with session_scope() as session:
            session.get(models.Job, work.job_id).lease_until = utcnow() - dt.timedelta(seconds=1)
        job = team.owner.get(f"{team.base}/jobs/{work.job_id}").json
        assert (job["state"], job["error"]) == ("failed", own_work.DIED)
        with pytest.raises(own_work.CancelledError):
            work.step("read", 1, 3)


def test_a_server_that_starts_ends_what_one_before_it_left_undone(team: SimpleNamespace) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    host = socket.gethostname()[:60]
    alive = os.getppid()
    owners = [f"{host}:{ended.pid}", f"{host}:{os.getpid()}", f"{host}:{alive}", f"elsewhere:{ended.pid}"]
    with session_scope() as session:
        jobs = [
            models.Job(
                workspace_id=team.id,
                kind=own_work.INSTALL,
                state="running",
                payload={"source": "x"},
                lease_owner=owner,
                lease_until=utcnow() + own_work.LEASE,
            )
            for owner in owners
        ]
        session.add_all(jobs)
        session.flush()
        numbers = [job.id for job in jobs]
        session.commit()
        own_work.end_orphans(session)
    found = [team.owner.get(f"{team.base}/jobs/{number}").json for number in numbers]
    assert [job["state"] for job in found] == ["failed", "failed", "running", "running"]
    assert found[0]["error"] == own_work.DIED


@pytest.fixture
def full(team: SimpleNamespace) -> list[str]:
    """Three workflows in the team's workspace; their names."""
    names = ["One", "Two", "Three"]
    for name in names:
        made = team.owner.post(f"{team.base}/workflows", json={"document": document(name=name)})
        assert made.status_code == 201, made.text
    return names


def test_deleting_a_workspace_is_cancelled_between_two_workflows(
    sign_in: Any, team: SimpleNamespace, full: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from domino_plugin.workflows import service

    delete, seen = service.delete_workflow, []

    def cancelled_after_one(*arguments: Any, **options: Any) -> None:
        delete(*arguments, **options)
        arguments[0].commit()
        other = sign_in("ada", "admin")
        job = active_job(SimpleNamespace(owner=other, base=team.base), own_work.DELETE_WORKSPACE)
        seen.append(job["progress"])
        assert other.post(f"{team.base}/jobs/{job['id']}/cancel").status_code == 200

    monkeypatch.setattr(service, "delete_workflow", cancelled_after_one)
    answer = team.owner.delete(team.base)
    assert answer.status_code == 409
    assert "1 of 3 workflows are deleted" in answer.json["detail"]
    assert seen == [{"step": "workflows", "done": 0, "total": 3}]
    left = team.owner.get(f"{team.base}/workflows").json
    assert left["total"] == 2
    monkeypatch.undo()
    assert team.owner.delete(team.base).status_code == 204
    assert team.owner.get(team.base).status_code == 404


def test_a_workspace_is_deleted_once_at_a_time(team: SimpleNamespace) -> None:
    with own_work.noted(team.id, own_work.DELETE_WORKSPACE, {}, "ada"):
        answer = team.owner.delete(team.base)
    assert (answer.status_code, "being deleted already" in answer.json["detail"]) == (409, True)


def test_all_jobs_are_cancelled_one_after_another(team: SimpleNamespace) -> None:
    """As the button of the web app does it: those that have ended meanwhile answer 409."""
    jobs = team.owner.get(f"{team.base}/jobs").json["items"]
    active = [job["id"] for job in jobs if job["can_cancel"]]
    assert len(active) > 1
    assert {team.owner.post(f"{team.base}/jobs/{one}/cancel").status_code for one in active} == {200}
    after = team.owner.get(f"{team.base}/jobs").json["items"]
    assert not any(job["can_cancel"] for job in after)
    assert team.owner.post(f"{team.base}/jobs/{active[0]}/cancel").status_code == 409


def test_only_who_manages_repositories_cancels(sign_in: Any, team: SimpleNamespace) -> None:
    with own_work.noted(team.id, own_work.INSTALL, {"source": "x"}, "ada") as work:
        refused = sign_in("bob", "admin").post(f"{team.base}/jobs/{work.job_id}/cancel")
        assert refused.status_code == 403
