"""Work that takes long: seen as it goes, stopped, and left to itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient
from support.git_server import GitServer, commit_all
from support.jobs_in_hand import put_job

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]

OpenContext = Callable[..., BrowserContext]
#: What a slow line carries in a second, in bytes.
SLOW = 300_000


def test_an_upload_is_left_and_found_again_and_stopped(
    open_context: OpenContext, client: DominoClient, tmp_path: Path
) -> None:
    context = open_context()
    page = context.new_page()
    big = tmp_path / "big.bin"
    big.write_bytes(b"x" * 30_000_000)
    page.goto("domino/files")
    expect(page.get_by_role("heading", name="Files", exact=True)).to_be_visible()
    line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    page.get_by_label("Upload").set_input_files([big])
    upload = page.get_by_test_id("upload")
    expect(upload.get_by_role("progressbar")).not_to_have_attribute("aria-valuenow", "0")

    page.get_by_role("link", name="Jobs").first.click()
    expect(page.get_by_role("heading", name="Jobs", exact=True)).to_be_visible()
    page.get_by_role("link", name="Files").first.click()
    expect(upload).to_contain_text("big.bin")
    upload.get_by_role("button", name="Stop uploading big.bin").click()
    expect(upload).to_have_count(0)
    assert client.call("GET", "files")["items"] == []


def test_an_installation_goes_on_when_its_dialog_is_closed(open_context: OpenContext) -> None:
    page = open_context().new_page()
    waiting: list[Route] = []
    page.route("**/api/v1/workspaces/*/repositories", lambda route: hold(route, waiting, "POST"))
    page.goto("domino/pieces")
    page.get_by_role("button", name="Install", exact=False).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Starter Pieces").click()
    dialog.get_by_role("button", name="Install", exact=True).click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(dialog).to_have_count(0)
    waiting.pop().continue_()
    expect(page.get_by_text("is installed")).to_be_visible()


def test_an_installation_is_cancelled_in_its_dialog(
    open_context: OpenContext, client: DominoClient, tmp_path: Path
) -> None:
    """Its server takes its time; who has enough of waiting ends it, and nothing is installed."""
    folder = tmp_path / "slow"
    folder.mkdir()
    (folder / "README.md").write_text("x")
    commit_all(folder, "1.0.0")
    before = client.call("GET", "repositories")["total"]
    with GitServer(tmp_path) as server:
        server.delay = 120
        page = open_context().new_page()
        page.goto("domino/pieces")
        page.get_by_role("button", name="Install", exact=False).first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Address").fill(f"{server.url}/slow")
        dialog.get_by_label("Tag or branch").fill("1.0.0")
        dialog.get_by_role("button", name="Install", exact=True).click()
        expect(dialog.get_by_text("Fetching the repository")).to_be_visible()
        dialog.get_by_role("button", name="Cancel installing").click()
        expect(dialog.get_by_text("Nothing is installed.")).to_be_visible()
        expect(dialog.get_by_role("button", name="Install", exact=True)).to_be_enabled()
    assert client.call("GET", "repositories")["total"] == before
    page.goto("domino/jobs")
    row = page.get_by_test_id("job").first
    expect(row).to_contain_text("Install repository")
    expect(row).to_contain_text("Cancelled.")


def test_all_jobs_are_cancelled_at_once(open_context: OpenContext, airflow_server: AirflowServer) -> None:
    made = airflow_server.domino("POST", "workspaces", json={"name": "Busy"}).json()
    for number in range(3):
        put_job(
            airflow_server.home,
            made["id"],
            "install_repository",
            {"source": f"https://example.com/{number}"},
            step="read",
            done=1,
            total=3,
        )
    context = open_context()
    context.add_init_script(f"localStorage.setItem('domino-workspace', '{made['id']}')")
    page = context.new_page()
    page.goto("domino/jobs")
    rows = page.get_by_test_id("job")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Reading its Pieces")
    expect(rows.first).to_contain_text("Step 2 of 3")
    expect(rows.first.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "33")
    page.get_by_role("button", name="Cancel all 3 jobs").click()
    expect(page.get_by_text("The jobs are cancelled")).to_be_visible()
    expect(rows.filter(has_text="Cancelled.")).to_have_count(3)
    expect(page.get_by_role("button", name="Cancel", exact=False)).to_have_count(0)
    jobs = airflow_server.domino("GET", f"workspaces/{made['id']}/jobs").json()["items"]
    assert {job["state"] for job in jobs} == {"cancelled"}


def hold(route: Route, waiting: list[Route], method: str) -> None:
    """Keep requests of a method until the test lets them go."""
    if route.request.method == method:
        waiting.append(route)
    else:
        route.continue_()


def test_deleting_a_workspace_shows_how_far_it_is(
    open_context: OpenContext, airflow_server: AirflowServer
) -> None:
    made = airflow_server.domino("POST", "workspaces", json={"name": "Full"}).json()
    for number in range(3):
        answer = airflow_server.domino(
            "POST", f"workspaces/{made['id']}/workflows", json={"document": {"name": f"W{number}"}}
        )
        assert answer.status_code == 201, answer.text
    context = open_context()
    context.add_init_script(f"localStorage.setItem('domino-workspace', '{made['id']}')")
    page = context.new_page()
    waiting: list[Route] = []
    page.route(f"**/api/v1/workspaces/{made['id']}?*", lambda route: hold(route, waiting, "DELETE"))
    page.goto("domino/workspace")
    page.get_by_role("button", name="Delete workspace").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("3 workflows")
    question.get_by_role("textbox").fill("Full")
    question.get_by_role("button", name="Delete workspace").click()
    expect(question).to_contain_text("0 of 3 workflows are deleted")
    one = airflow_server.domino("GET", f"workspaces/{made['id']}/workflows").json()["items"][0]["id"]
    airflow_server.domino("DELETE", f"workspaces/{made['id']}/workflows/{one}")
    expect(question).to_contain_text("1 of 3 workflows are deleted")
    job = put_job(airflow_server.home, made["id"], "delete_workspace", {}, step="workflows", done=1, total=3)
    with page.expect_response(f"**/jobs/{job}/cancel"):
        question.get_by_role("button", name="Stop deleting").click()
    expect(question.get_by_role("button", name="Stop deleting")).to_be_disabled()
    stopped = airflow_server.domino("GET", f"workspaces/{made['id']}/jobs/{job}").json()
    assert stopped["state"] == "cancelled"
    waiting.pop().continue_()
    expect(question).to_have_count(0)
