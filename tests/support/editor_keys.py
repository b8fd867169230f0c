"""What is done in the editor with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from support.editor_window import EditorWindow


def press(editor: EditorWindow, *keys: str) -> None:
    """Press keys, or combinations such as ``Control+s``, one after the other."""
    for key in keys:
        editor.page.keyboard.press(key)


def type_text(editor: EditorWindow, text: str) -> None:
    """Type into what has the focus."""
    editor.page.keyboard.type(text)


def walk_to(editor: EditorWindow, target: Locator, key: str = "Tab", *, most: int = 120) -> None:
    """Press a key until `target` has the focus."""
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        editor.page.keyboard.press(key)
    expect(target).to_be_focused()


def go_to(editor: EditorWindow, node_id: str) -> None:
    """Go from node to node by the arrow keys until a node is the current one."""
    expect(editor.canvas).to_be_focused()
    around = ["ArrowRight"] * 5 + ["ArrowDown"] * 2 + ["ArrowLeft"] * 6 + ["ArrowUp"] * 2 + ["ArrowRight"] * 5
    for key in around:
        if editor.canvas.get_attribute("aria-activedescendant") == f"canvas-item-{node_id}":
            return
        press(editor, key)
    expect(editor.canvas).to_have_attribute("aria-activedescendant", f"canvas-item-{node_id}")


def choose(editor: EditorWindow, text: str) -> None:
    """Go down the list that has the focus to the option with a text, and take it."""
    for _ in range(20):
        if text in editor.active_option.inner_text():
            break
        press(editor, "ArrowDown")
    press(editor, "Enter")


def add_piece(editor: EditorWindow, search: str, expected: str) -> None:
    """Choose a Piece in the list for adding, which has just been asked for."""
    field = editor.root.get_by_role("combobox", name="Add a Piece")
    expect(field).to_be_focused()
    type_text(editor, search)
    expect(editor.active_option).to_contain_text(expected)
    press(editor, "Enter")
    expect(field).to_have_count(0)
    expect(editor.canvas).to_be_focused()
