"""Undo, redo, copy and paste in the editor."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_keys import press, type_text
from support.editor_window import EditorWindow
from support.workflow_samples import node_ids, node_of, penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]


def test_everything_is_undone_and_redone(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    editor.open_new()
    editor.piece("Read CSV").dblclick()
    empty = {"nodes": [], "edges": []}
    # Nothing is typed faster than the steps of typing take to end.
    editor.field("encoding").get_by_role("textbox").fill("latin-1")
    editor.field("header").get_by_text("Yes", exact=True).click()
    editor.canvas.press("n")
    editor.root.get_by_role("option", name="Filter rows").click()
    editor.button("Add to Conditions").click()
    column = editor.field("conditions[0].column").get_by_role("textbox")
    column.focus()
    type_text(editor, "species")
    editor.rename("Undone and redone")
    editor.canvas.focus()
    press(editor, "Shift+l")
    expect(editor.said).to_contain_text("laid out anew")
    everything = editor.content(client)
    assert node_of(everything, "filter_rows")["inputs"]["conditions"]

    undo, redo = editor.button("Undo"), editor.button("Redo")
    steps = 0
    while undo.is_enabled():
        undo.click()
        steps += 1
    # Added, encoding, header, added, row, column, name, layout: typing is one step, whatever its length.
    assert steps == 8
    expect(editor.nodes).to_have_count(0)
    begun = editor.content(client)["document"]
    assert {name: begun[name] for name in empty} == empty
    assert begun["name"] == "Untitled workflow"

    while redo.is_enabled():
        redo.click()
        steps -= 1
    assert steps == 0
    assert editor.content(client) == everything


def test_nodes_are_copied_into_another_workflow_by_the_clipboard(page: Page, client: DominoClient) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    source, target = penguins(client, "Copied from"), penguins(client, "Pasted into")
    editor = EditorWindow(page)
    editor.open_workflow(source)
    editor.canvas.focus()
    press(editor, "Control+a", "Control+c")
    expect(editor.said).to_contain_text("2 things are copied")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert [node["id"] for node in copied["nodes"]] == ["read_csv", "filter_rows"]

    editor.open_workflow(target)
    editor.canvas.focus()
    press(editor, "Control+v")
    expect(editor.said).to_contain_text("2 things are pasted")
    content = editor.content(client)
    assert node_ids(content) == ["read_csv", "filter_rows", "read_csv_2", "filter_rows_2"]
    assert node_of(content, "filter_rows_2")["inputs"]["file_path"]["node"] == "read_csv_2"
    assert node_of(content, "filter_rows")["inputs"]["file_path"]["node"] == "read_csv"
    assert {"upstream": "read_csv_2", "downstream": "filter_rows_2"} in content["document"]["edges"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Dear colleagues", "The clipboard holds no nodes: its text isn't JSON."),
        (
            '{"domino": "nodes", "version": 1, "nodes": [{"id": "a"}]}',
            "The node a doesn't say which Piece it is.",
        ),
    ],
)
def test_text_that_is_no_nodes_is_refused_with_the_reason(
    page: Page, client: DominoClient, text: str, reason: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor = EditorWindow(page)
    editor.open_new()
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    editor.canvas.focus()
    press(editor, "Control+v")
    expect(editor.toast("This can't be pasted")).to_contain_text(reason)
    expect(editor.nodes).to_have_count(0)
    expect(editor.button("Undo")).to_be_disabled()
