"""Work in the editor is never lost: drafts, several windows, sessions that end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.domino_client import DominoClient
from support.editor_keys import press
from support.editor_window import EditorWindow
from support.workflow_samples import node_ids, penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]

OpenContext = Callable[..., BrowserContext]


def test_a_draft_is_there_after_a_reload_and_in_the_list(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    editor.open_new()
    editor.piece("Read CSV").dblclick()
    editor.rename("Begun yesterday")
    draft = editor.wait_for_draft()
    page.reload()
    expect(editor.node("read_csv")).to_be_visible()
    expect(editor.root.get_by_label("Name of the workflow")).to_have_value("Begun yesterday")

    page.goto("domino/workflows")
    row = page.get_by_test_id("draft").filter(has_text="Begun yesterday")
    row.get_by_role("link").click()
    page.wait_for_url(re.compile(rf"draft={draft}"))
    expect(editor.node("read_csv")).to_be_visible()
    page.goto("domino/workflows")
    row.get_by_role("button", name="Discard Begun yesterday").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Discard").click()
    expect(row).to_have_count(0)


def test_who_comes_back_the_moment_the_editor_is_gone_is_offered_the_draft(
    page: Page, client: DominoClient
) -> None:
    workflow = penguins(client, "Left and come back")
    page.goto(f"domino/workflows/{workflow['id']}")
    editor = EditorWindow(page)
    page.get_by_role("link", name="Edit").first.click()
    expect(editor.node("filter_rows")).to_be_visible()
    editor.piece("Log").dblclick()
    page.evaluate("""() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector("[data-editor]")) return;
        seen.disconnect();
        history.back();
      });
      seen.observe(document.body, { childList: true, subtree: true });
    }""")
    page.get_by_role("link", name="Back to Left and come back").click()
    resume = page.get_by_role("alertdialog", name="You have unsaved work on this workflow")
    resume.get_by_role("button", name="Resume").click()
    expect(editor.node("log")).to_be_visible()


def test_drafts_without_a_name_are_told_apart_by_their_nodes(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    for label in ("Read CSV", "Log"):
        editor.open_new()
        editor.piece(label).dblclick()
        editor.wait_for_draft()
    page.goto("domino/workflows")
    for label in ("Read CSV", "Log"):
        row = page.get_by_test_id("draft").filter(has_text=f"Untitled workflow: {label}")
        row.get_by_role("button", name=f"Discard Untitled workflow: {label}").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Discard").click()
        expect(row).to_have_count(0)


def test_whoever_left_work_unsaved_is_asked_which_to_resume(page: Page, client: DominoClient) -> None:
    workflow = penguins(client, "With several drafts")
    editor = EditorWindow(page)
    for name in ("One way", "Another way"):
        page.goto(f"domino/workflows/{workflow['id']}/edit")
        if name == "Another way":
            editor.dialog.get_by_role("button", name="Start from the saved version").click()
        editor.rename(name)
        editor.wait_for_draft()
    page.goto(f"domino/workflows/{workflow['id']}/edit")
    question = page.get_by_role("alertdialog", name="You have unsaved work on this workflow")
    expect(question.get_by_role("listitem")).to_have_count(2)
    question.get_by_role("button", name="Discard Another way").click()
    question.get_by_role("listitem").filter(has_text="One way").get_by_role("button", name="Resume").click()
    expect(editor.root.get_by_label("Name of the workflow")).to_have_value("One way")
    editor.wait_for_draft()
    left = client.call("GET", "drafts", params={"workflow_id": workflow["id"]})["items"]
    assert [draft["name"] for draft in left] == ["One way"]


def test_whoever_saves_second_keeps_both_sides(open_context: OpenContext, client: DominoClient) -> None:
    workflow = penguins(client, "In two windows")
    first, second = (EditorWindow(open_context().new_page()) for _ in range(2))
    for editor in (first, second):
        editor.open_workflow(workflow)
    first.piece("Log").dblclick()
    second.piece("Read CSV").dblclick()
    first.wait_for_draft()
    second.wait_for_draft()
    first.save(version=2)

    second.button("Save").click()
    clash = second.root.get_by_role("alertdialog", name="Somebody saved this workflow meanwhile")
    mine, theirs = (clash.get_by_role("row").filter(has_text=name) for name in ("Read CSV 2", "Log"))
    expect(mine.get_by_role("cell").nth(1)).to_have_text("added")
    expect(theirs.get_by_role("cell").nth(2)).to_have_text("added")
    clash.get_by_role("button", name="Take theirs").click()
    expect(second.node("log")).to_be_visible()
    expect(second.node("read_csv_2")).to_have_count(0)
    second.button("Undo").click()
    expect(second.node("read_csv_2")).to_be_visible()
    second.save(version=3)

    path = f"workflows/{workflow['id']}"
    assert node_ids(client.call("GET", path)) == ["read_csv", "filter_rows", "read_csv_2"]
    assert node_ids(client.call("GET", f"{path}/versions/2")) == ["read_csv", "filter_rows", "log"]
    assert client.call("GET", "drafts", params={"workflow_id": workflow["id"]})["items"] == []


def test_a_save_on_top_and_a_copy_lose_nothing_either(
    open_context: OpenContext, client: DominoClient
) -> None:
    workflow = penguins(client, "Saved on top")
    editor = EditorWindow(open_context().new_page())
    editor.open_workflow(workflow)
    editor.rename("Mine")
    editor.wait_for_draft()
    client.update(workflow, {**workflow["document"], "name": "Theirs"})
    editor.button("Save").click()
    editor.dialog.get_by_role("button", name="Save mine on top").click()
    editor.saved_as(3)
    versions = f"workflows/{workflow['id']}/versions"
    names = [client.call("GET", f"{versions}/{number}")["document"]["name"] for number in (1, 2, 3)]
    assert names == ["Saved on top", "Theirs", "Mine"]

    now = client.call("GET", f"workflows/{workflow['id']}")
    editor.rename("Mine again")
    editor.wait_for_draft()
    client.update(now, {**now["document"], "name": "Theirs again"})
    editor.button("Save").click()
    editor.dialog.get_by_role("button", name="Save mine as a copy").click()
    copy = editor.saved_as(1)
    assert copy != workflow["id"]
    assert client.call("GET", f"workflows/{copy}")["name"] == "Mine again (copy)"
    assert client.call("GET", f"workflows/{workflow['id']}")["name"] == "Theirs again"


def test_a_draft_changed_in_another_window_is_not_overwritten(
    open_context: OpenContext, client: DominoClient
) -> None:
    context = open_context()
    first = EditorWindow(context.new_page())
    first.open_new()
    first.rename("Begun")
    draft = first.wait_for_draft()
    second = EditorWindow(context.new_page())
    second.open(f"domino/workflows/new?draft={draft}")
    second.rename("Changed in the second")
    second.wait_for_draft()
    first.rename("Changed in the first")
    warning = first.root.get_by_role("alert").filter(has_text="changed in another window")
    warning.get_by_role("button", name="Keep this as another draft").click()
    expect(warning).to_have_count(0)
    expect(first.draft_state).to_have_attribute("data-state", "saved")
    first.page.wait_for_url(re.compile(rf"draft=(?!{draft}\b)\d+"))
    assert first.content(client)["document"]["name"] == "Changed in the first"
    assert second.content(client)["document"]["name"] == "Changed in the second"


@pytest.mark.parametrize("token", [None, "no.longer.valid"])
def test_a_session_that_ends_loses_nothing(
    open_context: OpenContext, client: DominoClient, token: str | None
) -> None:
    context = open_context()
    editor = EditorWindow(context.new_page())
    editor.open_new()
    editor.rename("Signed out meanwhile")
    editor.wait_for_draft()
    context.clear_cookies()
    if token:
        context.add_cookies([{"name": "_token", "value": token, "url": client.server.base_url}])
    editor.piece("Read CSV").dblclick()
    dialog = editor.root.get_by_role("alertdialog", name="Your session has ended")
    expect(dialog).to_be_visible()
    expect(editor.draft_state).to_have_text("Signed out: kept in this browser")

    with context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in").click()
    login = opened.value
    login.locator("input[name=username]").fill("admin")
    login.locator("input[name=password]").fill("admin")
    login.locator("input[type=submit], button[type=submit]").first.click()
    login.wait_for_url(re.compile("/domino/workflows/new"))
    login.close()
    # Coming back to the window; the browser under test takes all its windows for focused.
    editor.page.evaluate("window.dispatchEvent(new FocusEvent('focus'))")
    expect(dialog).to_have_count(0)
    assert node_ids(editor.content(client)) == ["read_csv"]
    editor.canvas.focus()
    press(editor, "Control+s")
    editor.saved_as(1)
