"""Whole workflows in a real Airflow, with the files in a folder and in S3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from support.airflow_server import AirflowServer
from support.careless import Canaries, run_careless
from support.contents import contents
from support.domino_client import DominoClient, python_node, upstream, value
from support.s3_server import ACCESS_KEY, SECRET_KEY, S3Server

from domino_plugin.examples import load_examples

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network]

MIB = 1024 * 1024
#: Writes 64 MiB, tells its hash and inode, and returns 5 MiB of plain JSON.
WRITE = """
import hashlib, os
def custom_function():
    path = "/home/shared_storage/write/results/big.bin"
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for number in range(64):
            block = number.to_bytes(4, "big") * (262144)
            digest.update(block)
            file.write(block)
    return {"path": path, "digest": digest.hexdigest(), "inode": os.stat(path).st_ino,
            "many": ["x" * 1023] * 5120}
"""
READ = """
import hashlib, os
def custom_function(path, many):
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256") if hasattr(hashlib, "file_digest") else None
        if digest is None:
            digest = hashlib.sha256(open(path, "rb").read())
    return {"digest": digest.hexdigest(), "inode": os.stat(path).st_ino, "size": os.stat(path).st_size,
            "characters": sum(map(len, many)),
            "others": sorted(name for name in os.listdir("/home/shared_storage") if not name.startswith("."))}
"""


@pytest.fixture(scope="module")
def s3_airflow(start_airflow: Any, s3_server: S3Server) -> AirflowServer:
    return start_airflow(
        environment={
            "AIRFLOW__DOMINO__STORAGE_ROOT": f"s3://{s3_server.bucket}/air/flow",
            "AIRFLOW__DOMINO__S3_ENDPOINT": s3_server.url,
            "AIRFLOW__DOMINO__S3_CONNECTION": "store",
            "AIRFLOW__DOMINO__STORAGE_PATIENCE": "60",
            "AIRFLOW__DOMINO__RETENTION_RUNS": "1",
        }
    )


@pytest.fixture(scope="module")
def s3_client(s3_airflow: AirflowServer) -> DominoClient:
    """A server whose connection to S3 is in Airflow's database, as an administrator makes it."""
    client = DominoClient(s3_airflow)
    assert "s3_connection" in _storage_check(s3_airflow)["reason"]
    answer = s3_airflow.airflow(
        "POST",
        "connections",
        json={"connection_id": "store", "conn_type": "aws", "login": ACCESS_KEY, "password": SECRET_KEY},
    )
    assert answer.status_code == 201, answer.text
    client.install_starter()
    return client


def _storage_check(server: AirflowServer) -> dict[str, Any]:
    answer = server.domino("GET", "health")
    return next(one for one in answer.json()["checks"] if one["name"] == "shared storage")


def _document(version: str) -> dict[str, Any]:
    read = python_node(
        version,
        "read",
        READ,
        {
            "digest": "string",
            "inode": "integer",
            "size": "integer",
            "characters": "integer",
            "others": "array",
        },
    )
    read["inputs"]["input_args"] = {
        "kind": "list",
        "items": [
            {"kind": "object", "fields": {"kwarg_name": value(name), "kwarg_value": upstream("write", name)}}
            for name in ("path", "many")
        ],
    }
    write = python_node(
        version, "write", WRITE,
        {"path": "string", "digest": "string", "inode": "integer", "many": "array"},
    )  # fmt: skip
    return {
        "name": "Big things",
        "nodes": [write, read],
        "edges": [{"upstream": "write", "downstream": "read"}],
    }


def _run_big(client: DominoClient) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    workflow = client.create(_document(client.install_starter()))
    run = client.run_to_success(workflow)
    write = client.outputs(workflow, run["run_id"], "write")
    read = client.outputs(workflow, run["run_id"], "read")
    assert read["digest"] == write["digest"]
    assert read["size"] == 64 * MIB
    assert read["characters"] == 1023 * 5120
    place = client.call("GET", f"workflows/{workflow['id']}/runs/{run['run_id']}/storage")
    assert 69 * MIB < place["bytes_used"] < 90 * MIB
    return workflow, run, write, read


def test_big_files_and_outputs_pass_through_a_folder_without_a_copy(airflow_server: AirflowServer) -> None:
    *_, write, read = _run_big(DominoClient(airflow_server))
    assert read["inode"] == write["inode"]


def test_big_files_and_outputs_pass_through_s3(s3_client: DominoClient, s3_server: S3Server) -> None:
    workflow, run, _, read = _run_big(s3_client)
    assert read["others"] == ["read", "write"]
    path = f"workflows/{workflow['id']}/runs/{run['run_id']}/files"
    answer = s3_client.request(
        "GET",
        path,
        params={"path": "/home/shared_storage/write/results/big.bin"},
        headers={"Range": "bytes=67108860-"},
    )
    assert answer.status_code == 206
    assert answer.content == (63).to_bytes(4, "big")
    keys = s3_server.keys("air/flow/")
    assert any(key.endswith("/write/results/big.bin") for key in keys)
    s3_client.call("DELETE", f"workflows/{workflow['id']}/runs/{run['run_id']}", expect=204)
    assert not any(key.endswith("/write/results/big.bin") for key in s3_server.keys("air/flow/"))


def test_an_example_ends_in_success_with_its_chart_from_s3(
    s3_client: DominoClient, s3_airflow: AirflowServer, s3_server: S3Server
) -> None:
    check = _storage_check(s3_airflow)
    assert (check["status"], check["reason"]) == ("ok", f"s3://{s3_server.bucket}/air/flow/ can be written.")
    document = next(one.document for one in load_examples() if one.name == "Penguins by species")
    workflow = s3_client.create(document)
    run = s3_client.run_to_success(workflow)
    charts = [
        node["id"]
        for node in workflow["document"]["nodes"]
        if node["piece"]["name"] == "ChartPiece"
    ]  # fmt: skip
    task = f"workflows/{workflow['id']}/runs/{run['run_id']}/tasks/{charts[0]}"
    shown = s3_client.call("GET", f"{task}/outputs")["result"]
    answer = s3_client.request("GET", f"{task}/result")
    assert answer.status_code == 200, answer.text
    assert len(answer.content) == shown["size"] > 100
    assert answer.headers["Content-Security-Policy"] == "sandbox allow-scripts"
    again = s3_client.request("GET", f"{task}/result", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    place = s3_client.call("GET", f"workflows/{workflow['id']}/storage")
    assert place["kind"] == "s3"
    assert place["path"].startswith(f"s3://{s3_server.bucket}/air/flow/")
    assert place["bytes_used"] > shown["size"]
    home = Path(s3_airflow.home)
    assert not (home / "domino" / "storage").exists()
    assert not list((home / "domino" / "cache").glob("work-*"))


def test_uploaded_files_lie_in_s3(s3_client: DominoClient, s3_server: S3Server) -> None:
    content = b"0123456789" * MIB
    s3_client.call("PUT", "files/big%20one.bin", data=content)
    assert any(key.endswith("/big one.bin") for key in s3_server.keys("air/flow/.domino/files/"))
    answer = s3_client.request("GET", "files/big%20one.bin", headers={"Range": "bytes=5-14"})
    assert (answer.status_code, answer.content) == (206, b"5678901234")
    assert s3_client.request("GET", "files/big%20one.bin").content == content
    s3_client.call("DELETE", "files/big%20one.bin", expect=204)
    assert not s3_server.keys("air/flow/.domino/files/")


def test_the_maintenance_dag_deletes_the_files_of_old_runs(
    s3_client: DominoClient, s3_airflow: AirflowServer, s3_server: S3Server
) -> None:
    document = {
        "name": "Twice",
        "nodes": [
            python_node(
                s3_client.install_starter(),
                "say",
                "def custom_function():\n    return {'out': 1}",
                {"out": "integer"},
            )
        ],
        "edges": [],
    }
    workflow = s3_client.create(document)
    first, second = (s3_client.run_to_success(workflow)["run_id"] for _ in range(2))
    prefix = s3_client.call("GET", f"workflows/{workflow['id']}/storage")["path"].partition("/air/")[2]
    assert len({key.split("/")[3] for key in s3_server.keys(f"air/{prefix}")}) == 2

    printed = s3_airflow.cli("domino", "storage", "prune", "--keep-runs", "1", "--dry-run")
    assert f"{workflow['dag_id']}/" in printed
    assert "Would free" in printed
    # Airflow's own first run may have been quicker than the connection, and tries again in ten minutes.
    runs = "dags/domino_maintenance/dagRuns"
    for run in s3_airflow.airflow("GET", runs).json()["dag_runs"]:
        if run["state"] not in ("success", "failed"):
            place = f"{runs}/{quote(run['dag_run_id'])}"
            s3_airflow.airflow("PATCH", place, json={"state": "failed"}).raise_for_status()
    run_id = s3_airflow.trigger("domino_maintenance")
    assert s3_airflow.wait_for_run("domino_maintenance", run_id) == "success"

    kept = f"workflows/{workflow['id']}/runs"
    assert s3_client.call("GET", f"{kept}/{first}/storage")["bytes_used"] == 0
    assert s3_client.call("GET", f"{kept}/{second}/storage")["bytes_used"] > 0
    assert s3_client.outputs(workflow, first, "say") == {"out": 1}
    assert "Freed 0 bytes of 0 runs" in s3_airflow.cli("domino", "storage", "prune")


def test_secrets_of_pieces_are_in_no_object(
    s3_airflow: AirflowServer, s3_client: DominoClient, s3_server: S3Server, tmp_path: Path
) -> None:
    canaries = Canaries()
    told = run_careless(s3_client, canaries, tmp_path / "go")

    objects = s3_server.objects("air/flow/")
    assert any(key.endswith("/use/results/log.txt") for key in objects)
    assert canaries.found_in(objects.items()) == []
    assert canaries.found_in(told) == []
    assert canaries.found_in(contents(s3_airflow.home)) == []


def test_credentials_are_in_no_log(s3_airflow: AirflowServer, s3_client: DominoClient) -> None:
    logs = [text for path, text in contents(s3_airflow.home) if path.endswith(".log")]
    assert logs
    assert json.dumps(SECRET_KEY)[1:-1].encode() not in b"".join(logs)
