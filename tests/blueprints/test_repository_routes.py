"""Repositories, Pieces and secrets over the API, as a client sees them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from support.starter import piece_count, shipped_version

from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow


class TestRepositories:
    def test_what_is_installed(self, team: SimpleNamespace) -> None:
        listed = team.owner.get(f"{team.base}/repositories").json
        assert [one["source"] for one in listed["items"]] == ["starter"]
        (version,) = listed["items"][0]["versions"]
        assert version == team.installed["version"]
        assert version["piece_count"] == piece_count()
        assert version["problems"] == []
        path = f"{team.base}/repositories/{team.installed['repository_id']}"
        assert team.owner.get(path).json == listed["items"][0]

    def test_its_environments_are_queued(self, team: SimpleNamespace) -> None:
        jobs = team.owner.get(f"{team.base}/jobs").json
        builds = [job["id"] for job in jobs["items"] if job["kind"] == "build_environment"]
        assert sorted(builds) == sorted(team.installed["job_ids"])
        assert len(builds) == len(team.installed["version"]["groups"])
        assert jobs["total"] == len(jobs["items"]) == len(builds) + 1
        one = jobs["items"][0]
        assert team.owner.get(f"{team.base}/jobs/{one['id']}").json["kind"] == "build_environment"
        assert team.owner.get(f"{team.base}/jobs/{one['id']}/log").json["lines"] == []
        assert team.owner.get(f"{team.base}/jobs?repository_id=999999").json["total"] == 0

    def test_installing_it_again_changes_nothing(self, team: SimpleNamespace) -> None:
        again = team.owner.post(f"{team.base}/repositories", json={"source": "starter"})
        assert again.status_code == 201
        assert again.json == {**team.installed, "job_ids": [], "job_id": again.json["job_id"]}

    def test_its_pieces_carry_schemas(self, team: SimpleNamespace) -> None:
        pieces = team.owner.get(f"{team.base}/pieces").json
        assert pieces["total"] == piece_count()
        log = next(one for one in pieces["items"] if one["name"] == "LogPiece")
        assert (log["repository"], log["version"]) == ("starter", shipped_version())
        assert "message" in log["input_schema"]["properties"]

    def test_a_source_that_is_none_is_explained(self, team: SimpleNamespace) -> None:
        for source in ("ssh://git@example.org/x", "/etc", "file:///etc"):
            answer = team.owner.post(f"{team.base}/repositories", json={"source": source})
            assert answer.status_code == 422, answer.text
            assert answer.json["detail"]

    def test_it_stays_while_a_workflow_uses_it(self, team: SimpleNamespace, workflow: dict[str, Any]) -> None:
        path = f"{team.base}/repositories/{team.installed['repository_id']}"
        answer = team.owner.delete(path)
        assert answer.status_code == 409
        assert "'Hello'" in answer.json["detail"]
        assert team.owner.delete(f"{team.base}/workflows/{workflow['id']}").status_code == 204
        assert team.owner.delete(path).status_code == 204
        assert team.owner.get(path).status_code == 404

    def test_a_secret_it_does_not_have(self, team: SimpleNamespace) -> None:
        path = f"{team.base}/repositories/{team.installed['repository_id']}/secrets"
        names = [one["name"] for one in team.owner.get(path).json["items"]]
        assert names == ["DATABASE_URL", "HTTP_CREDENTIALS", "SMTP_URL"]
        answer = team.owner.put(f"{path}/TOKEN", json={"value": "x"})
        assert answer.status_code == 404

    def test_a_secret_may_be_a_connection_for_those_who_may_read_it(
        self, team: SimpleNamespace, sign_in: Any, new_workspace: Any
    ) -> None:
        path = f"{team.base}/repositories/{team.installed['repository_id']}/secrets/SMTP_URL"
        assert team.owner.put(path, json={"value": "connection:smtp_default"}).status_code == 200
        bob = sign_in("bob", "user")
        base = f"/api/v1/workspaces/{new_workspace('Bobs', bob=Role.OWNER)}/repositories"
        installed = bob.post(base, json={"source": "starter"}).json["repository_id"]
        refused = bob.put(f"{base}/{installed}/secrets/SMTP_URL", json={"value": " connection:smtp_default"})
        assert refused.status_code == 403
        assert "'smtp_default'" in refused.json["detail"]
        plain = bob.put(f"{base}/{installed}/secrets/SMTP_URL", json={"value": "smtp://mail.example"})
        assert (plain.status_code, plain.json["masked_from"]) == (200, None)
        assert bob.put(f"{base}/{installed}/secrets/SMTP_URL", json={"value": "1234"}).json["masked_from"] > 4

    def test_environments_can_be_built_again(self, team: SimpleNamespace) -> None:
        ids = (team.installed["repository_id"], team.installed["version"]["id"])
        path = f"{team.base}/repositories/{ids[0]}/versions/{ids[1]}/environments"
        assert team.owner.post(path).json["items"] == [], "all of them are being built"
        assert team.owner.post(path.replace(f"versions/{ids[1]}", "versions/999999")).status_code == 404
