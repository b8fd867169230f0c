"""The tour in a real Chromium: a newcomer builds and runs a first workflow, by hand and by being shown."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]
OpenContext = Callable[..., BrowserContext]

#: Seconds a run may take, the environments of its Pieces included where they are built first.
RUN = 420


def at_step(page: Page, step: str, *, seconds: float = 20) -> Locator:
    """Wait until the tour is at a step, and return its card."""
    card = page.get_by_test_id("tour")
    expect(card).to_have_attribute("data-step", step, timeout=seconds * 1000)
    return card


def expect_highlight(page: Page, control: Locator) -> None:
    """See that the ring is around a control."""
    ring = page.get_by_test_id("tour-highlight")
    expect(ring).to_be_visible()
    deadline = time.monotonic() + 10
    while True:
        around, inside = ring.bounding_box(), control.bounding_box()
        if (
            around
            and inside
            and abs(around["x"] + 4 - inside["x"]) < 2
            and abs(around["y"] + 4 - inside["y"]) < 2
        ):
            return
        assert time.monotonic() < deadline, f"the ring is at {around}, the control at {inside}"
        page.wait_for_timeout(100)


def expect_chart(page: Page) -> None:
    """See the chart: a bar for each of the three species."""
    expect(page.get_by_role("complementary", name="Result").locator(".plotly .bars .point")).to_have_count(
        3, timeout=60_000
    )


def test_doing_what_the_tour_says_leads_to_a_chart(page: Page, client: DominoClient) -> None:
    """Each step is done in the editor itself, and the tour follows."""
    page.goto("domino/workflows/new")
    page.get_by_test_id("tour-offer").get_by_role("button", name="Start the tour").click(timeout=60_000)
    started = time.monotonic()

    card = at_step(page, "read", seconds=60)
    expect(card).to_contain_text("Step 1 of 8")
    expect(page.get_by_test_id("tour-said")).to_contain_text("Add the Piece Read CSV")
    read = page.locator("[data-piece=ReadCsvPiece]")
    expect_highlight(page, read)
    read.dblclick()

    at_step(page, "chart")
    chart = page.locator("[data-piece=ChartPiece]")
    expect_highlight(page, chart)
    chart.dblclick()

    # The Chart took its table by itself, so the connection is done.
    at_step(page, "column")
    field = page.locator("aside [data-field=x]")
    expect_highlight(page, field)
    field.locator("input").press_sequentially("speci")
    at_step(page, "column")
    field.locator("input").press_sequentially("es")

    at_step(page, "save")
    # Something else in between: the tour waits, and asks again for what is gone.
    page.locator(".piece-card", has_text="Chart").click()
    page.keyboard.press("Delete")
    at_step(page, "chart")
    page.keyboard.press("ControlOrMeta+z")
    at_step(page, "save")
    save = page.get_by_role("button", name="Save", exact=True)
    expect_highlight(page, save)
    save.click()

    at_step(page, "run")
    run = page.get_by_role("button", name="Run", exact=True)
    expect_highlight(page, run)
    run.click()

    at_step(page, "wait")
    page.locator(".piece-card", has_text="Chart").click()
    card = at_step(page, "done", seconds=RUN)
    expect_chart(page)
    print(f"the tour took {time.monotonic() - started:.0f} s")

    card.get_by_role("button", name="Finish").click()
    expect(card).to_have_count(0)
    page.goto("domino/workflows")
    expect(page.get_by_test_id("workflow").first).to_be_visible()
    expect(page.get_by_test_id("tour-offer")).to_have_count(0)


def test_the_tour_asks_to_connect_what_does_not_connect_itself(page: Page, client: DominoClient) -> None:
    page.goto("domino/workflows/new")
    page.get_by_test_id("tour-offer").get_by_role("button", name="Start the tour").click(timeout=60_000)
    at_step(page, "read", seconds=60)
    page.locator("[data-piece=ReadCsvPiece]").dblclick()
    at_step(page, "chart")
    # With nothing chosen, the next Piece stands by itself.
    canvas = page.get_by_role("application", name="Canvas")
    canvas.press("Escape")
    page.locator("[data-piece=ChartPiece]").dblclick()
    card = at_step(page, "connect")
    expect(card).to_contain_text("By keyboard: choose Read CSV, press C, go to Chart and press Enter.")
    read = page.locator('[data-node="read_csv"]')
    expect_highlight(page, read.locator(".port.source"))
    # It stands wherever there is room: beside the first, or below it.
    first, second = read.bounding_box(), page.locator('[data-node="chart"]').bounding_box()
    assert first
    assert second
    read.click()
    canvas.press("c")
    canvas.press("ArrowRight" if second["x"] > first["x"] else "ArrowDown")
    canvas.press("Enter")
    at_step(page, "column")


def test_being_shown_leads_there_from_a_workspace_without_pieces(
    page: Page, client: DominoClient, airflow_server: AirflowServer
) -> None:
    """`Show me` does each step, from installing the starter Pieces on, by keyboard alone."""
    made = airflow_server.domino("POST", "workspaces", json={"name": "For the tour"}).json()
    page.goto("domino/workflows")
    page.evaluate("id => localStorage.setItem('domino-workspace', id)", str(made["id"]))
    page.goto("domino/workflows/new")
    page.get_by_role("button", name="Start the tour").press("Enter")
    for step in ("install", "read", "chart", "column", "save", "run"):
        card = at_step(page, step, seconds=60)
        card.get_by_role("button", name="Show me").press("Enter")
    at_step(page, "wait")
    at_step(page, "done", seconds=RUN)
    expect_chart(page)


def test_the_tour_waits_for_those_who_may_not_install(
    open_context: OpenContext, airflow_server: AirflowServer, client: DominoClient
) -> None:
    """Whoever can't install Pieces is told whom to ask, and the tour goes on once they are there."""
    made = airflow_server.domino("POST", "workspaces", json={"name": "Asking"}).json()
    path = f"workspaces/{made['id']}"
    for method, place, user, sent in (
        ("PUT", f"{path}/members/user", "admin", {"role": "write"}),
        ("POST", f"invitations/{made['id']}/accept", "user", {}),
    ):
        answer = airflow_server.domino(method, place, user=user, json=sent)
        assert answer.status_code == 200, answer.text
    page = open_context(user="user").new_page()
    page.goto("domino/workflows")
    page.evaluate("id => localStorage.setItem('domino-workspace', id)", str(made["id"]))
    page.goto("domino/workflows/new")
    page.get_by_role("button", name="Start the tour").click(timeout=60_000)
    card = at_step(page, "ask")
    expect(card).to_contain_text("Asking")
    expect(card.get_by_role("button", name="Show me")).to_have_count(0)
    answer = airflow_server.domino("POST", f"{path}/repositories", json={"source": "starter"})
    assert answer.status_code == 201, answer.text
    at_step(page, "read")


def test_the_tour_ends_politely_and_can_be_started_again(page: Page, client: DominoClient) -> None:
    """Leaving the editor ends the tour; the commands start it again."""
    page.goto("domino/workflows/new")
    page.get_by_role("button", name="Start the tour").click(timeout=60_000)
    at_step(page, "read")
    page.get_by_role("link", name="Back to the workflows").click()
    expect(page.get_by_text("The tour has ended.")).to_be_visible()
    expect(page.get_by_test_id("tour")).to_have_count(0)

    page.goto("domino/workflows/new")
    expect(page.locator("[data-piece=ReadCsvPiece]")).to_be_visible()
    expect(page.get_by_test_id("tour-offer")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_placeholder("Search actions, nodes and Pieces").fill("tour")
    page.keyboard.press("Enter")
    card = at_step(page, "read")
    card.get_by_role("button", name="Skip").click()
    at_step(page, "chart")
    card.get_by_role("button", name="End tour").click()
    expect(card).to_have_count(0)


def test_german_is_chosen_remembered_and_taken_from_the_browser(open_context: OpenContext) -> None:
    """The browser's language counts first; a choice in the bar is kept, and is Airflow's as well."""
    page = open_context(locale="de-AT").new_page()
    page.goto("domino/workflows")
    expect(page.get_by_role("link", name="Dateien")).to_be_visible(timeout=60_000)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Sprache").click()
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_role("link", name="Files")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("link", name="Files")).to_be_visible()
    assert page.evaluate("localStorage.getItem('i18nextLng')") == "en"


def test_in_airflows_frame_the_tour_works_and_airflows_language_counts(
    page: Page, client: DominoClient
) -> None:
    """Within Airflow's own page nothing is cut off, and its choice of language is followed at once."""
    page.goto("plugin/domino/domino/workflows/new")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Start the tour").first.click(timeout=60_000)
    expect(frame.get_by_test_id("tour")).to_have_attribute("data-step", "read", timeout=60_000)
    expect(frame.get_by_test_id("tour-highlight")).to_be_visible()
    page.evaluate("localStorage.setItem('i18nextLng', 'de')")
    expect(frame.get_by_test_id("tour")).to_contain_text("Das Piece Read CSV hinzufügen")
    expect(frame.get_by_role("button", name="Speichern", exact=True)).to_be_visible()
