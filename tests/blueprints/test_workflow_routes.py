"""Workflows over the API, as a client sees them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.log_workflow import document

from domino_plugin.db.models import Workflow
from domino_plugin.db.session import session_scope

pytestmark = pytest.mark.airflow


class TestWorkflows:
    def test_it_tells_where_its_files_are_kept(self, team: SimpleNamespace, workflow: dict[str, Any]) -> None:
        path = f"{team.base}/workflows/{workflow['id']}/storage"
        folder = team.storage / workflow["dag_id"]
        assert team.owner.get(path).json == {"kind": "folder", "path": str(folder), "bytes_used": 0}
        (folder / "run").mkdir(parents=True)
        (folder / "run" / "file").write_bytes(b"12345")
        assert team.owner.get(path).json["bytes_used"] == 5

    def test_resources_are_kept_and_bad_ones_refused_by_name(self, team: SimpleNamespace) -> None:
        sent = document()
        sent["nodes"][0]["resources"] = {"cpu_limit": 0.5, "memory_limit_mib": 512}
        made = team.owner.post(f"{team.base}/workflows", json={"document": sent})
        assert made.status_code == 201, made.text
        kept = made.json["document"]["nodes"][0]["resources"]
        assert (kept["cpu_limit"], kept["memory_limit_mib"], kept["gpus"]) == (0.5, 512, None)
        sent["nodes"][0]["resources"] = {"memory_limit_mib": 511, "memory_request_mib": 512}
        refused = team.owner.post(f"{team.base}/workflows", json={"document": sent})
        assert refused.status_code == 422
        (found,) = refused.json["problems"]
        assert (found["node"], found["field"]) == ("say", "resources.memory_limit_mib")

    def test_it_is_saved_published_and_read(self, team: SimpleNamespace, workflow: dict[str, Any]) -> None:
        assert (workflow["version"], workflow["published_version"], workflow["publish_error"]) == (1, 1, None)
        assert workflow["is_paused"] is False
        answer = team.owner.get(f"{team.base}/workflows/{workflow['id']}")
        assert answer.json == workflow
        assert answer.headers["ETag"] == '"1"'
        listed = team.owner.get(f"{team.base}/workflows?search=HEL").json
        assert [(one["name"], one["dag_id"]) for one in listed["items"]] == [("Hello", workflow["dag_id"])]
        assert team.owner.get(f"{team.base}/workflows?search=nothing").json["total"] == 0

    def test_what_is_read_is_what_is_stored(self, team: SimpleNamespace) -> None:
        sent = document()
        odd = "{{ x }}\u00e9\n"
        sent["nodes"][0]["inputs"]["message"] = {"kind": "value", "value": odd}
        sent["description"] = odd
        made = team.owner.post(f"{team.base}/workflows", json={"document": sent}).json
        with session_scope() as session:
            row = session.get(Workflow, made["id"])
            assert row is not None
            stored = row.versions[0].document
        read = team.owner.get(f"{team.base}/workflows/{made['id']}")
        assert read.json["document"] == stored
        assert list(read.json["document"]) == list(stored)
        assert (read.headers["ETag"], read.json["layout"]["nodes"]) == ('"1"', {})

    def test_what_an_earlier_release_did_not_store_is_filled_in(self, team: SimpleNamespace) -> None:
        made = team.owner.post(f"{team.base}/workflows", json={"document": document()}).json
        with session_scope() as session:
            row = session.get(Workflow, made["id"])
            assert row is not None
            nodes = [{k: v for k, v in one.items() if k != "resources"} for one in made["document"]["nodes"]]
            row.versions[0].document = {**made["document"], "nodes": nodes}
        read = team.owner.get(f"{team.base}/workflows/{made['id']}").json
        assert read["document"] == made["document"]

    def test_a_change_names_the_version_it_is_based_on(
        self, team: SimpleNamespace, workflow: dict[str, Any]
    ) -> None:
        path = f"{team.base}/workflows/{workflow['id']}"
        body = {"document": document("Hello again"), "message": "greet twice"}
        changed = team.owner.put(path, json=body, headers={"If-Match": '"1"'})
        assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
        stale = team.owner.put(path, json=body, headers={"If-Match": '"1"'})
        assert stale.status_code == 409
        assert "at version 2 by now" in stale.json["detail"]
        for missing in ({}, {"If-Match": "*"}, {"If-Match": "soon"}):
            answer = team.owner.put(path, json=body, headers=missing)
            assert answer.status_code == 422
            assert answer.json["problems"][0]["field"] == "If-Match"
        versions = team.owner.get(f"{path}/versions").json
        assert [(one["number"], one["message"]) for one in versions["items"]] == [
            (2, "greet twice"),
            (1, None),
        ]
        first = team.owner.get(f"{path}/versions/1").json
        assert first["document"]["name"] == "Hello"
        assert team.owner.get(f"{path}/versions/3").status_code == 404

    def test_what_is_wrong_names_the_node(self, team: SimpleNamespace) -> None:
        bad = document()
        bad["nodes"][0]["inputs"] = {"mesage": {"kind": "value", "value": "x"}}
        bad["nodes"][0]["retries"] = -1
        for path, body in (("workflows", {"document": bad}), ("workflows/validate", {"document": bad})):
            answer = team.owner.post(f"{team.base}/{path}", json=body)
            problem = answer.json["problems"][0]
            assert (problem["node"], problem["field"]) == ("say", "retries"), answer.text
        bad["nodes"][0]["retries"] = 0
        found = team.owner.post(f"{team.base}/workflows/validate", json={"document": bad}).json
        assert found["is_valid"] is False
        assert any("mesage" in str(one) for one in found["problems"])
        refused = team.owner.post(f"{team.base}/workflows", json={"document": bad})
        assert (refused.status_code, refused.json["problems"]) == (422, found["problems"])
        good = team.owner.post(f"{team.base}/workflows/validate", json={"document": document()}).json
        assert good == {"is_valid": True, "problems": []}
        assert team.owner.get(f"{team.base}/workflows").json["total"] == 0, "nothing was saved"

    def test_moving_a_node_makes_no_version(self, team: SimpleNamespace, workflow: dict[str, Any]) -> None:
        path = f"{team.base}/workflows/{workflow['id']}"
        note = {
            "id": "n1",
            "x": 0.0,
            "y": 9.5,
            "text": "# Why",
            "width": 200.0,
            "height": 80.0,
            "color": "pink",
        }
        layout = {
            "nodes": {"say": {"x": 1.5, "y": -20.0}},
            "notes": [note],
            "groups": [{"id": "g1", "title": "Output", "nodes": ["say"], "collapsed": True}],
            "orientation": "vertical",
        }
        assert team.owner.put(f"{path}/layout", json=layout).json == layout
        read = team.owner.get(path).json
        assert (read["layout"], read["version"]) == (layout, 1)

    def test_a_layout_without_notes_is_still_read(
        self, team: SimpleNamespace, workflow: dict[str, Any]
    ) -> None:
        with session_scope() as session:
            session.get_one(Workflow, workflow["id"]).layout = {"nodes": {"say": {"x": 1, "y": 2}}}
        assert team.owner.get(f"{team.base}/workflows/{workflow['id']}").json["layout"] == {
            "nodes": {"say": {"x": 1.0, "y": 2.0}},
            "notes": [],
            "groups": [],
            "orientation": "horizontal",
        }

    @pytest.mark.parametrize(
        ("layout", "field"),
        [
            ({"notes": [{"id": "n", "x": 0, "y": 0, "color": "red"}]}, "notes[0].color"),
            ({"notes": [{"id": "n", "x": 0, "y": 0, "text": "x" * 20_001}]}, "notes[0].text"),
            ({"notes": [{"id": "n", "x": 0, "y": 1e10}]}, "notes[0].y"),
            ({"groups": [{"id": "g", "nodes": ["x" * 101]}]}, "groups[0].nodes[0]"),
            ({"groups": [{"id": str(n)} for n in range(501)]}, "groups"),
            ({"orientation": "diagonal"}, "orientation"),
            ({"zoom": 1}, "zoom"),
        ],
    )
    def test_a_layout_has_bounds(
        self, team: SimpleNamespace, workflow: dict[str, Any], layout: dict[str, Any], field: str
    ) -> None:
        refused = team.owner.put(f"{team.base}/workflows/{workflow['id']}/layout", json=layout)
        assert refused.status_code == 422
        assert [one["field"] for one in refused.json["problems"]] == [field]

    def test_it_can_be_paused(self, team: SimpleNamespace, workflow: dict[str, Any]) -> None:
        path = f"{team.base}/workflows/{workflow['id']}"
        for wanted in (True, False):
            assert team.owner.put(f"{path}/paused", json={"is_paused": wanted}).json == {"is_paused": wanted}
            assert team.owner.get(path).json["is_paused"] is wanted

    def test_a_failure_to_publish_is_told_and_can_be_repaired(
        self, team: SimpleNamespace, airflow_home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AIRFLOW__DOMINO__DAGS_SUBFOLDER", "../elsewhere")
        made = team.owner.post(f"{team.base}/workflows", json={"document": document()}).json
        assert made["published_version"] is None
        assert "none of its local DAG bundles" in made["publish_error"]
        monkeypatch.delenv("AIRFLOW__DOMINO__DAGS_SUBFOLDER")
        repaired = team.owner.post(f"{team.base}/workflows/{made['id']}/publish").json
        assert (repaired["published_version"], repaired["publish_error"]) == (1, None)

    def test_deleting_removes_it_everywhere(
        self, team: SimpleNamespace, workflow: dict[str, Any], airflow_home: Path
    ) -> None:
        file = airflow_home / "dags" / "domino" / f"{workflow['dag_id']}.py"
        assert file.exists()
        path = f"{team.base}/workflows/{workflow['id']}"
        assert team.owner.delete(path).status_code == 204
        assert not file.exists()
        assert team.owner.get(path).status_code == 404

    def test_a_list_holds_what_airflow_lets_the_caller_read(
        self, team: SimpleNamespace, workflow: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As with a FAB role that may read one DAG only."""
        from airflow.api_fastapi.app import get_auth_manager

        other = team.owner.post(f"{team.base}/workflows", json={"document": document("Other")}).json
        manager = get_auth_manager()
        permitted = type(manager).is_authorized_dag

        def only_one(*, details: Any = None, **asked: Any) -> bool:
            if details is not None and details.id == other["dag_id"]:
                return False
            return permitted(manager, details=details, **asked)

        monkeypatch.setattr(manager, "is_authorized_dag", only_one)
        listed = team.owner.get(f"{team.base}/workflows").json
        assert (listed["total"], [one["id"] for one in listed["items"]]) == (1, [workflow["id"]])
        assert team.owner.get(f"{team.base}/workflows/{other['id']}").status_code == 403
