"""One task instance of a Piece, from its inputs to its XComs: what the operator does inside a worker."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk.exceptions import AirflowException, AirflowFailException
from domino_plugin.operators import containers, references, secrets
from domino_plugin.operators.choice import image_of
from domino_plugin.operators.docker import DockerRun
from domino_plugin.operators.failures import describe_failure, task_failure, unwritable
from domino_plugin.operators.outcome import PieceOutcome
from domino_plugin.operators.storable import storable, storable_outputs
from domino_plugin.operators.virtualenv import (
    Environment,
    NamespaceRefusedError,
    PieceCall,
    PieceRun,
    group_of,
    hold,
    read_requirements,
)
from domino_plugin.operators.worker_environments import (
    build_environment,
    environment_log,
    environment_store,
    repository_folder,
    worker_settings,
)

from domino_plugin.errors import DominoError, Invalid, did_you_mean
from domino_plugin.storage import layout, open_storage
from domino_plugin.storage.base import TaskFiles, TaskKey

if TYPE_CHECKING:
    from airflow.sdk import Context
    from domino_plugin.operators.piece_operator import DominoPieceOperator

    from domino_plugin.runtime.protocol import Failure

log = logging.getLogger("domino.task")
#: The Piece's own lines, and nothing else.
piece_log = logging.getLogger("domino.piece")

#: Bytes of outputs above which a file would have been the better way.
_BIG_OUTPUTS = 1024 * 1024
#: Makes the run of a call.
MakeRun = Callable[[dict[str, Any]], PieceRun | DockerRun]


class PieceExecution:
    """Runs the Piece of one task instance; can be stopped at any point."""

    def __init__(self, operator: DominoPieceOperator, context: Context) -> None:
        self._operator = operator
        self._context = context
        self._ti: Any = context["ti"]
        self._settings = worker_settings()
        self._storage = open_storage(patient=True)
        self._stopped = False
        self._environments = environment_store(self._settings)
        self._run: PieceRun | DockerRun | None = None
        self._result_path: str | None = None
        self._held = contextlib.ExitStack()

    def stop(self) -> None:
        """End whatever runs now; returns at once."""
        self._stopped = True
        self._environments.stop()
        self._storage.stop()
        if self._run is not None:
            self._run.stop()

    def run(self) -> dict[str, Any]:
        """Run the Piece and return its outputs.

        Raises:
            AirflowFailException: it can't work, and trying again won't help.
            AirflowException: it has failed this time.
        """
        try:
            with self._held:
                outcome = self._run_piece()
        except DominoError as error:
            raise task_failure(error) from None
        except NamespaceRefusedError as error:
            raise AirflowException(
                f"[domino] path_isolation is 'namespace', but this machine refuses: {error}. "
                "Allow user namespaces, or set it to auto."
            ) from None
        except OSError as error:
            raise task_failure(unwritable(error)) from None
        return self._conclude(outcome)

    def _run_piece(self) -> PieceOutcome:
        operator, ti = self._operator, self._ti
        inputs = self._inputs()
        secret_values = secrets.read_secrets(operator.secrets or {}, operator.piece)
        repository = self._hold(
            lambda: repository_folder(operator.repository, self._storage, self._settings.environments_root)
        )
        group = operator.group
        if group is None:
            group = group_of(repository, operator.piece)
        make_run = self._in_container(group) or self._in_environment(repository, group)
        task = TaskKey(ti.dag_id, ti.run_id, ti.task_id, self._map_index)
        with self._storage.open_task(task, inputs, workspace_id=operator.workspace_id) as files:
            self._run = make_run(self._call(files, inputs, repository, secret_values))
            if self._stopped:
                self._run.stop()
            outcome = self._run.run(lambda line: piece_log.info("%s", line))
            self._result_path = _canonical_path(outcome, files.run_folder)
            if not self._stopped:
                self._keep(files, outcome)
            return outcome

    def _in_container(self, group: Mapping[str, Any]) -> MakeRun | None:
        """Return what makes the run in a container, its image there, or None if it is to run elsewhere."""
        place = containers.find_place(self._operator, group, self._settings, lambda: self._stopped)
        if place is None:
            return None
        # A task that is ended from outside tells no more.
        image = PieceOutcome(None, None, 0, image=place.image.name, image_digest=place.image.digest)
        self._ti.xcom_push(key="domino_result", value=self._pointer(image) | {"storage_bytes": None})
        return place.run

    def _in_environment(self, repository: Path, group: Mapping[str, Any]) -> MakeRun:
        """Return what makes the run in a virtual environment, which is built by then."""
        operator = self._operator
        _check_piece(repository, operator.piece, image_of(group))
        environment, pythonpath = self._environment(repository, group)
        log.info("Running Piece %s with Python %s.", operator.piece, environment.version)
        return lambda call: PieceRun(
            PieceCall(
                **call,
                python=environment.python,
                isolation=self._settings.path_isolation,  # type: ignore[arg-type]
                pythonpath=pythonpath,
            )
        )

    def _keep(self, files: TaskFiles, outcome: PieceOutcome) -> None:
        try:
            files.keep()
        except DominoError as error:
            if outcome.error is None:
                raise
            # Why the Piece has failed matters more than that its files are lost.
            log.warning("What the Piece has left can't be kept: %s", error.message)

    def _call(
        self, files: TaskFiles, inputs: dict[str, Any], repository: Path, secret_values: Mapping[str, str]
    ) -> dict[str, Any]:
        operator, ti = self._operator, self._ti
        return {
            "repository": repository,
            "piece": operator.piece,
            "inputs": inputs,
            "run_folder": files.run_folder,
            "task_folder": files.task_folder,
            "workspace_files": files.workspace_files,
            "task_id": ti.task_id,
            "dag_id": ti.dag_id,
            "run_id": ti.run_id,
            "logical_date": _iso(self._context.get("logical_date")),
            "upstream_tasks": tuple(sorted(operator.upstream_task_ids)),
            "secrets": secret_values,
            "cpu_limit": operator.piece_resources.cpu_limit,
            "memory_limit_mib": operator.piece_resources.memory_limit_mib,
        }

    @property
    def _map_index(self) -> int:
        index = self._ti.map_index
        return -1 if index is None else int(index)

    def _inputs(self) -> dict[str, Any]:
        inputs = self._operator.inputs
        if not isinstance(inputs, references.DecodedInputs):
            inputs = references.resolve_xcom_args(inputs, self._context)
        if isinstance(inputs, references.Upstream):
            inputs = references.resolve(inputs, self._pull, where="inputs")
        if not isinstance(inputs, Mapping):
            raise Invalid(f"The inputs of a Piece are an object, not {references.short(inputs)}.")
        return references.plain_inputs(references.resolve_inputs(inputs, self._pull))

    def _pull(self, task_id: str) -> Any:
        value = self._ti.xcom_pull(task_ids=task_id)
        # Airflow keeps no XCom for a task that returns None.
        return references.MISSING if value is None else value

    def _environment(
        self, repository: Path, group: Mapping[str, Any]
    ) -> tuple[Environment, tuple[Path, ...]]:
        requirements = read_requirements(repository, group)
        needs = (requirements.text, requirements.python)
        if self._environments.find(*needs) is None:
            build_environment(self._environments, requirements, self._settings)
        self._hold(lambda: self._environments.ensure(*needs).folder)
        environment = self._environments.ensure(*needs)
        if environment.note:
            environment_log.warning("%s", environment.note)
        return environment, requirements.pythonpath

    def _hold(self, find: Callable[[], Path]) -> Path:
        """Find a folder and keep it until the end of the run; anew if it is being deleted at this moment."""
        while True:
            folder = find()
            if folder.is_relative_to(self._settings.environments_root):
                self._held.enter_context(hold(folder))
            if folder.is_dir():
                return folder

    def _conclude(self, outcome: PieceOutcome) -> dict[str, Any]:
        if outcome.left_over:
            log.warning("The Piece had left %d processes behind, which were ended.", outcome.left_over)
        self._ti.xcom_push(key="domino_result", value=storable(self._pointer(outcome)))
        if outcome.error is not None or outcome.outputs is None:
            self._fail(outcome.error, outcome.exit_code)
        log.info("The Piece has ended after %.1f s.", outcome.seconds)
        outputs, changed = storable_outputs(outcome.outputs or {})
        for name in changed:
            log.warning(
                "The output %r holds characters that Airflow's database can't keep (U+0000, or half of a "
                "surrogate pair): each is U+FFFD now. A file keeps them.",
                name,
            )
        if (size := len(str(outputs))) > _BIG_OUTPUTS:
            log.warning(
                "The outputs take %.0f MB of Airflow's database: better write a file and return its path.",
                size / 1024 / 1024,
            )
        return outputs

    def _fail(self, error: Failure | None, exit_code: int) -> None:
        if error is None:
            raise AirflowException(f"Piece {self._operator.piece} left no outputs (exit code {exit_code}).")
        text = describe_failure(self._operator.piece, error)
        log.error("%s", text)
        # Inputs, secrets or a Piece that isn't there: what the runner blames on no code has no traceback.
        lasting = not error["in_piece_code"] and not error["traceback"]
        raise (AirflowFailException if lasting and not self._stopped else AirflowException)(text)

    def _pointer(self, outcome: PieceOutcome) -> dict[str, Any]:
        display, path = outcome.display, self._result_path
        return {
            "file_type": None if display is None else display.file_type,
            "path": path,
            "size": None if display is None or path is None else display.size,
            "workflow_version": self._operator.workflow_version,
            "storage_bytes": outcome.storage_bytes,
            "runtime": "docker" if outcome.image else "virtualenv",
            "image": outcome.image,
            "image_digest": outcome.image_digest,
        }


def _check_piece(repository: Path, piece: str, image: str | None) -> None:
    if (repository / "pieces" / piece).is_dir():
        return
    if image:
        raise Invalid(
            f"Only the image {image} holds the code of Piece {piece}: it takes a Docker engine to run it."
        )
    names = sorted(path.name for path in (repository / "pieces").glob("*") if path.is_dir())
    hint = did_you_mean(piece, names) or f"It has: {', '.join(names) or 'none'}."
    raise Invalid(f"The repository has no Piece {piece!r}. {hint}")


def _canonical_path(outcome: PieceOutcome, run_folder: Path) -> str | None:
    """Return the file that the Piece displays as Pieces know it, if it is one of its run."""
    file = None if outcome.display is None else outcome.display.file
    if file is None or not file.is_relative_to(run_folder):
        return None
    return str(layout.CANONICAL_ROOT / file.relative_to(run_folder))


def _iso(moment: Any) -> str | None:
    return None if moment is None else str(moment.isoformat())
