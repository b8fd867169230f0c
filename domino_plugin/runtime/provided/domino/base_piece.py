"""The class every Piece derives from."""

from __future__ import annotations

import abc
import json
import subprocess
from pathlib import Path
from typing import Any

from domino.exceptions.exceptions import InvalidPieceOutputError
from domino.logger import get_configured_logger


class BasePiece(abc.ABC):
    """A reusable step: subclasses implement `piece_function`.

    While a Piece runs it has:

    - ``logger``: its lines appear in the task's log.
    - ``results_path``: the folder (str) for files that later Pieces read; ``report_path`` and ``xcom_path``
      lie beside it, ``workflow_shared_storage_path`` holds such folders of all tasks of the run.
    - ``display_result``: set it to ``{"file_type": ..., "file_path": ...}`` or
      ``{"file_type": ..., "base64_content": ...}`` to show something in the run.
    - ``task_id``, ``dag_id`` and ``airflow_context`` (``execution_datetime`` and ``dag_run_id``).
    """

    _metadata_: dict[str, Any] = {}  # noqa: RUF012 - replaced as a whole, never changed
    airflow_context: dict[str, Any]
    workflow_shared_storage_path: str
    results_path: str
    report_path: str
    xcom_path: str
    piece_input_model: Any
    piece_output_model: Any
    piece_secrets_model: Any
    upstream_tasks_data: dict[str, Any]

    def __init__(self, deploy_mode: str, task_id: str, dag_id: str) -> None:
        self.task_id = task_id
        self.dag_id = dag_id
        self.deploy_mode = deploy_mode
        self.logger = get_configured_logger(f"{type(self).__name__}-{task_id}")
        self.display_result: dict[str, Any] | None = None
        self._shared_storage_usage_in_bytes = 0

    @classmethod
    def set_metadata(cls, metadata: dict[str, Any]) -> None:
        """Give the class its metadata, and the name under which the repository lists it."""
        cls.__name__ = metadata.get("name", "BasePiece")
        cls._metadata_ = metadata

    @abc.abstractmethod
    def piece_function(self, *arguments: Any, **named: Any) -> Any:
        """Do the Piece's work; called with ``input_data`` and, if it has secrets, ``secrets_data``.

        Returns:
            An OutputModel, or a dict that fits it.
        """
        raise NotImplementedError

    @classmethod
    def dry_run(
        cls,
        input_data: dict[str, Any],
        piece_input_model: Any,
        piece_output_model: Any,
        piece_secrets_model: Any = None,
        secrets_data: dict[str, Any] | None = None,
        results_path: str | None = None,
    ) -> Any:
        """Run the Piece in this process, outside any workflow, and return its OutputModel.

        Raises:
            ValidationError: the inputs or secrets don't fit their model.
            InvalidPieceOutputError: the Piece returned something else than its outputs.
        """
        arguments = {"input_data": piece_input_model(**input_data)}
        if piece_secrets_model:
            arguments["secrets_data"] = piece_secrets_model(**(secrets_data or {}))
        # A Piece's own __init__ may want what only a workflow has.
        piece: Any = object.__new__(cls)
        piece.results_path = results_path
        piece.display_result = None
        piece.logger = get_configured_logger(f"{cls.__name__}-dry-run")
        output = piece.piece_function(**arguments)
        if isinstance(output, dict):
            output = piece_output_model(**output)
        if not isinstance(output, piece_output_model):
            raise InvalidPieceOutputError(piece_name=cls.__name__)
        return output

    def get_upstream_tasks_data(self) -> None:
        """Fill ``upstream_tasks_data`` with the results folder and the outputs of each task upstream."""
        import ast
        import os

        self.upstream_tasks_data = {}
        for task in ast.literal_eval(os.environ.get("AIRFLOW_UPSTREAM_TASKS_IDS", "[]")):
            folder = Path(self.workflow_shared_storage_path) / task
            file = folder / "xcom_out" / "xcom_out.json"
            self.upstream_tasks_data[task] = {
                "results": str(folder / "results"),
                "xcom": json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {},
            }

    @staticmethod
    def get_container_cpu_limit() -> float:
        """Return the CPUs this container may use; -1 if it has no limit."""
        unified = _read("/sys/fs/cgroup/cpu.max")
        if unified is not None:
            quota, period = unified.split()
        else:
            quota = _read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") or "-1"
            period = _read("/sys/fs/cgroup/cpu/cpu.cfs_period_us") or "100000"
        return -1.0 if quota in ("max", "-1") else int(quota) / int(period)

    @staticmethod
    def get_container_memory_limit() -> int:
        """Return the bytes of memory this container may use; -1 if it has no limit."""
        limit = _read("/sys/fs/cgroup/memory.max") or _read("/sys/fs/cgroup/memory/memory.limit_in_bytes")
        return -1 if limit in (None, "max") else int(limit)

    @staticmethod
    def get_container_memory_usage() -> int:
        """Return the bytes of memory this container uses; -1 if the system doesn't tell."""
        usage = _read("/sys/fs/cgroup/memory.current") or _read("/sys/fs/cgroup/memory/memory.usage_in_bytes")
        return -1 if usage is None else int(usage)

    @staticmethod
    def get_nvidia_smi_output() -> bytes:
        """Return what ``nvidia-smi -q`` prints.

        Raises:
            RuntimeError: the command is missing or fails.
        """
        try:
            return subprocess.check_output(["nvidia-smi", "-q"])  # noqa: S607
        except (OSError, subprocess.CalledProcessError) as error:
            raise RuntimeError(f"nvidia-smi -q doesn't run here: {error}") from error


def _read(file: str) -> str | None:
    try:
        return Path(file).read_text(encoding="ascii").strip()
    except OSError:
        return None
