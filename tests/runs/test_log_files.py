"""Logs read from their one file, as against Airflow's own reader, which finds all others."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from domino_plugin.airflow_compat import log_files

pytestmark = pytest.mark.airflow


def line(text: str, **more: Any) -> str:
    record = {"timestamp": "2026-01-01T00:00:01Z", "event": text, "level": "info", "logger": "domino.piece"}
    return json.dumps({**record, **more}) + "\n"


@pytest.fixture
def log(db_session: Any, workflow: Any, finish: Any, airflow_home: Path) -> Any:
    """The log file of a task that has ended, and a function that reads it."""
    from types import SimpleNamespace

    from domino_plugin.runs import service

    run = service.trigger(db_session, workflow, "ada")
    db_session.commit()
    finish(run.run_id, "success", {"first": "success"})
    folder = airflow_home / "logs" / f"dag_id={workflow.dag_id}" / f"run_id={run.run_id}" / "task_id=first"
    folder.mkdir(parents=True)

    def read(**query: Any) -> Any:
        return service.read_log(db_session, workflow, run.run_id, "first", **query)

    def save() -> str:
        target = io.BytesIO()
        service.save_log(db_session, workflow, run.run_id, "first", target)
        return target.getvalue().decode()

    def restate(state: str) -> None:
        finish(run.run_id, "running" if state == "running" else "success", {"first": state})

    return SimpleNamespace(file=folder / "attempt=1.log", read=read, save=save, restate=restate)


def test_the_file_tells_what_airflows_reader_tells(log, monkeypatch):
    log.file.write_text(
        line("one") + "not JSON\n" + '{"no": "event"}\n' + line("two", level="error", logger="task") + "[1]\n"
    )
    ours = log.read()
    monkeypatch.setattr(log_files, "only_file", lambda *_: None)
    theirs = log.read()
    assert [one.text for one in ours.lines] == [one.text for one in theirs.lines]
    assert [(one.level, one.source) for one in ours.lines] == [
        (one.level, one.source) for one in theirs.lines
    ]
    assert ours.finished
    assert theirs.finished


def test_the_middle_of_a_long_log_is_read_without_the_rest(log):
    log.file.write_text("".join(line(f"line {number}") for number in range(100_000)))
    page = log.read(after=60_000, limit=1000)
    assert (page.lines[0].text, len(page.lines), page.next) == ("line 60000", 1000, 61_000)
    assert not page.finished
    end = log.read(after=99_999)
    assert (len(end.lines), end.finished) == (1, True)


def test_a_line_that_is_being_written_is_left_until_it_is_whole(log):
    log.restate("running")
    log.file.write_text(line("whole") + '{"event": "ha')
    page = log.read()
    assert [one.text for one in page.lines] == ["whole"]
    assert not page.finished
    log.file.write_text(line("whole") + line("half no more"))
    assert [one.text for one in log.read(after=page.next).lines] == ["half no more"]
    log.file.write_text(line("whole") + "the end")
    log.restate("failed")
    last = log.read(after=1)
    assert ([one.text for one in last.lines], last.finished) == (["the end"], True)


def test_a_log_in_several_files_is_left_to_airflow(log):
    log.file.write_text(line("worker"))
    log.file.with_name("attempt=1.log.trigger.7.log").write_text(
        line("trigger", timestamp="2026-01-01T00:00:02Z")
    )
    assert [one.text for one in log.read().lines] == ["worker", "trigger"]


def test_a_link_out_of_the_log_folder_is_not_followed(log, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(line("secret"))
    log.file.symlink_to(secret)
    assert "secret" not in [one.text for one in log.read().lines]


def test_a_log_is_saved_as_text(log, monkeypatch):
    monkeypatch.setattr("domino_plugin.runs.service.MAX_LOG_LINES", 2)
    log.file.write_text(line("one") + line("two", level="warning") + line("three", logger="task"))
    assert log.save().splitlines() == [
        "2026-01-01T00:00:01Z INFO piece one",
        "2026-01-01T00:00:01Z WARNING piece two",
        "2026-01-01T00:00:01Z INFO airflow three",
    ]
