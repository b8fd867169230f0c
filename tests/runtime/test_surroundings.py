"""What Pieces find around them: modules, paths, context, logger, working directory."""

from __future__ import annotations

import json
import re
import shutil
import sys

import pytest

from domino_plugin.runtime.execution import execution_datetime


def test_sibling_modules_base_classes_and_common(run_piece):
    outputs = run_piece("LoudPiece", {"text": "hello"}).outputs
    assert outputs == {"text": "HELLO!", "greeting": "from common"}


def test_pythonpath_is_honoured(run_piece, tmp_path):
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra" / "found_by_pythonpath.py").write_text("")
    assert run_piece("ElsewherePiece").error["type"] == "ModuleNotFoundError"
    assert run_piece("ElsewherePiece", variables={"PYTHONPATH": str(tmp_path / "extra")}).outputs == {}


def test_context_and_paths(run_piece, tmp_path):
    (tmp_path / "run/before/xcom_out").mkdir(parents=True)
    (tmp_path / "run/before/xcom_out/xcom_out.json").write_text('{"a": 1}')
    seen = run_piece("ContextPiece", context={"upstream_tasks": ["before"]}).outputs["seen"]
    task = str(tmp_path / "run/task")
    assert (seen["task_id"], seen["dag_id"], seen["metadata"]) == ("task", "dag", "ContextPiece")
    assert seen["airflow_context"] == {"execution_datetime": "20240102T030405", "dag_run_id": "manual__1"}
    assert seen["results_path"] == f"{task}/results"
    assert seen["workflow_shared_storage_path"] == str(tmp_path / "run")
    assert seen["folders"] == [True] * 4
    assert seen["upstream_tasks_data"] == {
        "before": {"results": str(tmp_path / "run/before/results"), "xcom": {"a": 1}}
    }


def test_our_modules_take_no_names(run_piece):
    assert run_piece("ContextPiece").outputs["seen"]["ours"] == []


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (None, "123456789"),
        ("2024-01-02T03:04:05Z", "20240102T030405"),
        ("2024-01-02T03:04:05.123456+00:00", "20240102T030405"),
    ],
)
def test_execution_datetime(date, text):
    assert execution_datetime({"logical_date": date}) == text


def test_log_lines(run_piece):
    ran = run_piece("TalkPiece")
    lines = ran.stderr.splitlines()
    assert re.fullmatch(
        r"INFO  - \[     MainThread\] domino-\.TalkPiece-task : \d+ : "
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ info ü",
        lines[0],
    )
    assert lines[1].startswith("WARNING - ")
    assert lines[2].endswith("from a library")
    assert len(lines) == 3
    assert ran.stdout.startswith("printed\n")
    assert ran.exit_code == 0


def test_working_directory_is_writable(run_piece, tmp_path):
    assert run_piece("ShowPiece").outputs["cwd"] == str(tmp_path / "work")
    assert (tmp_path / "work" / "scratch.py").exists()


def test_read_only_working_directory_is_left(run_piece):
    # Not even root writes there.
    cwd = run_piece("ShowPiece", cwd="/proc").outputs["cwd"]
    assert cwd != "/proc"
    shutil.rmtree(cwd)


def test_compiled_metadata_is_used(run_piece, tmp_path):
    repository = tmp_path / "repository"
    shutil.copytree(sys.modules["support"].__path__[0] + "/../samples/runtime_pieces", repository)
    (repository / ".domino").mkdir()
    compiled = {"ContextPiece": {"name": "ContextPiece", "description": "compiled"}}
    (repository / ".domino" / "compiled_metadata.json").write_text(json.dumps(compiled))
    assert run_piece("ContextPiece", repository=repository).exit_code == 0
    (repository / ".domino" / "compiled_metadata.json").write_text("no JSON")
    assert run_piece("ContextPiece", repository=repository).exit_code == 0
