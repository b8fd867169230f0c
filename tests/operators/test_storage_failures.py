"""Storage that is full, read-only, or not to be reached: the task says so in words, and a retry succeeds."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException
from domino_plugin.operators import DominoPieceOperator
from domino_plugin.operators.execution import PieceExecution
from domino_plugin.operators.virtualenv import Environment, EnvironmentStore
from support.s3_server import ACCESS_KEY, SECRET_KEY, S3Server, deaf_port

from domino_plugin.errors import Unavailable
from domino_plugin.storage.local import LocalTaskFiles


@pytest.fixture
def run(piece_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a Piece's code as a task, in this interpreter."""
    monkeypatch.setenv("AIRFLOW__DOMINO__ENVIRONMENTS_ROOT", str(tmp_path / "environments"))
    environment = Environment("key", Path(sys.executable).parent.parent, "3", 0.0, ())
    monkeypatch.setattr(EnvironmentStore, "find", lambda *_: environment)

    def execute(code: str) -> dict[str, Any]:
        operator = DominoPieceOperator(
            task_id="t", repository=str(piece_repository), piece="CodePiece", inputs={"code": code}
        )
        ti = SimpleNamespace(
            dag_id="d", run_id="r", task_id="t", map_index=-1, xcom_push=lambda **_: None, xcom_pull=None
        )
        return PieceExecution(operator, {"ti": ti}).run()

    return execute


def _failure(run: Any, caplog: pytest.LogCaptureFixture) -> str:
    with caplog.at_level(logging.INFO), pytest.raises(AirflowException) as caught:
        run("out = 1")
    assert not isinstance(caught.value, AirflowFailException), "a retry may succeed"
    assert str(caught.value) in caplog.text
    assert "Traceback" not in caplog.text
    return str(caught.value)


def test_a_folder_that_cannot_be_written_is_named(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "file" / "storage"))
    text = _failure(run, caplog)
    assert re.search(r"shared storage .*/file/storage can't be written: Not a directory\.", text)
    (tmp_path / "file").unlink()
    assert run("out = 1") == {"value": 1}


@pytest.mark.parametrize(
    ("connection", "bucket", "words"),
    [
        (None, "domino", r"the Airflow connection 'store' \(\[domino\] s3_connection\), which isn't there"),
        (
            (ACCESS_KEY, "wrong"),
            "domino",
            r"refuses the credentials, those of the Airflow connection 'store'",
        ),
        (("AKIAWRONG", SECRET_KEY), "domino", r"refuses the credentials.*InvalidAccessKeyId"),
        ((ACCESS_KEY, SECRET_KEY), "no-such-bucket", r"no bucket 'no-such-bucket'"),
    ],
)
def test_s3_that_cannot_be_used_is_named(
    run: Any,
    s3_server: S3Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    connection: tuple[str, str] | None,
    bucket: str,
    words: str,
) -> None:
    _use_s3(monkeypatch, tmp_path, s3_server.url, bucket)
    if connection is not None:
        _connect(monkeypatch, *connection)
    assert re.search(words, _failure(run, caplog))
    assert not list(tmp_path.glob("cache/work-*"))
    _connect(monkeypatch, ACCESS_KEY, SECRET_KEY)
    _use_s3(monkeypatch, tmp_path, s3_server.url, s3_server.bucket)
    assert run("out = 1") == {"value": 1}


def test_s3_that_is_not_there_is_waited_for_and_named(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with deaf_port() as port:
        _use_s3(monkeypatch, tmp_path, f"http://127.0.0.1:{port}", "domino")
        _connect(monkeypatch, ACCESS_KEY, SECRET_KEY)
        text = _failure(run, caplog)
    assert re.search(r"can't be used, tried for \d s: http://127.0.0.1:\d+ can't be reached", text)


def test_a_piece_that_fails_says_why_even_if_its_files_cannot_be_kept(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unavailable(_: Any) -> None:
        raise Unavailable("no way")

    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    monkeypatch.setattr(LocalTaskFiles, "keep", unavailable)
    with pytest.raises(AirflowException, match="out of tea"):
        run("raise ValueError('out of tea')")
    assert "What the Piece has left can't be kept: no way" in caplog.text
    with pytest.raises(AirflowException, match="no way"):
        run("out = 1")


def _use_s3(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, bucket: str) -> None:
    for name, value in {
        "STORAGE_ROOT": f"s3://{bucket}/{tmp_path.name}",
        "S3_ENDPOINT": url,
        "S3_CONNECTION": "store",
        "STORAGE_CACHE": str(tmp_path / "cache"),
        "STORAGE_PATIENCE": "2",
    }.items():
        monkeypatch.setenv(f"AIRFLOW__DOMINO__{name}", value)


def _connect(monkeypatch: pytest.MonkeyPatch, key: str, secret: str) -> None:
    connection = {"conn_type": "aws", "login": key, "password": secret}
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(connection))


def test_without_the_extra_its_command_is_told(
    run: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from domino_plugin.storage.s3 import client

    client._make.cache_clear()
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", "s3://bucket/prefix")
    assert "pip install 'domino-plugin[s3]'" in _failure(run, caplog)


_ON_A_SMALL_DISK = """
import sys
from pathlib import Path
from types import SimpleNamespace
from domino_plugin.operators import DominoPieceOperator, virtualenv
from domino_plugin.operators.execution import PieceExecution

environment = virtualenv.Environment("key", Path(sys.executable).parent.parent, "3", 0.0, ())
virtualenv.EnvironmentStore.find = lambda *_: environment

def run(code):
    operator = DominoPieceOperator(
        task_id="t", repository=sys.argv[1], piece="CodePiece", inputs={"code": code}
    )
    ti = SimpleNamespace(
        dag_id="d", run_id="r", task_id="t", map_index=-1, xcom_push=lambda **_: None, xcom_pull=None
    )
    try:
        print("OUTCOME", PieceExecution(operator, {"ti": ti}).run())
    except Exception as error:
        print("OUTCOME", type(error).__name__, error)

fill = "f = open(str(self.results_path) + '/big', 'wb', buffering=0)\\n"
run(fill + "f.write(bytes(3_000_000)); f.write(bytes(3_000_000))")
run(fill + "try:\\n    while True: f.write(bytes(4096))\\nexcept OSError: pass\\nout = 'x' * 100_000")
for file in Path(sys.argv[2]).rglob("big"):
    file.unlink()
run("out = 'again'")
"""


def test_a_full_disk_is_named_and_a_retry_succeeds(piece_repository: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = tmp_path / "script.py"
    script.write_text(_ON_A_SMALL_DISK)
    unshare = shutil.which("unshare")
    inside = 'mount -t tmpfs -o size=4m none "$1" && exec "$2" "$3" "$4" "$1"'
    command = [
        str(unshare), "--user", "--map-root-user", "--mount", "sh", "-c", inside, "-",
        str(disk), sys.executable, str(script), str(piece_repository),
    ]  # fmt: skip
    if unshare is None or subprocess.run([*command[:4], "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system allows no user namespaces")
    environment = {**os.environ, "AIRFLOW__DOMINO__STORAGE_ROOT": str(disk / "storage")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    outcomes = [line for line in done.stdout.splitlines() if line.startswith("OUTCOME")]
    assert len(outcomes) == 3, done.stdout + done.stderr
    assert "AirflowException" in outcomes[0]
    assert "No space left on device" in outcomes[0]
    assert (
        "AirflowException The Piece could not be run on this worker: No space left on device" in outcomes[1]
    )
    assert "Make room" in outcomes[1]
    assert outcomes[2] == "OUTCOME {'value': 'again'}"
    assert "Traceback" not in outcomes[1]
