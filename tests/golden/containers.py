"""Replays one case in containers, as the Docker runtime runs Pieces."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import comparison
import running
from comparison import Difference, Kind
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
from domino_plugin.operators.docker.endings import response_of
from domino_plugin.operators.lines import OnLine

from domino_plugin.cli.piece_process import shown
from domino_plugin.errors import DominoError
from domino_plugin.runtime.protocol import Response


class Replay(NamedTuple):
    """What a case came to in the containers of one runtime.

    Attributes:
        differences: from the recording.
        outputs: of each task that ran, with its display result, as plain JSON.
        files: checksums of all files that tasks left in the storage, by path.
    """

    differences: list[Difference]
    outputs: dict[str, Any]
    files: dict[str, str]

    @property
    def only_values(self) -> bool:
        """Whether values differ and nothing else does, as they may on another processor."""
        return bool(self.differences) and all(one.kind is not Kind.OTHER for one in self.differences)

    def differences_to(self, other: Replay) -> list[str]:
        """Return how this differs from another runtime's replay of the same case on this machine."""
        names = sorted(self.files.keys() | other.files.keys())
        found = [
            f"the file {name} differs" for name in names if self.files.get(name) != other.files.get(name)
        ]
        same = json.dumps(self.outputs, sort_keys=True) == json.dumps(other.outputs, sort_keys=True)
        return found if same else ["the outputs differ", *found]


class RecordedRun(DockerRun):
    """A run whose response is kept as it is, and that adds nothing to the Piece's files."""

    response: Response | None = None
    exit_code: int | None = None

    def _outcome(self, image: Any, ended: Any, reply: bytes | None) -> Any:
        self.response = response_of(reply, ended, None)
        self.exit_code = ended.code


class _Silent:
    """In the place of `TaskFiles`: reads the response, writes nothing."""

    def __init__(self, files: Any) -> None:
        self._files = files

    @contextlib.contextmanager
    def kept_log(self, *_: Any) -> Iterator[OnLine]:
        yield lambda _line: None

    def take(self, name: str) -> bytes | None:
        return self._files.take(name)


class Replayer:
    """Replays cases in images of one runtime."""

    def __init__(self, engine: Engine, url: str, pieces: Path, images: Mapping[str, str]) -> None:
        self.engine = engine
        self.url = url
        self.pieces = pieces
        self.images = images

    def replay(self, case: dict[str, Any]) -> Replay:
        """Run the tasks of a case in order."""
        with tempfile.TemporaryDirectory(prefix="domino-golden-") as name:
            run_folder = Path(name).resolve() / "run"
            run_folder.mkdir()
            running.write_inputs(case, run_folder)
            with running.server(case["loopback_server_py"], run_folder):
                found, outputs = self._tasks(case, run_folder)
            return Replay(found, outputs, _checksums(case, run_folder))

    def _tasks(self, case: dict[str, Any], run_folder: Path) -> tuple[list[Difference], dict[str, Any]]:
        network = "host" if case["loopback_server_py"] else "none"
        outputs: dict[str, Any] = {}
        found: list[Difference] = []
        for task in (task for task in case["tasks"] if task["ran"]):
            name = task["task_id"]
            try:
                inputs = running.resolve(task["input"], outputs)
            except (KeyError, TypeError):
                found.append(Difference(f"{name}: an output of an earlier task is missing", Kind.OTHER))
                break
            differences, outputs[name] = self._task(task, inputs, run_folder, network)
            found += [Difference(f"{name}: {text}", kind) for text, kind in differences]
        return found, outputs

    def _task(
        self, task: dict[str, Any], inputs: Any, run_folder: Path, network: str
    ) -> tuple[list[Difference], Any]:
        folder = run_folder / task["task_id"]
        work = run_folder.parent / "work" / task["task_id"]
        for needed in (folder / "results", work):
            needed.mkdir(parents=True)
        repository = self.pieces / task["repository"].replace("/", "+")
        options = EngineOptions(
            url=self.url,
            pull="never",
            network=network,
            # What the Piece leaves where it works is compared, too.
            volumes=(f"{work}:/home", f"{repository}:/home/domino/pieces_repository:ro"),
        )
        run = RecordedRun(
            self.engine,
            options,
            ContainerPiece(
                image=self.images[task["packages"]],
                repository=repository,
                piece=task["piece"],
                inputs=inputs,
                run_folder=run_folder,
                task_folder=folder,
                task_id=task["task_id"],
                secrets=task["secrets"] or {},
            ),
        )
        run._files = _Silent(run._files)  # type: ignore[assignment]
        try:
            run.run()
        except DominoError as error:
            return [Difference(error.message, Kind.OTHER)], None
        return self._compare(task, run, run_folder, work)

    def _compare(
        self, task: dict[str, Any], run: RecordedRun, run_folder: Path, work: Path
    ) -> tuple[list[Difference], Any]:
        expected, response = task["expected"], run.response
        assert response is not None
        found = []
        if run.exit_code != expected["exit_code"]:
            text = f"exit code: recorded {expected['exit_code']}, now {run.exit_code}: {response['error']}"
            found.append(Difference(text, Kind.OTHER))
        full = None
        if response["outputs"] is not None:
            display = response["display_result"]
            here = display and {**display, "file_path": _here(display["file_path"], run_folder)}
            displayed = shown({**response, "display_result": here})  # type: ignore[typeddict-item]
            if displayed is not None and display is not None:
                displayed["file_path"] = display["file_path"]
            full = {**response["outputs"], "display_result": displayed}
        places = comparison.Places(run_folder, work)
        results = run_folder / task["task_id"] / "results"
        return [*found, *comparison.compare_task(expected, response, places, full, results)], full  # type: ignore[arg-type]


def _here(path: str | None, run_folder: Path) -> str | None:
    return None if path is None else path.replace(comparison.STORAGE, str(run_folder))


def _checksums(case: dict[str, Any], run_folder: Path) -> dict[str, str]:
    """Return the checksums of what a case's tasks left, without what is other each time."""
    places = comparison.Places(run_folder, run_folder)
    volatile = {
        places.real(file["path"])
        for task in case["tasks"]
        if task["ran"]
        for file in task["expected"]["files_written"]
        if file["volatile"]
    }
    return {
        file.relative_to(run_folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in run_folder.rglob("*")
        if file.is_file() and file not in volatile
    }
