"""What there is to be seen: workspaces, repositories, workflows, runs, drafts, files; made once."""

from __future__ import annotations

import json
import sys
from typing import Any
from urllib.parse import quote

import scene_workflows as content
from scene_pieces import ROOT, SAMPLES, copy_repositories
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient
from support.shop import open_shop

from domino_plugin.examples import load_examples

#: Workspaces, with who is in them.
WORKSPACES: dict[str, dict[str, str]] = {
    "Night shift": {"op": "admin", "user": "write", "viewer": "read"},
    "Weather": {},
    "Invited": {"user": "write"},
}


class Scene:
    """The content of a server; `facts` holds ids by name, and is kept in the home."""

    def __init__(self, server: AirflowServer) -> None:
        self.client = DominoClient(server)
        self.home = server.home
        self._file = server.home / "scene.json"
        self.facts: dict[str, Any] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def build(self) -> None:
        """Make everything, unless an earlier call on this home did."""
        if self.facts:
            return
        version = self.client.install_starter()
        pieces = self._install_samples()
        self.facts = {"workflows": {}, "runs": {}, "workspaces": {}}
        self._upload_files()
        self._make_workspaces()
        self._make_workflows(version, {**pieces["result_pieces"], "name": "ShowResultPiece"})
        self._make_drafts(version, {**pieces["form_pieces"], "name": "EverythingPiece"})
        self._file.write_text(json.dumps(self.facts, indent=1))

    def workflow(self, name: str) -> str:
        """Return the address of a workflow's page."""
        return f"domino/{self._path(name)}"

    def run(self, name: str, task: str | None = None) -> str:
        """Return the address of the page of a workflow's run."""
        run = f"{self.workflow(name)}/runs/{quote(self.facts['runs'][name], safe='')}"
        return f"{run}?task={task}" if task else run

    def saved(self, name: str) -> dict[str, Any]:
        """Return a workflow as it is saved."""
        found: dict[str, Any] = self.client.call("GET", self._path(name))
        return found

    def tidy(self) -> None:
        """Delete the drafts that taking pictures has left."""
        for draft in self.client.call("GET", "drafts")["items"]:
            if draft["id"] not in self.facts["drafts"].values():
                self.client.request("DELETE", f"drafts/{draft['id']}")

    def start(self, name: str) -> str:
        """Start another run of a workflow and return its id."""
        return self.client.trigger({"id": self.facts["workflows"][name]})

    def stop(self, name: str, run: str) -> None:
        """Stop a run."""
        self.client.request("POST", f"{self._path(name)}/runs/{run}/stop", json={})

    def _path(self, name: str) -> str:
        return f"workflows/{self.facts['workflows'][name]}"

    def _install_samples(self) -> dict[str, dict[str, str]]:
        found = {}
        for folder in copy_repositories(self.client.server.home / "pieces"):
            made = self.client.call("POST", "repositories", json={"source": str(folder)}, expect=201)
            found[folder.name] = {"repository": str(folder), "version": made["version"]["version"]}
        return found

    def _upload_files(self) -> None:
        for name, path in {
            "penguins.csv": "domino_plugin/starter_pieces/pieces/ReadCsvPiece/data/penguins.csv",
            "logo.svg": "static/public/icon.svg",
            "what we sold in the last quarter, cleaned by hand (final).json": SAMPLES
            / "result_pieces/.domino/compiled_metadata.json",
        }.items():
            headers = {"Content-Type": "application/octet-stream"}
            self.client.call("PUT", f"files/{name}", data=(ROOT / path).read_bytes(), headers=headers)

    def _make_workspaces(self) -> None:
        server = self.client.server
        for name, members in WORKSPACES.items():
            made = server.domino("POST", "workspaces", json={"name": name}).json()["id"]
            self.facts["workspaces"][name] = made
            for user, role in members.items():
                server.domino("PUT", f"workspaces/{made}/members/{user}", json={"role": role})
        for user in ("op", "user"):
            self.accept(user)

    def accept(self, user: str) -> None:
        """Let somebody accept the invitation to the workspace of many members."""
        path = f"invitations/{self.facts['workspaces']['Night shift']}/accept"
        self.client.server.domino("POST", path, user=user, json={})

    def _make_workflows(self, version: str, piece_of_all: dict[str, str]) -> None:
        made = {
            **{one.name: {"document": one.document, "layout": one.layout} for one in load_examples()},
            "Every result": content.results(piece_of_all),
            "Fails": content.failing(version),
            "Takes long": content.waiting(version),
            "Big": content.big(version),
            "Notes": content.noted(),
        }
        for name, body in made.items():
            self._make_workflow(name, body)
        self.client.call("PUT", f"{self._path('Notes')}/paused", json={"is_paused": True})
        with open_shop(self.client) as shop:
            self._make_workflow("Servers", content.servers(shop.document))
            ran = [one for one in self.facts["workflows"] if one not in {"Takes long", "Big", "Notes"}]
            runs = {name: self.start(name) for name in ran}
            for name, run in runs.items():
                ended = self.client.wait({"id": self.facts["workflows"][name]}, run, seconds=1500)
                print(f"  {name}: {ended['state']}", flush=True)
        self.facts["runs"] = runs

    def _make_workflow(self, name: str, body: dict[str, Any]) -> None:
        answer = self.client.request("POST", "workflows", json=body)
        if answer.status_code != 201:
            sys.exit(f"{name}: {answer.status_code} {answer.text[:2000]}")
        self.facts["workflows"][name] = answer.json()["id"]

    def _make_drafts(self, version: str, everything: dict[str, str]) -> None:
        self.facts["drafts"] = {}
        for body in content.drafts(version, everything):
            of = self.facts["workflows"]["Fails"] if body["name"] == "Fails less" else None
            made = self.client.call("POST", "drafts", json={**body, "workflow_id": of}, expect=201)
            self.facts["drafts"][body["name"]] = made["id"]
