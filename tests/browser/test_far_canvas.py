"""A big workflow seen from afar: cards are plain boxes, and all that can be done with cards still can."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from support.domino_client import DominoClient, piece, value

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(900),
]

COLUMNS, ROWS = 20, 6
ONE, OTHER, LONELY = "n50", "n73", "n29"
#: How many lines are drawn as parts of few paths.
COUNT_PATHS = """
() => [...document.querySelectorAll(".tiny-lines path")]
  .reduce((sum, path) => sum + path.getAttribute("d").split("M").length - 1, 0)
"""


@pytest.fixture
def big(client: DominoClient) -> dict[str, Any]:
    """A workflow that is seen whole only from afar."""
    version = client.install_starter()
    names = [f"n{number}" for number in range(COLUMNS * ROWS)]
    nodes = [
        {
            "id": name,
            "name": f"Log {name}",
            "piece": piece(version, "LogPiece"),
            "inputs": {"message": value(name)},
        }
        for name in names
    ]
    edges = [{"upstream": "n0", "downstream": "n1"}]
    places = {name: {"x": at % COLUMNS * 400, "y": at // COLUMNS * 400} for at, name in enumerate(names)}
    document = {"schema_version": 1, "name": "Seen from afar", "nodes": nodes, "edges": edges}
    made: dict[str, Any] = client.call(
        "POST", "workflows", json={"document": document, "layout": {"nodes": places}}, expect=201
    )
    return made


def test_cards_far_away_are_connected_chosen_moved_and_seen_near(page: Page, big: dict[str, Any]) -> None:
    page.goto(f"domino/workflows/{big['id']}/edit")
    surface = page.locator("[data-canvas-surface]")
    expect(page.locator("[data-node]")).to_have_count(COLUMNS * ROWS)
    expect(surface).to_have_class(re.compile(r"\btiny\b"))
    # Nothing but boxes: ports come where the pointer is.
    expect(page.locator(".react-flow__handle")).to_have_count(0)
    # Lines end at ports that are not drawn, and are no elements of their own.
    assert paths(page) == 1
    expect(page.locator(".react-flow__edge")).to_have_count(0)

    drag(page, right_edge(card(page, ONE)), middle(card(page, OTHER)))
    page.get_by_role("dialog").get_by_role("option").first.click()
    page.wait_for_function(f"({COUNT_PATHS})() === 2")

    page.mouse.click(*middle(card(page, LONELY)))
    expect(card(page, LONELY)).to_have_class(re.compile(r"\bselected\b"))
    before = middle(card(page, LONELY))
    drag(page, before, (before[0] + 40, before[1] + 30))
    expect(surface).not_to_have_class(re.compile(r"\bheld\b"))
    assert middle(card(page, LONELY))[0] > before[0] + 20

    surface.focus()
    page.keyboard.press("1")
    expect(surface).not_to_have_class(re.compile(r"\bfar\b"))
    expect(page.locator(".card-piece").first).to_be_visible()
    expect(page.locator(".react-flow__handle.source").first).to_be_visible()


def test_lines_far_away_are_chosen_cut_and_take_a_piece_in(page: Page, big: dict[str, Any]) -> None:
    page.goto(f"domino/workflows/{big['id']}/edit")
    expect(page.locator("[data-canvas-surface]")).to_have_class(re.compile(r"\btiny\b"))
    right, left = right_edge(card(page, "n0")), card(page, "n1").bounding_box()
    assert left is not None
    on_line = ((right[0] + left["x"]) / 2, right[1])
    from_afar = page.locator(".tiny-lines path").get_attribute("d")

    page.mouse.move(on_line[0], on_line[1] + 40)
    page.mouse.move(*on_line, steps=4)
    line = page.locator(".react-flow__edge")
    expect(line).to_have_count(1)
    assert line.locator(".flow-line").get_attribute("d") == from_afar
    page.mouse.click(*on_line)
    expect(line.locator(".flow-line.selected")).to_have_count(1)
    page.keyboard.press("Delete")
    expect(page.locator(".tiny-lines")).to_have_count(0)
    page.keyboard.press("Control+z")
    page.wait_for_function(f"({COUNT_PATHS})() === 1")

    # A card without connections that is dropped onto the line goes into it.
    drag(page, middle(card(page, LONELY)), on_line)
    page.wait_for_function(f"({COUNT_PATHS})() === 2")


def paths(page: Page) -> int:
    """Return how many lines are drawn at once."""
    found: int = page.evaluate(COUNT_PATHS)
    return found


def card(page: Page, node: str) -> Locator:
    """Return a node's card."""
    return page.locator(f'[data-node="{node}"]')


def middle(found: Locator) -> tuple[float, float]:
    """Return where its middle is on the screen."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def right_edge(found: Locator) -> tuple[float, float]:
    """Return where its output's port is on the screen."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] - 0.5, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from a place to another, as slowly as a hand."""
    page.mouse.move(*start)
    page.wait_for_timeout(200)
    page.mouse.down()
    page.mouse.move(*end, steps=10)
    page.wait_for_timeout(100)
    page.mouse.up()
