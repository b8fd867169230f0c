"""Workers on machines of their own, in a real Airflow: files by S3, and what is away for a while.

Each Piece tells that it has begun, and does what it then finds in its folder: so a test can take something
away in between.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.airflow_server import AirflowServer
from support.docker_engine import EngineUnavailable, OwnEngine, connect
from support.docker_images import TestImages
from support.machines import Machine, Machines
from support.s3_server import ACCESS_KEY, SECRET_KEY, S3Server

from domino_plugin.settings import S3Place
from domino_plugin.storage.bundles import make_bundle
from domino_plugin.storage.s3 import S3Storage

pytestmark = [
    pytest.mark.docker,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.outage,
]

MIB = 1024 * 1024
#: Seconds for which something is away.
AWAY = 30
DAGS = """
import datetime as dt

from airflow.sdk import DAG
from domino_plugin.operators import DominoPieceOperator, upstream

WRITE = '''
import hashlib, os
path, folder = self.results_path + "/big.bin", self.results_path + "/folder"
data = os.urandom(1 << 20) * 64
open(path, "wb").write(data)
os.mkdir(folder)
for name in ("a", "b"):
    open(folder + "/" + name, "w").write(name)
out = {"path": path, "folder": folder, "digest": hashlib.sha256(data).hexdigest()}
'''
CHANGE = '''
import hashlib, os
data = open(value["path"], "rb").read()
assert hashlib.sha256(data).hexdigest() == value["digest"]
assert sorted(os.listdir(value["folder"])) == ["a", "b"]
path = self.results_path + "/turned.bin"
open(path, "wb").write(data[::-1])
out = {"path": path, "digest": value["digest"]}
'''
READ = '''
import hashlib, os
data = open(value["path"], "rb").read()[::-1]
seen = sorted(name for name in os.listdir("/home/shared_storage") if not name.startswith("."))
out = {"same": hashlib.sha256(data).hexdigest() == value["digest"], "size": len(data), "seen": seen}
'''
WAIT = '''
import os, time
open(self.results_path + "/started", "w").close()
while not os.path.exists(self.results_path + "/go"):
    time.sleep(0.1)
exec(open(self.results_path + "/go").read())
'''


def piece(task_id, queue, runtime, code, repository=BUNDLE, **more):
    value = more.pop("value", None)
    return DominoPieceOperator(
        task_id=task_id, queue=queue, runtime=runtime, piece="CodePiece", repository=repository,
        group={"image": IMAGE}, inputs={"code": code, "value": value}, **more,
    )


def dag(dag_id):
    return DAG(dag_id, schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False)


for name, (first, second) in {
    "virtualenv": ("virtualenv", "virtualenv"),
    "docker": ("docker", "docker"),
    "both": ("docker", "virtualenv"),
}.items():
    with dag(f"handed_on_{name}"):
        write = piece("write", "left", first, WRITE)
        change = piece("change", "right", second, CHANGE, value=upstream(write, "value"))
        piece("read", "left", first, READ, value=upstream(change, "value"))

for runtime in ("virtualenv", "docker"):
    for queue in ("patient", "hasty", "small"):
        with dag(f"{queue}_{runtime}"):
            where = FOLDER if queue == "small" else BUNDLE
            # Long enough for what is away to come back, and for room to be made.
            delay = dt.timedelta(seconds=45 if queue == "hasty" else 20)
            piece("t", queue, runtime, WAIT, where, retries=1, retry_delay=delay)

with dag("engine"):
    piece("t", "engine", "docker", WAIT, FOLDER, retries=1, retry_delay=dt.timedelta(seconds=1))
"""
DAG_IDS = (
    *(f"handed_on_{name}" for name in ("virtualenv", "docker", "both")),
    *(
        f"{queue}_{runtime}"
        for queue in ("patient", "hasty", "small")
        for runtime in ("virtualenv", "docker")
    ),
    "engine",
)
#: What a Piece does to end well.
WELL = "open(self.results_path + '/done', 'w').write('done'); out = 'well'"


class Apart(NamedTuple):
    """The Airflow and what its machines use."""

    airflow: AirflowServer
    machines: Machines
    s3: S3Server
    engine: OwnEngine | None
    containers: Callable[[], list[Any]]

    def run(self, dag_id: str) -> str:
        return self.airflow.trigger(dag_id)

    def task(self, dag_id: str, run_id: str) -> dict[str, Any]:
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/t"
        return dict(self.airflow.airflow("GET", path).json())

    def log(self, dag_id: str, run_id: str, *, attempt: int) -> str:
        return self.airflow.task_log({**self.task(dag_id, run_id), "try_number": attempt})

    def value(self, dag_id: str, run_id: str, task_id: str = "t") -> Any:
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
        found = self.airflow.airflow("GET", path).json()["value"]
        return (json.loads(found) if isinstance(found, str) else found)["value"]


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    """A server of our own: it goes away at times."""
    with S3Server() as server:
        yield server


@pytest.fixture(scope="module")
def own_engine() -> Iterator[OwnEngine | None]:
    """An engine that may be ended, if this machine lets us have one."""
    engine = OwnEngine()
    try:
        engine.start()
    except EngineUnavailable:
        yield None
        return
    try:
        TestImages(connect(engine.url)).plain()
        yield engine
    finally:
        engine.stop()


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A disk of 8 MiB that the engine sees, too; None where it can't be mounted."""
    folder = tmp_path_factory.mktemp("small-disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def bundle(piece_repository: Path, s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The repository with the Piece, as the webserver would have put it into S3."""
    digest, archive = make_bundle(piece_repository, max_bytes=MIB)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW_CONN_STORE", _connection())
        place = S3Place(s3.bucket, "apart", s3.url, "store", "crc32", 20, tmp_path_factory.mktemp("cache"))
        S3Storage(place).put_bundle(digest, archive)
    archive.unlink()
    return f"sha256:{digest}"


@pytest.fixture(scope="module")
def apart(
    tmp_path_factory: pytest.TempPathFactory,
    s3: S3Server,
    own_engine: OwnEngine | None,
    small_disk: Path | None,
    bundle: str,
    engine_url: str,
    client: Any,
    plain: str,
    piece_repository: Path,
) -> Iterator[Apart]:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    store = {"storage_root": f"s3://{s3.bucket}/apart", "s3_endpoint": s3.url, "s3_connection": "store"}
    engine = {"docker_url": engine_url, "docker_pull": "never", "docker_network": "none"}
    for name, patience in {"left": 60, "right": 60, "patient": 120, "hasty": 5}.items():
        machines.add(name, **store, **engine, storage_patience=str(patience))
    folder = tmp_path_factory.mktemp("storage")
    machines.add("small", **engine, storage_root=str(small_disk or folder))
    url = {} if own_engine is None else {"docker_url": own_engine.url}
    machines.add("engine", **{**engine, **url}, storage_root=str(folder))
    home = tmp_path_factory.mktemp("airflow")
    machines.install(home)
    text = DAGS
    for word, value in {"BUNDLE": bundle, "FOLDER": str(piece_repository), "IMAGE": plain}.items():
        text = text.replace(word, repr(value))
    with AirflowServer(home, auth="simple", environment=machines.environment) as server:
        answer = server.airflow(
            "POST",
            "connections",
            json={"connection_id": "store", "conn_type": "aws", "login": ACCESS_KEY, "password": SECRET_KEY},
        )
        assert answer.status_code == 201, answer.text
        machines.add_dags(server, text, *DAG_IDS)
        yield Apart(server, machines, s3, own_engine, lambda: _containers(client))


def _connection() -> str:
    return json.dumps({"conn_type": "aws", "login": ACCESS_KEY, "password": SECRET_KEY})


def _containers(client: Any) -> list[Any]:
    return list(client.api.containers(all=True, filters={"label": "domino.piece"}))


def _wait(condition: Callable[[], Any], seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"not so after {seconds} s"
        time.sleep(0.1)
    return value


def _started(places: Callable[[], Iterator[Path]]) -> Path:
    """Wait until a Piece has begun, and return the folder of its results."""

    def found() -> Path | None:
        return next((file.parent for file in places() if not (file.parent / "go").exists()), None)

    return Path(_wait(found))


def _go(results: Path, code: str) -> None:
    """Have a waiting Piece go on with some code."""
    part = results / "go.part"
    part.write_text(code)
    part.rename(results / "go")


@contextlib.contextmanager
def _away(s3: S3Server, seconds: float) -> Iterator[None]:
    """Take the S3 server away, and bring it back after so many seconds."""
    s3.stop()
    timer = threading.Timer(seconds, s3.start)
    timer.start()
    try:
        yield
    finally:
        timer.join()


@pytest.mark.parametrize("name", ["virtualenv", "docker", "both"])
def test_files_go_from_machine_to_machine_by_s3(apart: Apart, name: str) -> None:
    dag_id = f"handed_on_{name}"
    run_id = apart.run(dag_id)
    assert apart.airflow.wait_for_run(dag_id, run_id) == "success", apart.airflow.logs()
    found = apart.value(dag_id, run_id, "read")
    # The last task has named one file of another: the rest of the run isn't there.
    assert found == {"same": True, "size": 64 * MIB, "seen": ["change", "read"]}
    for machine in (apart.machines["left"], apart.machines["right"]):
        # Each has fetched the repository itself, and kept no file of a task.
        assert list((machine.environments / "repositories").iterdir())
        assert machine.left_over() == []
    assert not (apart.airflow.home / "domino" / "cache").exists()
    assert apart.containers() == []


@pytest.mark.parametrize("runtime", ["virtualenv", "docker"])
def test_storage_that_is_away_for_a_while_is_waited_for(apart: Apart, runtime: str) -> None:
    dag_id, machine = f"patient_{runtime}", apart.machines["patient"]
    run_id = apart.run(dag_id)
    results = _started(lambda: machine.cache.glob("work-*/files/run/t/results/started"))
    with _away(apart.s3, AWAY):
        _go(results, WELL)
    assert apart.airflow.wait_for_run(dag_id, run_id) == "success"
    assert apart.task(dag_id, run_id)["try_number"] == 1
    assert apart.value(dag_id, run_id) == "well"
    log = apart.log(dag_id, run_id, attempt=1)
    # A connection that was open breaks; a new one can't be made.
    assert re.search(rf"can't be used: .*{apart.s3.url}.*\. Trying again for up to 120 s\.", log)
    assert "The shared storage can be used again." in log
    assert any(key.endswith("/t/results/done") for key in apart.s3.keys("apart/"))
    _wait(lambda: machine.left_over() == [], 20)


@pytest.mark.parametrize("runtime", ["virtualenv", "docker"])
def test_storage_that_stays_away_fails_the_task_and_a_retry_succeeds(apart: Apart, runtime: str) -> None:
    dag_id, machine = f"hasty_{runtime}", apart.machines["hasty"]
    run_id = apart.run(dag_id)
    results = _started(lambda: machine.cache.glob("work-*/files/run/t/results/started"))
    with _away(apart.s3, AWAY):
        _go(results, WELL)
        _wait(lambda: apart.task(dag_id, run_id)["state"] == "up_for_retry")
        _wait(lambda: machine.left_over() == [], 20)
        assert apart.containers() == []
    log = apart.log(dag_id, run_id, attempt=1)
    assert re.search(rf"can't be used, tried for \d+ s: {re.escape(apart.s3.url)} can't be reached", log)
    _go(_started(lambda: machine.cache.glob("work-*/files/run/t/results/started")), WELL)
    assert apart.airflow.wait_for_run(dag_id, run_id) == "success"
    assert apart.task(dag_id, run_id)["try_number"] == 2
    assert apart.value(dag_id, run_id) == "well"


@pytest.mark.parametrize("runtime", ["virtualenv", "docker"])
def test_a_full_disk_fails_the_task_and_a_retry_succeeds(
    apart: Apart, small_disk: Path | None, runtime: str
) -> None:
    if small_disk is None:
        pytest.skip("a small disk takes root and the right to mount")
    dag_id, machine = f"small_{runtime}", apart.machines["small"]
    run_id = apart.run(dag_id)

    def started() -> Iterator[Path]:
        return small_disk.glob(f"{dag_id}/*/t/results/started")

    _go(_started(started), "open(self.results_path + '/big', 'wb').write(bytes(16 << 20))")
    _wait(lambda: apart.task(dag_id, run_id)["state"] == "up_for_retry")
    log = apart.log(dag_id, run_id, attempt=1)
    assert "CodePiece failed: OSError: [Errno 28] No space left on device" in log
    _wait(lambda: machine.left_over() == [], 20)
    assert apart.containers() == []
    for file in small_disk.glob("**/big"):
        file.unlink()
    _go(_started(started), WELL)
    assert apart.airflow.wait_for_run(dag_id, run_id) == "success"
    assert apart.value(dag_id, run_id) == "well"


def test_an_engine_that_is_restarted_fails_the_task_and_a_retry_succeeds(apart: Apart) -> None:
    if apart.engine is None:
        pytest.skip("an engine to be ended takes root and dockerd")
    machine: Machine = apart.machines["engine"]
    run_id = apart.run("engine")
    storage = Path(machine.variables(apart.airflow)["AIRFLOW__DOMINO__STORAGE_ROOT"])

    def started() -> Iterator[Path]:
        return storage.glob("engine/*/t/results/started")

    first = (_started(started) / "started").stat().st_ino
    apart.engine.halt(signal.SIGKILL)
    time.sleep(1)
    apart.engine.start_again()
    _wait(lambda: apart.task("engine", run_id)["try_number"] == 2)
    assert "The Docker engine went away while the Piece ran." in apart.log("engine", run_id, attempt=1)
    _go(_started(lambda: (file for file in started() if file.stat().st_ino != first)), WELL)
    assert apart.airflow.wait_for_run("engine", run_id) == "success"
    assert apart.value("engine", run_id) == "well"
    assert _containers(connect(apart.engine.url)) == []
    _wait(lambda: machine.left_over() == [], 20)
