"""Workflows built with the mouse in the editor, in a real Chromium against a real Airflow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_pointer import connect_ports, drag_piece
from support.editor_window import RUN_ENDS, EditorWindow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]

#: Notes each state that a card ever showed.
RECORD_STATES = """() => {
  window.states = {};
  const look = () => {
    for (const card of document.querySelectorAll("[data-node]")) {
      const state = card.querySelector("[data-state]")?.dataset.state;
      const seen = (window.states[card.dataset.node] ??= []);
      if (state && seen.at(-1) !== state) seen.push(state);
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""


def test_a_workflow_is_built_run_and_looked_at_with_the_mouse(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page, motion=True)
    page.set_viewport_size({"width": 1600, "height": 900})
    editor.open_new()
    drag_piece(editor, "Read CSV", 0.2, 0.2)
    drag_piece(editor, "Filter rows", 0.7, 0.2)
    drag_piece(editor, "Aggregate", 0.2, 0.5)
    drag_piece(editor, "Chart", 0.7, 0.5)
    drag_piece(editor, "Log", 0.4, 0.75)
    expect(editor.nodes).to_have_count(5)
    connect_ports(editor, "read_csv", "filter_rows")
    connect_ports(editor, "filter_rows", "aggregate")
    connect_ports(editor, "aggregate", "chart")
    connect_ports(editor, "chart", "log")
    menu = editor.root.get_by_role("dialog", name="From Chart to Log")
    menu.get_by_role("option").filter(has_text="Points").filter(has_text="Value").click()
    expect(editor.edges).to_have_count(4)

    editor.node("filter_rows").click()
    expect(editor.field("file_path")).to_contain_text("Read CSV")
    editor.button("Add to Conditions").click()
    editor.field("conditions[0].column").get_by_role("textbox").fill("body_mass_g")
    editor.field("conditions[0].operator").get_by_role("combobox").select_option("is not missing")
    editor.node("aggregate").click()
    editor.button("Add to Group by").click()
    editor.field("group_by[0]").get_by_role("textbox").fill("species")
    editor.node("chart").click()
    editor.field("x").get_by_role("textbox").fill("species")
    editor.field("y").get_by_role("textbox").fill("rows")
    editor.node("log").click()
    editor.field("message").get_by_role("textbox").fill("{value} bars are drawn")
    editor.rename("Penguins by mouse")
    expect(editor.problems_button).to_contain_text("0 errors, 0 warnings")
    editor.save(version=1)

    page.evaluate(RECORD_STATES)
    editor.button("Run").click()
    expect(editor.root.locator("[data-node] [data-state=success]")).to_have_count(5, timeout=RUN_ENDS)
    seen = page.evaluate("window.states")
    assert all(states[-1] == "success" and len(states) > 1 for states in seen.values()), seen

    editor.node("chart").click()
    beside = editor.root.get_by_role("tabpanel", name="Result")
    expect(beside.locator(".plotly .trace, .plot-container .trace").first).to_be_attached()
    editor.node("log").click()
    editor.root.get_by_role("tab", name="Log", exact=True).click()
    expect(editor.root.get_by_test_id("log")).to_contain_text("3 bars are drawn")
    assert client.call("GET", f"workflows/{editor.workflow_id}")["name"] == "Penguins by mouse"
