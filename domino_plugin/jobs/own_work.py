"""Work that a web process does itself, noted as a job: seen as it goes, and stopped before it counts.

Installing a repository and deleting a workspace take a request as long as they take. Their job tells
everybody else how far they are, and lets them be cancelled: whoever works looks at each step whether that is
still wanted. `Work.close` is the point of no return.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domino_plugin.db.models import Job
from domino_plugin.db.patience import patiently
from domino_plugin.db.session import session_scope
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, DominoError

T = TypeVar("T")
INSTALL = "install_repository"
DELETE_WORKSPACE = "delete_workspace"
#: Kinds of jobs that are no run of the system DAG.
KINDS = (INSTALL, DELETE_WORKSPACE)
#: From the point of no return until the end.
CLOSED = "closed"
#: How long nothing may be heard of the process that works before it is taken for dead.
LEASE = dt.timedelta(minutes=15)
#: Seconds between two questions whether the work is still wanted.
_QUESTION = 0.5
DIED = "The webserver was stopped while it was at it. Try again."


class CancelledError(Conflict):
    """Somebody has cancelled the job, so its work ends here."""


class Work:
    """Work in hand, as its job tells it. All writes are transactions of their own, unless said otherwise."""

    def __init__(self, job_id: int) -> None:
        """Go on with a job that is noted."""
        self.job_id = job_id
        self._asked = time.monotonic()

    def step(self, name: str, done: int, total: int) -> None:
        """Note how far it is: `done` of `total` steps, and at `name` now.

        Raises:
            CancelledError: it isn't wanted any more.
        """
        progress = {"step": name, "done": done, "total": total}
        self._require(_own(lambda session: _change(session, self.job_id, ["running"], progress=progress)))

    def check(self) -> None:
        """Ask whether it is still wanted, at most every half second: call it as often as you like.

        Raises:
            CancelledError: it isn't wanted any more.
        """
        if time.monotonic() - self._asked < _QUESTION:
            return
        self._asked = time.monotonic()
        self._require(_own(lambda session: _change(session, self.job_id, ["running"])))

    def close(self) -> None:
        """Pass the point of no return: from now on it can't be cancelled.

        Raises:
            CancelledError: it isn't wanted any more.
        """
        self._require(_own(lambda session: _change(session, self.job_id, ["running"], state=CLOSED)))

    def finish(self, session: Session, outcome: Mapping[str, Any]) -> None:
        """Note the end, in the session's transaction: with the work itself, or not at all."""
        _change(
            session,
            self.job_id,
            ["running", CLOSED],
            state="succeeded",
            outcome=dict(outcome),
            finished_at=utcnow(),
            lease_until=None,
        )

    @staticmethod
    def _require(is_wanted: bool) -> None:  # noqa: FBT001  the only thing there is to say
        if not is_wanted:
            raise CancelledError("It was cancelled.")


@contextmanager
def noted(workspace_id: int, kind: str, payload: Mapping[str, Any], user: str | None) -> Iterator[Work]:
    """Note work as a running job of a workspace; whatever ends it early ends the job as well.

    Args:
        workspace_id: the workspace.
        kind: one of `KINDS`.
        payload: what is to be done, as plain data.
        user: who wants it.
    """

    def start(session: Session) -> int:
        job = Job(
            workspace_id=workspace_id,
            kind=kind,
            state="running",
            payload=dict(payload),
            created_by=user,
            lease_owner=f"{_host()}:{os.getpid()}",
            lease_until=utcnow() + LEASE,
        )
        session.add(job)
        session.flush()
        return job.id

    work = Work(_own(start))
    try:
        yield work
    except DominoError as error:
        _fail(work, error.message)
        raise
    except BaseException:
        _fail(work, "Something went wrong on the server; its log has the details.")
        raise


def end_dead(session: Session, job: Job) -> None:
    """Note that a job has failed whose process hasn't been heard of for too long."""
    if _end_died(session, job, Job.lease_until < utcnow()):
        session.refresh(job)


def end_orphans(session: Session) -> None:
    """Note that jobs have failed whose process on this machine has ended; a server calls it at its start."""
    query = select(Job).where(
        Job.kind.in_(KINDS),
        Job.state.in_(["running", CLOSED]),
        Job.lease_owner.startswith(f"{_host()}:", autoescape=True),
    )
    for job in session.scalars(query).all():
        owner = str(job.lease_owner)
        process = int(owner.rpartition(":")[2])
        # In a container that was started again, processes have the numbers they had before.
        if process == os.getpid() or not _is_alive(process):
            _end_died(session, job, Job.lease_owner == owner)
    session.commit()


def _host() -> str:
    return socket.gethostname()[:60]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end_died(session: Session, job: Job, *where: Any) -> bool:
    return _change(
        session,
        job.id,
        ["running", CLOSED],
        *where,
        state="failed",
        error=DIED,
        finished_at=utcnow(),
        lease_until=None,
    )


def running(session: Session, workspace_id: int, kind: str) -> Job | None:
    """Return a job of this kind that is being done in a workspace, if there is one."""
    query = select(Job).where(
        Job.workspace_id == workspace_id, Job.kind == kind, Job.state.in_(["running", CLOSED])
    )
    for job in session.scalars(query):
        end_dead(session, job)
        if job.state in {"running", CLOSED}:
            return job
    return None


def _fail(work: Work, error: str) -> None:
    _own(
        lambda session: _change(
            session,
            work.job_id,
            ["running", CLOSED],
            state="failed",
            error=error,
            finished_at=utcnow(),
            lease_until=None,
        )
    )


def _own(change: Callable[[Session], T]) -> T:
    with session_scope() as session:
        return patiently(session, lambda: _committed(session, change))


def _committed(session: Session, change: Callable[[Session], T]) -> T:
    outcome = change(session)
    session.commit()
    return outcome


def _change(session: Session, job_id: int, states: Sequence[str], *where: Any, **values: Any) -> bool:
    """Change a job if it is in one of these states; each sign of life prolongs its lease."""
    values = {"lease_until": utcnow() + LEASE, **values}
    changed: Any = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(states), *where)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount == 1)
