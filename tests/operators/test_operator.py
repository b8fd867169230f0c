"""The operator as a task runs it, with Airflow's task context made by hand."""

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
from airflow.sdk import DAG, BaseOperator, Variable
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowTaskTimeout
from airflow.sdk.execution_time.timeout import timeout
from domino_plugin.operators import DominoPieceOperator, execution, upstream
from domino_plugin.operators.piece_operator import RESULT_KEY
from domino_plugin.operators.virtualenv import Environment, EnvironmentStore

from domino_plugin.storage import LocalStorage


class TaskInstance(SimpleNamespace):
    """What the operator uses of Airflow's task instance."""

    def __init__(self, task_id: str, upstream_values: dict[str, Any]) -> None:
        super().__init__(dag_id="d", run_id="manual__1", task_id=task_id, map_index=-1)
        self.values = upstream_values
        self.pushed: dict[str, Any] = {}

    def xcom_pull(self, task_ids: str, key: str = "return_value", **_: Any) -> Any:
        return self.values.get(task_ids)

    def xcom_push(self, key: str, value: Any) -> None:
        self.pushed[key] = value


class Task:
    """One operator with the context to run it in."""

    def __init__(self, operator: DominoPieceOperator, values: dict[str, Any]) -> None:
        self.operator = operator
        self.ti = TaskInstance(operator.task_id, values)

    def run(self) -> dict[str, Any]:
        context = {"ti": self.ti, "logical_date": dt.datetime(2026, 1, 2, tzinfo=dt.timezone.utc)}
        # As Airflow's task runner calls it, without the guard against calls from elsewhere.
        return type(self.operator).execute.__wrapped__(self.operator, context)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalStorage:
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    monkeypatch.setenv("AIRFLOW__DOMINO__ENVIRONMENTS_ROOT", str(tmp_path / "environments"))
    return LocalStorage(tmp_path / "storage")


@pytest.fixture
def own_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this interpreter for the Pieces' environment, so that none need be built."""
    folder = Path(sys.executable).parent.parent
    environment = Environment("key", folder, "3", 0.0, ())
    monkeypatch.setattr(EnvironmentStore, "find", lambda *_: environment)


@pytest.fixture
def task(piece_repository: Path, storage: LocalStorage, own_python: None) -> Callable[..., Task]:
    def make(code: str = "out = value", *, values: dict[str, Any] | None = None, **arguments: Any) -> Task:
        inputs = {"code": code, **arguments.pop("inputs", {})}
        arguments = {"repository": str(piece_repository), "piece": "CodePiece", **arguments}
        return Task(DominoPieceOperator(task_id="t", inputs=inputs, **arguments), values or {})

    return make


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values: dict[str, str] = {}
    monkeypatch.setattr(Variable, "get", lambda key, default=None, **_: values.get(key, default))
    return values


def test_outputs_are_returned_and_the_result_is_pointed_to(task: Any, storage: LocalStorage) -> None:
    code = (
        "f = str(self.results_path) + '/a.md'; open(f, 'w').write('# A'); "
        "self.display_result = {'file_type': 'md', 'file_path': f}; out = value"
    )
    one = task(code, inputs={"value": "{{ ds }}"}, workflow_version="7")
    assert one.run() == {"value": "{{ ds }}"}
    pointer = one.ti.pushed[RESULT_KEY]
    assert pointer == {
        "file_type": "md",
        "path": "/home/shared_storage/t/results/a.md",
        "size": 3,
        "workflow_version": "7",
        "storage_bytes": pointer["storage_bytes"],
        "runtime": "virtualenv",
        "image": None,
        "image_digest": None,
    }
    assert pointer["storage_bytes"] >= 3
    assert storage.open_result("d", "manual__1", pointer["path"]).path.read_text() == "# A"


def test_texts_that_postgres_refuses_are_replaced_and_told(
    task: Any, storage: LocalStorage, caplog: pytest.LogCaptureFixture
) -> None:
    code = (
        "out = ['a\\0b', chr(0xdcff), 'kept é']; "
        "self.display_result = {'file_type': 'x\\0', 'base64_content': 'aGk='}"
    )
    one = task(code)
    assert one.run() == {"value": ["a\ufffdb", "\ufffd", "kept é"]}
    assert one.ti.pushed[RESULT_KEY]["file_type"] == "x\ufffd"
    assert "The output 'value' holds characters that Airflow's database can't keep" in caplog.text


@pytest.mark.parametrize("code", ["raise ValueError(chr(0xdc00) + '!')", "out = {chr(0xdc00): 1}"])
def test_what_is_no_utf_8_does_not_hide_why_a_task_fails(
    task: Any, storage: LocalStorage, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    with pytest.raises(AirflowException) as raised:
        task(code).run()
    for text in (str(raised.value), caplog.text):
        assert text.encode("utf-8")
    assert "CodePiece" in str(raised.value)


def test_other_texts_are_kept_without_a_word(task: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert task("out = chr(0x1f600)").run() == {"value": "\U0001f600"}
    assert "can't keep" not in caplog.text


@pytest.mark.parametrize("value", [0, False, "", [], {}])
def test_falsy_upstream_values_reach_the_piece(task: Any, value: Any) -> None:
    inputs = {"value": [{"deep": upstream("a", "o")}]}
    assert task(inputs=inputs, values={"a": {"o": value}}).run() == {"value": [{"deep": value}]}


def test_references_to_operators_set_the_dependency(piece_repository: Path) -> None:
    with DAG("x", schedule=None) as dag:
        ordinary = BaseOperator(task_id="ordinary")
        piece = DominoPieceOperator(
            task_id="piece",
            repository=str(piece_repository),
            piece="CodePiece",
            inputs={"value": [upstream(ordinary, "rows", 0), upstream("elsewhere", "o")]},
        )
        last = DominoPieceOperator(
            task_id="last",
            repository=str(piece_repository),
            piece="CodePiece",
            inputs={"code": "out = value", "value": {"a": piece.output["value"], "b": [ordinary.output]}},
        )
    assert piece.upstream_task_ids == {"ordinary"}
    assert last.upstream_task_ids == {"piece", "ordinary"}
    assert dag.task_dict["last"] is last


def test_outputs_in_airflows_own_notation_are_resolved(task: Any, piece_repository: Path) -> None:
    with DAG("x", schedule=None):
        ordinary = BaseOperator(task_id="ordinary")
        piece = DominoPieceOperator(
            task_id="piece", repository=str(piece_repository), piece="CodePiece", inputs={}
        )
        one = task(
            inputs={"value": {"a": piece.output["value"], "b": [ordinary.output]}},
            values={"piece": {"value": 0}, "ordinary": "whole"},
        )
    assert one.run() == {"value": {"a": 0, "b": ["whole"]}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"inputs": {"value": upstream("a", "o")}}, ["'value'", "'o'", "'a'", "skipped"]),
        ({"inputs": {"value": upstream("b", "o")}, "values": {"b": {"p": 1}}}, ["'value'", "no 'o'", "'p'"]),
        ({"inputs": {"number": "three"}}, ["CodePiece", "number", "three", "integer"]),
        ({"inputs": {"value": object()}}, ["'value'", "JSON"]),
        ({"piece": "CodePeice"}, ["'CodePeice'", "Did you mean 'CodePiece'"]),
        ({"repository": "startr"}, ["'startr'", "starter"]),
    ],
)
def test_a_fault_no_retry_mends_fails_at_once_and_is_in_the_log(
    task: Any, caplog: pytest.LogCaptureFixture, arguments: dict[str, Any], words: list[str]
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(AirflowFailException) as caught:
        task(**arguments).run()
    for word in words:
        assert word in str(caught.value)
        assert word in caplog.text


def test_a_wrong_option_is_told_in_words(
    task: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__PATH_ISOLATION", "sometimes")
    with pytest.raises(AirflowException, match=r"path_isolation is 'sometimes': it takes one of"):
        task().run()
    assert "path_isolation" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_piece_that_fails_may_be_tried_again(task: Any) -> None:
    with pytest.raises(AirflowException, match=r"CodePiece failed.*bad luck") as caught:
        task("raise ValueError('bad luck')").run()
    assert not isinstance(caught.value, AirflowFailException)


def test_the_tasks_memory_limit_ends_the_piece_and_is_named(
    task: Any, caplog: pytest.LogCaptureFixture
) -> None:
    one = task("x = bytearray(200 << 20)", piece_resources={"memory_limit_mib": 100})
    with caplog.at_level(logging.INFO), pytest.raises(AirflowException, match="memory limit of 100 MiB"):
        one.run()
    assert "CodePiece failed: the memory limit of 100 MiB was reached" in caplog.text


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        ({"memory_limit_mib": 1}, ["memory_limit_mib", "32"]),
        ({"memory": 512}, ["memory", "memory_limit_mib"]),
        ({"cpu_request": 2, "cpu_limit": 1}, ["cpu_limit", "1 cores is less than the 2 cores"]),
        ({"cpu_limit": "2 cores"}, ["cpu_limit", "2 cores"]),
        ("512Mi", ["512Mi"]),
    ],
)
def test_resources_that_can_not_be_are_refused_where_the_dag_is_written(
    piece_repository: Path, resources: Any, words: list[str]
) -> None:
    with pytest.raises(ValueError, match="'t'") as caught:
        DominoPieceOperator(
            task_id="t",
            repository=str(piece_repository),
            piece="CodePiece",
            inputs={},
            piece_resources=resources,
        )
    for word in words:
        assert word in str(caught.value)


def test_a_missing_bundle_names_the_storage(task: Any, storage: LocalStorage) -> None:
    with pytest.raises(AirflowException, match="storage_root"):
        task(repository="sha256:" + "0" * 64).run()


def test_the_pieces_own_lines_are_told_apart(task: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        task("print('mine {} %s')").run()
    assert "mine {} %s" in [r.getMessage() for r in caplog.records if r.name == "domino.piece"]
    assert "Python" not in "".join(r.getMessage() for r in caplog.records if r.name == "domino.piece")


def test_secrets_come_from_variables_and_stay_out_of_logs(
    task: Any, variables: dict[str, str], caplog: pytest.LogCaptureFixture, storage: LocalStorage
) -> None:
    variables["domino_secret__1__TOKEN"] = "very-secret-value"
    one = task(
        "print('got', secrets.TOKEN); out = len(secrets.TOKEN)",
        secrets={"TOKEN": "domino_secret__1__TOKEN", "OTHER": {"variable": "none", "required": False}},
    )
    with caplog.at_level(logging.INFO):
        assert one.run() == {"value": len("very-secret-value")}
    assert "got ***" in caplog.text
    files = [path for path in storage.root.rglob("*") if path.is_file()]
    assert files
    for text in (caplog.text, *(path.read_text() for path in files)):
        assert "very-secret-value" not in text


def test_a_secret_may_be_a_connection_of_airflows(
    task: Any, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(
        "AIRFLOW_CONN_SHOP", "postgres://ada:p%2Fword-of-hers@db.example:5432/shop?sslmode=require"
    )
    variables["key"] = "connection:shop"
    with caplog.at_level(logging.INFO):
        outcome = task(
            "print('got', secrets.TOKEN, 'p/word-of-hers'); out = secrets.TOKEN[::-1]",
            secrets={"TOKEN": "key"},
        ).run()
    assert outcome["value"][::-1] == "postgres://ada:p%2Fword-of-hers@db.example:5432/shop?sslmode=require"
    assert "got ***" in caplog.text
    assert "of-hers" not in caplog.text


def test_airflow_masks_what_is_in_a_secret_in_lines_of_its_own(task: Any, variables: dict[str, str]) -> None:
    from airflow.sdk.log import redact

    # A name that doesn't sound like a secret's.
    variables["account"] = '{"login": "ada", "key": "first-inner-line\\nsecond-inner-line"}'
    task("out = 1", secrets={"TOKEN": "account"}).run()
    assert redact("ada: second-inner-line, first-inner-line%0A") == "ada: ***, ***%0A"


def test_a_connection_that_is_not_there_is_named(task: Any, variables: dict[str, str]) -> None:
    variables["key"] = "connection:shpo"
    with pytest.raises(AirflowFailException, match=r"'TOKEN'.*'shpo'.*Admin > Connections"):
        task("print('ran')", secrets={"TOKEN": "key"}).run()


def test_a_missing_secret_is_named_and_no_piece_runs(task: Any, variables: dict[str, str]) -> None:
    one = task("print('ran')", secrets={"TOKEN": {"variable": "domino_secret__1__TOKEN", "required": True}})
    with pytest.raises(AirflowFailException, match=r"'TOKEN'.*domino_secret__1__TOKEN"):
        one.run()
    assert not one.ti.pushed


SLOW = (
    "import subprocess, time, os\n"
    "child = subprocess.Popen(['/bin/sh', '-c', 'trap \"\" TERM; while :; do sleep 1; done'], "
    "start_new_session=True)\n"
    "open(str(self.results_path) + '/pids', 'w').write(f'{os.getpid()} {child.pid}')\n"
    "time.sleep(60)"
)


def _pids(storage: LocalStorage) -> list[int]:
    file = storage.task_folder("d", "manual__1", "t") / "results" / "pids"
    end = time.monotonic() + 20
    while not (file.exists() and len(file.read_text().split()) == 2):
        assert time.monotonic() < end
        time.sleep(0.02)
    return [int(pid) for pid in file.read_text().split()]


def _all_gone(pids: list[int]) -> bool:
    return not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_killing_the_task_ends_all_its_processes(task: Any, storage: LocalStorage) -> None:
    one = task(SLOW)
    seen: list[int] = []

    def kill() -> None:
        seen.extend(_pids(storage))
        signal.raise_signal(signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, lambda *_: one.operator.on_kill())
    thread = threading.Thread(target=kill)
    thread.start()
    started = time.monotonic()
    try:
        with pytest.raises(AirflowException, match="stopped"):
            one.run()
    finally:
        thread.join()
        signal.signal(signal.SIGTERM, before)
    assert len(seen) == 2
    assert _all_gone(seen)
    # Airflow's supervisor sends SIGKILL five seconds after SIGTERM.
    assert time.monotonic() - started < 20


def test_the_execution_timeout_ends_all_its_processes(task: Any, storage: LocalStorage) -> None:
    one = task(SLOW)
    with pytest.raises(AirflowTaskTimeout), timeout(4):
        one.run()
    assert _all_gone(_pids(storage))


def test_a_kill_before_the_piece_has_started_counts(task: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one = task("print('ran')")
    monkeypatch.setattr(execution, "read_requirements", _kill_while(one, execution.read_requirements))
    with pytest.raises(AirflowException, match="stopped"):
        one.run()


def _kill_while(one: Task, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        one.operator.on_kill()
        return function(*arguments)

    return call


def test_arguments_that_cannot_be_are_refused_at_parse() -> None:
    with pytest.raises(TypeError, match="dictionary"):
        DominoPieceOperator(task_id="t", repository="starter", piece="P", inputs=["a"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'podman'"):
        DominoPieceOperator(task_id="t", repository="starter", piece="P", inputs={}, runtime="podman")
