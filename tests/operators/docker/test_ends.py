"""Whatever ends a Piece, its container goes, and the message says what it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket as sockets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.container_sweep import sweep_by_options
from domino_plugin.operators.docker import DockerRun, Engine, EngineOptions, EngineSilent, sweep, sweeping
from support.docker_engine import EngineUnavailable, OwnEngine, connect
from support.docker_images import TestImages

from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker

SLOW = "import time; open(self.results_path + '/started', 'w'); print('started', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLOW


def _containers(client: Any, *, everything: bool = True) -> list[str]:
    found = client.api.containers(all=everything, filters={"label": "domino.piece"})
    return [one["Id"] for one in found]


def _wait(condition: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)
    return value


def _while_it_runs(storage: LocalStorage, act: Callable[[], None]) -> threading.Thread:
    """Act in another thread as soon as the Piece has started."""
    started = storage.task_folder("d", "r", "t") / "results" / "started"

    def go() -> None:
        _wait(started.exists)
        act()

    thread = threading.Thread(target=go)
    thread.start()
    return thread


@pytest.mark.parametrize("code", [SLOW, STUBBORN])
def test_stopping_ends_the_container_soon(
    engine: Engine, options: EngineOptions, piece: Any, storage: LocalStorage, code: str
) -> None:
    run = DockerRun(engine, options, piece(code))
    thread = _while_it_runs(storage, run.stop)
    began = time.monotonic()
    outcome = run.run()
    thread.join()
    assert outcome.error is not None
    assert outcome.error["summary"] == "The Piece was stopped before its end."
    # Airflow's supervisor sends SIGKILL five seconds after SIGTERM.
    assert time.monotonic() - began < 10


def test_a_stop_before_the_start_counts(engine: Engine, options: EngineOptions, piece: Any) -> None:
    run = DockerRun(engine, options, piece("print('ran')"))
    run.stop()
    lines: list[str] = []
    assert "stopped" in run.run(lines.append).error["summary"]
    assert lines == []


def test_what_is_raised_meanwhile_ends_the_container(
    engine: Engine, options: EngineOptions, piece: Any, client: Any
) -> None:
    def fail(line: str) -> None:
        raise TimeoutError("too long")

    with pytest.raises(TimeoutError, match="too long"):
        DockerRun(engine, options, piece(SLOW)).run(fail)
    assert _containers(client) == []


@pytest.mark.parametrize(
    ("end", "words"),
    [("kill", ["ended from outside", "SIGKILL"]), ("stop", ["asked to end from outside", "SIGTERM"])],
)
def test_a_container_ended_from_outside(
    run: Any, client: Any, storage: LocalStorage, end: str, words: list[str]
) -> None:
    thread = _while_it_runs(storage, lambda: getattr(client.api, end)(_containers(client)[0]))
    error = run(SLOW).error
    thread.join()
    for word in words:
        assert word in error["summary"]


def test_a_process_that_is_killed_names_the_signal(run: Any) -> None:
    error = run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)").error
    assert "SIGSEGV" in error["summary"]


def test_a_piece_killed_for_its_memory_says_so(run: Any) -> None:
    error = run("x = b'x' * (512 << 20)", memory_limit_mib=96).error
    assert error["out_of_memory"]
    assert "the memory limit of 96 MiB was reached" in error["summary"]
    assert "Raise the task's memory limit" in error["summary"]


def test_processes_left_behind_end_with_the_piece(run: Any) -> None:
    code = "import subprocess; subprocess.Popen(['sleep', '300'], start_new_session=True); out = 1"
    began = time.monotonic()
    assert run(code).outputs["value"] == 1
    assert time.monotonic() - began < 20


WORKER = """
import json, sys
from pathlib import Path
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
call = json.loads(sys.argv[1])
for name in ("repository", "run_folder", "task_folder"):
    call[name] = Path(call[name])
options = EngineOptions(url=call.pop("url"), pull="never", network="none")
DockerRun(Engine.connect(options), options, ContainerPiece(**call)).run(print)
"""


def test_a_killed_worker_leaves_no_piece_running_and_the_next_run_sweeps(
    engine: Engine,
    engine_url: str,
    piece: Any,
    client: Any,
    storage: LocalStorage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = piece(SLOW)
    data = {name: str(value) if isinstance(value, Path) else value for name, value in vars(call).items()}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, json.dumps({**data, "url": engine_url})], stdout=subprocess.DEVNULL
    )
    try:
        _wait((call.task_folder / "results" / "started").exists)
        assert sweep(engine) == 0
        assert len(_containers(client, everything=False)) == 1
        worker.kill()
        worker.wait()
        _wait(lambda: not _containers(client, everything=False), 10)
    finally:
        worker.kill()
    assert len(_containers(client)) == 1
    # As the maintenance DAG does it, whose task has nothing but the options.
    monkeypatch.setenv("AIRFLOW__DOMINO__DOCKER_URL", engine_url)
    assert sweep_by_options() == 1
    assert _containers(client) == []
    assert sweep_by_options() == 0


def test_a_worker_that_can_not_be_seen_is_not_taken_for_gone(
    engine: Engine, client: Any, plain: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where /proc hides the processes of other users."""
    made = client.api.create_container(plain, ["true"], labels=sweeping.labels("P", {}))["Id"]
    monkeypatch.setattr(sweeping, "_born", lambda pid: Path("/proc/none/stat").read_text())
    try:
        assert sweep(engine) == 0
        client.api.inspect_container(made)
    finally:
        client.api.remove_container(made, force=True)


def test_a_number_that_another_process_has_got_is_no_sign_of_life(
    engine: Engine, client: Any, plain: str
) -> None:
    before = {**sweeping.labels("P", {}), "domino.process-start": "1"}
    client.api.create_container(plain, ["true"], labels=before)
    assert sweep(engine) == 1


def test_containers_of_others_are_not_swept(engine: Engine, client: Any, plain: str) -> None:
    made = client.api.create_container(plain, ["true"], labels={"other": "1"})["Id"]
    try:
        assert sweep(engine) == 0
        client.api.inspect_container(made)
    finally:
        client.api.remove_container(made, force=True)


def test_an_engine_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EngineSilent, match=r"No Docker engine answers at unix:.*No such file.*docker_url"):
        Engine.connect(EngineOptions(url=f"unix://{tmp_path}/no.sock"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_engine_that_stops_while_a_piece_runs(
    piece: Any, storage: LocalStorage, number: signal.Signals
) -> None:
    own = OwnEngine()
    try:
        own.start()
    except EngineUnavailable as error:
        pytest.skip(f"an engine to be stopped can't be started here: {error}")
    try:
        image = TestImages(connect(own.url)).plain()
        options = EngineOptions(url=own.url, pull="never", network="none")
        engine = Engine.connect(options)
        run = DockerRun(engine, options, piece(SLOW, image=image))

        def restart() -> None:
            own.halt(number)
            time.sleep(1)
            own.start_again()

        thread = _while_it_runs(storage, restart)
        error = run.run().error
        thread.join()
        assert error is not None
        assert "engine" in error["summary"]
        sweep(Engine.connect(options))
        assert _containers(connect(own.url)) == []
        again = DockerRun(Engine.connect(options), options, piece("out = 1", image=image)).run()
        assert again.outputs is not None
    finally:
        own.stop()


def test_a_worker_without_the_right_to_the_socket(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("takes root to become somebody else")
    folder = Path(tempfile.mkdtemp(prefix="dmn-"))
    folder.chmod(0o755)
    with sockets.socket(sockets.AF_UNIX) as server:
        server.bind(str(folder / "a.sock"))
        (folder / "a.sock").chmod(0o600)
        os.seteuid(65534)
        try:
            with pytest.raises(EngineSilent, match=r"Permission denied.*group docker"):
                Engine.connect(EngineOptions(url=f"unix://{folder}/a.sock"))
        finally:
            os.seteuid(0)
    shutil.rmtree(folder)


def test_what_can_not_be_written_is_said(any_image: str, run: Any) -> None:
    """As on a disk that the Piece has filled; its response lies on it."""
    code = (
        "import errno, os\n"
        "from domino_plugin.runtime import protocol\n"
        "def write(path, text):\n"
        "    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))\n"
        "protocol._write = write\n"
    )
    lines: list[str] = []
    error = run(code + "out = 1", image=any_image, lines=lines).error
    assert error["summary"] == "What the Piece returns can't be written: No space left on device."
    assert (
        run(code + "raise ValueError('bad luck')", image=any_image).error["summary"] == "ValueError: bad luck"
    )
    assert not [line for line in lines if line.startswith(".response-")]
