"""The web app in a real Chromium against a real Airflow: what people see and do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]

RUN_ENDS = 300_000
OpenContext = Callable[..., BrowserContext]


def run_address(workflow: dict[str, Any], run: dict[str, Any], task: str = "") -> str:
    """Return the address of a run's page."""
    address = f"domino/workflows/{workflow['id']}/runs/{quote(run['run_id'], safe='')}"
    return f"{address}?task={task}" if task else address


def test_whoever_is_signed_out_is_led_through_the_login_and_back(
    open_context: OpenContext, example: dict[str, Any]
) -> None:
    page = open_context(user=None).new_page()
    page.goto("domino/workflows?from=mail")
    page.locator("input[name=username]").fill("admin")
    page.locator("input[name=password]").fill("admin")
    page.locator("input[type=submit], button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/domino/workflows\?from=mail"))
    expect(page.get_by_role("link", name=example["name"]).first).to_be_visible()


def test_a_session_that_ends_is_told_without_losing_the_page(
    open_context: OpenContext, example: dict[str, Any]
) -> None:
    page = open_context().new_page()
    page.goto("domino/")
    expect(page.get_by_test_id("workflow").first).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("link", name="Health").click()
    page.get_by_role("link", name="Jobs").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("Your session has ended")
    login = dialog.get_by_role("link", name="Sign in").get_attribute("href")
    assert login is not None
    assert "/api/v2/auth/login?next=" in login
    assert quote(page.url, safe="") in login


def test_an_empty_workspace_teaches_what_to_do(page: Page, airflow_server: AirflowServer) -> None:
    made = airflow_server.domino("POST", "workspaces", json={"name": "Nothing in here"})
    assert made.status_code == 201, made.text
    page.goto("domino/")
    page.get_by_label("Workspace").select_option("Nothing in here")
    expect(page.get_by_text("No workflows yet")).to_be_visible()
    page.get_by_role("link", name="Look at the Pieces").click()
    page.get_by_role("button", name="Install the starter Pieces").click()
    expect(page.get_by_test_id("piece").filter(has_text="Chart")).to_be_visible(timeout=60_000)


def test_a_workflow_runs_by_a_click_and_its_page_follows_to_the_end(
    page: Page, example: dict[str, Any]
) -> None:
    page.goto("domino/")
    page.get_by_role("button", name=f"Run {example['name']} now").first.click()
    expect(page.get_by_text(f"A run of {example['name']} has started")).to_be_visible()
    page.get_by_role("link", name=example["name"]).first.click()
    page.get_by_test_id("run").first.get_by_role("link").click()
    head = page.locator("main")
    expect(page.get_by_test_id("task")).to_have_count(len(example["document"]["nodes"]))
    expect(head.locator("[data-state=success]")).to_have_count(
        len(example["document"]["nodes"]) + 1, timeout=RUN_ENDS
    )
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_results_outputs_and_logs_of_a_run_are_shown(
    page: Page, client: DominoClient, example: dict[str, Any], finished_run: dict[str, Any]
) -> None:
    shown = set()
    for node in example["document"]["nodes"]:
        result = client.task(example, finished_run["run_id"], node["id"], "outputs")["result"]
        page.goto(run_address(example, finished_run, node["id"]))
        page.get_by_role("tab", name="Result").click()
        file_type = result["file_type"] if result and result["path"] else None
        shown.add(file_type)
        _expect_result(page, file_type)
        page.get_by_role("tab", name="Log").click()
        expect(page.get_by_test_id("log")).not_to_be_empty()
        page.get_by_role("tab", name="Outputs").click()
        for name in client.outputs(example, finished_run["run_id"], node["id"]):
            expect(page.get_by_role("cell", name=name, exact=True)).to_be_visible()
    assert shown & {"png", "plotly_json"}, shown


def test_a_task_tells_where_it_ran(page: Page, example: dict[str, Any], finished_run: dict[str, Any]) -> None:
    address = run_address(example, finished_run, example["document"]["nodes"][0]["id"])
    page.goto(address)
    expect(page.get_by_test_id("ran-in")).to_have_text("Ran in a virtual environment")
    image, digest = "ghcr.io/team/pieces:1.0-group0", "sha256:" + "0123456789abcdef" * 4

    def in_a_container(route: Route) -> None:
        answer = route.fetch()
        outputs = answer.json()
        outputs["result"] |= {"runtime": "docker", "image": image, "image_digest": digest}
        route.fulfill(response=answer, json=outputs)

    page.route(re.compile(r"/outputs\?"), in_a_container)
    page.goto(address)
    ran_in = page.get_by_test_id("ran-in")
    expect(ran_in).to_contain_text(f"Ran in a container{image}sha256:0123456789ab")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ran_in.get_by_role("button", name="Copy the image's digest").click()
    page.wait_for_function("text => navigator.clipboard.readText().then(it => it === text)", arg=digest)


def _expect_result(page: Page, file_type: str | None) -> None:
    panel = page.get_by_role("tabpanel")
    if file_type is None:
        expect(panel.get_by_text("Nothing to show")).to_be_visible()
    elif file_type == "plotly_json":
        expect(panel.locator(".plotly .trace, .plot-container .trace").first).to_be_attached()
    elif file_type == "png":
        expect(panel.get_by_role("img")).to_be_visible()
        page.wait_for_function("document.querySelector('[role=tabpanel] img')?.naturalWidth > 50")
    elif file_type == "csv":
        expect(panel.get_by_role("row").nth(1)).to_be_visible()
    else:
        expect(panel.get_by_role("link", name="Download")).to_be_visible()


def test_pausing_and_deleting_reach_airflow(
    page: Page, client: DominoClient, airflow_server: AirflowServer
) -> None:
    workflow = client.create({"name": "Soon gone", "schedule": {"kind": "preset", "preset": "yearly"}})
    page.goto("domino/workflows")
    row = page.get_by_test_id("workflow").filter(has_text="Soon gone")
    expect(row).to_contain_text("On January 1st")
    row.locator("label").click()
    expect(page.get_by_text("Soon gone is paused")).to_be_visible()
    assert airflow_server.airflow("GET", f"dags/{workflow['dag_id']}").json()["is_paused"] is True

    row.get_by_role("button", name="Run Soon gone now").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("its schedule starts runs as well")
    question.get_by_role("button", name="Cancel").click()
    row.get_by_role("button", name="More actions for Soon gone").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert airflow_server.airflow("GET", f"dags/{workflow['dag_id']}").status_code == 404


def test_a_piece_tells_what_it_takes_and_returns(page: Page, client: DominoClient) -> None:
    page.goto("domino/pieces")
    page.get_by_label("Search Pieces").fill("chart")
    page.get_by_test_id("piece").filter(has_text="Chart").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Inputs", exact=True)).to_be_visible()
    expect(dialog.get_by_text("required").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_an_installation_that_fails_says_why(open_context: OpenContext, client: DominoClient) -> None:
    page = open_context().new_page()
    page.goto("domino/pieces")
    page.get_by_role("button", name="Install repository").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Folder", exact=True).click()
    dialog.get_by_label("Path").fill("/etc")
    dialog.get_by_role("button", name="Install").click()
    expect(dialog.get_by_role("alert")).to_contain_text("/etc")


def test_a_secret_of_several_lines_is_typed_unseen_and_saved_as_it_is(
    page: Page, client: DominoClient
) -> None:
    key = "-----BEGIN KEY-----\nAAAA\nBBBB\n-----END KEY-----\n"
    page.goto("domino/pieces")
    page.get_by_role("button", name="Secrets", exact=True).first.click()
    box = page.get_by_label("Value of HTTP_CREDENTIALS")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "PUT" else None)

    box.focus()
    page.keyboard.insert_text(key)
    assert box.evaluate("one => getComputedStyle(one).webkitTextSecurity") == "disc"
    expect(page.get_by_role("dialog").get_by_text("4 lines")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("HTTP_CREDENTIALS is saved")).to_be_visible()
    expect(box).to_have_value("")
    box.focus()
    page.keyboard.insert_text("1234\n")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Logs will show it where a Piece prints it")).to_be_visible()
    assert [json.loads(body) for body in sent] == [{"value": key}, {"value": "1234"}]
    page.locator("form").filter(has=box).get_by_role("button", name="Clear").click()
    expect(page.get_by_text("HTTP_CREDENTIALS is cleared")).to_be_visible()


def test_health_tells_reasons(page: Page, client: DominoClient) -> None:
    page.goto("domino/health")
    expect(page.get_by_test_id("check").first).to_be_visible()
    assert page.get_by_test_id("check").count() > 2


def test_the_colours_follow_airflows_choice(page: Page, example: dict[str, Any]) -> None:
    page.goto("domino/")
    expect(page.get_by_test_id("workflow").first).to_be_visible()
    page.get_by_role("button", name="Switch to dark colours").click()
    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
    page.goto("dags")
    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
    page.evaluate("localStorage.setItem('theme', 'light')")
    page.goto("domino/")
    expect(page.locator("html")).to_have_class(re.compile(r"\blight\b"))


def test_it_works_within_airflows_page(page: Page, example: dict[str, Any]) -> None:
    page.goto("plugin/domino")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name=example["name"]).first.click()
    expect(frame.get_by_role("heading", name=example["name"])).to_be_visible()
    frame.get_by_role("link", name="Open in Airflow").first.click()
    expect(page).to_have_url(re.compile(rf"/dags/{example['dag_id']}"))
    expect(page.get_by_text(example["dag_id"]).first).to_be_visible()


def test_airflows_address_is_kept_in_step(page: Page, example: dict[str, Any]) -> None:
    """Reload, links, Back and Forward lead to the same page of ours, and never reload the frame."""
    page.goto("plugin/domino")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name=example["name"]).first.click()
    expect(page).to_have_url(re.compile(rf"/plugin/domino/domino/workflows/{example['id']}$"))
    frame.locator("html").evaluate("() => { window.mark = 1; }")
    frame.get_by_role("link", name="Pieces").first.click()
    expect(page).to_have_url(re.compile(r"/plugin/domino/domino/pieces$"))
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/workflows/{example['id']}$"))
    expect(frame.get_by_role("heading", name=example["name"])).to_be_visible()
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/plugin/domino/domino/pieces$"))
    assert frame.locator("html").evaluate("() => window.mark") == 1
    page.go_back()
    page.reload()
    expect(frame.get_by_role("heading", name=example["name"])).to_be_visible()
    page.goto("plugin/domino/domino/jobs")
    expect(frame.get_by_role("link", name="Jobs").first).to_have_attribute("aria-current", "page")


def test_the_tab_of_a_dag_shows_its_workflow(page: Page, example: dict[str, Any]) -> None:
    page.goto(f"domino/airflow/dags/{example['dag_id']}")
    expect(page).to_have_url(re.compile(rf"/domino/workflows/{example['id']}$"))
    expect(page.get_by_role("heading", name=example["name"])).to_be_visible()


def test_a_viewer_sees_but_is_offered_nothing_to_change(
    open_context: OpenContext, client: DominoClient, example: dict[str, Any]
) -> None:
    client.server.domino(
        "PUT", f"workspaces/{client.workspace_id}/members/viewer", json={"role": "read"}
    ).raise_for_status()
    page = open_context(user="viewer").new_page()
    page.goto("domino/")
    row = page.get_by_test_id("workflow").filter(has_text=example["name"]).first
    expect(row).to_be_visible()
    expect(row.get_by_role("button", name=re.compile("^(Run|Edit)"))).to_have_count(0)
    row.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem", name="Open in Airflow")).to_be_visible()
    expect(page.get_by_role("menuitem", name=re.compile("Delete|Duplicate"))).to_have_count(0)


def test_everything_can_be_reached_by_keyboard(page: Page, example: dict[str, Any]) -> None:
    page.goto("domino/workflows")
    link = page.get_by_role("link", name=example["name"]).first
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    # Other tests' workflows may come before it.
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=example["name"])).to_be_visible()
