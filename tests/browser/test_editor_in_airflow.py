"""The editor within Airflow's own page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_window import EditorWindow
from support.workflow_samples import penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]


def test_a_workflow_is_made_within_airflows_page(page: Page, client: DominoClient) -> None:
    page.goto("plugin/domino")
    frame = page.frame_locator("iframe")
    editor = EditorWindow(page, frame)
    frame.get_by_role("link", name="New workflow").first.click()
    expect(page).to_have_url(re.compile(r"/plugin/domino/domino/workflows/new$"))
    editor.piece("Read CSV").dblclick()
    expect(editor.node("read_csv")).to_be_visible()
    editor.rename("Made in Airflow's page")
    expect(page).to_have_url(re.compile(r"/plugin/domino/domino/workflows/new\?draft=\d+$"))
    expect(editor.draft_state).to_have_attribute("data-state", "saved")
    page.reload()
    expect(editor.node("read_csv")).to_be_visible()
    expect(frame.get_by_label("Name of the workflow")).to_have_value("Made in Airflow's page")

    workflow_id = editor.save(version=1)
    expect(page).to_have_url(re.compile(rf"/plugin/domino/domino/workflows/{workflow_id}/edit$"))
    assert client.call("GET", f"workflows/{workflow_id}")["name"] == "Made in Airflow's page"
    page.reload()
    expect(editor.node("read_csv")).to_be_visible()


def test_back_leads_out_of_the_editor_and_forward_into_it(page: Page, client: DominoClient) -> None:
    workflow = penguins(client, "Back and forth")
    page.goto(f"plugin/domino/domino/workflows/{workflow['id']}")
    frame = page.frame_locator("iframe")
    editor = EditorWindow(page, frame)
    frame.get_by_role("link", name="Edit").first.click()
    expect(editor.node("filter_rows")).to_be_visible()
    editor.rename("Back and forth again")
    expect(page).to_have_url(re.compile(rf"/workflows/{workflow['id']}/edit\?draft=\d+$"))
    page.go_back()
    expect(frame.get_by_role("heading", name="Back and forth")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/plugin/domino/domino/workflows/{workflow['id']}$"))
    page.go_forward()
    expect(frame.get_by_label("Name of the workflow")).to_have_value("Back and forth again")
    editor.save(version=2)
    expect(page).to_have_url(re.compile(rf"/plugin/domino/domino/workflows/{workflow['id']}/edit$"))


def test_a_full_page_of_the_editor_goes_back_and_reloads(page: Page, client: DominoClient) -> None:
    workflow = penguins(client, "As a full page")
    page.goto(f"domino/workflows/{workflow['id']}")
    editor = EditorWindow(page)
    page.get_by_role("link", name="Edit").first.click()
    expect(editor.node("filter_rows")).to_be_visible()
    editor.piece("Log").dblclick()
    # At once: the way out waits until the last change is on the server.
    page.get_by_role("link", name="Back to As a full page").click()
    expect(page).to_have_url(re.compile(rf"/workflows/{workflow['id']}$"))
    expect(page.get_by_role("heading", name="As a full page")).to_be_visible()
    page.go_back()
    resume = page.get_by_role("alertdialog", name="You have unsaved work on this workflow")
    # Asked for, or named by the address already, if the way out took long enough: it is there either way.
    ask = resume.get_by_role("button", name="Resume")
    expect(ask.or_(editor.node("log"))).to_be_visible()
    if ask.is_visible():
        ask.click()
    expect(editor.node("log")).to_be_visible()
    page.reload()
    expect(editor.node("log")).to_be_visible()
    editor.save(version=2)
