"""What the end of a Piece's process means: its response, or a failure that says what became of it."""

from __future__ import annotations

import signal

from domino_plugin.runtime import protocol

#: How libraries that aren't written in Python end a process for which there is no memory.
_OUT_OF_MEMORY = ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGKILL", "SIGTRAP", "SIGILL")
#: What to do about it.
WAY_OUT = "Raise the task's memory limit, or have it work on less data at a time."


def response_of(
    reply: bytes | None, code: int | None, *, stopped: bool, memory_limit_mib: int | None
) -> protocol.Response:
    """Return what the runner has left, or a failure in its place.

    Args:
        reply: what it has written, if it has.
        code: exit code of the process; negative: the signal that ended it.
        stopped: whether somebody asked for its end.
        memory_limit_mib: the limit that held for it, which is named where it may be the reason.
    """
    try:
        response = None if reply is None else protocol.parse_response(reply)
    except ValueError as error:
        return protocol.failed("BrokenResponse", f"What the Piece's process has left can't be read: {error}")
    if stopped:
        return protocol.failed("Stopped", "The Piece was stopped before its end.")
    if response is None:
        return _without_response(code, memory_limit_mib)
    if response["error"] is None and code != 0:
        return protocol.failed(
            "ProcessEnded", f"The Piece's process ended with exit code {code} after its result."
        )
    failure = response["error"]
    if failure is not None and failure["out_of_memory"] and memory_limit_mib:
        reached = f"the memory limit of {memory_limit_mib} MiB was reached"
        failure["summary"] = f"{reached} ({failure['summary']}). {WAY_OUT}"
    return response


def _without_response(code: int | None, memory_limit_mib: int | None) -> protocol.Response:
    if code is None or code >= 0:
        text = f"The Piece's process ended with exit code {code} and left no result."
        return protocol.failed("ProcessEnded", text + limit_hint(memory_limit_mib))
    known = {member.value for member in signal.Signals}
    name = signal.Signals(-code).name if -code in known else str(-code)
    hint = ""
    if name in _OUT_OF_MEMORY and memory_limit_mib:
        hint = limit_hint(memory_limit_mib)
    elif name == "SIGKILL":
        hint = " It may have needed more memory than there is."
    return protocol.failed("ProcessKilled", f"The Piece's process was ended by the signal {name}.{hint}")


def limit_hint(memory_limit_mib: int | None) -> str:
    """Return the sentence that a memory limit may be the reason, if there is one."""
    if not memory_limit_mib:
        return ""
    return f" It may have reached its memory limit of {memory_limit_mib} MiB. {WAY_OUT}"
