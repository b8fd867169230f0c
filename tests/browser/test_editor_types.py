"""What the editor says of connections and inputs that don't fit."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from support.domino_client import DominoClient
from support.editor_keys import press
from support.editor_pointer import drag_piece, move_over, start_connecting
from support.editor_window import EditorWindow
from support.workflow_samples import penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]


def test_while_connecting_good_targets_light_up_and_bad_ones_say_why(
    page: Page, client: DominoClient
) -> None:
    editor = EditorWindow(page)
    editor.open_workflow(penguins(client, "Which targets fit"))
    drag_piece(editor, "Aggregate", 0.3, 0.25)

    # The panel takes its room first: what is shown before would lie behind it.
    expect(editor.form).to_be_visible()
    editor.button("Show everything").click()
    start_connecting(editor, "filter_rows")
    good, bad = editor.node("aggregate"), editor.node("read_csv")
    expect(good).to_have_class(re.compile(r"\bfits\b"))
    expect(bad).to_have_class(re.compile(r"\brefused\b"))
    move_over(editor, good)
    expect(good.get_by_text("File ← File")).to_be_visible()
    move_over(editor, bad)
    reason = "“Read CSV” already runs before “Filter rows”: this would make a circle"
    expect(bad.get_by_text(reason)).to_be_visible()
    page.mouse.up()
    expect(editor.toast("These can't be connected")).to_contain_text(reason)
    expect(editor.edges).to_have_count(1)


def test_an_output_of_the_wrong_type_can_be_read_but_not_taken(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    editor.open_workflow(penguins(client, "Of the wrong type"))
    drag_piece(editor, "Aggregate", 0.3, 0.25)
    editor.button("Row limit: Upstream output").click()
    editor.button(re.compile("^Output for Row limit")).click()
    choices = editor.root.get_by_role("listbox", name="Output for Row limit")
    group = choices.get_by_role("group", name="Filter rows")
    bad = group.get_by_role("option").filter(has_text="Columns")
    expect(bad).to_have_attribute("aria-disabled", "true")
    expect(bad).to_contain_text("gives list of text, but whole number is needed")
    bad.click(force=True)
    expect(choices).to_be_visible()
    group.get_by_role("option").filter(has_text="Rows kept").click()
    expect(editor.field("row_limit")).to_contain_text("Rows kept")
    expect(editor.edges).to_have_count(2)


def test_an_ill_typed_output_shows_its_reason_at_the_field(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    editor.open_workflow(penguins(client, "Ill-typed"))
    editor.piece("Aggregate").dblclick()
    inputs: dict[str, Any] = {
        name: {"kind": "upstream", "node": "filter_rows", "output": output, "path": []}
        for name, output in [("file_path", "file_path"), ("row_limit", "columns")]
    }
    editor.root.get_by_role("tab", name="JSON").click()
    editor.form.get_by_role("textbox", name="Inputs of Aggregate as JSON").click()
    press(editor, "Control+a")
    page.keyboard.insert_text(json.dumps(inputs))
    editor.button("Apply").click()
    editor.root.get_by_role("tab", name="Inputs").click()
    expect(editor.field("row_limit")).to_contain_text("gives list of text, but whole number is needed")
    expect(editor.field("row_limit")).to_contain_text("Filter rows doesn't come before this node.")


def test_a_problem_leads_to_its_field(page: Page, client: DominoClient) -> None:
    editor = EditorWindow(page)
    editor.open_workflow(penguins(client, "Without an input"))
    editor.piece("Aggregate").dblclick()
    reason = "is required and has no value"
    expect(editor.field("file_path").get_by_role("status")).to_contain_text(reason, ignore_case=True)
    editor.button("Close the panel").click()
    expect(editor.form).to_have_count(0)
    expect(editor.problems_button).to_contain_text("1 errors, 0 warnings")
    editor.problems_button.click()
    problem = editor.problems.filter(has_text=re.compile("Aggregate . File "))
    expect(problem).to_contain_text(reason)
    problem.click()
    expect(
        editor.field("file_path").get_by_role("button", name=re.compile("^Output for File"))
    ).to_be_focused()
