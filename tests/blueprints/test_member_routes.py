"""Members of a workspace over the API, as a client sees them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.airflow


class TestPeople:
    def test_members_over_the_wire(
        self, team: SimpleNamespace, sign_in: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "ada:admin,dan:user")
        members = f"{team.base}/members"
        assert team.owner.put(f"{members}/dan", json={"role": "admin"}).json["role"] == "admin"
        names = [one["user_name"] for one in team.owner.get(members).json["items"]]
        assert names == ["ada", "bob", "carol", "dan"]
        dan = sign_in("dan", "user")
        assert dan.post(f"/api/v1/invitations/{team.id}/accept").status_code == 200
        assert dan.put(f"{members}/bob", json={"role": "owner"}).status_code == 403
        assert dan.put(f"{members}/bob", json={"role": "king"}).status_code == 422
        assert dan.delete(f"{members}/ada").status_code == 403
        assert dan.delete(f"{members}/bob").status_code == 204
        assert team.owner.delete(f"{members}/ada").status_code == 409
        people = dan.get(f"{team.base}/people?search=da").json
        assert (people["can_search"], [one["name"] for one in people["items"]]) == (True, ["ada", "dan"])

    def test_a_new_name(self, team: SimpleNamespace) -> None:
        renamed = team.owner.call("PATCH", team.base, json={"name": "  Other "})
        assert renamed.json["name"] == "Other"
        assert team.owner.get(team.base).json == renamed.json

    def test_me(self, team: SimpleNamespace, sign_in: Any) -> None:
        me = sign_in("carol", "viewer").get("/api/v1/me").json
        assert (me["user_name"], me["is_administrator"], me["may_create_workflows"]) == (
            "carol",
            False,
            False,
        )
        assert [(one["name"], one["role"]) for one in me["workspaces"]] == [
            ("Default", "write"),
            ("Team", "read"),
        ]
