"""Task logs, read through Airflow's own log reader.

Reason: the reader (not part of the public interface) knows every place Airflow keeps logs in: local files,
the workers' log servers, remote storage. It is what Airflow's REST API itself uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, dropwhile, islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domino_plugin.airflow_compat import log_files
from domino_plugin.errors import NotFound, Unavailable

#: States in which a task may still write.
_GOING_ON = {"running", "deferred"}


def read_log(
    session: Session,
    dag_id: str,
    run_id: str,
    task_id: str,
    *,
    map_index: int,
    try_number: int | None,
    after: int,
    limit: int,
) -> tuple[list[dict[str, Any]], int, bool]:
    """Read lines of a task's log.

    Args:
        session: a session on the metadata database.
        dag_id: the DAG.
        run_id: the run.
        task_id: the task.
        map_index: instance of a mapped task, else -1.
        try_number: which try; None for the latest.
        after: how many lines to skip: those the caller has already.
        limit: how many lines to return at the most.

    Returns:
        The lines as Airflow's structured records (``event``, ``timestamp``, ``logger``, ``level`` and more),
        the number of lines read so far (the next call's `after`), and whether there is no more to come.

    Raises:
        NotFound: no such task or try.
        Unavailable: the installation's log handler can't be read.
    """
    from airflow.utils.log.log_reader import TaskLogReader

    reader = TaskLogReader()
    if not reader.supports_read:
        raise Unavailable("Airflow's task log handler can't be read: set [logging] task_log_reader.")
    instance = _instance(session, dag_id, run_id, task_id, map_index, try_number)
    number = try_number or instance.try_number or 0
    if number == 0:
        return [], 0, _text(instance.state) in {"skipped", "upstream_failed", "failed", "success"}
    if path := log_files.only_file(reader.log_handler, instance, number):
        ended = instance.try_number != number or _text(instance.state) not in _GOING_ON
        records, position, at_end = log_files.read_lines(path, after=after, limit=limit, whole=ended)
        return records, position, ended and at_end
    messages, metadata = _from(reader, instance, number, after)
    lines = [_record(message) for message in islice(messages, limit)]
    finished = bool(metadata.get("end_of_log", True)) and len(lines) < limit
    return lines, after + len(lines), finished


def _from(reader: Any, instance: Any, number: int, after: int) -> tuple[Iterator[Any], Any]:
    """Return the messages of a log from one on, and the reader's word on how it goes on."""
    try:
        stream, metadata = reader.read_log_chunks(instance, number, {"log_pos": after})
    except TypeError:
        # Airflow 3.2's reader trips over the position it takes; from the start, it names its sources first.
        stream, metadata = reader.read_log_chunks(instance, number, {})
        return islice(_without_sources(_messages(stream)), after, None), metadata
    return _messages(stream), metadata


def _without_sources(messages: Iterator[Any]) -> Iterator[Any]:
    first = next(messages, None)
    if first is None:
        return iter(())
    if getattr(first, "event", first) != "::group::Log message source details":
        return chain([first], messages)
    from_end = dropwhile(lambda message: getattr(message, "event", "") != "::endgroup::", messages)
    return islice(from_end, 1, None)


def _instance(
    session: Session, dag_id: str, run_id: str, task_id: str, map_index: int, try_number: int | None
) -> Any:
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.taskinstancehistory import TaskInstanceHistory

    for model in (TaskInstance, TaskInstanceHistory):
        query = select(model).where(
            model.dag_id == dag_id,
            model.run_id == run_id,
            model.task_id == task_id,
            model.map_index == map_index,
        )
        if try_number is not None:
            query = query.where(model.try_number == try_number)
        found: Any = session.scalar(query.options(joinedload(model.dag_run)).limit(1))
        if found is not None:
            # The reader looks at the task's operator only to word one message; the DAG isn't loaded for it.
            found.task = None
            return found
        if try_number is None:
            break
    which = "" if try_number is None else f", try {try_number}"
    raise NotFound(f"There is no task {task_id!r}{which} in the run {run_id!r}.")


def _messages(stream: Any) -> Iterator[Any]:
    return iter([stream] if isinstance(stream, str) else stream)


def _record(message: Any) -> dict[str, Any]:
    if isinstance(message, str):
        return {"event": message}
    record: dict[str, Any] = message.model_dump(mode="json")
    return record


def _text(state: Any) -> str | None:
    return None if state is None else str(getattr(state, "value", state))
