"""Workspaces, roles and members."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from domino_plugin.airflow_compat.identity import Caller
from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.errors import Conflict, Forbidden, Invalid, NotFound
from domino_plugin.workspaces import invitations, members, service
from domino_plugin.workspaces.roles import Role, highest

pytestmark = pytest.mark.airflow


@pytest.fixture(autouse=True)
def clean_tables(metadata_database: Path) -> Iterator[None]:
    yield
    with session_scope() as session:
        for table in reversed(models.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture
def session(metadata_database: Path) -> Iterator[Any]:
    with session_scope() as session:
        yield session


def caller(name: str = "ada", role: str = "user", via: Any = "bearer") -> Caller:
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    return Caller(SimpleAuthManagerUser(username=name, role=role), via)


class TestRoles:
    def test_each_includes_those_below(self) -> None:
        assert [role for role in Role if Role.ADMIN.includes(role)] == [Role.READ, Role.WRITE, Role.ADMIN]

    def test_the_highest_counts(self) -> None:
        assert highest(None, Role.WRITE, Role.READ) is Role.WRITE
        assert highest(None, None) is None


class TestDefaultWorkspace:
    def test_it_is_made_on_first_use_and_once(self, session: Any) -> None:
        first = service.ensure_default(session)
        assert service.ensure_default(session) == first
        assert service.get_workspace(session, first).name == "Default"

    def test_processes_that_make_it_together_get_one(self, metadata_database: Path) -> None:
        ids: list[int] = []
        start = threading.Barrier(6)

        def make() -> None:
            start.wait()
            with session_scope() as own:
                ids.append(service.ensure_default(own))

        threads = [threading.Thread(target=make) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with session_scope() as own:
            assert own.scalar(select(func.count()).select_from(models.Workspace)) == 1
        assert len(ids) == 6
        assert len(set(ids)) == 1

    def test_everybody_signed_in_writes(self, session: Any) -> None:
        assert service.role_of(session, service.ensure_default(session), caller()) is Role.WRITE

    def test_airflows_administrators_own_it(self, session: Any) -> None:
        default = service.ensure_default(session)
        assert service.role_of(session, default, caller(role="op")) is Role.OWNER
        assert service.role_of(session, default, caller(role="admin")) is Role.OWNER
        assert service.role_of(session, default, caller(role="viewer")) is Role.WRITE

    @pytest.mark.parametrize(
        ("option", "expected"), [("none", None), ("read", Role.READ), ("admin", Role.ADMIN)]
    )
    def test_the_option_decides(
        self, session: Any, monkeypatch: pytest.MonkeyPatch, option: str, expected: Role | None
    ) -> None:
        monkeypatch.setenv("AIRFLOW__DOMINO__DEFAULT_WORKSPACE_ROLE", option)
        default = service.ensure_default(session)
        assert service.role_of(session, default, caller()) is expected
        names = [view.workspace.name for view in service.list_workspaces(session, caller())]
        assert names == (["Default"] if expected else [])

    def test_membership_adds_to_it(self, session: Any) -> None:
        default = service.ensure_default(session)
        session.add(models.Member(workspace_id=default, user_name="ada", role="admin"))
        session.flush()
        assert service.role_of(session, default, caller()) is Role.ADMIN

    def test_the_public_role_only_reads(self, session: Any) -> None:
        default = service.ensure_default(session)
        session.add(models.Member(workspace_id=default, user_name="ada", role="owner"))
        session.flush()
        assert service.role_of(session, default, caller(via="public")) is Role.READ

    def test_it_stays_the_default_under_another_name(self, session: Any) -> None:
        default = service.ensure_default(session)
        service.rename_workspace(session, default, "Everybody")
        session.commit()
        assert service.ensure_default(session) == default


class TestOtherWorkspaces:
    def test_the_maker_owns_it(self, session: Any) -> None:
        made = service.create_workspace(session, "Team", "ada")
        assert service.role_of(session, made.id, caller()) is Role.OWNER

    def test_only_members_know_of_it(self, session: Any) -> None:
        made = service.create_workspace(session, "Team", "ada")
        assert service.role_of(session, made.id, caller("eve", "admin")) is None
        views = service.list_workspaces(session, caller("eve", "admin"))
        assert [view.workspace.name for view in views] == ["Default"]

    def test_they_are_listed_after_the_default_one_by_name(self, session: Any) -> None:
        for name in ("Zebra", "Ant"):
            service.create_workspace(session, name, "ada")
        views = service.list_workspaces(session, caller())
        assert [(view.workspace.name, view.role.value) for view in views] == [
            ("Default", "write"),
            ("Ant", "owner"),
            ("Zebra", "owner"),
        ]

    @pytest.mark.parametrize("name", ["Team", "Default"])
    def test_a_name_is_taken_once(self, metadata_database: Path, name: str) -> None:
        with session_scope() as session:
            service.create_workspace(session, "Team", "ada")
        with session_scope() as session, pytest.raises(Conflict, match="choose another name"):
            service.create_workspace(session, name, "bob")


class TestMembers:
    @pytest.fixture
    def team(self, session: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
        users = "ada:user,bob:user,carol:viewer"
        monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", users)
        made = service.create_workspace(session, "Team", "ada")

        def put(name: str, role: Role, by: Role = Role.OWNER) -> models.Member:
            return members.set_member(session, made.id, name, role, by)

        def remove(name: str, by: Role = Role.OWNER) -> None:
            members.remove_member(session, made.id, name, by)

        def roles() -> dict[str, str]:
            return {one.user_name: one.role for one in members.list_members(session, made.id)}

        def accept(name: str) -> None:
            invitations.accept(session, made.id, name)

        return SimpleNamespace(id=made.id, put=put, remove=remove, roles=roles, accept=accept)

    def test_they_come_change_and_go(self, team: SimpleNamespace) -> None:
        team.put("bob", Role.READ)
        team.put("carol", Role.WRITE, by=Role.ADMIN)
        team.put("bob", Role.ADMIN)
        assert team.roles() == {"ada": "owner", "bob": "admin", "carol": "write"}
        team.remove("carol", by=Role.ADMIN)
        assert team.roles() == {"ada": "owner", "bob": "admin"}

    def test_an_owner_remains(self, team: SimpleNamespace) -> None:
        with pytest.raises(Conflict, match="needs an owner"):
            team.remove("ada")
        with pytest.raises(Conflict, match="needs an owner"):
            team.put("ada", Role.ADMIN)
        team.put("bob", Role.OWNER)
        with pytest.raises(Conflict, match="needs an owner"):
            team.remove("ada")  # bob hasn't accepted
        team.accept("bob")
        team.remove("ada")
        assert team.roles() == {"bob": "owner"}

    def test_an_owner_may_stay_one(self, team: SimpleNamespace) -> None:
        assert team.put("ada", Role.OWNER).role == "owner"

    def test_only_owners_make_and_unmake_owners(self, team: SimpleNamespace) -> None:
        team.put("bob", Role.OWNER)
        for attempt in (
            lambda: team.put("carol", Role.OWNER, by=Role.ADMIN),
            lambda: team.put("bob", Role.READ, by=Role.ADMIN),
            lambda: team.remove("bob", by=Role.ADMIN),
        ):
            with pytest.raises(Forbidden, match="Only an owner"):
                attempt()

    def test_somebody_airflow_does_not_know_is_refused(self, team: SimpleNamespace) -> None:
        with pytest.raises(Invalid, match="Did you mean 'carol'") as caught:
            team.put("carrol", Role.READ)
        assert caught.value.problems[0]["field"] == "user_name"

    def test_an_invitation_gives_no_role_until_it_is_accepted(
        self, session: Any, team: SimpleNamespace
    ) -> None:
        team.put("bob", Role.ADMIN)
        assert service.role_of(session, team.id, caller("bob")) is None
        assert [view.workspace.name for view in service.list_workspaces(session, caller("bob"))] == [
            "Default"
        ]
        assert [one.workspace.name for one in invitations.list_invitations(session, "bob")] == ["Team"]
        team.accept("bob")
        assert service.role_of(session, team.id, caller("bob")) is Role.ADMIN
        assert invitations.list_invitations(session, "bob") == []
        with pytest.raises(NotFound, match="no such invitation"):
            team.accept("bob")

    def test_an_invitation_is_declined_or_taken_back(self, session: Any, team: SimpleNamespace) -> None:
        team.put("bob", Role.READ)
        invitations.decline(session, team.id, "bob")
        team.put("carol", Role.READ)
        team.remove("carol")
        for name in ("bob", "carol"):
            with pytest.raises(NotFound, match="taken back"):
                team.accept(name)
        assert team.roles() == {"ada": "owner"}

    def test_in_the_default_workspace_a_role_holds_at_once(self, session: Any, team: SimpleNamespace) -> None:
        default = service.ensure_default(session)
        members.set_member(session, default, "bob", Role.ADMIN, Role.OWNER)
        assert service.role_of(session, default, caller("bob")) is Role.ADMIN

    def test_who_leaves_is_out_but_not_the_last_owner(self, session: Any, team: SimpleNamespace) -> None:
        team.put("bob", Role.READ)
        team.accept("bob")
        members.leave(session, team.id, "bob")
        assert team.roles() == {"ada": "owner"}
        with pytest.raises(Conflict, match="needs an owner"):
            members.leave(session, team.id, "ada")
        with pytest.raises(Conflict, match="nothing to leave"):
            members.leave(session, service.ensure_default(session), "bob")

    def test_a_workspace_is_handed_over_to_a_member(self, session: Any, team: SimpleNamespace) -> None:
        team.put("bob", Role.READ)
        with pytest.raises(NotFound, match="'bob' is not a member of this workspace yet"):
            members.hand_over(session, team.id, "ada", "bob")
        team.accept("bob")
        members.hand_over(session, team.id, "ada", "bob")
        assert team.roles() == {"ada": "admin", "bob": "owner"}
        members.hand_over(session, team.id, "bob", "bob")
        assert team.roles() == {"ada": "admin", "bob": "owner"}
        with pytest.raises(Conflict, match="Airflow's administrators"):
            members.hand_over(session, service.ensure_default(session), "ada", "bob")

    def test_who_is_no_member_cannot_be_removed(self, team: SimpleNamespace) -> None:
        with pytest.raises(NotFound, match="'bob' is not a member"):
            team.remove("bob")


class TestDirectory:
    def test_the_simple_auth_managers_users(self, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from domino_plugin.airflow_compat import directory

        monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "ada:user,bob:op")
        assert [one.name for one in directory.find_people(session, "B") or []] == ["bob"]
        assert directory.person_exists(session, "ada") is True
        assert directory.person_exists(session, "eve") is False

    def test_fabs_users(self, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """The tests' database has the users admin, op, user and viewer in FAB's tables."""
        from domino_plugin.airflow_compat import directory

        name = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
        monkeypatch.setenv("AIRFLOW__CORE__AUTH_MANAGER", name)
        found = directory.find_people(session, "VIEW") or []
        assert [(one.name, one.label) for one in found] == [("viewer", "viewer Test")]
        assert directory.find_people(session, "_") == [], "no wildcard"
        assert len(directory.find_people(session, "", limit=2) or []) == 2
        assert directory.person_exists(session, "op") is True
        assert directory.person_exists(session, "o") is False

    def test_an_unknown_auth_manager_is_not_asked(
        self, session: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from domino_plugin.airflow_compat import directory

        monkeypatch.setenv("AIRFLOW__CORE__AUTH_MANAGER", "somebody.elses.Manager")
        assert directory.find_people(session, "x") is None
        assert directory.person_exists(session, "x") is None
