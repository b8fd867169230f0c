"""Ends a task whose supervisor has died: Airflow doesn't, and its next try would share the task's files.

Airflow runs each task as a child of a supervisor, with a socket between them. If the supervisor is killed,
by hand or for want of memory, the task is an orphan that nobody asks for its outcome; after a timeout Airflow
starts its next try. What says so for certain is the other end of the socket, which the kernel closes: also
for a task of another user (`run_as_user`), whose parent is ``sudo``, and for supervisors that are threads.

The socket is no public interface, and there is no other sight of it (3.2 and 3.3). Where it isn't found, as
in ``dag.test()``, which needs no supervisor, nothing is watched.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterator

_TASK_RUNNER = "airflow.sdk.execution_time.task_runner"


@contextlib.contextmanager
def ended_with_supervisor(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop`, in another thread, if the supervisor dies while the block runs."""
    channel = _channel()
    if channel is None:
        yield
        return
    done, ending = os.pipe()
    thread = threading.Thread(target=_watch, args=(channel, done, stop), name="supervisor", daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(ending)
        thread.join()
        os.close(done)


def _channel() -> int | None:
    """Return the descriptor of this task's end of the socket."""
    comms = getattr(sys.modules.get(_TASK_RUNNER), "SUPERVISOR_COMMS", None)
    channel = getattr(comms, "socket", None)
    return channel.fileno() if isinstance(channel, socket.socket) and channel.fileno() >= 0 else None


def _watch(channel: int, done: int, stop: Callable[[], None]) -> None:
    poll = select.poll()
    # Nothing of it is read here: to hang up is told without being asked for.
    poll.register(channel, 0)
    poll.register(done, 0)
    ready = dict(poll.poll())
    if channel in ready and done not in ready:
        stop()
