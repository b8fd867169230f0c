"""One call of one Piece: load, check secrets and inputs, run, check and collect what it returned."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from domino_plugin.runtime import display, results
from domino_plugin.runtime.failures import Stage, describe
from domino_plugin.runtime.loading import LoadedPiece, add_import_paths, load_piece
from domino_plugin.runtime.masking import Mask
from domino_plugin.runtime.memory import release_reserve
from domino_plugin.runtime.protocol import PROTOCOL, Context, DisplayResult, Failure, Request, Response

#: What Pieces see of the original's deployment modes: the one whose storage behaves like ours.
DEPLOY_MODE = "local-compose"
#: What the original runtime shows for a run without a date or an id.
NO_CONTEXT = "123456789"


class Execution:
    """Carries a request out; `stage` tells at any moment how far it has come."""

    def __init__(self, request: Request, secrets: dict[str, Any]) -> None:
        self.request = request
        self.secrets = secrets
        self.mask = Mask(secrets.values())
        self.stage = Stage.LOADING
        self.repository = Path(request["repository_path"])

    def run(self) -> tuple[Response, int]:
        """Run the Piece; return the response and the exit code, whatever the Piece does."""
        try:
            outputs, shown = self._perform()
        except SystemExit as leave:
            code = _exit_code(leave)
            return self._respond(error=self._left(leave)), code
        except BaseException as error:  # noqa: BLE001 - a Piece may raise anything; all of it is an outcome
            release_reserve()
            failure = describe(
                error,
                stage=self.stage,
                repository=self.repository,
                inputs=self.request["inputs"],
                mask=self.mask,
            )
            _show(failure)
            return self._respond(error=failure), 1
        return self._respond(outputs=outputs, shown=shown), 0

    def _perform(self) -> tuple[dict[str, Any], DisplayResult]:
        self._set_environment()
        add_import_paths(self.repository)
        loaded = load_piece(self.repository, self.request["piece"])
        piece = self._make_piece(loaded)
        self.stage = Stage.SECRETS
        secrets = loaded.secrets_model(**self.secrets) if loaded.secrets_model else None
        self._make_folders(piece)
        self.stage = Stage.INPUTS
        arguments = {"input_data": loaded.input_model(**self.request["inputs"])}
        if loaded.secrets_model:
            arguments["secrets_data"] = secrets
        self.stage = Stage.PIECE
        returned = piece.piece_function(**arguments)
        self.stage = Stage.OUTPUTS
        outputs = results.outputs(returned, loaded.output_model, self.request["piece"])
        shown = display.display_result(
            getattr(piece, "display_result", None), self.request["piece"], self.request["paths"]
        )
        return outputs, shown

    def _make_piece(self, loaded: LoadedPiece) -> Any:
        """Make the Piece, with every attribute that the original runtime gives it."""
        context = self.request["context"]
        piece = loaded.piece(deploy_mode=DEPLOY_MODE, task_id=context["task_id"], dag_id=context["dag_id"])
        piece.piece_input_model = loaded.input_model
        piece.piece_output_model = loaded.output_model
        piece.piece_secrets_model = loaded.secrets_model
        piece.airflow_context = {
            "execution_datetime": execution_datetime(context),
            "dag_run_id": context["run_id"] or NO_CONTEXT,
        }
        paths = self.request["paths"]
        piece.workflow_shared_storage_path = paths["shared_storage"]
        piece.results_path = paths["results"]
        piece.report_path = paths["report"]
        piece.xcom_path = paths["xcom"]
        return piece

    def _make_folders(self, piece: Any) -> None:
        for folder in (piece.results_path, piece.report_path, piece.xcom_path):
            Path(folder).mkdir(parents=True, exist_ok=True)

    def _set_environment(self) -> None:
        """Set the variables that a Piece finds in the original's containers; no inputs, no secrets."""
        context = self.request["context"]
        os.environ["DOMINO_PIECE"] = self.request["piece"]
        os.environ["AIRFLOW_CONTEXT_EXECUTION_DATETIME"] = execution_datetime(context)
        os.environ["AIRFLOW_CONTEXT_DAG_RUN_ID"] = context["run_id"] or NO_CONTEXT
        os.environ["AIRFLOW_UPSTREAM_TASKS_IDS"] = repr(context["upstream_tasks"])

    def _left(self, leave: SystemExit) -> Failure:
        code = _exit_code(leave)
        if code == 1 and leave.code != 1:
            print(self.mask(str(leave.code)), file=sys.stderr)  # noqa: T201
        piece = self.request["piece"]
        return Failure(
            type="SystemExit",
            message=self.mask(str(leave.code)),
            summary=f"{piece} ended its process with exit code {code} before it returned.",
            input=None,
            value=None,
            in_piece_code=True,
            out_of_memory=False,
            traceback=self.mask("".join(traceback.format_tb(leave.__traceback__))),
        )

    def _respond(
        self,
        outputs: dict[str, Any] | None = None,
        shown: DisplayResult | None = None,
        error: Failure | None = None,
    ) -> Response:
        return Response(
            protocol=PROTOCOL,
            outputs=outputs,
            display_result=shown,
            error=error,
            storage_bytes=results.storage_bytes(self.request["paths"]["task"]),
        )


def execution_datetime(context: Context) -> str:
    """Return the run's date as Pieces know it, ``20240102T030405`` in UTC."""
    date = context["logical_date"]
    if not date:
        return NO_CONTEXT
    # Python before 3.11 doesn't read the Z.
    moment = dt.datetime.fromisoformat(date[:-1] + "+00:00" if date.endswith("Z") else date)
    if moment.tzinfo:
        moment = moment.astimezone(dt.timezone.utc)
    return moment.strftime("%Y%m%dT%H%M%S")


def _exit_code(leave: SystemExit) -> int:
    """Return the exit code as Python itself would make it of ``SystemExit.code``."""
    if leave.code is None:
        return 0
    return leave.code if isinstance(leave.code, int) else 1


def _show(failure: Failure) -> None:
    """Put the failure in the log: the Piece's frames if it is about code, the sentence otherwise."""
    text = failure["traceback"] or failure["summary"] + "\n"
    sys.stdout.flush()
    sys.stderr.write(text)
