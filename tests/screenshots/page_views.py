"""Every page but the editor: full, empty, with its dialogs."""

from __future__ import annotations

import re

from camera import Camera
from playwright.sync_api import expect
from scene import Scene
from scene_workflows import KINDS
from support.jobs_in_hand import put_job
from views import view


@view
def workflows(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/workflows")
    camera.shoot(page, "workflows", page.get_by_test_id("workflow").first)
    page.get_by_role("button", name=camera.t("workflows.more", name="Fails")).first.click()
    camera.shoot(page, "workflows-menu", page.get_by_role("menuitem").first)
    page.get_by_role("menuitem", name=camera.t("common.delete")).click()
    camera.shoot(page, "workflows-delete", page.get_by_role("alertdialog"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("workflows.import")).click()
    camera.shoot(page, "workflows-import", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.get_by_test_id("workflow").filter(has_text="Weekly").get_by_role("button").first.click()
    camera.shoot(page, "workflows-run-paused", page.get_by_role("alertdialog"))
    page.keyboard.press("Escape")
    page.get_by_placeholder(camera.t("workflows.search")).fill("no such workflow")
    camera.shoot(page, "workflows-no-match", page.get_by_text(camera.t("workflows.noMatchTitle")))


@view
def empty_workspace(camera: Camera, scene: Scene) -> None:
    page = camera.page(workspace=scene.facts["workspaces"]["Weather"])
    page.goto("domino/workflows")
    camera.shoot(page, "workflows-empty", page.get_by_text(camera.t("workflows.emptyTitle")))
    page.goto("domino/pieces")
    camera.shoot(page, "pieces-empty", page.get_by_text(camera.t("pieces.emptyTitle")))
    page.goto("domino/files")
    camera.shoot(page, "files-empty", page.get_by_text(camera.t("files.emptyTitle")))
    page.goto("domino/jobs")
    camera.shoot(page, "jobs-empty", page.get_by_text(camera.t("jobs.emptyTitle")))
    page.goto("domino/workspace")
    camera.shoot(page, "workspace-alone", page.get_by_test_id("member").first)
    page.goto("domino/workflows/new")
    camera.shoot(page, "editor-no-pieces", page.get_by_text(camera.t("editor.canvas.empty.install")))


@view
def workflow(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    for name in ("Penguins by species", "Notes"):
        slug = "workflow" if name != "Notes" else "workflow-never-run"
        page.goto(scene.workflow(name))
        camera.shoot(page, slug, page.get_by_role("tabpanel"))
    page.get_by_role("tab", name=camera.t("workflow.versions")).click()
    camera.shoot(page, "workflow-versions", page.get_by_test_id("version").first)
    page.get_by_role("tab", name=camera.t("workflow.details")).click()
    camera.shoot(page, "workflow-details", page.get_by_role("tabpanel").get_by_role("row").nth(1))


@view
def run(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto(scene.run("Penguins by species"))
    camera.shoot(page, "run", page.get_by_test_id("task").first)
    for task in ("chart", "read_penguins"):
        page.goto(scene.run("Penguins by species", task))
        camera.shoot(page, f"run-{task}", page.get_by_role("tabpanel"))
    page.get_by_role("tab", name=camera.t("run.outputs")).click()
    camera.shoot(page, "run-outputs", page.get_by_role("tabpanel").get_by_role("row").nth(1))
    page.get_by_role("tab", name=camera.t("run.log"), exact=True).click()
    camera.shoot(page, "run-log", page.get_by_test_id("log"))
    page.goto(scene.run("Fails", "fetch"))
    camera.shoot(page, "run-failed", page.get_by_test_id("log"))
    page.get_by_role("tab", name=camera.t("run.outputs")).click()
    camera.shoot(page, "run-failed-outputs", page.get_by_role("tabpanel").get_by_role("heading"))
    page.goto(scene.run("Fails", "log"))
    camera.shoot(page, "run-upstream-failed", page.get_by_role("tabpanel"))
    page.get_by_role("button", name=camera.t("common.delete")).first.click()
    camera.shoot(page, "run-delete", page.get_by_role("alertdialog"))


@view
def result_kinds(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    for kind in KINDS:
        page.goto(scene.run("Every result", f"show_{kind}"))
        expect(page.get_by_role("tab", name=camera.t("run.result"))).to_have_attribute(
            "aria-selected", "true"
        )
        page.wait_for_load_state("networkidle")
        camera.shoot(page, f"result-{kind}", page.get_by_role("tabpanel"))
    page.goto(scene.run("Every result", "show_csv"))
    page.get_by_role("button", name=camera.t("results.enlarge")).click()
    camera.shoot(page, "result-large", page.get_by_role("dialog"))


@view
def pieces(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/pieces")
    camera.shoot(page, "pieces", page.get_by_test_id("piece").first)
    odd = page.get_by_test_id("repository").filter(has_text="odd").first
    odd.scroll_into_view_if_needed()
    camera.shoot(page, "pieces-problems", odd)
    page.get_by_test_id("piece").filter(has_text="Filter rows").first.click()
    camera.shoot(page, "piece", page.get_by_role("dialog").get_by_role("heading").first)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("pieces.install")).click()
    dialog = page.get_by_role("dialog")
    camera.shoot(page, "pieces-install", dialog)
    dialog.get_by_text(camera.t("install.starter"), exact=True).click()
    camera.shoot(page, "pieces-install-starter", dialog)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("pieces.secrets"), exact=True).first.click()
    camera.shoot(page, "pieces-secrets", dialog.get_by_role("textbox").first)
    page.keyboard.press("Escape")
    page.get_by_placeholder(camera.t("pieces.search")).fill("zzzz")
    camera.shoot(page, "pieces-no-match", page.get_by_text(camera.t("pieces.noMatch", search="zzzz")))


@view
def files(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/files")
    camera.shoot(page, "files", page.get_by_test_id("file").first)
    page.get_by_test_id("file").last.get_by_role("button").last.click()
    camera.shoot(page, "files-delete", page.get_by_role("alertdialog"))


@view
def jobs(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/jobs")
    camera.shoot(page, "jobs", page.get_by_test_id("job").first)
    page.get_by_role("button", name=camera.t("jobs.log")).last.click()
    camera.shoot(page, "jobs-log", page.get_by_role("dialog"))


@view
def jobs_under_way(camera: Camera, scene: Scene) -> None:
    place = scene.facts["workspaces"]["Night shift"]
    if "jobs" not in scene.facts:
        scene.facts["jobs"] = [
            put_job(
                scene.home,
                place,
                "install_repository",
                {"source": "https://example.com/own-pieces", "version": "2.0.1"},
                step="read",
                done=1,
                total=3,
            ),
            put_job(
                scene.home,
                place,
                "delete_workspace",
                {"workflows": 8},
                step="workflows",
                done=5,
                total=8,
            ),
        ]
    page = camera.page(workspace=place)
    page.goto("domino/jobs")
    camera.shoot(page, "jobs-under-way", page.get_by_role("progressbar").nth(1))


@view
def installing(camera: Camera, scene: Scene) -> None:
    """An installation that takes its time: the request is held back, its job is there."""
    source = "https://example.com/slow-pieces"
    place = scene.facts["workspaces"]["Night shift"]
    if "installing" not in scene.facts:
        payload = {"source": source, "version": "1.0.0"}
        scene.facts["installing"] = put_job(
            scene.home, place, "install_repository", payload, step="fetch", done=0, total=3
        )
    page = camera.page(workspace=place)
    page.route("**/repositories", lambda route: None if route.request.method == "POST" else route.continue_())
    page.goto("domino/pieces")
    page.get_by_role("button", name=camera.t("pieces.install")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").nth(0).fill(source)
    dialog.get_by_role("textbox").nth(1).fill("1.0.0")
    dialog.get_by_role("button", name=camera.t("install.action"), exact=True).click()
    camera.shoot(page, "pieces-installing", dialog.get_by_text(camera.t("jobs.steps.fetch")))


@view
def workspace(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/workspace")
    camera.shoot(page, "workspace-default", page.get_by_text(camera.t("workspace.defaultText")))
    page = camera.page(workspace=scene.facts["workspaces"]["Weather"])
    page.goto("domino/workspace")
    page.get_by_role("button", name=camera.t("workspace.invite"), exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("e")
    camera.shoot(page, "workspace-invite", page.get_by_role("dialog").get_by_role("button", name="viewer"))
    page = camera.page(workspace=scene.facts["workspaces"]["Night shift"])
    page.goto("domino/workspace")
    camera.shoot(page, "workspace", page.get_by_test_id("member").nth(2))
    page.get_by_role("button", name=camera.t("workspace.whatRolesMay")).click()
    camera.shoot(page, "workspace-rights", page.get_by_test_id("rights"))
    page.get_by_role("button", name=camera.t("workspace.whatRolesMay")).click()
    page.get_by_role("button", name=camera.t("workspace.invite"), exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("e")
    page.wait_for_timeout(800)
    camera.shoot(page, "workspace-invite-nobody", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("workspace.create")).click()
    camera.shoot(page, "workspace-new", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name=camera.t("workspace.delete")).click()
    camera.shoot(page, "workspace-delete", page.get_by_role("alertdialog").get_by_role("listitem").first)


@view
def workspace_roles(camera: Camera, scene: Scene) -> None:
    """The same workspace as each role sees it; what a role may not do is not offered."""
    for user, role in {"op": "admin", "user": "write", "viewer": "read"}.items():
        if user == "viewer":
            scene.accept(user)
        page = camera.page(user, workspace=scene.facts["workspaces"]["Night shift"])
        page.goto("domino/workspace")
        camera.shoot(page, f"role-{role}-workspace", page.get_by_test_id("member").nth(2))
        page.goto("domino/workflows")
        camera.shoot(page, f"role-{role}-workflows", page.get_by_text(camera.t("workflows.emptyTitle")))
        page.goto("domino/pieces")
        camera.shoot(page, f"role-{role}-pieces", page.get_by_text(camera.t("pieces.emptyTitle")))
        page.goto("domino/files")
        camera.shoot(page, f"role-{role}-files", page.get_by_text(camera.t("files.emptyTitle")))
        page.goto("domino/workflows/new")
        camera.shoot(page, f"role-{role}-editor", page.locator("[data-canvas-surface]"))


@view
def invited(camera: Camera, scene: Scene) -> None:
    page = camera.page("user")
    page.goto("domino/workflows")
    camera.shoot(page, "invited", page.get_by_test_id("invitation"))


@view
def health(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/health")
    camera.shoot(page, "health", page.get_by_test_id("check").first)


@view
def in_airflow(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("plugin/domino")
    frame = page.frame_locator("iframe")
    camera.shoot(page, "airflow-workflows", frame.get_by_test_id("workflow").first)
    page.goto(f"plugin/domino/{scene.workflow('Penguins by species')}/edit")
    camera.shoot(page, "airflow-editor", frame.locator("[data-node]").first)
    dag = scene.saved("Penguins by species")["dag_id"]
    page.goto(f"dags/{dag}")
    page.wait_for_load_state("networkidle")
    camera.shoot(page, "airflow-dag")
    tab = page.get_by_role("link", name=re.compile("Domino|Workflow")).last
    if tab.is_visible():
        tab.click()
        page.wait_for_timeout(3000)
        camera.shoot(page, "airflow-dag-tab")
