"""The operator as a task runs it, in containers: where it runs, what it says, what it leaves."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import Variable
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowTaskTimeout
from airflow.sdk.execution_time.timeout import timeout
from domino_plugin.operators import DominoPieceOperator
from domino_plugin.operators.piece_operator import RESULT_KEY
from domino_plugin.operators.virtualenv import Environment, EnvironmentStore

from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker

Task = Callable[..., Any]


class TaskInstance(SimpleNamespace):
    """What the operator uses of Airflow's task instance."""

    def __init__(self) -> None:
        super().__init__(dag_id="d", run_id="manual__1", task_id="t", map_index=-1, pushed={})

    def xcom_push(self, key: str, value: Any) -> None:
        self.pushed[key] = value


@pytest.fixture
def settings(tmp_path: Path, engine_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def change(**options: str) -> None:
        for name, value in options.items():
            monkeypatch.setenv(f"AIRFLOW__DOMINO__{name.upper()}", value)

    change(
        storage_root=str(tmp_path / "storage"),
        environments_root=str(tmp_path / "environments"),
        docker_url=engine_url,
        docker_network="none",
    )
    folder = Path(sys.executable).parent.parent
    monkeypatch.setattr(EnvironmentStore, "find", lambda *_: Environment("key", folder, "3", 0.0, ()))
    return change


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "storage")


@pytest.fixture
def task(piece_repository: Path, plain: str, settings: Any) -> Task:
    def make(code: str = "import os; out = os.path.exists('/.domino')", **arguments: Any) -> Any:
        operator = DominoPieceOperator(
            **{
                "task_id": "t",
                "repository": str(piece_repository),
                "piece": "CodePiece",
                "inputs": {"code": code},
                "group": {"image": plain},
                **arguments,
            }
        )
        ti = TaskInstance()
        context = {"ti": ti, "logical_date": dt.datetime(2026, 1, 2, tzinfo=dt.timezone.utc)}
        return SimpleNamespace(
            operator=operator, ti=ti, run=lambda: type(operator).execute.__wrapped__(operator, context)
        )

    return make


def test_auto_takes_the_image_where_an_engine_answers(task: Task, client: Any, plain: str) -> None:
    one = task()
    assert one.run()["value"] is True
    pointer = one.ti.pushed[RESULT_KEY]
    assert (pointer["runtime"], pointer["image"]) == ("docker", plain)
    assert pointer["image_digest"] == client.images.get(plain).id


def test_auto_runs_in_a_virtualenv_without_an_image_or_an_engine(
    task: Task, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one = task(group={})
    assert one.run()["value"] is False
    assert one.ti.pushed[RESULT_KEY]["runtime"] == "virtualenv"
    settings(docker_url=f"unix://{tmp_path}/no.sock")
    with caplog.at_level(logging.INFO):
        assert task().run()["value"] is False
    assert "No Docker engine answers" in caplog.text


def test_auto_runs_in_a_virtualenv_if_the_image_can_not_be_had(
    task: Task, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert task(group={"image": "127.0.0.1:9/no:1"}).run()["value"] is False
    assert "127.0.0.1:9/no:1 can't be pulled" in caplog.text


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        ({"runtime": "docker", "group": {}}, {}, ["no container image"]),
        ({"runtime": "docker"}, {"runtimes": "virtualenv"}, ["containers is not allowed", "runtimes"]),
        ({"runtime": "virtualenv"}, {"runtimes": "docker"}, ["virtual environments is not allowed"]),
        ({"group": {}}, {"runtimes": "docker"}, ["Only containers are allowed"]),
    ],
)
def test_what_can_not_run_there_fails_at_once(
    task: Task, settings: Any, arguments: dict[str, Any], options: dict[str, str], words: list[str]
) -> None:
    settings(**options)
    with pytest.raises(AirflowFailException) as caught:
        task(**arguments).run()
    for word in words:
        assert word in str(caught.value)


def test_an_engine_that_does_not_answer_may_answer_later(task: Task, settings: Any, tmp_path: Path) -> None:
    settings(docker_url=f"unix://{tmp_path}/no.sock")
    with pytest.raises(AirflowException, match="No Docker engine answers") as caught:
        task(runtime="docker").run()
    assert not isinstance(caught.value, AirflowFailException)


def test_the_sdk_that_is_missing_is_named_with_its_command(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docker", None)
    with pytest.raises(AirflowException, match=r"pip install 'domino-plugin\[docker\]'"):
        task(runtime="docker").run()


def test_lines_and_secrets_in_the_tasks_log(
    task: Task, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, plain: str
) -> None:
    monkeypatch.setattr(Variable, "get", lambda *_, **__: "very-secret-value")
    one = task("print('got', secrets.TOKEN); out = len(secrets.TOKEN)", secrets={"TOKEN": "key"})
    with caplog.at_level(logging.INFO):
        assert one.run()["value"] == len("very-secret-value")
    assert [r.getMessage() for r in caplog.records if r.name == "domino.piece"] == ["got ***"]
    assert "very-secret-value" not in caplog.text
    assert plain in caplog.text


SLOW = "open(self.results_path + '/started', 'w'); import time; time.sleep(60)"


def test_killing_the_task_ends_the_container(task: Task, storage: LocalStorage) -> None:
    one = task(SLOW)
    started = storage.task_folder("d", "manual__1", "t") / "results" / "started"

    def kill() -> None:
        end = time.monotonic() + 20
        while not started.exists() and time.monotonic() < end:
            time.sleep(0.02)
        signal.raise_signal(signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, lambda *_: one.operator.on_kill())
    thread = threading.Thread(target=kill)
    thread.start()
    try:
        with pytest.raises(AirflowException, match="stopped"):
            one.run()
    finally:
        thread.join()
        signal.signal(signal.SIGTERM, before)


def test_the_execution_timeout_ends_the_container(task: Task, client: Any, plain: str) -> None:
    one = task(SLOW)
    with pytest.raises(AirflowTaskTimeout), timeout(4):
        one.run()
    # What has run is known all the same.
    pointer = one.ti.pushed[RESULT_KEY]
    assert (pointer["runtime"], pointer["image"], pointer["path"]) == ("docker", plain, None)
    assert pointer["image_digest"] == client.images.get(plain).id


def test_a_piece_whose_code_only_the_image_holds(
    task: Task, images: Any, piece_repository: Path, settings: Any, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    (bare / "pieces").mkdir(parents=True)
    group = {"image": images.original("domino-py==0.9.4", piece_repository)}
    assert task(group=group, repository=str(bare)).run()["value"] is True
    settings(docker_url=f"unix://{tmp_path}/no.sock")
    with pytest.raises(AirflowFailException, match="takes a Docker engine"):
        task(group=group, repository=str(bare)).run()
