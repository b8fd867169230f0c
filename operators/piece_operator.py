"""The operator that runs one Piece; light to import, whatever a run needs is imported when it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator, XComArg
from domino_plugin.operators.references import DecodedInputs, Upstream, markers

from domino_plugin.resources import Resources, read_resources

if TYPE_CHECKING:
    from airflow.sdk import Context
    from domino_plugin.operators.execution import PieceExecution

RUNTIMES = ("auto", "docker", "virtualenv")
#: XCom key of the small pointer to what the Piece displays.
RESULT_KEY = "domino_result"


class DominoPieceOperator(BaseOperator):
    """Runs a Piece in an environment of its own.

    The task returns the Piece's outputs as a dictionary of plain JSON (its ``return_value`` XCom), for other
    Pieces and ordinary operators alike. The XCom ``domino_result`` points to what the Piece displays:
    ``{"file_type", "path", "size", "workflow_version", "storage_bytes", "runtime", "image",
    "image_digest"}`` with the path as Pieces know it, below ``/home/shared_storage``, or None.

    A Piece that fails is retried as the task's ``retries`` say; a fault that no retry mends (an input the
    Piece refuses, a missing upstream value or secret) fails the task at once. Killing the task, or its
    ``execution_timeout``, ends all processes the Piece has started.

    Args:
        task_id: the task's id, also the name of its folder in the shared storage.
        repository: where the Piece is: ``"starter"``, the absolute folder of a Piece repository, or
            ``"sha256:<digest>"`` of an installed one.
        piece: the Piece's name, that of its folder in ``pieces/``.
        inputs: the Piece's inputs by name. Any value, or part of one inside lists and dictionaries, may be
            ``upstream(task, "output")`` or an XComArg such as ``task.output["key"]``; both make the task
            downstream of an operator given. Everything else is data: ``{{ }}`` is not rendered.
        group: what the Piece needs, as ``{"requirements_file": name in dependencies/, "image": container
            image, "python": version}``; found in the repository when None.
        secrets: name of a secret to the key of the Airflow Variable that holds it, or to ``{"variable": key,
            "required": bool}``.
        runtime: ``"docker"`` for a container of the image that was published for the Piece (or the
            ``"image"`` of `group`), ``"virtualenv"``, or ``"auto"``: the first where there are an image and
            a Docker engine, else the second.
        workspace_id: the workspace whose files the Piece sees in ``/home/shared_storage/.files``, if any.
        piece_resources: what the Piece may use of its machine, any of ``cpu_request`` and ``cpu_limit`` in
            cores, ``memory_request_mib`` and ``memory_limit_mib`` in MiB, and ``gpus``. In a virtualenv the
            limits hold, and the rest has no effect; in a container all has. Not Airflow's own ``resources``,
            which no runtime reads.
        workflow_version: version of the workflow that made this task, if one did.
        **kwargs: everything that Airflow's BaseOperator takes.

    Raises:
        TypeError: the inputs are no dictionary.
        ValueError: there is no such runtime, or the resources can't be.

    Example:
        ::

            read = DominoPieceOperator(
                task_id="read", repository="starter", piece="ReadCsvPiece", inputs={"path": "/data/sales.csv"}
            )
            chart = DominoPieceOperator(
                task_id="chart",
                repository="starter",
                piece="ChartPiece",
                inputs={"file": upstream(read, "file_path")},
            )
    """

    template_fields: Sequence[str] = ("workflow_version",)
    ui_color = "#e8eefc"

    def __init__(
        self,
        *,
        repository: str,
        piece: str,
        inputs: Mapping[str, Any],
        group: Mapping[str, Any] | None = None,
        secrets: Mapping[str, str | Mapping[str, Any]] | None = None,
        runtime: str = "auto",
        workspace_id: int | None = None,
        piece_resources: Mapping[str, Any] | None = None,
        workflow_version: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if runtime not in RUNTIMES:
            raise ValueError(f"The runtime {runtime!r} is unknown; it takes one of {', '.join(RUNTIMES)}.")
        self.repository = repository
        self.piece = piece
        self.inputs = inputs
        self.group = group
        self.secrets = secrets
        self.runtime = runtime
        self.workspace_id = workspace_id
        self.piece_resources = _resources(self.task_id, piece_resources)
        self.workflow_version = workflow_version
        self._execution: PieceExecution | None = None
        # A mapped instance is made in the worker, when all dependencies have long been set.
        if not isinstance(inputs, DecodedInputs) and not getattr(self, "_BaseOperator__from_mapped", False):
            self._depend_on(inputs)

    def execute(self, context: Context) -> dict[str, Any]:
        """Run the Piece and return its outputs."""
        from domino_plugin.operators.execution import PieceExecution
        from domino_plugin.operators.supervisor import ended_with_supervisor

        self._execution = PieceExecution(self, context)
        with ended_with_supervisor(self.on_kill):
            return self._execution.run()

    def on_kill(self) -> None:
        """End all processes of the Piece; Airflow calls this when the task is to stop."""
        if self._execution is not None:
            self._execution.stop()

    def _depend_on(self, inputs: Any) -> None:
        if not isinstance(inputs, Mapping | XComArg | Upstream):
            raise TypeError(
                f"The inputs of task {self.task_id!r} are {type(inputs).__name__}; they take a dictionary."
            )
        XComArg.apply_upstream_relationship(self, inputs)
        for marker in markers(inputs):
            if marker.operator is not None:
                self.set_upstream(marker.operator)


def _resources(task_id: str, given: Mapping[str, Any] | None) -> Resources:
    try:
        return read_resources({} if given is None else given)
    except ValueError as error:
        raise ValueError(f"The piece_resources of task {task_id!r} can't be: {error}") from None
