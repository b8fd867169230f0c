"""What a task returned and what it has to show, read from XCom and the shared storage.

Result files come from third-party code: their type is decided here, by a closed list, so that a browser never
takes one for something it isn't.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from sqlalchemy.orm import Session

from domino_plugin import storage
from domino_plugin.airflow_compat import runs as airflow_runs
from domino_plugin.db.models import Workflow
from domino_plugin.errors import Invalid, NotFound
from domino_plugin.runs import tables
from domino_plugin.runs.model import ResultFile, ResultPointer, TaskOutputs
from domino_plugin.runs.tables import TablePage

#: XCom key of the operator's pointer to the result.
RESULT_KEY = "domino_result"
#: Media types by a Piece's ``file_type`` or a file's ending; everything else is a download.
MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "log": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "plotly_json": "application/json",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
UNKNOWN_MEDIA_TYPE = "application/octet-stream"
_TABLES = ("text/csv", "text/tab-separated-values")


def read_outputs(
    session: Session, workflow: Workflow, run_id: str, task_id: str, map_index: int = -1
) -> TaskOutputs:
    """Return what a task returned and the pointer to its result.

    Raises:
        NotFound: the workflow has no such run.
    """
    airflow_runs.get_run(session, workflow.dag_id, run_id)
    outputs = _xcom(session, workflow, run_id, task_id, "return_value", map_index)
    return TaskOutputs(
        outputs=outputs if isinstance(outputs, dict) else None,
        result=_pointer(session, workflow, run_id, task_id, map_index),
    )


def open_result(
    session: Session, workflow: Workflow, run_id: str, task_id: str, map_index: int = -1
) -> ResultFile:
    """Return the file of a task's result.

    Raises:
        NotFound: there is no such run, the task has no result, or its file is gone from the shared storage.
    """
    airflow_runs.get_run(session, workflow.dag_id, run_id)
    # Without the outputs, of which there may be megabytes: a table is asked for page by page.
    pointer = _pointer(session, workflow, run_id, task_id, map_index)
    if pointer is None or pointer.path is None:
        raise NotFound(f"The task {task_id!r} has nothing to show.")
    return _open(workflow, run_id, pointer.path, pointer.file_type)


def read_table(file: ResultFile, **page: Any) -> TablePage:
    """Return rows of a result that is a table; `page` as for `tables.read_page`.

    Raises:
        Invalid: it is no table.
    """
    if not file.media_type.startswith(_TABLES):
        raise Invalid(f"{file.name} is no table: rows are read of CSV files only.")
    return tables.read_page(file.source, **page)


def open_file(workflow: Workflow, run_id: str, canonical_path: str) -> ResultFile:
    """Return any file that a task of the run left in the shared storage.

    Args:
        workflow: the workflow.
        run_id: the run.
        canonical_path: the path as outputs carry it: ``/home/shared_storage/<task>/...``.

    Raises:
        NotFound: there is no such file in the run's folder.
    """
    return _open(workflow, run_id, canonical_path, "")


def _open(workflow: Workflow, run_id: str, canonical_path: str, file_type: str) -> ResultFile:
    file = storage.open_storage().open_result(workflow.dag_id, run_id, canonical_path)
    ending = PurePosixPath(file.name).suffix.lstrip(".").lower()
    known = file_type.lower() if file_type.lower() in MEDIA_TYPES else ending
    return ResultFile(
        source=file,
        name=_sayable(file.name),
        media_type=MEDIA_TYPES.get(known, UNKNOWN_MEDIA_TYPE),
        size=file.size,
    )


def _sayable(name: str) -> str:
    """Return a name that a header can carry and that looks like what it is: nothing invisible in it."""
    return "".join(character if character.isprintable() else "_" for character in name)


def _xcom(session: Session, workflow: Workflow, run_id: str, task_id: str, key: str, map_index: int) -> Any:
    return airflow_runs.read_xcom(session, workflow.dag_id, run_id, task_id, key, map_index)


def _pointer(
    session: Session, workflow: Workflow, run_id: str, task_id: str, map_index: int
) -> ResultPointer | None:
    data = _xcom(session, workflow, run_id, task_id, RESULT_KEY, map_index)
    if not isinstance(data, dict):
        return None
    return ResultPointer(
        file_type=str(data.get("file_type") or ""),
        path=data.get("path"),
        size=data.get("size"),
        storage_bytes=data.get("storage_bytes"),
        runtime=data.get("runtime"),
        image=data.get("image"),
        image_digest=data.get("image_digest"),
    )
