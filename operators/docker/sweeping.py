"""Removes the containers of workers that are gone.

A Piece whose worker dies ends by itself, see `domino_plugin.runtime.container`; its container stays, ended,
until somebody removes it. Each container's labels say which process of which machine has made it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domino_plugin.operators.docker.container import remove
from domino_plugin.operators.docker.engine import Engine, EngineRefusal

log = logging.getLogger("domino.task")

LABEL = "domino.piece"
_MACHINE, _PROCESS, _BORN = "domino.machine", "domino.process", "domino.process-start"
#: Seconds after which an ended container of another machine's worker is nobody's: removing takes no time.
_ABANDONED = 600


def labels(piece: str, task: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of a container that this process makes."""
    born = None
    with contextlib.suppress(OSError):
        born = _born(os.getpid())
    return {
        LABEL: piece,
        _MACHINE: machine(),
        _PROCESS: str(os.getpid()),
        _BORN: born or "",
        **{f"domino.{name}": value for name, value in task.items()},
    }


def sweep(engine: Engine) -> int:
    """Remove the containers whose worker is gone; return how many.

    Raises:
        EngineSilent: the engine has gone.
        EngineRefusal: it doesn't list its containers.
    """
    with engine.refusals("The containers can't be listed"):
        found = engine.api.containers(all=True, filters={"label": LABEL})
    removed = 0
    for container in found:
        removed += _removed(engine, container)
    if removed:
        log.warning("Removed %d containers that workers had left behind when they died.", removed)
    return removed


def _removed(engine: Engine, container: Mapping[str, Any]) -> bool:
    try:
        if not _is_abandoned(engine, container):
            return False
        remove(engine, container["Id"])
    except EngineRefusal as error:
        log.warning("%s", error.message)
        return False
    return True


def machine() -> str:
    """Return what tells this machine, or container, from others that use the same engine."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = "?"
    # Containers share the machine's boot, but not its processes.
    try:
        space = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no path
    except OSError:
        space = "?"
    return f"{socket.gethostname()} {boot} {space}"


def _is_abandoned(engine: Engine, container: Mapping[str, Any]) -> bool:
    of, state = container.get("Labels") or {}, container.get("State")
    if of.get(_MACHINE) == machine():
        return _has_ended(int(of.get(_PROCESS) or 0), of.get(_BORN) or "")
    # Of another machine's processes nothing is known, but a container that runs has a worker that lives.
    if state == "created":
        return time.time() - int(container.get("Created") or 0) > _ABANDONED
    return state in ("exited", "dead") and _ended_since(engine, container["Id"]) > _ABANDONED


def _ended_since(engine: Engine, container: str) -> float:
    """Return the seconds since a container has ended; 0 if it is gone meanwhile."""
    import docker.errors

    with engine.refusals("A container can't be looked up"):
        try:
            state = engine.api.inspect_container(container)["State"]
        except docker.errors.NotFound:
            return 0.0
    # Nanoseconds are more than Python reads.
    ended = dt.datetime.fromisoformat(f"{str(state['FinishedAt'])[:19]}+00:00")
    return time.time() - ended.timestamp()


def _has_ended(pid: int, born: str) -> bool:
    """Whether a process of this machine is surely gone; others' may be hidden from this one's user."""
    if pid <= 0:
        return True
    try:
        # No signal: only asks.
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        # It belongs to somebody else.
        pass
    try:
        now = _born(pid)
    except OSError:
        return False
    return now is None or (bool(born) and now != born)


def _born(pid: int) -> str | None:
    """Return when a process was started, in the kernel's count, or None if it has ended.

    Raises:
        OSError: it is hidden, or gone.
    """
    text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    fields = text.rpartition(")")[2].split()
    # The state is the third field of the file, the start the twenty-second.
    return None if fields[0] in "ZX" else fields[19]
