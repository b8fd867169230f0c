"""The original runtime on this machine: does it come to the very same as the replay?

A recording is of another machine, and the last digits of a number may depend on the processor. A difference
that the original itself has here, with the same inputs and packages, is none of ours.
"""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from comparison import STORAGE

_RUNNER = Path(__file__).with_name("original_runner.py")


class Replayed(NamedTuple):
    """What a task of a replay gets, with paths as recorded, and its run's folder, which they stand for."""

    task_id: str
    repository: Path
    piece: str
    inputs: dict[str, Any]
    secrets: dict[str, Any] | None
    run_folder: Path

    @property
    def results(self) -> Path:
        """The folder of the files it writes."""
        return self.run_folder / self.task_id / "results"


def differences_here(
    task: Replayed, outputs: dict[str, Any] | None, python: Path, scratch: Path
) -> list[str]:
    """Return how a task's replay differs from the original's run on this machine; each a sentence.

    Args:
        task: what the replay got; its files are in its folder.
        outputs: what it came to, with its display result; None if it failed.
        python: an interpreter with the original runtime.
        scratch: a folder for the original's run.
    """
    results = scratch / "results"
    work_dir = scratch / "work"
    for folder in (results, work_dir):
        folder.mkdir(parents=True)
    request = {
        "repository": str(task.repository),
        "piece": task.piece,
        "inputs": json.loads(json.dumps(task.inputs).replace(STORAGE, str(task.run_folder))),
        "secrets": task.secrets,
        "results": str(results),
    }
    (scratch / "request.json").write_text(json.dumps(request), encoding="utf-8")
    answer_file = scratch / "answer.json"
    command = [str(python), str(_RUNNER), str(scratch / "request.json"), str(answer_file)]
    ended = subprocess.run(command, cwd=work_dir, capture_output=True, text=True, check=False)
    if outputs is None or not answer_file.exists():
        return [f"it failed, here or there: {ended.stderr.strip()[-300:]}"]
    answer = json.loads(answer_file.read_text(encoding="utf-8").replace(str(results), str(task.results)))
    ours = {key: value for key, value in outputs.items() if key != "display_result"}
    found = [] if answer["outputs"] == ours else ["the outputs differ"]
    found += _compare_display(task.piece, answer["display_result"], outputs.get("display_result"))
    return found + _compare_folders(results, task.results)


def _compare_display(piece: str, original: Any, ours: dict[str, Any] | None) -> list[str]:
    if isinstance(original, dict) and original.get("base64_content"):
        content = original["base64_content"]
    elif isinstance(original, dict) and original.get("file_path"):
        content = base64.b64encode(Path(original["file_path"]).read_bytes()).decode()
    else:
        # What a workflow displays in its place; a dry run doesn't.
        sentence = f"Piece {piece} did not return a valid display_result."
        content = base64.b64encode(sentence.encode()).decode()
        original = {"file_type": "txt"}
    same = ours and (ours["file_type"], ours["base64_content"]) == (original.get("file_type"), content)
    return [] if same else ["the display results differ"]


def _compare_folders(original: Path, ours: Path) -> list[str]:
    before, now = _contents(original), _contents(ours)
    names = sorted(before.keys() | now.keys())
    return [f"the file {name} differs" for name in names if before.get(name) != now.get(name)]


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
