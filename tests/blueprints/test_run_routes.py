"""Runs with their logs, outputs and results over the API, as a client sees them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from domino_plugin.db.session import session_scope

pytestmark = pytest.mark.airflow


def put_result(team: SimpleNamespace, dag_id: str, run_id: str, name: str, text: str) -> None:
    """Leave what the task's Piece and the operator would leave."""
    from airflow.models.xcom import XComModel

    from domino_plugin.storage import open_storage

    folder = open_storage().prepare_task(dag_id, run_id, "say")
    (folder / "results" / name).write_text(text)
    pointer = {
        "file_type": name.rpartition(".")[2],
        "path": f"/home/shared_storage/say/results/{name}",
        "size": len(text),
        "storage_bytes": len(text),
    }
    with session_scope() as session:
        XComModel.set(
            key="domino_result",
            value=pointer,
            task_id="say",
            dag_id=dag_id,
            run_id=run_id,
            map_index=-1,
            session=session,
        )


class TestRuns:
    @pytest.fixture
    def runs(self, team: SimpleNamespace, workflow: dict[str, Any]) -> str:
        return f"{team.base}/workflows/{workflow['id']}/runs"

    def test_from_trigger_to_removal(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, sign_in: Any
    ) -> None:
        bob = sign_in("bob", "user")
        made = bob.post(runs, json={"run_id": "first:run+1"})
        assert made.status_code == 201, made.text
        assert (made.json["state"], made.json["triggered_by"]) == ("queued", "bob")
        again = bob.post(runs, json={"run_id": "first:run+1"})
        assert again.status_code == 409
        listed = team.owner.get(f"{runs}?state=queued").json
        assert (listed["total"], listed["items"][0]["run_id"]) == (1, "first:run+1")
        assert team.owner.get(f"{runs}?state=failed").json["total"] == 0
        detail = team.owner.get(f"{runs}/first:run+1").json
        assert [(task["task_id"], task["name"], task["state"]) for task in detail["tasks"]] == [
            ("say", "Say it", "none")
        ]
        assert detail["workflow_version"] == 1
        assert bob.delete(f"{runs}/first:run+1").status_code == 409, "it hasn't ended"
        assert bob.post(f"{runs}/first:run+1/stop").json["state"] == "failed"
        assert bob.delete(f"{runs}/first:run+1").status_code == 204
        assert team.owner.get(f"{runs}/first:run+1").status_code == 404
        summary = team.owner.get(f"{team.base}/workflows").json["items"][0]
        assert summary["last_run_id"] is None

    def test_polling_costs_nothing_while_nothing_changes(self, team: SimpleNamespace, runs: str) -> None:
        first = team.owner.get(runs)
        again = team.owner.get(runs, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        team.owner.post(runs, json={})
        assert team.owner.get(runs, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200

    def test_logs_and_outputs_before_anything_has_run(self, team: SimpleNamespace, runs: str) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        task = f"{runs}/{run_id}/tasks/say"
        assert team.owner.get(f"{task}/log").json["lines"] == []
        assert team.owner.get(f"{task}/outputs").json == {"outputs": None, "result": None}
        assert team.owner.get(f"{task}/result").status_code == 404
        assert team.owner.get(f"{runs}/{run_id}/tasks/none/log").status_code == 404
        assert team.owner.get(f"{runs}/none/tasks/say/log").status_code == 404

    def test_a_result_is_served_as_what_it_is_untrusted(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, sign_in: Any
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        page = "<script>parent.document.cookie</script>"
        put_result(team, workflow["dag_id"], run_id, "page.html", page)
        carol = sign_in("carol", "viewer")
        task = f"{runs}/{run_id}/tasks/say"
        assert carol.get(f"{task}/outputs").json["result"]["path"].endswith("page.html")
        answer = carol.get(f"{task}/result")
        assert (answer.text, answer.mimetype) == (page, "text/html")
        assert answer.headers["Content-Security-Policy"] == "sandbox allow-scripts"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        assert "attachment" not in answer.headers["Content-Disposition"]
        saved = carol.get(f"{task}/result?download=true")
        assert saved.headers["Content-Disposition"].startswith("attachment; filename=page.html")
        assert carol.get(f"{task}/result?try_number=1").text == page, "which only makes the address another"
        assert carol.get(f"{task}/result?try_number=0").status_code == 422
        part = carol.get(f"{task}/result", headers={"Range": "bytes=0-7"})
        assert (part.status_code, part.text) == (206, "<script>")
        assert part.headers["Content-Security-Policy"] == "sandbox allow-scripts"

    def test_the_files_of_a_run_are_counted(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, sign_in: Any
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        place = f"{runs}/{run_id}/storage"
        assert team.owner.get(place).json["bytes_used"] == 0
        put_result(team, workflow["dag_id"], run_id, "a.txt", "0123456789")
        found = sign_in("carol", "viewer").get(place).json
        assert (found["kind"], found["bytes_used"]) == ("folder", 10)
        assert found["path"].startswith(str(team.storage))
        assert team.owner.get(f"{runs}/none/storage").status_code == 404

    def test_a_part_that_is_not_there_and_a_file_that_has_not_changed_cost_nothing(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        put_result(team, workflow["dag_id"], run_id, "a.txt", "0123456789")
        result = f"{runs}/{run_id}/tasks/say/result"
        assert team.owner.get(result, headers={"Range": "bytes=50-"}).status_code == 416
        tag = team.owner.get(result).headers["ETag"]
        assert team.owner.get(result, headers={"If-None-Match": tag}).status_code == 304
        from domino_plugin.storage import open_storage

        folder = open_storage().task_folder(workflow["dag_id"], run_id, "say")
        (folder / "results" / "a.txt").write_text("another")
        assert team.owner.get(result, headers={"If-None-Match": tag}).status_code == 200

    def test_only_its_head_or_a_part_of_it_can_be_asked_for(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        put_result(team, workflow["dag_id"], run_id, "pages.pdf", "0123456789")
        result = f"{runs}/{run_id}/tasks/say/result"
        head = team.owner.call("HEAD", result)
        assert (head.status_code, head.data, head.content_length) == (200, b"", 10)
        assert head.mimetype == "application/pdf"
        assert head.headers["Accept-Ranges"] == "bytes"
        end = team.owner.get(result, headers={"Range": "bytes=-3"})
        assert (end.status_code, end.text, end.headers["Content-Range"]) == (206, "789", "bytes 7-9/10")
        beyond = team.owner.get(result, headers={"Range": "bytes=50-"})
        assert beyond.status_code == 416
        assert beyond.mimetype == "application/problem+json"
        again = team.owner.get(result, headers={"If-None-Match": head.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Content-Security-Policy"] == "sandbox allow-scripts"

    @pytest.mark.parametrize(
        "name",
        [
            'quote".html',
            "line\r\nSet-Cookie: a=b\r\n\r\n<script>.html",
            "\u202egnp.html",
            "caf\u00e9 \U0001f600.html",
            "semi;filename=evil.exe;.html",
            "x" * 240 + ".html",
        ],
    )
    def test_a_hostile_name_stays_a_name(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, name: str
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        name = name.replace("/", "_")
        put_result(team, workflow["dag_id"], run_id, name, "content")
        for query in ("", "?download=true"):
            answer = team.owner.get(f"{runs}/{run_id}/tasks/say/result{query}")
            assert (answer.status_code, answer.text, answer.mimetype) == (200, "content", "text/html"), name
            assert answer.headers["Content-Security-Policy"] == "sandbox allow-scripts"
            assert "Set-Cookie" not in answer.headers
            disposition = answer.headers["Content-Disposition"]
            assert disposition.isascii()
            assert disposition.isprintable()
            assert "\u202e" not in unquote(disposition)
            assert disposition.startswith("attachment" if query else "inline")
            assert parse_options_header(disposition)[1]["filename"].endswith(".html")

    def test_the_rows_of_a_table(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, sign_in: Any
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        put_result(team, workflow["dag_id"], run_id, "data.csv", "a,b\n2,x\n10,y\n")
        table = f"{runs}/{run_id}/tasks/say/result/table"
        answer = sign_in("carol", "viewer").get(f"{table}?limit=1&sort=0&descending=true")
        assert answer.json == {
            "columns": [{"name": "a", "type": "integer"}, {"name": "b", "type": "text"}],
            "rows": [["10", "y"]],
            "offset": 0,
            "total": 2,
            "complete": True,
            "all_columns": 2,
        }
        assert sign_in("dave").get(table).status_code == 404, "no member"
        assert team.owner.get(f"{table}?sort=7").status_code == 422
        assert team.owner.get(f"{table}?limit=100000").status_code == 422
        put_result(team, workflow["dag_id"], run_id, "page.html", "<b>")
        assert "no table" in team.owner.get(table).json["detail"]

    def test_a_log_to_save(self, team: SimpleNamespace, runs: str) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        saved = team.owner.get(f"{runs}/{run_id}/tasks/say/log/file")
        assert (saved.status_code, saved.mimetype, saved.data) == (200, "text/plain", b"")
        assert saved.headers["Content-Disposition"] == "attachment; filename=say.log"
        assert saved.headers["X-Content-Type-Options"] == "nosniff"
        assert team.owner.get(f"{runs}/{run_id}/tasks/none/log/file").status_code == 404

    def test_a_kept_log_is_for_those_who_may_read_logs(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
        from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

        from domino_plugin.storage import open_storage

        run_id = team.owner.post(runs, json={}).json["run_id"]
        results = open_storage().prepare_task(workflow["dag_id"], run_id, "say") / "results"
        for name in ("log.txt", "log-2.txt", "catalog.txt"):
            (results / name).write_text("a line")
        (results / "link.txt").symlink_to("log.txt")

        def statuses() -> dict[str, int]:
            paths = ("log.txt", "./log.txt", "link.txt", "log-2.txt", "catalog.txt")
            return {
                path: team.owner.get(
                    f"{runs}/{run_id}/files",
                    query_string={"path": f"/home/shared_storage/say/results/{path}"},
                ).status_code
                for path in paths
            }

        assert set(statuses().values()) == {200}
        # The Simple auth manager knows no role that reads outputs but no logs; FAB can have one.
        permits = SimpleAuthManager.is_authorized_dag
        monkeypatch.setattr(
            SimpleAuthManager,
            "is_authorized_dag",
            lambda self, **what: (
                what["access_entity"] is not DagAccessEntity.TASK_LOGS and permits(self, **what)
            ),
        )
        assert statuses() == {
            "log.txt": 403,
            "./log.txt": 403,
            "link.txt": 403,
            "log-2.txt": 403,
            "catalog.txt": 200,
        }

    def test_a_file_of_a_run_and_nothing_else(
        self, team: SimpleNamespace, workflow: dict[str, Any], runs: str
    ) -> None:
        run_id = team.owner.post(runs, json={}).json["run_id"]
        put_result(team, workflow["dag_id"], run_id, "data.csv", "a,b\n")
        files = f"{runs}/{run_id}/files"
        good = team.owner.get(files, query_string={"path": "/home/shared_storage/say/results/data.csv"})
        assert (good.status_code, good.text) == (200, "a,b\n")
        assert good.headers["Content-Security-Policy"] == "sandbox allow-scripts"
        for bad in (
            "/etc/passwd",
            "/home/shared_storage/../../../etc/passwd",
            "say/results/data.csv",
            "\u0000",
        ):
            assert team.owner.get(files, query_string={"path": bad}).status_code in {404, 422}, bad
