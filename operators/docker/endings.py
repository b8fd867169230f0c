"""What the end of a container means: the Piece's response, or a failure that says what became of it."""

from __future__ import annotations

import signal

from domino_plugin.operators.docker.container import Ended
from domino_plugin.operators.endings import WAY_OUT, limit_hint

from domino_plugin.runtime import protocol
from domino_plugin.runtime.container import WORKER_GONE

#: Failures that tell how the Piece was ended from outside.
_NOT_ITS_OWN = ("Stopped", "ProcessKilled", WORKER_GONE)
_CUT = (
    "The connection to the container was cut while the Piece ran, which ends it; neither the worker nor the "
    "engine has gone. A proxy between them may be the reason: let it keep a connection that is silent for a "
    "minute."
)
#: Exit codes above are signals.
_SIGNALS = 128


def response_of(reply: bytes | None, ended: Ended, memory_limit_mib: int | None) -> protocol.Response:
    """Return what the runner has left, or a failure in its place.

    Args:
        reply: content of the response file, if there is one.
        ended: how the container ended.
        memory_limit_mib: the limit that held for it.
    """
    if ended.stopped:
        return protocol.failed("Stopped", "The Piece was stopped before its end.")
    try:
        response = None if reply is None else protocol.parse_response(reply)
    except ValueError as error:
        return protocol.failed("BrokenResponse", f"What the container has left can't be read: {error}")
    failure = None if response is None else response["error"]
    if response is not None and failure is None and ended.code == 0:
        return response
    outside = _from_outside(failure, ended.lost)
    if outside is not None:
        return outside
    if ended.out_of_memory and (failure is None or failure["type"] == "ProcessKilled"):
        return _out_of_memory(memory_limit_mib)
    return (
        _without_response(ended.code, memory_limit_mib)
        if response is None
        else _explained(response, ended.code, memory_limit_mib)
    )


def _from_outside(failure: protocol.Failure | None, lost: str | None) -> protocol.Response | None:
    """Return what came between the worker and the container, if that is why there is no result."""
    if lost is not None and (failure is None or failure["type"] in _NOT_ITS_OWN):
        return protocol.failed("EngineGone", lost)
    if failure is not None and failure["type"] == WORKER_GONE:
        return protocol.failed("ConnectionCut", _CUT)
    return None


def _explained(response: protocol.Response, code: int, limit: int | None) -> protocol.Response:
    failure = response["error"]
    if failure is None:
        return protocol.failed(
            "ProcessEnded", f"The Piece's process ended with exit code {code} after its result."
        )
    if failure["out_of_memory"] and limit:
        failure["summary"] = f"the memory limit of {limit} MiB was reached ({failure['summary']}). {WAY_OUT}"
    elif failure["type"] == "ProcessKilled":
        failure["summary"] += limit_hint(limit)
    return response


def _out_of_memory(limit: int | None) -> protocol.Response:
    text = (
        f"the memory limit of {limit} MiB was reached, and the Piece was killed for it. {WAY_OUT}"
        if limit
        else "the engine's machine ran out of memory, and the Piece was killed for it. Give the task a "
        "memory limit, or run less at a time."
    )
    response = protocol.failed("OutOfMemory", text)
    if response["error"] is not None:
        response["error"]["out_of_memory"] = True
    return response


def _without_response(code: int, limit: int | None) -> protocol.Response:
    number = code - _SIGNALS
    if number in {member.value for member in signal.Signals}:
        name = signal.Signals(number).name
        return protocol.failed(
            "ContainerKilled",
            f"The Piece's container was ended from outside, by the signal {name}: somebody has killed it, or "
            "the engine was stopped.",
        )
    return protocol.failed(
        "ProcessEnded",
        f"The Piece's process ended with exit code {code} and left no result.{limit_hint(limit)}",
    )
