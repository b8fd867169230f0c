"""What is done on the editor's canvas with the mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from support.editor_window import EditorWindow


def drag_piece(editor: EditorWindow, label: str, x: float, y: float) -> None:
    """Drag a Piece out of the palette and drop it there, in shares of the canvas's width and height."""
    box = editor.canvas.bounding_box()
    assert box
    editor.piece(label).drag_to(
        editor.canvas, target_position={"x": box["width"] * x, "y": box["height"] * y}
    )


def start_connecting(editor: EditorWindow, upstream: str) -> None:
    """Press the mouse on a node's output and move a little."""
    port = editor.node(upstream).locator(".port.source")
    # Waits until it stands still: the view glides.
    port.hover()
    x, y = middle(port)
    mouse = editor.page.mouse
    mouse.down()
    mouse.move(x + 20, y + 5, steps=4)


def move_over(editor: EditorWindow, target: Locator) -> None:
    """Move the mouse, with whatever it holds, onto the middle of something."""
    x, y = middle(target)
    editor.page.mouse.move(x, y, steps=8)


def connect_ports(editor: EditorWindow, upstream: str, downstream: str) -> None:
    """Drag a connection from one node's output to another one's input."""
    start_connecting(editor, upstream)
    move_over(editor, editor.node(downstream).locator(".port.target"))
    editor.page.mouse.up()


def middle(target: Locator) -> tuple[float, float]:
    """Return the middle of an element in the window."""
    expect(target).to_be_visible()
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
