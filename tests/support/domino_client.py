"""Domino's REST API as a script would use it."""

from __future__ import annotations

import time
from typing import Any

import requests

from support.airflow_server import AirflowServer

ENDED = {"success", "failed"}
STARTER = "starter"


class DominoClient:
    """The default workspace of a server, seen by a user."""

    def __init__(self, server: AirflowServer, user: str = "admin") -> None:
        self.server = server
        self.user = user
        self.workspace_id = self._default_workspace()

    def call(self, method: str, path: str, *, expect: int = 200, **arguments: Any) -> Any:
        """Send a request, `path` relative to the workspace, and return the JSON of the answer."""
        answer = self.request(method, path, **arguments)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:3000]}"
        return answer.json() if answer.content and "json" in answer.headers["Content-Type"] else None

    def request(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """Send a request, `path` relative to the workspace."""
        return self.server.domino(
            method, f"workspaces/{self.workspace_id}/{path}", user=self.user, **arguments
        )

    def install_starter(self) -> str:
        """Install the starter Pieces and return their version."""
        return str(
            self.call("POST", "repositories", json={"source": STARTER}, expect=201)["version"]["version"]
        )

    def create(self, document: dict[str, Any]) -> dict[str, Any]:
        """Make a workflow."""
        made: dict[str, Any] = self.call("POST", "workflows", json={"document": document}, expect=201)
        return made

    def update(self, workflow: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
        """Save a new version of a workflow."""
        saved: dict[str, Any] = self.call(
            "PUT",
            f"workflows/{workflow['id']}",
            json={"document": document},
            headers={"If-Match": f'"{workflow["version"]}"'},
        )
        return saved

    def trigger(self, workflow: dict[str, Any]) -> str:
        """Start a run and return its id."""
        run = self.call("POST", f"workflows/{workflow['id']}/runs", json={}, expect=201)
        return str(run["run_id"])

    def run(self, workflow: dict[str, Any], run_id: str) -> dict[str, Any]:
        """Return a run with its tasks."""
        found: dict[str, Any] = self.call("GET", f"workflows/{workflow['id']}/runs/{run_id}")
        return found

    def wait(self, workflow: dict[str, Any], run_id: str, *, seconds: float = 420) -> dict[str, Any]:
        """Wait until a run has ended and return it."""
        deadline = time.monotonic() + seconds
        while (run := self.run(workflow, run_id))["state"] not in ENDED:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{run}\n{self.all_logs(workflow, run)}\n{self.server.logs()}")
            time.sleep(0.5)
        return run

    def run_to_success(self, workflow: dict[str, Any]) -> dict[str, Any]:
        """Start a run, wait for it and see that it succeeded."""
        run = self.wait(workflow, self.trigger(workflow))
        assert run["state"] == "success", self.all_logs(workflow, run)
        return run

    def task(
        self, workflow: dict[str, Any], run_id: str, task_id: str, part: str, **query: Any
    ) -> dict[str, Any]:
        """Return the ``log`` or the ``outputs`` of a task."""
        path = f"workflows/{workflow['id']}/runs/{run_id}/tasks/{task_id}/{part}"
        found: dict[str, Any] = self.call("GET", path, params=query)
        return found

    def outputs(self, workflow: dict[str, Any], run_id: str, task_id: str) -> dict[str, Any]:
        """Return what a task returned."""
        outputs: dict[str, Any] = self.task(workflow, run_id, task_id, "outputs")["outputs"]
        return outputs

    def log(self, workflow: dict[str, Any], run_id: str, task_id: str, **query: Any) -> list[str]:
        """Return the lines of a task's log."""
        return [line["text"] for line in self.task(workflow, run_id, task_id, "log", **query)["lines"]]

    def all_logs(self, workflow: dict[str, Any], run: dict[str, Any]) -> str:
        """Return the logs of all tasks that have one, for a failing test's report."""
        parts = [str(run)]
        for task in run["tasks"]:
            if task["try_number"]:
                lines = self.log(workflow, run["run_id"], task["task_id"])
                parts.append("\n".join([f"--- {task['task_id']} {task['state']}", *lines]))
        return "\n".join(parts)

    def _default_workspace(self) -> int:
        answer = self.server.domino("GET", "workspaces", user=self.user)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text[:3000]}"
        return next(item["id"] for item in answer.json()["items"] if item["is_default"])


def piece(version: str, name: str) -> dict[str, str]:
    """Return the reference to a starter Piece."""
    return {"repository": STARTER, "version": version, "name": name}


def value(plain: Any) -> dict[str, Any]:
    """Return an input that is typed in."""
    return {"kind": "value", "value": plain}


def upstream(node: str, output: str) -> dict[str, Any]:
    """Return an input that is an output of another node."""
    return {"kind": "upstream", "node": node, "output": output}


def python_node(version: str, node_id: str, script: str, outputs: dict[str, str]) -> dict[str, Any]:
    """Return a node that runs Python code of its own."""
    modifiers = [{"name": name, "type": kind, "description": ""} for name, kind in outputs.items()]
    return {
        "id": node_id,
        "name": node_id,
        "piece": piece(version, "CustomPythonPiece"),
        "inputs": {
            "input_args": value([]),
            "script": value(script),
            "output_args": value(modifiers),
        },
    }
