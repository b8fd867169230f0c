"""Replays one case through ``domino piece run``, and asks the original where a value differs."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import comparison
import original
from comparison import Difference, Kind

#: Where the recorded loopback servers listen.
SERVER = ("127.0.0.1", 8799)


class Outcome(NamedTuple):
    """How a case differs from its recording.

    `here` says how it differs from the original's run on this machine; None where that wasn't asked: where
    nothing differs, or more than values.
    """

    differences: list[Difference]
    here: list[str] | None


class Pythons(NamedTuple):
    """The interpreters of the package sets by name: with and without the original runtime."""

    ours: Mapping[str, Path]
    originals: Mapping[str, Path]


def replay(case: dict[str, Any], pieces: Path, pythons: Pythons) -> Outcome:
    """Run the tasks of a case in order; `pieces` is the folder of checkouts."""
    with tempfile.TemporaryDirectory(prefix="domino-golden-") as folder:
        run_folder = Path(folder).resolve() / "run"
        run_folder.mkdir()
        write_inputs(case, run_folder)
        with server(case["loopback_server_py"], run_folder):
            return _replay_tasks(case, pieces, pythons, run_folder)


def _replay_tasks(case: dict[str, Any], pieces: Path, pythons: Pythons, run_folder: Path) -> Outcome:
    outputs: dict[str, Any] = {}
    differences: list[Difference] = []
    here: list[str] = []
    for task in (task for task in case["tasks"] if task["ran"]):
        name, packages = task["task_id"], task["packages"]
        try:
            inputs = resolve(task["input"], outputs)
        except (KeyError, TypeError):
            differences.append(Difference(f"{name}: an output of an earlier task is missing", Kind.OTHER))
            break
        repository = pieces / task["repository"].replace("/", "+")
        replayed = original.Replayed(name, repository, task["piece"], inputs, task["secrets"], run_folder)
        found, outputs[name] = _replay_task(task, replayed, pythons.ours[packages])
        differences += [Difference(f"{name}: {text}", kind) for text, kind in found]
        if _only_values(found):
            scratch = run_folder.parent / "original" / name
            lines = original.differences_here(replayed, outputs[name], pythons.originals[packages], scratch)
            here += [f"{name}: {line}" for line in lines]
    return Outcome(differences, here if _only_values(differences) else None)


def _only_values(differences: list[Difference]) -> bool:
    return bool(differences) and all(difference.kind is not Kind.OTHER for difference in differences)


def _replay_task(
    task: dict[str, Any], replayed: original.Replayed, python: Path
) -> tuple[list[Difference], Any]:
    run_folder = replayed.run_folder
    scratch = run_folder.parent / "scratch" / replayed.task_id
    work_dir = scratch / "work"
    work_dir.mkdir(parents=True)
    (scratch / "input.json").write_text(json.dumps(replayed.inputs), encoding="utf-8")
    command = [_domino(), "piece", "run", str(replayed.repository), replayed.piece, "--full"]
    command += ["--input", str(scratch / "input.json"), "--upstream", str(run_folder)]
    command += ["--results-dir", str(replayed.results), "--work-dir", str(work_dir)]
    command += ["--task-id", replayed.task_id, "--python", str(python)]
    command += ["--response", str(scratch / "response.json")]
    if replayed.secrets:
        (scratch / "secrets.json").write_text(json.dumps(replayed.secrets), encoding="utf-8")
        command += ["--secrets", str(scratch / "secrets.json")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    expected = task["expected"]
    differences = []
    if ended.returncode != expected["exit_code"]:
        text = f"exit code: recorded {expected['exit_code']}, now {ended.returncode}: {ended.stderr[-500:]}"
        differences.append(Difference(text, Kind.OTHER))
    if not (scratch / "response.json").exists():
        return differences, None
    response = json.loads((scratch / "response.json").read_text(encoding="utf-8"))
    full = json.loads(ended.stdout) if ended.stdout.strip() else None
    places = comparison.Places(run_folder, work_dir)
    return [*differences, *comparison.compare_task(expected, response, places, full, replayed.results)], full


def resolve(value: Any, outputs: dict[str, Any]) -> Any:
    """Return inputs with what earlier tasks have returned in place."""
    if isinstance(value, dict) and value.get("type") == "fromUpstream":
        return outputs[value["upstream_task_id"]][value["output_arg"]]
    if isinstance(value, dict):
        return {key: resolve(item, outputs) for key, item in value.items()}
    return [resolve(item, outputs) for item in value] if isinstance(value, list) else value


def write_inputs(case: dict[str, Any], run_folder: Path) -> None:
    """Write the files that a case's tasks read."""
    for name, content in case["inputs"].items():
        text = content.get("text")
        data = text.encode() if text is not None else base64.b64decode(content["base64"])
        (run_folder / name).write_bytes(data)


@contextmanager
def server(source: str | None, run_folder: Path) -> Iterator[None]:
    """Have the recorded server of a case answer, if it has one."""
    if not source:
        yield
        return
    process = subprocess.Popen(
        [sys.executable, "-c", source.replace(comparison.STORAGE, str(run_folder))], stdin=subprocess.DEVNULL
    )
    try:
        _wait_for_server(process)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_server(server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if server.poll() is not None:
            sys.exit(f"The case's server doesn't start: is port {SERVER[1]} taken?")
        try:
            socket.create_connection(SERVER, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The case's server doesn't answer.")


def _domino() -> str:
    beside = Path(sys.executable).with_name("domino")
    return str(beside) if beside.exists() else shutil.which("domino") or "domino"
