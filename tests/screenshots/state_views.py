"""What pages show while they load, when the server fails, and where somebody has no business."""

from __future__ import annotations

from camera import API, Camera, fail, held
from playwright.sync_api import expect
from scene import Scene
from views import view


def _addresses(scene: Scene) -> dict[str, str]:
    return {
        "workflows": "domino/workflows",
        "workflow": scene.workflow("Penguins by species"),
        "run": scene.run("Penguins by species"),
        "pieces": "domino/pieces",
        "files": "domino/files",
        "jobs": "domino/jobs",
        "workspace": "domino/workspace",
        "health": "domino/health",
        "editor": f"{scene.workflow('Penguins by species')}/edit",
    }


@view
def loading(camera: Camera, scene: Scene) -> None:
    for name, address in _addresses(scene).items():
        page = camera.page()
        with held(page):
            page.goto(address, wait_until="domcontentloaded")
            expect(page.locator("[role=status][aria-busy=true]").first).to_be_visible()
            camera.shoot(page, f"loading-{name}")
        camera.close()


@view
def errors(camera: Camera, scene: Scene) -> None:
    for name, address in _addresses(scene).items():
        page = camera.page()
        fail(page)
        page.goto(address)
        camera.shoot(page, f"error-{name}", page.get_by_role("alert").first)
        camera.close()


@view
def unreachable(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.route(API, lambda route: route.abort())
    page.goto("domino/workflows")
    camera.shoot(page, "unreachable", page.get_by_role("alert"))


@view
def signed_out(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/workflows")
    expect(page.get_by_test_id("workflow").first).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("link", name=camera.t("nav.files")).click()
    camera.shoot(page, "signed-out", page.get_by_role("alertdialog"))


@view
def nowhere(camera: Camera, scene: Scene) -> None:
    page = camera.page()
    page.goto("domino/nowhere")
    camera.shoot(page, "not-found", page.get_by_text(camera.t("notFound.title")))
    page.goto("domino/workflows/999999")
    camera.shoot(page, "not-found-workflow", page.get_by_role("heading").first)
    page.goto("domino/workflows/999999/edit")
    camera.shoot(page, "not-found-editor", page.get_by_role("heading").first)
    page.goto("domino/airflow/dags/example_dag")
    camera.shoot(page, "not-from-domino", page.get_by_role("heading").first)


@view
def no_rights(camera: Camera, scene: Scene) -> None:
    """Airflow's own viewer, who may read what is in the default workspace."""
    page = camera.page("viewer")
    for name, address in _addresses(scene).items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        camera.shoot(page, f"viewer-{name}")
    fail(page, 403, title="Forbidden", detail="You may not see the files of this workspace.")
    page.goto("domino/files")
    camera.shoot(page, "forbidden", page.get_by_role("alert"))
