"""What newcomers do first, in a real Chromium: an analyst, a data engineer, an author of Pieces."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient, piece, value
from support.git_server import commit_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]
OpenContext = Callable[..., BrowserContext]
Json = dict[str, Any]


def row_of(page: Page, name: str) -> Locator:
    """Return a workflow's row in the list."""
    return page.get_by_test_id("workflow").filter(has_text=name)


def log_document(client: DominoClient, name: str) -> Json:
    """Return a document with one node that logs."""
    node = {
        "id": "log",
        "name": "Log",
        "piece": piece(client.install_starter(), "LogPiece"),
        "inputs": {"message": value("hello")},
    }
    return {"schema_version": 1, "name": name, "nodes": [node]}


def test_two_double_clicks_make_a_connected_chart(page: Page, client: DominoClient) -> None:
    """The next Piece follows the selected one and takes what obviously flows; nobody draws a line."""
    page.goto("domino/workflows/new")
    # The first page of all: the server may still be warming up.
    expect(page.locator("[data-piece=ReadCsvPiece]")).to_be_visible(timeout=60_000)
    page.locator("[data-piece=ReadCsvPiece]").dblclick()
    expect(page.locator(".react-flow__node")).to_have_count(1)
    page.locator("[data-piece=ChartPiece]").dblclick()
    expect(page.locator(".react-flow__node")).to_have_count(2)
    expect(page.locator(".react-flow__edge")).to_have_count(1)
    panel = page.get_by_role("complementary", name="Settings of Chart")
    expect(panel.locator("[data-field=file_path]")).to_contain_text("Read CSV")
    # What takes nothing from a chart stands by itself.
    page.locator("[data-piece=ReadCsvPiece]").last.dblclick()
    expect(page.locator(".react-flow__node")).to_have_count(3)
    expect(page.locator(".react-flow__edge")).to_have_count(1)


def test_every_day_at_half_past_seven_where_the_analyst_lives(
    open_context: OpenContext, client: DominoClient
) -> None:
    workflow = client.create({"name": "Every morning"})
    page = open_context(timezone_id="Europe/Berlin").new_page()
    page.goto(f"domino/workflows/{workflow['id']}/edit")
    page.get_by_role("button", name="Settings of the workflow").click()
    page.get_by_label("Schedule", exact=True).select_option("day")
    page.get_by_label("Time of day").fill("07:30")
    expect(page.get_by_text("Every day at 07:30 (Europe/Berlin)")).to_be_visible()
    expect(page.get_by_test_id("next-runs").get_by_role("listitem").first).to_contain_text("07:30")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 2 is saved")).to_be_visible()
    saved = client.call("GET", f"workflows/{workflow['id']}")["document"]["schedule"]
    assert saved == {"kind": "cron", "cron": "30 7 * * *", "timezone": "Europe/Berlin"}


def test_an_exported_workflow_comes_back_by_import(page: Page, client: DominoClient, tmp_path: Path) -> None:
    client.create(log_document(client, "Travels"))
    page.goto("domino/workflows")
    row_of(page, "Travels").get_by_role("button", name="More actions for Travels").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Export as JSON").click()
    assert download.value.suggested_filename == "travels.json"
    file = tmp_path / "travels.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["document"]["name"] == "Travels"

    page.get_by_role("button", name="Import").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Or paste the JSON here").fill("{oops")
    dialog.get_by_role("button", name="Import").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not JSON")
    dialog.locator("input[type=file]").set_input_files(file)
    expect(page).to_have_url(re.compile(r"/workflows/new\?draft=\d+$"))
    expect(page.locator(".react-flow__node")).to_have_count(1)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 1 is saved")).to_be_visible()
    page.goto("domino/workflows")
    expect(row_of(page, "Travels")).to_have_count(2)


def test_an_earlier_version_is_opened_and_saved_as_the_newest(page: Page, client: DominoClient) -> None:
    first = client.create(log_document(client, "Was better before"))
    client.update(first, {"name": "Was better before"})
    page.goto(f"domino/workflows/{first['id']}?tab=versions")
    expect(page.get_by_test_id("version")).to_have_count(2)
    expect(page.get_by_test_id("version").filter(has_text="runs now")).to_contain_text("2")
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.locator(".react-flow__node")).to_have_count(1)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 3 is saved")).to_be_visible()
    assert len(client.call("GET", f"workflows/{first['id']}")["document"]["nodes"]) == 1


def test_the_open_node_stays_in_sight_in_a_narrow_window(
    open_context: OpenContext, example: dict[str, Any]
) -> None:
    page = open_context(viewport={"width": 1024, "height": 768}).new_page()
    page.goto(f"domino/workflows/{example['id']}/edit")
    page.locator(".react-flow__node").last.dblclick()
    expect(page.get_by_role("complementary")).to_be_visible()
    page.wait_for_function(
        """() => {
            const card = document.querySelector(".react-flow__node.selected")?.getBoundingClientRect();
            const surface = document.querySelector("[data-canvas-surface]").getBoundingClientRect();
            return card && card.right <= surface.right && card.left >= surface.left;
        }"""
    )


def until_jobs_end(client: DominoClient, seconds: float = 300) -> None:
    """Wait for environments being built: SQLite lets one write at a time."""
    deadline = time.monotonic() + seconds
    while any(job["state"] in {"queued", "running"} for job in client.call("GET", "jobs")["items"]):
        assert time.monotonic() < deadline, "Building an environment takes too long."
        time.sleep(1)


@pytest.fixture
def greetings(airflow_server: AirflowServer) -> Path:
    """A repository with the tags 1.0.0 and 2.0.0, which takes another input and returns less."""
    folder = airflow_server.home / "pieces" / "greetings"
    shutil.rmtree(folder, ignore_errors=True)
    write_version(folder, "1.0.0", {"name": {}, "shout": {"default": ""}}, ["text", "length"])
    commit_all(folder, "1.0.0")
    write_version(folder, "2.0.0", {"name": {}, "language": {}}, ["text"])
    commit_all(folder, "2.0.0")
    return folder


def write_version(folder: Path, version: str, inputs: dict[str, Json], outputs: list[str]) -> None:
    """Write a repository with one Piece of these inputs and outputs, all of them text."""
    home = folder / "pieces" / "GreetPiece"
    home.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(
        f'[repository]\nREGISTRY_NAME = "acme"\nREPOSITORY_NAME = "greetings"\n'
        f'REPOSITORY_LABEL = "Greetings"\nVERSION = "{version}"\n'
    )
    (home / "piece.py").write_text("")
    metadata: Json = {"name": "GreetPiece", "description": "Greets.", "style": {"node_label": "Greet"}}
    (home / "metadata.json").write_text(json.dumps(metadata))
    required = [name for name, field in inputs.items() if "default" not in field]
    properties = {name: {"type": "string", "title": name.title(), **rest} for name, rest in inputs.items()}
    metadata["input_schema"] = {"type": "object", "properties": properties, "required": required}
    metadata["output_schema"] = {
        "type": "object",
        "properties": {name: {"type": "string", "title": name.title()} for name in outputs},
    }
    (folder / ".domino").mkdir(exist_ok=True)
    (folder / ".domino" / "compiled_metadata.json").write_text(json.dumps({"GreetPiece": metadata}))


def test_a_new_version_is_installed_and_a_node_changed_over(
    page: Page, client: DominoClient, greetings: Path
) -> None:
    source = f"file://{greetings}"
    version = client.install_starter()
    until_jobs_end(client)
    client.call("POST", "repositories", json={"source": source, "version": "1.0.0"}, expect=201)
    until_jobs_end(client)
    page.goto("domino/pieces")
    card = page.get_by_test_id("repository").filter(has_text="Greetings")
    card.get_by_role("button", name="Another version").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="1.0.0")).to_be_disabled()
    dialog.get_by_role("button", name="2.0.0").click()
    dialog.get_by_role("button", name="Install", exact=True).click()
    expect(page.get_by_text("Greetings 2.0.0 is installed")).to_be_visible()
    # The Piece is listed once, not once for each version.
    expect(page.get_by_test_id("piece").filter(has_text="Greet")).to_have_count(1)

    reference = {"repository": source, "version": "1.0.0", "name": "GreetPiece"}
    inputs = {"name": value("World"), "shout": value("yes")}
    nodes = [
        {"id": "greet", "name": "Greet", "piece": reference, "inputs": inputs},
        {
            "id": "log",
            "name": "Log",
            "piece": piece(version, "LogPiece"),
            "inputs": {"value": {"kind": "upstream", "node": "greet", "output": "length"}},
        },
    ]
    edges = [{"upstream": "greet", "downstream": "log"}]
    workflow = client.create({"name": "Changes over", "nodes": nodes, "edges": edges})
    page.goto(f"domino/workflows/{workflow['id']}/edit")
    page.locator('.react-flow__node[data-id="greet"]').dblclick()
    page.get_by_role("button", name="2.0.0 is there").click()
    plan = page.get_by_test_id("version-plan")
    expect(plan).to_contain_text("These stay as they are: Name.")
    expect(plan).to_contain_text("what is set goes: Shout.")
    expect(plan).to_contain_text("To be filled in: Language.")
    expect(plan).to_contain_text("Log takes Length, which this version doesn't return.")
    page.get_by_role("button", name="Change to 2.0.0").click()
    panel = page.get_by_role("complementary", name="Settings of Greet")
    expect(panel.locator("[data-field=language]")).to_contain_text("required")
    page.get_by_role("button", name="Undo").click()
    expect(panel.get_by_role("button", name="2.0.0 is there")).to_be_visible()
    expect(panel.locator("[data-field=shout]")).to_be_visible()
