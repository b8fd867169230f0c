"""The editor: empty, at work, with all that opens in it, while a run goes on, and where work is at stake."""

from __future__ import annotations

import re
import time

from camera import Camera, fail
from playwright.sync_api import Locator, Page, expect
from scene import Scene
from views import view


def _open(camera: Camera, scene: Scene, name: str, user: str = "admin") -> Page:
    page = camera.page(user)
    page.goto(f"{scene.workflow(name)}/edit")
    expect(page.locator("[data-node]").first).to_be_visible()
    fresh = page.get_by_role("button", name=camera.t("editor.page.resume.fresh"))
    if fresh.is_visible():
        fresh.click()
    # The panel's code is there by then, so that a click opens it at once.
    page.wait_for_load_state("networkidle")
    return page


def _node(page: Page, node: str) -> Locator:
    return page.locator(f'[data-node="{node}"]')


def _keys(page: Page, *keys: str) -> None:
    page.locator("[data-canvas-surface]").focus()
    for key in keys:
        page.keyboard.press(key)


def _tab(camera: Camera, page: Page, key: str) -> None:
    page.get_by_role("tab", name=camera.t(key), exact=True).click()


@view
def editor_empty(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/workflows/new")
    camera.shoot(page, "editor-empty-offer", page.get_by_test_id("tour-offer"))
    page.get_by_role("button", name=camera.t("tour.start")).click()
    camera.shoot(page, "editor-tour-read", page.get_by_test_id("tour-highlight"))
    page.locator("[data-piece=ReadCsvPiece]").first.dblclick()
    camera.shoot(page, "editor-tour-chart", page.locator("[data-testid=tour][data-step=chart]"))
    page.locator("[data-piece=ChartPiece]").first.dblclick()
    camera.shoot(page, "editor-tour-column", page.locator("[data-testid=tour][data-step=column]"))
    page = camera.page()
    page.goto("domino/workflows/new")
    page.get_by_role("button", name=camera.t("tour.dismiss")).click()
    camera.shoot(page, "editor-empty", page.get_by_text(camera.t("editor.canvas.empty.title")))


@view
def editor_palette(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Notes")
    camera.shoot(page, "editor-notes")
    if page.locator("[data-action=palette]").get_attribute("aria-pressed") == "false":
        page.locator("[data-action=palette]").click()
    page.get_by_placeholder(camera.t("editor.palette.search")).fill("filtr")
    camera.shoot(page, "editor-palette-search", page.locator("[data-piece]").first)
    page.locator("[data-piece]").first.hover()
    page.locator("[data-docs]").first.click()
    camera.shoot(page, "editor-palette-docs", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.get_by_placeholder(camera.t("editor.palette.search")).fill("zzzz")
    camera.shoot(
        page, "editor-palette-no-match", page.get_by_text(camera.t("editor.palette.noMatch", search="zzzz"))
    )


@view
def editor_forms(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto(f"domino/workflows/new?draft={scene.facts['drafts']['A form of everything']}")
    _node(page, "form").click()
    panel = page.locator("[data-side-panel]")
    expect(panel.locator("[data-field=text]")).to_be_visible()
    camera.shoot(page, "form-1")
    for number, field in enumerate(("count", "day", "pair", "conditions", "scalar", "file"), 2):
        panel.locator(f'[data-field="{field}"]').evaluate(
            "element => element.scrollIntoView({ block: 'start' })"
        )
        camera.shoot(page, f"form-{number}")
    _tab(camera, page, "editor.forms.options")
    camera.shoot(page, "form-options", page.get_by_text(camera.t("editor.forms.node.timeout")))
    panel.locator("[role=tabpanel]:visible").last.evaluate("e => e.parentElement.scrollTo(0, 9999)")
    camera.shoot(page, "form-options-end")
    _tab(camera, page, "editor.forms.json")
    camera.shoot(page, "form-json", panel.locator(".cm-editor"))


@view
def editor_node(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Electricity in Iowa")
    camera.shoot(page, "editor")
    _node(page, "renewables").click()
    camera.shoot(page, "editor-node", page.get_by_role("tab", name=camera.t("editor.forms.inputs")))
    output = re.compile("^" + camera.t("editor.forms.upstream.label", field=""))
    page.get_by_role("button", name=output).first.click()
    camera.shoot(page, "editor-outputs", page.get_by_role("listbox"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("editor.forms.docs")).click()
    camera.shoot(page, "editor-node-docs", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    _keys(page, "Control+a")
    camera.shoot(page, "editor-selected", page.locator("[data-action=group]"))


@view
def editor_types(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Penguins by species")
    source = _node(page, "compare_species").locator(".port.source")
    source.hover()
    box = source.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 10, steps=4)
    bad = _node(page, "read_penguins").bounding_box()
    page.mouse.move(bad["x"] + bad["width"] / 2, bad["y"] + bad["height"] / 2, steps=8)
    camera.shoot(page, "editor-connecting")
    page.mouse.up()
    camera.shoot(page, "editor-refused")
    _keys(page, "Escape", "Tab")
    page.keyboard.type("Aggregate")
    page.keyboard.press("Enter")
    expect(page.locator("[data-side-panel] [data-field=file_path] [role=status]")).to_be_visible()
    page.get_by_test_id("problems").click()
    camera.shoot(page, "editor-problems", page.get_by_test_id("problem").first)


@view
def editor_settings(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Notes")
    page.get_by_role("button", name=camera.t("editor.page.settingsTitle")).click()
    expect(page.get_by_text(camera.t("editor.page.settings.nextRuns"))).to_be_visible()
    page.wait_for_load_state("networkidle")
    camera.shoot(page, "editor-settings")
    storage = page.get_by_text(camera.t("editor.page.settings.storage"), exact=True)
    storage.evaluate("element => element.scrollIntoView({ block: 'center' })")
    camera.shoot(page, "editor-settings-end")


@view
def editor_overlays(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Penguins by species")
    _keys(page, "Escape", "Tab")
    camera.shoot(page, "editor-quick-add", page.get_by_role("option").first)
    page.keyboard.press("Escape")
    _keys(page, "ArrowRight", "n")
    camera.shoot(page, "editor-quick-add-after", page.get_by_role("option").first)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    camera.shoot(page, "editor-commands", page.get_by_role("option").first)
    page.keyboard.type("chart")
    camera.shoot(page, "editor-commands-search", page.get_by_role("option").first)
    page.keyboard.press("Escape")
    _keys(page, "?")
    camera.shoot(page, "editor-keys", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    _keys(page, "o")
    camera.shoot(page, "editor-outline", page.get_by_role("heading", level=2).first)
    page.get_by_role("button", name=camera.t("editor.page.more")).click()
    camera.shoot(page, "editor-more", page.get_by_role("menuitem").first)
    page.get_by_role("menuitem", name=camera.t("editor.page.importJson")).click()
    camera.shoot(page, "editor-import", page.get_by_role("dialog"))


@view
def editor_far(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Big")
    _keys(page, "0")
    camera.shoot(page, "editor-far")
    _keys(page, "m")
    for _ in range(4):
        _keys(page, "+")
    camera.shoot(page, "editor-map")


@view
def editor_run(camera: Camera, scene: Scene) -> None:
    page = _open(camera, scene, "Penguins by species")
    page.get_by_role("button", name=camera.t("editor.page.runs.show")).click()
    expect(page.locator("[data-node] [data-state=success]").first).to_be_visible()
    camera.shoot(page, "editor-finished")
    _node(page, "chart").click()
    camera.shoot(page, "editor-result", page.locator(".plotly .trace, .plot-container .trace").first)
    _tab(camera, page, "run.outputs")
    camera.shoot(page, "editor-result-outputs", page.get_by_role("row").nth(1))
    page = _open(camera, scene, "Fails")
    page.get_by_role("button", name=camera.t("editor.page.runs.show")).click()
    _node(page, "fetch").click()
    camera.shoot(page, "editor-failed", page.get_by_test_id("log"))
    _node(page, "log").click()
    camera.shoot(page, "editor-upstream-failed", page.get_by_role("tabpanel"))


@view
def editor_running(camera: Camera, scene: Scene) -> None:
    run = scene.start("Takes long")
    try:
        deadline = time.monotonic() + 120
        while not _is_running(scene, run) and time.monotonic() < deadline:
            time.sleep(1)
        page = _open(camera, scene, "Takes long")
        page.get_by_role("button", name=camera.t("editor.page.runs.show")).click()
        camera.shoot(page, "editor-running", page.locator("[data-node] [data-state=running]"))
        _node(page, "wait").click()
        camera.shoot(page, "editor-running-log", page.get_by_role("tabpanel"))
        scene.facts["runs"]["Takes long"] = run
        page.goto(scene.run("Takes long"))
        camera.shoot(page, "run-running", page.get_by_test_id("task").first)
        _tab(camera, page, "run.log")
        camera.shoot(page, "run-running-log")
    finally:
        scene.stop("Takes long", run)


def _is_running(scene: Scene, run: str) -> bool:
    workflow = {"id": scene.facts["workflows"]["Takes long"]}
    return any(task["state"] == "running" for task in scene.client.run(workflow, run)["tasks"])


@view
def editor_at_stake(camera: Camera, scene: Scene) -> None:
    client = scene.client
    page = camera.page()
    page.goto(f"{scene.workflow('Fails')}/edit")
    camera.shoot(page, "editor-resume", page.get_by_role("alertdialog"))
    page.get_by_role("alertdialog").get_by_role("button", name=camera.t("editor.page.resume.resume")).click()
    camera.shoot(page, "editor-draft", page.locator("[data-node]").first)

    page = _open(camera, scene, "Every result")
    name = page.get_by_label(camera.t("editor.page.name"))
    name.fill("Every result, as I see it")
    name.press("Enter")
    expect(page.get_by_test_id("draft-state")).to_have_attribute("data-state", "saved")
    camera.shoot(page, "editor-draft-saved")
    now = scene.saved("Every result")
    nodes = [{**node, "name": f"{node['name']}!"} for node in now["document"]["nodes"][:2]]
    theirs = {**now["document"], "nodes": nodes + now["document"]["nodes"][3:]}
    changed = client.update(now, theirs)
    page.get_by_role("button", name=camera.t("editor.page.save"), exact=True).click()
    camera.shoot(page, "editor-clash", page.get_by_role("alertdialog").get_by_role("row").first)
    client.update(changed, now["document"])

    page = _open(camera, scene, "Penguins by species")
    page.context.clear_cookies()
    page.locator("[data-piece=LogPiece]").first.dblclick()
    camera.shoot(page, "editor-signed-out", page.get_by_role("alertdialog"))
    page = _open(camera, scene, "Penguins by species")
    fail(page, 503, title="Not available", calls=re.compile("/drafts"))
    page.locator("[data-piece=LogPiece]").first.dblclick()
    page.wait_for_timeout(3000)
    camera.shoot(page, "editor-draft-refused")


@view
def editor_read_only(camera: Camera, scene: Scene) -> None:
    page = camera.page("viewer")
    page.goto(f"{scene.workflow('Penguins by species')}/edit")
    expect(page.locator("[data-node]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    camera.shoot(page, "editor-read-only")
    _node(page, "chart").click()
    camera.shoot(page, "editor-read-only-node", page.get_by_role("tab").first)
