"""Jobs on a real worker: what they tell while they are at it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network, pytest.mark.timeout(900)]
STEPS = ["unpack", "resolve", "download", "install"]


def test_a_build_tells_its_steps(airflow_server: AirflowServer) -> None:
    client = DominoClient(airflow_server)
    client.install_starter()
    repository = client.call("GET", "repositories")["items"][0]
    version = repository["versions"][0]["id"]
    path = f"repositories/{repository['id']}/versions/{version}/environments"
    asked = client.call("POST", path, expect=201)["items"]
    builds = asked or [
        one for one in client.call("GET", "jobs")["items"] if one["kind"] == "build_environment"
    ]
    job = ended(client, builds[0]["id"])
    assert (job["state"], job["progress"], job["can_cancel"]) == ("succeeded", None, False), job["error"]
    told = airflow_server.airflow(
        "GET",
        f"dags/domino_system/dagRuns/domino-job-{job['id']}/taskInstances/build_environment"
        "/xcomEntries/progress?deserialize=true",
    )
    progress = told.json()["value"]
    assert STEPS.index(progress["step"]) == progress["done"]
    assert progress["total"] == len(STEPS)


def ended(client: DominoClient, number: int) -> dict[str, Any]:
    """Wait for a job; return it."""
    while (job := client.call("GET", f"jobs/{number}"))["state"] in {"queued", "running"}:
        time.sleep(0.5)
    return dict(job)
