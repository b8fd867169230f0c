"""The form of every starter Piece in a workflow, and what it has shown, returned and written there."""

from __future__ import annotations

from camera import Camera
from playwright.sync_api import Page, expect
from scene import Scene
from support.starter import REPOSITORY
from views import once

#: Where forms are long, so that most of them are seen whole.
HEIGHT = 1300


@once
def starter_pieces(camera: Camera, scene: Scene) -> None:
    """Taken in the workflows of the examples and of the servers, which together use every starter Piece."""
    wanted = {folder.name for folder in REPOSITORY.glob("pieces/*Piece")}
    for name, workflow in scene.facts["workflows"].items():
        if name not in scene.facts["runs"]:
            continue
        nodes = scene.client.call("GET", f"workflows/{workflow}")["document"]["nodes"]
        here = {node["piece"]["name"]: node["id"] for node in reversed(nodes)}
        chosen = {piece: node for piece, node in here.items() if piece in wanted}
        wanted -= set(chosen)
        if chosen:
            _take(camera, scene, name, chosen)
    assert not wanted, f"in no workflow: {sorted(wanted)}"


def _take(camera: Camera, scene: Scene, name: str, chosen: dict[str, str]) -> None:
    page = camera.page(height=HEIGHT)
    page.goto(f"{scene.workflow(name)}/edit")
    expect(page.locator("[data-node]").first).to_be_visible()
    for piece, node in chosen.items():
        _click(page, node)
        expect(page.get_by_role("tab", name=camera.t("editor.forms.inputs"))).to_be_visible()
        page.wait_for_timeout(300)
        camera.shoot(page, f"piece-{piece.removesuffix('Piece')}-form")
    page.get_by_role("button", name=camera.t("editor.page.runs.show")).click()
    expect(page.get_by_test_id("run-bar")).to_be_visible()
    for piece, node in chosen.items():
        _click(page, node)
        expect(page.get_by_role("tab", name=camera.t("run.result"))).to_be_visible()
        page.wait_for_load_state("networkidle")
        shown = page.get_by_role("tabpanel", name=camera.t("run.result"))
        camera.shoot(page, f"piece-{piece.removesuffix('Piece')}-result", shown)


def _click(page: Page, node: str) -> None:
    page.locator("[data-canvas-surface]").focus()
    page.keyboard.press("0")
    page.locator(f'[data-node="{node}"]').click()
