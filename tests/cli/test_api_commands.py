"""What the REST API does, from the command line: on a real database, by the API's own code."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from domino_plugin.cli.main import run_command
from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.runtime.masking import SHORTEST_MASKED

pytestmark = pytest.mark.airflow


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def airflow(metadata_database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An Airflow with some users; nothing of ours is left to the next test."""
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "ada:admin,bob:user,eve:viewer")
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    yield
    from domino_plugin.airflow_compat import dags
    from domino_plugin.workflows.publishing import publishing_place

    with session_scope() as session:
        for dag_id in dags.dags_in(session, publishing_place()):
            dags.delete_dag(session, dag_id)
        for table in reversed(models.metadata.sorted_tables):
            session.execute(table.delete())
    shutil.rmtree(metadata_database.parent / "dags" / "domino", ignore_errors=True)


@pytest.fixture
def domino(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def domino(*words: str, stdin: str = "") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as end:
            run_command(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Outcome(int(end.value.code or 0), out, err)

    return domino


@pytest.fixture
def team(domino: Any) -> str:
    """A workspace of Ada's, in which Bob may write and Eve may read, with the starter Pieces."""
    assert domino("workspace", "create", "Team", "--user", "ada").code == 0
    for user, role in (("bob", "write"), ("eve", "read")):
        domino("member", "invite", user, "--role", role, "--workspace", "Team", "--user", "ada")
        assert domino("invitation", "accept", "Team", "--user", user).code == 0
    assert domino("repo", "add", "--starter", "--workspace", "Team").code == 0
    return "Team"


@pytest.fixture
def workflow(domino: Any, team: str, tmp_path: Path) -> str:
    """The name of a workflow in the team's workspace."""
    node = {
        "id": "say",
        "name": "Say it",
        "piece": {"repository": "starter", "version": starter_version(domino), "name": "LogPiece"},
        "inputs": {"message": {"kind": "value", "value": "hello"}},
    }
    file = tmp_path / "workflow.json"
    file.write_text(json.dumps({"document": {"name": "Say hello", "nodes": [node]}}))
    made = domino("workflow", "apply", str(file), "--workspace", team, "--user", "bob")
    assert made.code == 0, made.err
    return "Say hello"


def starter_version(domino: Any) -> str:
    (one,) = domino("repo", "list", "--workspace", "Team", "--json").json["items"]
    return str(one["versions"][0]["version"])


def audit_entries(event: str) -> list[tuple[str, dict[str, Any]]]:
    from airflow.models.log import Log

    with session_scope() as session:
        rows = session.execute(select(Log.owner, Log.extra).where(Log.event == f"domino.{event}"))
        return [(owner, json.loads(extra)) for owner, extra in rows]


def test_members_are_invited_changed_and_removed(domino: Any, team: str) -> None:
    def members() -> dict[str, str]:
        lines = domino("member", "list", "--workspace", team).out.splitlines()
        return {line.split("\t")[0]: line.split("\t")[1] for line in lines}

    assert members() == {"ada": "owner", "bob": "write", "eve": "read"}
    assert domino("member", "role", "eve", "admin", "--workspace", team).code == 0
    wrong = domino("member", "remove", "evee", "--yes", "--workspace", team)
    assert (wrong.code, "Did you mean 'eve'?" in wrong.err) == (1, True)
    unasked = domino("member", "remove", "bob", "--workspace", team)
    assert (unasked.code, "--yes" in unasked.err) == (1, True)
    assert domino("member", "remove", "bob", "--yes", "--workspace", team).code == 0
    assert members() == {"ada": "owner", "eve": "admin"}
    nobody = domino("member", "invite", "adda", "--workspace", team)
    assert (nobody.code, "Did you mean 'ada'?" in nobody.err) == (1, True)
    assert domino("member", "people", "b", "--workspace", team).out == "bob\tbob\n"


def test_a_user_is_held_to_role_and_permissions(domino: Any, workflow: str, team: str) -> None:
    """The same checks as over HTTP: the workspace's role, and what Airflow permits."""
    refused = domino("workflow", "pause", workflow, "--workspace", team, "--user", "eve")
    assert (refused.code, "needs the role 'write'" in refused.err) == (1, True)
    domino("member", "role", "eve", "owner", "--workspace", team)
    refused = domino("workflow", "pause", workflow, "--workspace", team, "--user", "eve")
    assert (refused.code, "Airflow doesn't permit" in refused.err) == (1, True)
    assert domino("workflow", "pause", workflow, "--workspace", team, "--user", "bob").code == 0
    assert domino("repo", "list", "--workspace", team, "--user", "eve").code == 0
    domino("workspace", "create", "Other", "--user", "bob")
    assert "no workspace 'Other'" in domino("repo", "list", "--workspace", "Other", "--user", "ada").err
    unknown = domino("repo", "list", "--user", "boob")
    assert (unknown.code, "Did you mean 'bob'?" in unknown.err) == (1, True)


def test_the_audit_log_tells_who_was_at_the_command_line(
    domino: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "sysop")
    domino("workspace", "create", "Audited", "--user", "ada")
    domino("workspace", "rename", "Audited", "Renamed")
    ((owner, details),) = [one for one in audit_entries("create_workspace") if one[1]["name"] == "Audited"]
    assert (owner, details["command_line_of"]) == ("ada", "sysop")
    ((owner, details),) = [one for one in audit_entries("rename_workspace") if one[1]["name"] == "Renamed"]
    assert (owner, details["command_line_of"]) == ("sysop", "sysop")


def test_workspaces_are_made_shown_left_and_deleted(domino: Any, team: str, workflow: str) -> None:
    shown = domino("workspace", "show", team, "--json").json
    assert (shown["contents"]["workflows"], shown["contents"]["members"]) == (1, 3)
    assert domino("workspace", "leave", team, "--user", "eve").code == 0
    last = domino("workspace", "leave", team, "--user", "ada")
    assert (last.code, "needs an owner" in last.err) == (1, True)
    assert domino("workspace", "hand-over", team, "bob", "--user", "ada").code == 0
    assert domino("workspace", "list", "--user", "ada", "--json").json["items"][1]["role"] == "admin"
    assert "give --yes" in domino("workspace", "delete", team).err
    assert domino("workspace", "delete", team, "--yes").code == 0
    assert [one["name"] for one in domino("workspace", "list", "--json").json["items"]] == ["Default"]
    kept = domino("workspace", "delete", "Default", "--yes")
    assert (kept.code, "can't be deleted" in kept.err) == (1, True)
    assert "Name one by --user" in domino("workspace", "create", "Nobody's").err


def test_workflows_are_listed_shown_paused_and_deleted(domino: Any, team: str, workflow: str) -> None:
    def listed() -> dict[str, Any]:
        (one,) = domino("workflow", "list", "--workspace", team, "--json").json["items"]
        return dict(one)

    assert listed()["is_paused"] is False
    for words, paused in ((("pause", workflow), True), (("unpause", str(listed()["id"])), False)):
        assert domino("workflow", *words, "--workspace", team).code == 0
        assert listed()["is_paused"] is paused
    shown = domino("workflow", "show", listed()["dag_id"], "--workspace", team)
    assert "Say it" in shown.out
    assert domino("workflow", "versions", workflow, "--workspace", team).out.startswith("1\t")
    assert domino("workflow", "publish", workflow, "--workspace", team).code == 0
    missing = domino("workflow", "show", "Say helo", "--workspace", team)
    assert (missing.code, "Did you mean 'Say hello'?" in missing.err) == (1, True)
    assert domino("workflow", "delete", workflow, "--yes", "--workspace", team).code == 0
    assert domino("workflow", "list", "--workspace", team).err == "No workflows.\n"


def test_runs_are_started_listed_stopped_and_deleted(domino: Any, team: str, workflow: str) -> None:
    place = ("--workspace", team)
    none = domino("workflow", "log", workflow, *place)
    assert (none.code, "no runs yet" in none.err) == (1, True)
    assert domino("workflow", "run", workflow, "--run-id", "mine", *place).out == "mine is queued.\n"
    again = domino("workflow", "run", workflow, "--run-id", "mine", *place)
    assert (again.code, "already" in again.err) == (1, True)
    late = domino("workflow", "run", workflow, "--run-id", "late", "--wait", "--timeout", "0", *place)
    assert late.code == 4, "no scheduler runs here"
    runs = domino("workflow", "runs", workflow, "--state", "queued", *place).out.splitlines()
    assert [line.split("\t")[:2] for line in runs] == [["late", "queued"], ["mine", "queued"]]
    assert domino("workflow", "stop-run", workflow, "--run", "mine", *place).code == 0
    shown = domino("workflow", "show-run", workflow, "--run", "mine", "--json", *place).json
    assert (shown["state"], shown["tasks"][0]["state"], shown["storage"]["kind"]) == (
        "failed",
        "skipped",
        "folder",
    )
    piece = domino("workflow", "log", workflow, "Say itt", "--run", "mine", *place)
    assert (piece.code, "Did you mean 'Say it'?" in piece.err) == (1, True)
    assert domino("workflow", "outputs", workflow, "Say it", "--run", "mine", *place).out == "null\n"
    assert domino("workflow", "delete-run", workflow, "mine", "--yes", *place).code == 0
    assert [
        one["run_id"] for one in domino("workflow", "runs", workflow, "--json", *place).json["items"]
    ] == ["late"]


def test_secrets_come_by_stdin_or_file_and_are_never_shown(domino: Any, team: str, tmp_path: Path) -> None:
    place = ("--workspace", team)

    def value() -> str | None:
        from airflow.models.variable import Variable

        with session_scope() as session:
            key = session.scalar(select(models.Secret.variable_key).where(models.Secret.name == "SMTP_URL"))
        return Variable.get(key, None) if key else None

    told = domino("secret", "set", "starter", "SMTP_URL", *place, stdin="hunter2\n")
    assert (told.code, value()) == (0, "hunter2"), told.err
    file = tmp_path / "value"
    file.write_text("two\nlines\n")
    also = domino("secret", "set", "starter", "SMTP_URL", "--file", str(file), "--json", *place)
    assert (also.code, value()) == (0, "two\nlines\n"), "a key of several lines is kept as it is"
    assert also.json["masked_from"] is None
    short = domino("secret", "set", "starter", "SMTP_URL", *place, stdin="abcd\r\n")
    assert (short.code, value()) == (0, "abcd")
    assert f"only {SHORTEST_MASKED} characters and more are masked" in short.out
    assert "masked" not in told.out
    listed = domino("secret", "list", "starter", *place)
    assert "SMTP_URL\tyes\t" in listed.out
    for text in (told, also, listed):
        assert "hunter2" not in text.out + text.err
        assert "lines" not in text.out + text.err
    wrong = domino("secret", "set", "starter", "SMPT_URL", *place, stdin="x")
    assert (wrong.code, "Did you mean 'SMTP_URL'?" in wrong.err) == (1, True)
    assert domino("secret", "set", "starter", "SMTP_URL", "value", *place).code == 2, "no value as argument"
    empty = domino("secret", "set", "starter", "SMTP_URL", *place, stdin="")
    assert (empty.code, "value" in empty.err) == (1, True)
    assert domino("secret", "unset", "starter", "SMTP_URL", "--yes", *place).code == 0
    assert "SMTP_URL\tno\t" in domino("secret", "list", "starter", *place).out
    domino("secret", "set", "starter", "SMTP_URL", "--connection", "mail", *place)
    assert value() == "connection:mail"


def test_files_go_up_and_come_back(domino: Any, team: str, tmp_path: Path) -> None:
    place = ("--workspace", team)
    content = bytes(range(256)) * 5000
    source = tmp_path / "numbers.bin"
    source.write_bytes(content)
    assert domino("files", "upload", str(source), *place).out.endswith("/numbers.bin\n")
    assert domino("files", "list", *place).out.startswith("numbers.bin\t1.2 MiB\t")
    folder = tmp_path / "back"
    folder.mkdir()
    assert domino("files", "download", "numbers.bin", str(folder), *place).code == 0
    assert (folder / "numbers.bin").read_bytes() == content
    wrong = domino("files", "download", "number.bin", str(folder / "x"), *place)
    assert (wrong.code, "Did you mean 'numbers.bin'?" in wrong.err) == (1, True)
    assert [one.name for one in folder.iterdir()] == ["numbers.bin"], "nothing half written stays"
    refused = domino("files", "upload", str(source), "--user", "eve", *place)
    assert (refused.code, "needs the role 'write'" in refused.err) == (1, True)
    assert domino("files", "delete", "numbers.bin", "--yes", *place).code == 0
    assert domino("files", "list", *place).err == "No files.\n"


def test_repositories_are_shown_upgraded_built_and_removed(domino: Any, team: str) -> None:
    place = ("--workspace", team)
    version = starter_version(domino)
    assert domino("repo", "versions", "starter", *place).out == f"{version}\tyes\n"
    assert version in domino("repo", "show", "starter", *place).out
    assert domino("repo", "upgrade", "starter", *place).out.startswith(f"starter {version}: ")
    assert "LogPiece" in domino("piece", "list", "--repository", "starter", *place).out
    jobs = domino("job", "list", "--json", *place).json["items"]
    assert {job["kind"] for job in jobs} == {"build_environment", "install_repository"}
    jobs = [job for job in jobs if job["kind"] == "build_environment"]
    assert f"\tstarter_pieces {version} group0\t" in domino("job", "list", *place).out
    assert domino("job", "cancel", str(jobs[0]["id"]), *place).out == f"Cancelled: {jobs[0]['id']}.\n"
    again = domino("job", "cancel", str(jobs[0]["id"]), *place)
    assert (again.code, "ended already" in again.err) == (1, True)
    assert domino("job", "retry", str(jobs[0]["id"]), *place).out.startswith("The new job is ")
    assert domino("job", "cancel", "--all", *place).code == 0
    after = domino("job", "list", "--json", *place).json["items"]
    assert {job["state"] for job in after if job["kind"] == "build_environment"} == {"cancelled"}
    assert domino("job", "cancel", "--all", *place).out == "No job is queued or running.\n"
    assert "Environments are built" in domino("repo", "build", "starter", *place).out
    wrong = domino("repo", "remove", "starter", "--version", "9", "--yes", *place)
    assert (wrong.code, "no version '9'" in wrong.err) == (1, True)
    assert domino("repo", "remove", "starter", "--yes", *place).code == 0
    assert "No repositories" in domino("repo", "list", *place).err


def test_what_is_in_use_is_kept(domino: Any, team: str, workflow: str) -> None:
    refused = domino("repo", "remove", "starter", "--yes", "--workspace", team)
    assert (refused.code, workflow in refused.err) == (1, True)


def test_the_roles_are_shown(domino: Any) -> None:
    lines = domino("workspace", "roles").out.splitlines()
    assert "Set and forget secrets\tyes\tyes\tno\tno" in lines


def test_a_terminal_gets_a_table(
    domino: Any, team: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = domino("member", "list", "--workspace", team).out
    lines = re.sub(r"\x1b\[\d*m", "", out).splitlines()
    assert lines[0].split() == ["User", "Role", "State", "Invited", "by", "Since"]
    assert lines[1].split()[:2] == ["ada", "owner"]


def test_a_name_cannot_speak_to_the_terminal(domino: Any) -> None:
    domino("workspace", "create", "a\x1b[2Jb", "--user", "ada")
    assert "\x1b" not in domino("workspace", "list").out
