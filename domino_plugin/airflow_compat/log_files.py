"""The file of a task's log on this machine, read from where the caller is.

Reason: Airflow's reader parses the whole log for every call, 0.1 ms a line: a log of 100,000 lines takes over
ten seconds before its first line comes, and that again at each look while the task runs. Where the log is one
file that the web server sees, the lines asked for are read from it alone. Everything else (remote storage,
logs of other workers, several files, other handlers) is left to Airflow's reader.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Bytes of one line, and of the lines returned together.
_MAX_LINE = 1_000_000
_MAX_TOGETHER = 16_000_000


def only_file(handler: Any, instance: Any, try_number: int) -> Path | None:
    """Return the file that holds all of a try's log, or None where Airflow's reader must find it.

    Args:
        handler: Airflow's log handler.
        instance: the task instance, or its record in the history.
        try_number: the try.
    """
    from airflow.utils.log.file_task_handler import FileTaskHandler

    if not isinstance(handler, FileTaskHandler) or type(handler)._read is not FileTaskHandler._read:  # noqa: SLF001
        return None
    try:
        base = Path(handler.local_base)
        path = base / handler._render_filename(instance, try_number)  # noqa: SLF001
        files = list(path.parent.glob(path.name + "*"))
    except (AttributeError, TypeError, OSError):
        # Internals of Airflow that have moved: its own reader knows the way.
        return None
    if files != [path] or not path.resolve().is_relative_to(base.resolve()):
        return None
    return path if path.is_file() and path.stat().st_size else None


def read_lines(path: Path, *, after: int, limit: int, whole: bool) -> tuple[list[dict[str, Any]], int, bool]:
    """Read lines of a log file.

    Args:
        path: the file: JSON, one record a line; other lines are taken as they are.
        after: lines to skip.
        limit: lines to read at the most.
        whole: whether nobody writes to it any more, so that an unfinished last line is one, too.

    Returns:
        The records, the number of lines read so far, and whether the end of the file is reached.
    """
    records: list[dict[str, Any]] = []
    position, size = 0, 0
    with path.open("rb") as file:
        while position - after < limit and size < _MAX_TOGETHER:
            line = file.readline(_MAX_LINE)
            if not line or not (whole or line.endswith(b"\n") or len(line) == _MAX_LINE):
                return records, max(position, after), True
            position += 1
            if position > after and (text := line.strip()):
                size += len(line)
                records.append(_record(text))
    return records, position, False


def _record(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and "event" in found:
        return found
    return {"event": line.decode("utf-8", "replace")}
