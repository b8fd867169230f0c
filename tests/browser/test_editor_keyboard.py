"""Workflows built with the keyboard alone, in a real Chromium against a real Airflow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_keys import add_piece, choose, go_to, press, type_text, walk_to
from support.editor_window import RUN_ENDS, EditorWindow
from support.workflow_samples import penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]


def test_the_list_of_pieces_is_one_stop_on_the_way(page: Page, client: DominoClient) -> None:
    """Tab goes past it, arrows go through it, and letters search; before, each Piece was two stops."""
    editor = EditorWindow(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    editor.open_workflow(penguins(client, "By arrows through the list"))
    palette = editor.root.get_by_role("region", name="Pieces to add")
    field = palette.get_by_role("searchbox")
    field.focus()
    press(editor, "Tab")
    expect(palette.locator("[data-row='0'] [data-piece]")).to_be_focused()
    press(editor, "ArrowDown", "ArrowDown")
    third = palette.locator("[data-row='2'] [data-piece]")
    expect(third).to_be_focused()
    press(editor, "Tab")
    expect(palette.locator(":focus")).to_have_count(0)
    press(editor, "Shift+Tab")
    expect(third).to_be_focused()
    press(editor, "End", "Home", "ArrowUp")
    expect(field).to_be_focused()

    press(editor, "ArrowDown")
    type_text(editor, "aggr")
    expect(field).to_have_value("aggr")
    press(editor, "ArrowDown", "ArrowRight", "Enter")
    about = editor.root.get_by_role("dialog", name="What Aggregate does")
    expect(about).to_be_visible()
    press(editor, "Escape")
    expect(about).to_have_count(0)
    press(editor, "ArrowLeft", "Enter")
    expect(editor.node("aggregate")).to_be_visible()
    expect(editor.canvas).to_be_focused()


def test_a_workflow_is_built_run_and_looked_at_with_the_keyboard(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto("domino/workflows")
    expect(page.get_by_role("heading", name="Workflows", exact=True)).to_be_visible()
    walk_to(editor, page.get_by_role("link", name="New workflow").first)
    press(editor, "Enter")
    walk_to(editor, editor.canvas)

    press(editor, "Tab")
    add_piece(editor, "read csv", "Read CSV")
    press(editor, "n")
    add_piece(editor, "filter rows", "Filter rows")
    press(editor, "n")
    add_piece(editor, "aggregate", "Aggregate")
    press(editor, "n")
    add_piece(editor, "chart", "Chart")
    expect(editor.said).to_contain_text("Chart is added")
    press(editor, "0")
    expect(editor.edges).to_have_count(3)

    # A node by itself, connected afterwards.
    press(editor, "Escape", "Tab")
    add_piece(editor, "log", "Log")
    expect(editor.edges).to_have_count(3)
    go_to(editor, "chart")
    press(editor, "c")
    expect(editor.said).to_contain_text("Connecting Chart. It fits 1 node.")
    go_to(editor, "log")
    expect(editor.said).to_contain_text("Fits:")
    press(editor, "Enter")
    menu = editor.root.get_by_role("listbox", name="From Chart to Log")
    expect(menu).to_be_focused()
    choose(editor, "Points")
    expect(editor.said).to_contain_text("Value of Log is Points of Chart")
    expect(editor.edges).to_have_count(4)

    go_to(editor, "filter_rows")
    press(editor, "Enter")
    expect(editor.form.get_by_role("tab", name="Inputs")).to_be_focused()
    walk_to(editor, editor.button("Add to Conditions"))
    press(editor, "Enter")
    walk_to(editor, editor.field("conditions[0].column").get_by_role("textbox"), "Shift+Tab")
    type_text(editor, "body_mass_g")
    walk_to(editor, editor.field("conditions[0].operator").get_by_role("combobox"))
    type_text(editor, "is not m")
    expect(editor.field("conditions[0].operator").get_by_role("combobox")).to_have_value("14")
    press(editor, "Escape")

    go_to(editor, "aggregate")
    press(editor, "Enter")
    walk_to(editor, editor.button("Add to Group by"))
    press(editor, "Enter")
    walk_to(editor, editor.field("group_by[0]").get_by_role("textbox"), "Shift+Tab")
    type_text(editor, "species")
    press(editor, "Escape")

    go_to(editor, "chart")
    press(editor, "Enter")
    walk_to(editor, editor.field("x").get_by_role("textbox"))
    type_text(editor, "species")
    walk_to(editor, editor.field("y").get_by_role("textbox"))
    type_text(editor, "rows")

    press(editor, "Control+s")
    editor.saved_as(1)
    press(editor, "Control+Enter")
    # The form gives its place to the run, and the focus with it.
    expect(editor.root.get_by_role("tab", name="Log", exact=True)).to_be_focused()
    press(editor, "Escape")
    expect(editor.root.locator("[data-node] [data-state=success]")).to_have_count(5, timeout=RUN_ENDS)
    go_to(editor, "log")
    go_to(editor, "chart")
    expect(editor.said).to_contain_text("success")
    press(editor, "Enter")
    expect(editor.root.get_by_role("tab", name="Result")).to_be_focused()
    beside = editor.root.get_by_role("tabpanel", name="Result")
    expect(beside.locator(".plotly .trace, .plot-container .trace").first).to_be_attached()
    for name in ("Outputs", "Log"):
        press(editor, "ArrowRight")
        expect(editor.root.get_by_role("tab", name=name, exact=True)).to_be_focused()
    expect(editor.root.get_by_test_id("log")).not_to_be_empty()
