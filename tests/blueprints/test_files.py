"""Files of a workspace through the API: uploaded, listed, downloaded, deleted, within limits."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow
MB = 1_000_000


@pytest.fixture
def team(
    sign_in: Any, new_workspace: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path))
    owner = sign_in("ada", "admin")
    number = new_workspace(ada=Role.OWNER, bob=Role.READ)
    base = f"/api/v1/workspaces/{number}/files"

    def put(name: str, data: bytes = b"a,b\n1,2\n") -> Any:
        return owner.put(f"{base}/{name}", data=data, content_type="application/octet-stream")

    folder = tmp_path / ".domino" / "files" / str(number)
    return SimpleNamespace(owner=owner, base=base, put=put, root=tmp_path, folder=folder, id=number)


def test_a_file_comes_back_as_it_was_sent(team: SimpleNamespace) -> None:
    made = team.put("sales 2026 (ü).csv").json
    assert (made["name"], made["bytes"], made["uploaded_by"]) == ("sales 2026 (ü).csv", 8, "ada")
    assert made["path"] == "/home/shared_storage/.files/sales 2026 (ü).csv"
    answer = team.owner.get(f"{team.base}/sales 2026 (ü).csv")
    assert answer.data == b"a,b\n1,2\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    listed = team.owner.get(team.base).json
    assert (listed["items"], listed["total"], listed["used_bytes"]) == ([made], 1, 8)


def test_html_is_never_shown(team: SimpleNamespace) -> None:
    team.put("page.html", b"<script>alert(1)</script>")
    answer = team.owner.get(f"{team.base}/page.html")
    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_second_upload_replaces_the_first(team: SimpleNamespace) -> None:
    team.put("a.csv", b"old")
    assert team.put("a.csv", b"newer").json["bytes"] == 5
    assert team.owner.get(f"{team.base}/a.csv").data == b"newer"
    assert team.owner.get(team.base).json["total"] == 1
    assert [path.name for path in team.folder.iterdir()] == ["a.csv"], "no half file is left"


@pytest.mark.parametrize(("search", "found"), [("SAL", ["Sales.csv"]), ("%", ["100%.txt"]), ("q", [])])
def test_files_are_found_by_part_of_their_name(team: SimpleNamespace, search: str, found: list[str]) -> None:
    for name in ("Sales.csv", "people.json", "100%25.txt"):
        team.put(name)
    items = team.owner.get(team.base, query_string={"search": search}).json["items"]
    assert [one["name"] for one in items] == found


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (".hidden", "dot"),
        ("a%5Cb", "slash"),
        ("%20", "no letters"),
        ("a%00b", "can't be shown"),
        ("ä" * 150, "characters"),
    ],
)
def test_names_that_no_file_can_have(team: SimpleNamespace, name: str, word: str) -> None:
    answer = team.put(name)
    assert answer.status_code == 422, answer.text
    assert word in answer.json["detail"]
    assert not team.folder.exists()


@pytest.mark.parametrize("name", ["..%2Fx", "%2Fetc%2Fpasswd", "..", "a/b", "a%2Fb"])
def test_no_name_leads_out_of_the_folder(team: SimpleNamespace, name: str) -> None:
    assert team.put(name).status_code in {404, 405, 422}
    assert [path for path in team.root.rglob("*") if path.is_file()] == []


def test_a_file_may_be_so_large(team: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__UPLOAD_MAX_MEGABYTES", "1")
    answer = team.put("big.bin", b"x" * (MB + 1))
    assert answer.status_code == 413
    assert "upload_max_megabytes" in answer.json["detail"]
    assert team.put("fits.bin", b"x" * MB).status_code == 200


def test_an_upload_may_be_larger_than_other_requests(team: SimpleNamespace) -> None:
    data = b"x" * (17 * MB)
    assert team.put("big.bin", data).json["bytes"] == len(data)


def test_all_files_share_the_workspaces_room(team: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__WORKSPACE_FILES_MAX_MEGABYTES", "1")
    half = b"x" * 600_000
    assert team.put("one", half).status_code == 200
    refused = team.put("two", half)
    assert refused.status_code == 413
    assert "room for 0.4 MB" in refused.json["detail"]
    assert team.put("one", half).status_code == 200, "it replaces itself"


def test_an_upload_says_its_length(team: SimpleNamespace) -> None:
    answer = team.owner.call("PUT", f"{team.base}/x", headers={"Content-Type": "application/octet-stream"})
    assert answer.status_code == 411
    assert "Content-Length" in answer.json["detail"]


def test_readers_read_only(team: SimpleNamespace, sign_in: Any) -> None:
    team.put("a.csv")
    reader = sign_in("bob", "admin")
    assert reader.get(f"{team.base}/a.csv").status_code == 200
    assert reader.put(f"{team.base}/a.csv", data=b"x").status_code == 403
    assert reader.delete(f"{team.base}/a.csv").status_code == 403
    assert sign_in("eve", "admin").get(f"{team.base}/a.csv").status_code == 404


def test_what_is_not_there_is_told_with_a_hint(team: SimpleNamespace) -> None:
    team.put("penguins.csv")
    answer = team.owner.get(f"{team.base}/penguin.csv")
    assert answer.status_code == 404
    assert "Did you mean 'penguins.csv'" in answer.json["detail"]


def test_bytes_that_are_gone_are_told(team: SimpleNamespace) -> None:
    team.put("a.csv")
    (team.folder / "a.csv").unlink()
    answer = team.owner.get(f"{team.base}/a.csv")
    assert (answer.status_code, "upload it again" in answer.json["detail"]) == (404, True)


class TestInWorkflows:
    @pytest.fixture
    def document(self, team: SimpleNamespace) -> dict[str, Any]:
        installed = team.owner.post(f"/api/v1/workspaces/{team.id}/repositories", json={"source": "starter"})
        version = installed.json["version"]["version"]
        node = {
            "id": "say",
            "name": "Say",
            "piece": {"repository": "starter", "version": version, "name": "LogPiece"},
            "inputs": {"message": {"kind": "value", "value": "/home/shared_storage/.files/größe.csv"}},
        }
        return {"name": "Uses it", "nodes": [node]}

    def warnings(self, team: SimpleNamespace, document: dict[str, Any]) -> list[dict[str, Any]]:
        answer = team.owner.post(
            f"/api/v1/workspaces/{team.id}/workflows/validate", json={"document": document}
        )
        found: list[dict[str, Any]] = answer.json["problems"]
        return found

    def test_a_file_that_is_missing_is_told(self, team: SimpleNamespace, document: dict[str, Any]) -> None:
        team.put("groesse.csv")
        (found,) = self.warnings(team, document)
        assert (found["severity"], found["node"], found["field"]) == ("warning", "say", "message")
        assert "no file 'größe.csv'" in found["reason"]
        assert found["fix"] == "Did you mean 'groesse.csv'?"
        team.put("größe.csv")
        assert self.warnings(team, document) == []

    def test_a_workflow_is_checked_when_it_is_read_unless_that_is_not_wanted(
        self, team: SimpleNamespace, document: dict[str, Any]
    ) -> None:
        workflows = f"/api/v1/workspaces/{team.id}/workflows"
        made = team.owner.post(workflows, json={"document": document})
        path = f"{workflows}/{made.json['id']}"
        try:
            checked = team.owner.get(path)
            unchecked = team.owner.get(f"{path}?check=false")
            (found,) = checked.json["problems"]
            assert found["field"] == "message"
            assert unchecked.json == {**checked.json, "problems": []}
            assert unchecked.headers["ETag"] == checked.headers["ETag"] == '"1"'
        finally:
            assert team.owner.delete(path).status_code == 204

    def test_a_file_in_use_is_not_deleted_by_accident(
        self, team: SimpleNamespace, document: dict[str, Any]
    ) -> None:
        team.put("größe.csv")
        team.put("free.csv")
        made = team.owner.post(f"/api/v1/workspaces/{team.id}/workflows", json={"document": document})
        assert made.status_code == 201, made.text
        try:
            answer = team.owner.delete(f"{team.base}/größe.csv")
            assert answer.status_code == 409
            assert "used by 'Uses it'" in answer.json["detail"]
            assert (team.folder / "größe.csv").exists()
            assert team.owner.delete(f"{team.base}/free.csv").status_code == 204
            assert team.owner.delete(f"{team.base}/größe.csv?even_if_used=true").status_code == 204
            assert list(team.folder.iterdir()) == []
        finally:
            workflow = f"/api/v1/workspaces/{team.id}/workflows/{made.json['id']}"
            assert team.owner.delete(workflow).status_code == 204


def test_an_upload_that_is_broken_off_leaves_nothing(team: SimpleNamespace, app: Any) -> None:
    """Behind the server that Airflow has, as a browser ends a request that somebody stops."""
    team.put("a.csv", b"as it was")
    with served(app) as port, socket.create_connection(("127.0.0.1", port)) as browser:
        head = (
            f"PUT {team.base}/a.csv HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {team.owner.token}\r\n"
            f"Content-Type: application/octet-stream\r\nContent-Length: {64 * MB}\r\n\r\n"
        )
        browser.sendall(head.encode() + b"x" * 3 * MB)
        wait_until(lambda: len(list(team.folder.iterdir())) == 2)
        browser.close()
        wait_until(lambda: [path.name for path in team.folder.iterdir()] == ["a.csv"])
    assert team.owner.get(f"{team.base}/a.csv").data == b"as it was"
    assert team.owner.get(team.base).json["used_bytes"] == len(b"as it was")


def test_a_download_that_is_broken_off_is_not_read_to_its_end(team: SimpleNamespace, app: Any) -> None:
    assert team.put("large.bin").status_code == 200
    large = team.folder / "large.bin"
    with large.open("r+b") as file:
        # Without a byte on the disk; reading it would take minutes.
        file.truncate(1024**4)
    with served(app) as port:
        with socket.create_connection(("127.0.0.1", port)) as browser:
            head = f"GET {team.base}/large.bin HTTP/1.1\r\nHost: here\r\n"
            browser.sendall(f"{head}Authorization: Bearer {team.owner.token}\r\n\r\n".encode())
            assert b" 200 OK" in browser.recv(1000)
            assert is_open(large)
        wait_until(lambda: not is_open(large))
    large.unlink()


def is_open(path: Path) -> bool:
    """Tell whether this process has a file open."""
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            if link.readlink() == path:
                return True
    return False


@contextmanager
def served(app: Any) -> Iterator[int]:
    """Serve the application as Airflow does; give the port."""
    import uvicorn
    from domino_plugin.blueprints.serving import over_asgi

    server = uvicorn.Server(uvicorn.Config(over_asgi(app), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.05)
