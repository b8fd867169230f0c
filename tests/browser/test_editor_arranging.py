"""What makes a workflow quick to build and easy to read: inserting, groups, notes, layout, lists."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_keys import choose, press, type_text, walk_to
from support.editor_window import EditorWindow
from support.workflow_samples import node_ids, node_of, penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]


@pytest.fixture
def editor(page: Page, client: DominoClient, request: pytest.FixtureRequest) -> EditorWindow:
    """The editor on a workflow of `read_csv` and `filter_rows`."""
    window = EditorWindow(page)
    window.open_workflow(penguins(client, request.node.name))
    return window


def test_a_piece_dropped_on_an_edge_is_put_into_it(editor: EditorWindow, client: DominoClient) -> None:
    x, y = editor.middle_of_edge()
    canvas = editor.canvas.bounding_box()
    assert canvas
    place = {"x": x - canvas["x"], "y": y - canvas["y"]}
    editor.piece("Log").drag_to(editor.canvas, target_position=place)
    expect(editor.edges).to_have_count(2)
    edges = editor.content(client)["document"]["edges"]
    assert edges == [
        {"upstream": "read_csv", "downstream": "log"},
        {"upstream": "log", "downstream": "filter_rows"},
    ]
    editor.button("Undo").click()
    expect(editor.edges).to_have_count(1)

    x, y = editor.middle_of_edge()
    editor.page.mouse.move(x, y)
    expect(editor.root.locator(".line-plus")).to_be_attached()
    editor.page.mouse.click(x, y)
    editor.root.get_by_role("dialog", name="Add a Piece after Read CSV").get_by_text(
        "Log", exact=True
    ).click()
    assert editor.content(client)["document"]["edges"] == edges


def test_a_duplicate_runs_after_the_same_nodes(editor: EditorWindow, client: DominoClient) -> None:
    editor.node("filter_rows").click()
    press(editor, "Control+d")
    content = editor.content(client)
    assert node_ids(content) == ["read_csv", "filter_rows", "filter_rows_2"]
    first, second = (node_of(content, node_id) for node_id in ("filter_rows", "filter_rows_2"))
    assert first["inputs"] == second["inputs"]
    assert {"upstream": "read_csv", "downstream": "filter_rows_2"} in content["document"]["edges"]


def test_a_group_collapses_and_opens(editor: EditorWindow, client: DominoClient) -> None:
    editor.canvas.focus()
    press(editor, "Control+a", "Control+g")
    title = editor.root.get_by_role("textbox", name="Title of the group")
    expect(title).to_be_focused()
    type_text(editor, "Reading")
    press(editor, "Enter")
    editor.button("Collapse Reading").click()
    expect(editor.nodes).to_have_count(0)
    expect(editor.canvas.get_by_text("2 nodes")).to_be_visible()
    editor.wait_for_saved_layout()
    group = client.call("GET", f"workflows/{editor.workflow_id}")["layout"]["groups"][0]
    assert (group["title"], group["collapsed"], group["nodes"]) == (
        "Reading",
        True,
        ["read_csv", "filter_rows"],
    )
    editor.button("Open Reading").click()
    expect(editor.nodes).to_have_count(2)


def test_a_note_is_written_and_drawn(editor: EditorWindow, client: DominoClient) -> None:
    editor.button("Add a note").click()
    editor.root.get_by_role("textbox", name="Text of the note").fill("Only **complete** rows")
    press(editor, "Escape")
    expect(editor.canvas.locator("strong")).to_have_text("complete")
    editor.button("Blue").click()
    editor.wait_for_saved_layout()
    notes = client.call("GET", f"workflows/{editor.workflow_id}")["layout"]["notes"]
    assert [(note["text"], note["color"]) for note in notes] == [("Only **complete** rows", "blue")]


def test_auto_layout_puts_nodes_in_their_order(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page, motion=True)
    workflow = penguins(client, "In disorder")
    places = {"read_csv": {"x": 600, "y": 300}, "filter_rows": {"x": 0, "y": 0}}
    client.call("PUT", f"workflows/{workflow['id']}/layout", json={"nodes": places})
    editor.open_workflow(workflow)
    editor.button("Auto-layout").click()
    expect(editor.said).to_contain_text("The workflow is laid out anew")
    editor.wait_for_saved_layout()
    now = client.call("GET", f"workflows/{workflow['id']}")
    assert now["version"] == 1
    left, right = (now["layout"]["nodes"][node_id] for node_id in ("read_csv", "filter_rows"))
    assert left["x"] + 232 < right["x"]
    expect(editor.canvas).not_to_have_class(re.compile("gliding"))


def test_the_command_palette_does_and_finds_everything(editor: EditorWindow) -> None:
    editor.canvas.focus()
    press(editor, "Control+k")
    type_text(editor, "outl")
    choose(editor, "Outline")
    expect(editor.root.get_by_role("heading", name="Outline: 2 nodes")).to_be_visible()
    press(editor, "Control+k")
    type_text(editor, "Filter")
    choose(editor, "Filter rows")
    expect(editor.canvas).to_have_attribute("aria-activedescendant", "canvas-item-filter_rows")
    press(editor, "Control+k")
    type_text(editor, "Aggregate")
    choose(editor, "Aggregate")
    expect(editor.node("aggregate")).to_be_visible()
    press(editor, "Control+k")
    type_text(editor, "no such thing")
    expect(editor.dialog.get_by_text("Nothing matches “no such thing”.")).to_be_visible()


def test_the_sheet_shows_the_keys_and_gives_the_focus_back(editor: EditorWindow) -> None:
    editor.canvas.focus()
    press(editor, "?")
    sheet = editor.root.get_by_role("dialog", name="Keyboard shortcuts")
    row = sheet.get_by_role("listitem").filter(has_text="Select everything")
    expect(row.locator("kbd")).to_have_text(["Ctrl", "A"])
    press(editor, "Escape")
    expect(sheet).to_have_count(0)
    expect(editor.canvas).to_be_focused()
    press(editor, "Control+a")
    expect(editor.said).to_contain_text("2 selected")


def test_what_opens_beside_a_narrow_canvas_folds_the_list_of_pieces(editor: EditorWindow) -> None:
    editor.page.set_viewport_size({"width": 1200, "height": 800})
    pieces = editor.root.get_by_role("region", name="Pieces to add")
    expect(pieces).to_be_visible()
    editor.node("filter_rows").click()
    expect(editor.form).to_be_visible()
    expect(pieces).to_have_count(0)
    # Whoever opens it again has it, beside the form.
    editor.button("Pieces").click()
    expect(pieces).to_be_visible()
    expect(editor.form).to_be_visible()
    editor.button("Close the panel").click()
    expect(pieces).to_be_visible()


def test_the_outline_does_what_the_canvas_does(editor: EditorWindow, client: DominoClient) -> None:
    editor.button("Outline").click()
    rows = editor.root.get_by_role("list", name="Outline").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("After Read CSV")
    walk_to(editor, rows.nth(0).get_by_role("button", name=re.compile("^Read CSV")))
    press(editor, "ArrowDown")
    expect(rows.nth(1).get_by_role("button", name=re.compile("^Filter rows"))).to_be_focused()
    press(editor, "n")
    type_text(editor, "aggr")
    choose(editor, "Aggregate")
    expect(rows.nth(2)).to_contain_text("After Filter rows")
    editor.button("Actions for Filter rows").click()
    editor.root.get_by_role("menuitem", name="Disconnect from Read CSV").click()
    expect(rows.filter(has_text="Starts first")).to_have_count(2)
    edges = editor.content(client)["document"]["edges"]
    assert edges == [{"upstream": "filter_rows", "downstream": "aggregate"}]
