"""Runs a Piece by the contract of the original runtime package, in an image that has it.

The package is left as it is: it gets the variables it reads and leaves its result where it always does. Two
of its variables would be more than a variable can hold, or be seen by every program the Piece starts; these
it gets at the moment it reads them.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import json
import os
import re
import shutil
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

from domino_plugin.runtime import display, results
from domino_plugin.runtime.execution import Execution
from domino_plugin.runtime.failures import Stage
from domino_plugin.runtime.protocol import SHARED_STORAGE, DisplayResult

#: Where the package keeps the repository, below the working directory.
REPOSITORY = "domino/pieces_repository"
_HOME = "/home"
_COMPILED = ".domino/compiled_metadata.json"
_SCRIPT = "domino.scripts.run_piece_docker"
#: Writes its result as JSON, and takes the folder of the run for what it is.
_DEPLOY_MODE = "local-k8s"
_RESULT = "/airflow/xcom/return.json"
#: What the package adds to the outputs.
_ADDED = ("display_result", "piece_name", "piece_metadata", "_shared_storage_usage_in_bytes")
#: Up to here it adds a key with the type of each field as well.
_LAST_WITH_TYPES = (0, 6)


def is_here(piece: str) -> bool:
    """Whether this image has the original runtime package, and the Piece in its place.

    The package runs no Piece that the repository's compiled metadata lack; our runner does.
    """
    folder = repository_folder()
    if folder is None or not (folder / "pieces" / piece / "piece.py").is_file():
        return False
    try:
        if piece not in json.loads((folder / _COMPILED).read_text(encoding="utf-8")):
            return False
        return importlib.util.find_spec(_SCRIPT) is not None
    except (ImportError, OSError, ValueError):
        return False


def repository_folder() -> Path | None:
    """Return the folder of the repository that the image holds, if it holds one."""
    for base in (Path.cwd(), Path(_HOME)):
        if (base / REPOSITORY / _COMPILED).is_file():
            return base / REPOSITORY
    return None


class OriginalExecution(Execution):
    """Carries a request out by the package's own entry point."""

    def __init__(self, request: Any, secrets: dict[str, Any]) -> None:
        super().__init__(request, secrets)
        self.repository = repository_folder() or self.repository

    def _perform(self) -> tuple[dict[str, Any], DisplayResult]:
        os.chdir(self.repository.parent.parent)
        self._set_environment()
        with contextlib.suppress(FileNotFoundError):
            # Images bring an empty one along.
            Path(_RESULT).unlink()
        self.stage = Stage.PIECE
        try:
            self._run_script()
        except BaseException as error:  # noqa: BLE001 - passed on
            self.stage = _stage_of(error)
            raise error.with_traceback(_from_piece_on(error.__traceback__, self.repository)) from None
        self.stage = Stage.OUTPUTS
        with open(_RESULT, encoding="utf-8") as file:  # noqa: PTH123
            returned = results.finite(json.load(file))
        paths = self.request["paths"]
        shutil.rmtree(Path(paths["task"]) / "xcom", ignore_errors=True)
        shown = display.display_result(_display(returned.get("display_result")), self.request["piece"], paths)
        return _outputs(returned), shown

    def _set_environment(self) -> None:
        super()._set_environment()
        context, paths = self.request["context"], self.request["paths"]
        # The package names the task's folder by its id.
        task = os.path.relpath(paths["task"], SHARED_STORAGE)
        call = {"deploy_mode": _DEPLOY_MODE, "task_id": task, "dag_id": context["dag_id"]}
        os.environ["DOMINO_INSTANTIATE_PIECE_KWARGS"] = repr(call)
        os.environ["DOMINO_WORKFLOW_RUN_SUBPATH"] = ""
        for name in ("DOMINO_WORKFLOW_SHARED_STORAGE_SOURCE_NAME", "DOMINO_WORKFLOW_SHARED_STORAGE"):
            os.environ.pop(name, None)

    def _run_script(self) -> None:
        script: Any = importlib.import_module(_SCRIPT)
        base = importlib.import_module("domino.base_piece").BasePiece
        inputs = _Inputs(repr(self.request["inputs"]))
        inputs.value = self.request["inputs"]

        def getenv(name: str, default: Any = None) -> Any:
            return inputs if name == "DOMINO_RUN_PIECE_KWARGS" else os.environ.get(name, default)

        # Literals of megabytes take it minutes and gigabytes to read, deep ones it can't read at all.
        script.os = SimpleNamespace(getenv=getenv, environ=os.environ)
        script.ast = SimpleNamespace(literal_eval=_literal)
        base.validate_and_get_env_secrets = self._with_secrets(base.validate_and_get_env_secrets)
        script.run_piece()

    def _with_secrets(self, validate: Any) -> Any:
        def call(piece: Any, *arguments: Any, **named: Any) -> Any:
            os.environ["DOMINO_PIECE_SECRETS"] = repr(self.secrets)
            _know_by_id(piece, self.request["context"]["task_id"])
            try:
                return validate(piece, *arguments, **named)
            finally:
                # Programs that the Piece starts would inherit them, for everybody to see.
                del os.environ["DOMINO_PIECE_SECRETS"]

        return call


def _know_by_id(piece: Any, task_id: str) -> None:
    """Let the Piece's code see the task's id, which before and after is the name of its folder."""
    folder, run = piece.task_id, piece.piece_function
    if folder == task_id:
        return

    def piece_function(*arguments: Any, **named: Any) -> Any:
        piece.task_id = task_id
        try:
            return run(*arguments, **named)
        finally:
            piece.task_id = folder

    piece.piece_function = piece_function


class _Inputs(str):
    """The inputs as the package expects them, with their `value` for those who know."""

    __slots__ = ("value",)
    value: Any


def _literal(text: Any) -> Any:
    return text.value if isinstance(text, _Inputs) else ast.literal_eval(text)


def _stage_of(error: BaseException) -> Stage:
    """Return how far the package had come: which model has refused what it got."""
    if type(error).__name__ != "ValidationError":
        return Stage.PIECE
    model = getattr(getattr(error, "model", None), "__name__", None) or getattr(error, "title", None)
    if _last_file(error) != "base_piece.py":
        # The Piece itself has made such a model.
        return Stage.PIECE
    return {"InputModel": Stage.INPUTS, "SecretsModel": Stage.SECRETS}.get(str(model), Stage.PIECE)


def _last_file(error: BaseException) -> str:
    """Return the name of the file that has called pydantic."""
    name, frame = "", error.__traceback__
    while frame is not None:
        path = Path(frame.tb_frame.f_code.co_filename)
        if "pydantic" not in path.parts:
            name = path.name
        frame = frame.tb_next
    return name


def _from_piece_on(trace: TracebackType | None, repository: Path) -> TracebackType | None:
    """Return the part of a traceback that begins in the Piece's code, or all of it."""
    part = trace
    while part is not None:
        if part.tb_frame.f_code.co_filename.startswith(str(repository)):
            return part
        part = part.tb_next
    return trace


def _outputs(returned: dict[str, Any]) -> dict[str, Any]:
    outputs = {name: value for name, value in returned.items() if name not in _ADDED}
    if _version() <= _LAST_WITH_TYPES:
        added = [f"{name}_type" for name in outputs]
        outputs = {name: value for name, value in outputs.items() if name not in added}
    return outputs


def _version() -> tuple[int, ...]:
    for name in ("domino-py", "domino-py-iisas"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return tuple(int(part) for part in re.findall(r"\d+", metadata.version(name))[:2])
    return (99,)


def _display(given: Any) -> Any:
    """Return what the Piece gave: the package reads the file it named, and spells nothing ``"None"``."""
    if not isinstance(given, dict):
        return given
    # A member of its list of types may show the list's name.
    shown: dict[str, Any] = {"file_type": str(given.get("file_type")).rpartition("DisplayResultFileType.")[2]}
    path, content = given.get("file_path"), given.get("base64_content")
    if path not in (None, "None"):
        shown["file_path"] = path
    if content is None or not display.holds(shown.get("file_path"), content):
        shown["base64_content"] = content
    return shown
