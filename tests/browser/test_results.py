"""Results of every kind and logs in a real Chromium: on the run page, beside the node, in Airflow's frame."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, Request, expect
from support.domino_client import DominoClient, python_node, upstream, value
from support.shown_results import KINDS, expect_shown

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]

SAMPLE = Path(__file__).parents[1] / "samples" / "result_pieces"
#: What is refused to the hostile one is told in the console, which must be silent for the others.
SHOWN = [kind for kind in KINDS if kind != "hostile"]
OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def repository(client: DominoClient) -> dict[str, str]:
    """The sample repository, installed; returned is what a node names."""
    folder = client.server.home / "pieces" / "result_pieces"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("zstd", "values", "pages_index"):
        shutil.copy(SAMPLE.with_name("parquet") / f"{name}.parquet", folder / "pieces" / "ShowResultPiece")
    deadline = time.monotonic() + 60
    # SQLite has one writer at a time, and the environments of the starter Pieces are just being queued.
    while (answer := client.request("POST", "repositories", json={"source": str(folder)})).status_code == 503:
        assert time.monotonic() < deadline, answer.text
        time.sleep(2)
    made = answer.json()
    assert made["version"]["problems"] == []
    return {"repository": str(folder), "version": made["version"]["version"], "name": "ShowResultPiece"}


def node(piece: dict[str, str], kind: str, size: int) -> dict[str, Any]:
    return {
        "id": f"show_{kind}",
        "name": f"Show {kind}",
        "piece": piece,
        "inputs": {"kind": value(kind), "size": value(size)},
    }


@pytest.fixture(scope="session")
def results(client: DominoClient, repository: dict[str, str]) -> dict[str, Any]:
    """A workflow with a node for every kind of result, and its run."""
    document = {"name": "Every result", "nodes": [node(repository, *item) for item in KINDS.items()]}
    places = {f"show_{kind}": {"x": at % 2 * 260, "y": at // 2 * 110} for at, kind in enumerate(KINDS)}
    body = {"document": document, "layout": {"nodes": places}}
    workflow = client.call("POST", "workflows", json=body, expect=201)
    return {**workflow, "run": client.run_to_success(workflow)}


@pytest.fixture
def show(page: Page, results: dict[str, Any]) -> Callable[..., Locator]:
    """Open a kind of result on the run page and return the panel it is shown in."""

    def show(kind: str, tab: str = "Result") -> Locator:
        page.goto(address(results, kind))
        page.get_by_role("tab", name=tab).click()
        return page.get_by_role("tabpanel")

    return show


def address(results: dict[str, Any], kind: str) -> str:
    run = quote(results["run"]["run_id"], safe="")
    return f"domino/workflows/{results['id']}/runs/{run}?task=show_{kind}"


def test_every_kind_is_shown_on_the_run_page(
    page: Page, results: dict[str, Any], show: Callable[..., Locator]
) -> None:
    for kind in SHOWN:
        expect_shown(show(kind), kind)
    assert page.title() == "Domino", "nothing of a result ran in our page"


def test_every_kind_is_shown_beside_its_node(page: Page, results: dict[str, Any]) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"domino/workflows/{results['id']}/edit")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    page.get_by_role("button", name="Show the last runs").click()
    expect(page.get_by_test_id("run-bar")).to_be_visible()
    page.get_by_role("button", name="Show everything").click()
    for kind in SHOWN:
        page.locator(f'.react-flow__node[data-id="show_{kind}"]').click()
        side = page.get_by_role("complementary", name="Result")
        expect(side.get_by_role("heading", name=f"Show {kind}", exact=True)).to_be_visible()
        expect_shown(side, kind)
        assert side.evaluate("element => element.scrollWidth <= element.clientWidth"), kind


def test_a_hostile_page_gets_nothing(open_context: OpenContext, results: dict[str, Any]) -> None:
    """It runs, in an origin of its own: no cookies, no storage, nothing of ours, no API, no way out."""
    page = open_context().new_page()
    before = page.context.cookies()
    page.goto(address(results, "hostile"))
    told = page.frame_locator("iframe").locator("#found")
    expect(told).to_contain_text("worker", timeout=30_000)
    found = json.loads(told.inner_text())
    assert found.pop("origin") == "GOT null"
    assert set(found) >= {"cookie", "storage", "parent", "top", "api", "api with cookies", "write", "popup"}
    assert [what for what, got in found.items() if got.startswith("GOT")] == [], found
    expect(page).to_have_title("Domino")
    assert page.context.cookies() == before


def test_a_hostile_page_opened_by_itself_gets_nothing(
    open_context: OpenContext, results: dict[str, Any], client: DominoClient
) -> None:
    page = open_context().new_page()
    run = quote(results["run"]["run_id"], safe="")
    page.goto(
        f"domino/api/v1/workspaces/{client.workspace_id}/workflows/{results['id']}/runs/{run}"
        "/tasks/show_hostile/result"
    )
    expect(page.locator("#found")).to_contain_text("worker", timeout=30_000)
    found = json.loads(page.locator("#found").inner_text())
    assert found["origin"] == "GOT null"
    for what in ("cookie", "storage", "api", "api with cookies", "write"):
        assert found[what].startswith("refused"), found


def test_a_long_table_is_paged_and_sorted_by_the_server(page: Page, show: Callable[..., Locator]) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/result" in request.url else None)
    table = show("csv").get_by_test_id("table")
    expect(table).to_have_attribute("aria-rowcount", "100001")
    table.evaluate("element => { element.scrollTop = element.scrollHeight; }")
    expect(table.get_by_role("cell", name="99999", exact=True)).to_be_visible()
    assert table.get_by_role("row").count() < 100
    head = table.get_by_role("columnheader", name=re.compile("amount"))
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(table.get_by_role("row").nth(1)).to_contain_text("0.00")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(table.get_by_role("row").nth(1)).to_contain_text("100.06")
    assert all("/result/table?" in url for url in asked), asked
    assert len(asked) < 12


def test_a_parquet_file_is_fetched_in_parts_and_sorted(page: Page, show: Callable[..., Locator]) -> None:
    asked = []
    page.on(
        "request",
        lambda request: asked.append(request.headers.get("range")) if "/result?" in request.url else None,
    )
    table = show("parquet").get_by_test_id("table")
    expect(table).to_have_attribute("aria-rowcount", "251")
    head = table.get_by_role("columnheader", name=re.compile("price"))
    for _ in range(2):
        head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(table.get_by_role("row").nth(1)).to_contain_text("62.25")
    table.evaluate("element => { element.scrollTop = element.scrollHeight; }")
    expect(table.get_by_role("rowheader", name="250", exact=True)).to_be_visible()
    assert asked
    assert all(asked), "only parts are asked for"


def test_only_pages_in_view_of_a_parquet_file_are_fetched(page: Page, show: Callable[..., Locator]) -> None:
    parts: list[str] = []
    page.on("request", lambda request: parts.append(request.headers.get("range", "")))
    table = show("pages").get_by_test_id("table")
    expect(table).to_have_attribute("aria-rowcount", "10001")
    table.evaluate("element => { element.scrollTop = element.scrollHeight; }")
    expect(table.get_by_role("cell", name="name 4999", exact=True)).to_be_visible()
    expect(table).to_have_attribute("aria-busy", "false")
    bounds = [re.fullmatch(r"bytes=(\d+)-(\d+)", part) for part in parts]
    fetched = sum(int(found[2]) - int(found[1]) + 1 for found in bounds if found)
    assert 0 < fetched < 190_000, (
        "less than all of the columns, 200 kB, with the file's end and two places in it"
    )


def test_columns_of_a_parquet_file_are_read_as_they_come_into_view(
    page: Page, show: Callable[..., Locator]
) -> None:
    page.set_viewport_size({"width": 700, "height": 800})
    table = show("values").get_by_test_id("table")
    row = table.get_by_role("row").nth(1)
    expect(row.get_by_role("cell").first).to_have_text("12345678901234567890123456.123456789012")
    expect(row.get_by_role("cell").last).to_have_text("…")
    table.evaluate("element => { element.scrollLeft = element.scrollWidth; }")
    expect(row.get_by_role("cell").last).to_have_text("30")
    expect(row.get_by_role("cell").nth(11)).to_have_text("1")
    expect(row.get_by_role("cell").nth(10)).to_have_text('{"a":1234567890123456.78}')


def test_a_big_document_is_searched_and_its_paths_copied(page: Page, show: Callable[..., Locator]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel = show("json")
    tree = panel.get_by_role("tree")
    expect(tree.get_by_role("treeitem")).to_have_count(6)
    search = panel.get_by_label("Search names and values")
    search.fill("item 19999")
    search.press("Enter")
    found = tree.get_by_role("treeitem", name=re.compile('"item 19999"'))
    expect(found).to_be_visible()
    expect(found.locator("mark")).to_have_text("item 19999")
    found.get_by_role("button", name="Copy the path").click()
    assert page.evaluate("navigator.clipboard.readText()") == "items[19999].name"
    tree.press("Home")
    tree.press("ArrowLeft")
    expect(tree.get_by_role("treeitem")).to_have_count(1)
    panel.get_by_text("Raw", exact=True).click()
    expect(panel.get_by_test_id("text")).to_contain_text('{"title": "A document"')


def test_a_documents_pages_are_drawn_when_they_are_seen(page: Page, show: Callable[..., Locator]) -> None:
    panel = show("pdf")
    expect_shown(panel, "pdf")
    pages = panel.get_by_role("group", name=re.compile(r"^Page \d+$"))
    expect(pages).to_have_count(60)
    assert panel.locator("canvas").count() < 10
    width = pages.first.bounding_box()["width"]
    panel.get_by_role("button", name="Smaller").click()
    expect(panel.get_by_role("button", name="Fit the width")).to_have_attribute("aria-pressed", "false")
    assert pages.first.bounding_box()["width"] < width
    panel.get_by_test_id("pdf").evaluate("element => { element.scrollTop = element.scrollHeight; }")
    expect(panel.get_by_text("Page 60 of 60")).to_be_visible()
    expect(panel.get_by_text("This is page 60", exact=True)).to_be_attached()
    assert panel.locator("canvas").count() < 20


def test_a_chart_follows_its_room_and_the_colours(page: Page, results: dict[str, Any]) -> None:
    page.goto(f"domino/workflows/{results['id']}/edit")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    page.get_by_role("button", name="Show the last runs").click()
    page.get_by_role("button", name="Show everything").click()
    page.locator('.react-flow__node[data-id="show_plotly_json"]').click()
    chart = page.get_by_test_id("plotly").locator(".main-svg").first
    expect(chart).to_be_visible()
    before = chart.bounding_box()["width"]
    page.get_by_role("separator", name=re.compile("width", re.IGNORECASE)).press("Shift+ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.main-svg').getBoundingClientRect().width > before + 50",
        arg=before,
    )
    title = page.get_by_test_id("plotly").locator(".gtitle")
    colour = title.evaluate("element => getComputedStyle(element).fill")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.wait_for_function(
        "before => getComputedStyle(document.querySelector('.gtitle')).fill !== before", arg=colour
    )


def test_a_picture_is_fitted_or_in_its_own_size(page: Page, show: Callable[..., Locator]) -> None:
    page.set_viewport_size({"width": 500, "height": 800})
    panel = show("png")
    expect_shown(panel, "png")
    image = panel.locator("img")
    assert image.bounding_box()["width"] < 480
    panel.get_by_role("button", name="Actual size").click()
    expect(image).to_have_css("width", "480px")


def test_a_task_that_runs_again_shows_its_new_picture(
    page: Page, client: DominoClient, repository: dict[str, str]
) -> None:
    workflow = client.create({"name": "Changes", "nodes": [node(repository, "changing", 0)]})
    run = client.run_to_success(workflow)
    page.goto(address({**workflow, "run": run}, "changing"))
    image = page.get_by_role("tabpanel").locator("img")
    expect(image).to_have_js_property("naturalWidth", _width_shown(client, workflow, run))
    # The browser still has it when it is to be shown again, as when another element shows it.
    before = image.evaluate("element => { window.kept = element.cloneNode(); return element.naturalWidth; }")
    clear = {"dry_run": False, "dag_run_id": run["run_id"], "only_failed": False, "reset_dag_runs": True}
    answer = client.server.airflow("POST", f"dags/{workflow['dag_id']}/clearTaskInstances", json=clear)
    assert answer.status_code == 200, answer.text
    assert client.wait(workflow, run["run_id"])["state"] == "success"
    after = _width_shown(client, workflow, run)
    assert after != before
    # Whoever cleared it elsewhere comes back: the page looks again, unless it has looked just now.
    page.wait_for_function(
        """width => {
            window.dispatchEvent(new Event("visibilitychange"));
            return document.querySelector("[role=tabpanel] img")?.naturalWidth === width;
        }""",
        arg=after,
        polling=500,
    )


def _width_shown(client: DominoClient, workflow: dict[str, Any], run: dict[str, Any]) -> int:
    """Return the width of the picture that the server has, as a PNG's head tells it."""
    run_id = quote(run["run_id"], safe="")
    path = f"workflows/{workflow['id']}/runs/{run_id}/tasks/show_changing/result"
    return int.from_bytes(client.request("GET", path).content[16:20], "big")


def test_a_result_that_is_gone_is_said_to_be_gone(
    open_context: OpenContext, client: DominoClient, repository: dict[str, str]
) -> None:
    kinds = ("png", "pdf", "html")
    workflow = client.create({"name": "Gone", "nodes": [node(repository, kind, 0) for kind in kinds]})
    run = client.run_to_success(workflow)
    kept = client.call("GET", f"workflows/{workflow['id']}/runs/{quote(run['run_id'], safe='')}/storage")
    shutil.rmtree(kept["path"])
    # Its console tells of what isn't there.
    page = open_context().new_page()
    for kind in kinds:
        page.goto(address({**workflow, "run": run}, kind))
        panel = page.get_by_role("tabpanel")
        expect(panel.get_by_role("alert")).to_contain_text("There is no file /home/shared_storage/")
        expect(panel.get_by_text("may be damaged")).to_have_count(0)
        expect(panel.locator("iframe")).to_have_count(0)


def test_a_result_is_shown_large_and_saved(page: Page, show: Callable[..., Locator]) -> None:
    panel = show("csv")
    panel.get_by_role("button", name="Show large").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("cell", name="79.19")).to_be_visible()
    assert dialog.bounding_box()["width"] > page.viewport_size["width"] * 0.8
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    with page.expect_download() as saved:
        panel.get_by_role("link", name="Download", exact=True).click()
    assert saved.value.suggested_filename == "table.csv"
    assert len(Path(saved.value.path()).read_text().splitlines()) == 100_001


def test_an_output_that_is_a_file_leads_to_it(page: Page, show: Callable[..., Locator]) -> None:
    panel = show("txt", "Outputs")
    with page.expect_download() as saved:
        panel.get_by_role("link", name="Download notes.txt").click()
    assert saved.value.suggested_filename == "notes.txt"


def test_a_failed_task_says_why_above_its_log(page: Page, client: DominoClient) -> None:
    version = client.install_starter()
    broken = python_node(version, "broken", "raise ValueError('the third row is empty')", {"x": "integer"})
    after = {
        "id": "after",
        "name": "After",
        "piece": {**broken["piece"], "name": "LogPiece"},
        "inputs": {"message": upstream("broken", "x")},
    }
    edges = [{"upstream": "broken", "downstream": "after"}]
    workflow = client.create({"name": "Fails", "nodes": [broken, after], "edges": edges})
    run = client.wait(workflow, client.trigger(workflow))
    assert run["state"] == "failed"
    place = f"domino/workflows/{workflow['id']}/runs/{quote(run['run_id'], safe='')}"

    page.goto(f"{place}?task=broken")
    reason = page.get_by_test_id("reason")
    expect(reason).to_contain_text("the third row is empty")
    expect(reason).not_to_contain_text("Traceback")
    assert reason.bounding_box()["y"] < page.get_by_test_id("log").bounding_box()["y"]
    # A logger's head, and Airflow's marks of groups, are not for people.
    expect(page.get_by_test_id("log")).to_contain_text("Running Piece CustomPythonPiece")
    expect(page.get_by_test_id("log")).not_to_contain_text(re.compile("MainThread|::"))
    page.get_by_role("tab", name="Outputs").click()
    expect(page.get_by_text("No outputs", exact=True)).to_be_visible()
    page.goto(f"{place}?task=after")
    expect(page.get_by_text("It didn't start, as a task before it failed.")).to_be_visible()


def test_a_long_log_is_searched_filtered_and_saved(page: Page, show: Callable[..., Locator]) -> None:
    panel = show("log", "Log")
    log = panel.get_by_test_id("log")
    expect(panel.get_by_text("20,002 lines")).to_be_visible()
    assert log.locator("[data-line]").count() < 120, "only what is in view is in the page"
    search = panel.get_by_label("Search the log")
    search.fill("line 19999:")
    expect(panel.get_by_role("status").filter(has_text="1/1")).to_be_visible()
    expect(log.locator("mark")).to_have_text("line 19999:")
    search.fill("")
    panel.get_by_label("Levels").select_option("Errors")
    expect(panel.get_by_text(re.compile(r"^\d+ lines$"))).to_be_visible()
    expect(log.locator("[data-line]:not([data-level=error])")).to_have_count(0)
    panel.get_by_label("Levels").select_option("All levels")
    log.evaluate("element => { element.scrollTop = 0; }")
    expect(panel.get_by_role("button", name="Follow the end")).to_have_attribute("aria-pressed", "false")
    row = log.locator("[data-line]").first
    panel.get_by_role("button", name="Wrap long lines").click()
    expect(row.locator("span").last).to_have_css("white-space-collapse", "preserve")
    expect(row.locator("span").last).to_have_css("text-wrap-mode", "nowrap")
    panel.get_by_role("button", name="Follow the end").click()
    expect(log.get_by_text("and another, printed at once")).to_be_visible()
    with page.expect_download() as saved:
        panel.get_by_role("link", name="Download the log").click()
    assert saved.value.suggested_filename == "show_log.log"
    assert "line 19999: measured" in Path(saved.value.path()).read_text()


def test_a_log_grows_while_its_task_runs_and_is_left_alone_afterwards(
    page: Page, client: DominoClient, repository: dict[str, str]
) -> None:
    workflow = client.create({"name": "Slow", "nodes": [node(repository, "slow", 12)]})
    run_id = client.trigger(workflow)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/log?" in request.url else None)
    page.goto(f"domino/workflows/{workflow['id']}/runs/{quote(run_id, safe='')}?task=show_slow")
    page.get_by_role("tab", name="Log").click()
    log = page.get_by_test_id("log")
    expect(log).to_contain_text("second 0", timeout=60_000)
    assert client.run(workflow, run_id)["state"] == "running"
    expect(log).to_contain_text("second 11", timeout=60_000)
    client.wait(workflow, run_id)
    expect(page.locator("main [data-state=success]").first).to_be_visible()
    page.wait_for_timeout(3000)
    count = len(asked)
    page.wait_for_timeout(4000)
    assert len(asked) == count
    begun = sorted(request.timing["startTime"] / 1000 for request in asked)
    gaps = [after - before for before, after in pairwise(begun)]
    assert sum(gap < 2 for gap in gaps) <= 3, f"sooner than after 2 s only when the state changes: {gaps}"


@pytest.fixture
def old_frame(page: Page) -> Iterator[FrameLocator]:
    """Our page in a frame as Airflow 3.2 makes it: no new windows, no downloads."""
    page.goto("plugin/domino")
    expect(page.locator("iframe")).to_be_visible()
    page.evaluate(
        """() => {
            const old = document.querySelector("iframe");
            const frame = document.createElement("iframe");
            frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
            frame.id = "old";
            frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; background: white";
            frame.src = old.src;
            document.body.append(frame);
        }"""
    )
    return page.frame_locator("#old")


def test_everything_works_in_the_frame_of_airflow(
    page: Page, old_frame: FrameLocator, results: dict[str, Any]
) -> None:
    frame = old_frame
    frame.get_by_role("link", name="Every result").first.click()
    frame.get_by_test_id("run").first.get_by_role("link").click()
    for kind in ("pdf", "html", "csv", "plotly_json", "json", "svg"):
        frame.get_by_test_id("task").filter(has_text=re.compile(f"Show {kind}(?!_)")).click()
        expect_shown(frame.get_by_role("tabpanel"), kind)
    panel = frame.get_by_role("tabpanel")
    with page.expect_download() as saved:
        panel.get_by_role("link", name="Download", exact=True).click()
    assert saved.value.suggested_filename == "drawing.svg"
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="Open in a new tab").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/result?map_index=-1&try_number=1")
    opened.value.close()
    frame.get_by_role("tab", name="Log").click()
    with page.expect_download() as saved:
        frame.get_by_role("link", name="Download the log").click()
    assert saved.value.suggested_filename == "show_svg.log"
