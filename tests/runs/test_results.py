"""What tasks returned and show, from XCom and the shared storage."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.airflow


@pytest.fixture
def run(db_session: Any, workflow: Any) -> Any:
    from domino_plugin.runs import service

    run = service.trigger(db_session, workflow, "ada")
    db_session.commit()
    return run


def push(session: Any, run: Any, key: str, value: Any) -> None:
    from airflow.models.xcom import XComModel
    from support.runs_of_mine import DAG_ID

    XComModel.set(
        key=key, value=value, task_id="first", dag_id=DAG_ID, run_id=run.run_id, map_index=-1, session=session
    )
    session.commit()


def test_a_task_that_has_not_run_has_neither_outputs_nor_result(db_session, workflow, run):
    from domino_plugin.errors import NotFound
    from domino_plugin.runs import results

    nothing = results.read_outputs(db_session, workflow, run.run_id, "first")
    assert nothing.outputs is None
    assert nothing.result is None
    with pytest.raises(NotFound, match="nothing to show"):
        results.open_result(db_session, workflow, run.run_id, "first")


def test_outputs_come_back_as_they_were_returned(db_session, workflow, run):
    from domino_plugin.runs import results

    outputs = {"zero": 0, "empty": "", "no": False, "none": None, "nested": [{"a": [1.5, "{{ x }}"]}]}
    push(db_session, run, "return_value", outputs)

    assert results.read_outputs(db_session, workflow, run.run_id, "first").outputs == outputs


@pytest.mark.parametrize(
    ("file_type", "name", "media_type"),
    [
        ("png", "chart.png", "image/png"),
        ("plotly_json", "figure.json", "application/json"),
        ("image", "photo.JPEG", "image/jpeg"),
        ("HTML", "page.html", "text/html; charset=utf-8"),
        ("exe", "setup.exe", "application/octet-stream"),
        ("text/html", "strange", "application/octet-stream"),
    ],
)
def test_the_type_of_a_result_is_decided_by_a_closed_list(
    db_session, workflow, run, file_type, name, media_type
):
    from domino_plugin.runs import results
    from domino_plugin.storage import open_storage

    folder = open_storage().prepare_task(workflow.dag_id, run.run_id, "first")
    (folder / "results" / name).write_bytes(b"content")
    path = f"/home/shared_storage/first/results/{name}"
    push(
        db_session,
        run,
        "domino_result",
        {"file_type": file_type, "path": path, "size": 7, "storage_bytes": 7},
    )

    result = results.open_result(db_session, workflow, run.run_id, "first")
    assert result.media_type == media_type
    assert result.source.path.read_bytes() == b"content"
    assert result.size == 7


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/home/shared_storage/../../etc/passwd", "/home/shared_storage/first/results/gone.png"],
)
def test_a_pointer_never_leads_out_of_the_run(db_session, workflow, run, path):
    from domino_plugin.errors import NotFound
    from domino_plugin.runs import results

    push(db_session, run, "domino_result", {"file_type": "png", "path": path})
    with pytest.raises(NotFound):
        results.open_result(db_session, workflow, run.run_id, "first")


def test_a_result_is_opened_without_reading_the_outputs(db_session, workflow, run):
    from sqlalchemy import event

    from domino_plugin.runs import results
    from domino_plugin.storage import open_storage

    (open_storage().prepare_task(workflow.dag_id, run.run_id, "first") / "results" / "a.csv").write_text("a")
    push(db_session, run, "return_value", {"large": "x" * 1000})
    push(db_session, run, "domino_result", {"path": "/home/shared_storage/first/results/a.csv"})
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(repr(arguments[3]))

    event.listen(db_session.bind, "before_cursor_execute", note)
    try:
        assert results.open_result(db_session, workflow, run.run_id, "first").name == "a.csv"
    finally:
        event.remove(db_session.bind, "before_cursor_execute", note)
    assert any("domino_result" in parameters for parameters in asked)
    assert not any("return_value" in parameters for parameters in asked)
