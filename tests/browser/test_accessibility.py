"""Every page and the editor's main states, judged by axe, in light and in dark; and motion nobody wants."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.axe import violations
from support.domino_client import DominoClient, python_node
from support.editor_keys import press
from support.editor_window import EditorWindow
from support.jobs_in_hand import put_job
from support.workflow_samples import penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]

OpenContext = Callable[..., BrowserContext]
MODES = ["light", "dark"]


@pytest.fixture
def open_page(open_context: OpenContext) -> Callable[[str], Page]:
    """Open a window in one of the two modes."""

    def open_(mode: str) -> Page:
        # What fades in has no contrast yet.
        context = open_context(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
        context.add_init_script(f"localStorage.setItem('theme', '{mode}')")
        return context.new_page()

    return open_


class Judge:
    """Collects what axe finds in one state after the other, so that one run tells all."""

    def __init__(self, page: Page, mode: str) -> None:
        self.page = page
        self.mode = mode
        self.found: dict[str, str] = {}

    def report(self) -> str:
        """Return what was found, a line each."""
        return "\n".join(f"{state}: {violation}" for violation, state in self.found.items())

    def look(self, state: str, shown: Locator) -> None:
        """Judge what the page shows as soon as `shown` is visible."""
        expect(shown).to_be_visible()
        expect(self.page.locator("html")).to_have_class(re.compile(rf"\b{self.mode}\b"))
        expect(self.page.get_by_role("status", name="Loading")).to_have_count(0)
        for violation in violations(self.page):
            self.found.setdefault(violation, state)


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_accessible(
    open_page: Callable[[str], Page],
    client: DominoClient,
    example: dict[str, Any],
    finished_run: dict[str, Any],
    mode: str,
) -> None:
    page = open_page(mode)
    judge = Judge(page, mode)
    workflow = f"domino/workflows/{example['id']}"
    run = f"{workflow}/runs/{quote(finished_run['run_id'], safe='')}"
    page.goto("domino/workflows")
    judge.look("workflows", page.get_by_test_id("workflow").first)
    page.get_by_role("button", name=f"More actions for {example['name']}").first.click()
    page.get_by_role("menuitem", name="Delete").click()
    judge.look("question", page.get_by_role("alertdialog"))
    page.goto(workflow)
    judge.look("workflow", page.get_by_test_id("run").first)
    page.goto(f"{run}?task=chart")
    judge.look("chart of a run", page.locator(".plotly .trace, .plot-container .trace").first)
    page.goto(f"{run}?task=read_penguins")
    judge.look("table of a run", page.get_by_role("tabpanel").get_by_role("row").nth(1))
    page.get_by_role("tab", name="Outputs").click()
    judge.look("outputs of a run", page.get_by_role("cell", name="row_count", exact=True))
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_test_id("log")).not_to_be_empty()
    judge.look("log of a run", page.get_by_test_id("log"))
    page.goto("domino/pieces")
    judge.look("pieces", page.get_by_test_id("piece").first)
    page.get_by_test_id("piece").first.click()
    judge.look("piece", page.get_by_role("dialog").get_by_role("heading", name="Inputs", exact=True))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Install repository").click()
    judge.look("install", page.get_by_role("dialog").get_by_text("Git repository", exact=True))
    page.goto("domino/files")
    page.get_by_label("Upload").set_input_files(
        [{"name": f"{mode}.txt", "mimeType": "text/plain", "buffer": b"Looked at by nobody."}]
    )
    judge.look("files", page.get_by_test_id("file").filter(has_text=f"{mode}.txt"))
    page.goto("domino/workspace")
    judge.look("workspace", page.get_by_role("heading", name="Default", exact=True))
    page.get_by_role("button", name="What may each role do?").click()
    judge.look("what each role may do", page.get_by_test_id("rights"))
    page.get_by_role("button", name="Invite").click()
    judge.look("invite", page.get_by_role("dialog").get_by_label("Role"))
    job = put_job(
        client.server.home,
        client.workspace_id,
        "install_repository",
        {"source": "https://example.com/pieces"},
        step="read",
        done=1,
        total=3,
    )
    page.goto("domino/jobs")
    judge.look("jobs, one of them under way", page.get_by_role("progressbar"))
    client.call("POST", f"jobs/{job}/cancel")
    page.goto("domino/health")
    judge.look("health", page.get_by_test_id("check").first)
    page.goto("domino/nowhere")
    judge.look("no such page", page.get_by_text("There is no such page"))
    assert not judge.found, judge.report()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.usefixtures("finished_run")
def test_the_editor_is_accessible(
    open_page: Callable[[str], Page],
    client: DominoClient,
    example: dict[str, Any],
    mode: str,
) -> None:
    page = open_page(mode)
    judge = Judge(page, mode)
    editor = EditorWindow(page)
    editor.open_new()
    judge.look("empty", editor.button(re.compile("^Add the first Piece")))
    editor.button("What Chart does").click()
    judge.look("what a Piece does", page.get_by_role("dialog", name="What Chart does"))
    press(editor, "Escape")
    editor.canvas.press("Tab")
    judge.look("adding a Piece", page.get_by_role("option").first)
    press(editor, "Escape", "Control+k")
    judge.look("commands", page.get_by_role("combobox", name="Commands"))
    press(editor, "Escape")
    editor.canvas.press("?")
    judge.look("keys", page.get_by_role("dialog", name="Keyboard shortcuts"))
    press(editor, "Escape")

    page.goto("domino/workflows/new")
    editor.open_workflow(penguins(client, f"Looked at in {mode}"))
    judge.look("a workflow", editor.node("read_csv"))
    editor.canvas.focus()
    press(editor, "Control+a", "Control+g")
    editor.root.get_by_role("textbox", name="Title of the group").press("Enter")
    press(editor, "Shift+n")
    editor.root.get_by_role("textbox", name="Text of the note").fill("A *note*")
    press(editor, "Escape")
    judge.look("a group and a note", editor.root.get_by_text("A note"))
    editor.piece("Aggregate").dblclick()
    judge.look("a node's form with problems", editor.form.get_by_text("is required and has no value"))
    editor.button("About this Piece").click()
    judge.look("about a node's Piece", page.get_by_role("dialog", name="About this Piece"))
    press(editor, "Escape")
    editor.root.get_by_role("tab", name="Options").click()
    judge.look("a node's options", editor.form.get_by_text("Time limit"))
    editor.root.get_by_role("tab", name="JSON").click()
    judge.look("a node's JSON", editor.form.get_by_role("textbox", name="Inputs of Aggregate as JSON"))
    editor.root.get_by_role("tab", name="Inputs").click()
    editor.button(re.compile("^Output for File")).click()
    judge.look("outputs to take", page.get_by_role("listbox", name="Output for File"))
    press(editor, "Escape")
    editor.button("Settings of the workflow").click()
    judge.look("settings", page.get_by_label("Description"))
    editor.problems_button.click()
    judge.look("problems", editor.problems.first)
    editor.button("Outline").click()
    judge.look("outline", editor.root.get_by_role("heading", name=re.compile("^Outline")))
    editor.canvas.focus()
    press(editor, "ArrowRight", "c")
    judge.look("connecting", editor.canvas)
    press(editor, "Escape")
    editor.button("More").click()
    judge.look("menu", page.get_by_role("menuitem").first)

    page.goto(f"domino/workflows/{example['id']}/edit")
    editor.button("Auto-layout").click()
    editor.button("Show the last runs").click()
    judge.look("states of a run", editor.node("chart").locator("[data-state=success]"))
    editor.node("chart").click()
    judge.look("result beside a node", page.locator(".plotly .trace, .plot-container .trace").first)
    assert not judge.found, judge.report()


def test_nothing_moves_for_those_who_want_no_motion(open_context: OpenContext, client: DominoClient) -> None:
    page = open_context(reduced_motion="reduce").new_page()
    page.add_init_script("""
      window.moved = [];
      for (const kind of ["animationstart", "transitionrun"]) document.addEventListener(kind, (event) => {
        const lasts = ({ effect }) => effect.getComputedTiming().activeDuration > 1;
        const moving = document.getAnimations().filter(lasts);
        for (const { effect, animationName, transitionProperty } of moving)
          window.moved.push(`${animationName ?? transitionProperty} ${effect.target.className}`);
      }, true);
    """)
    editor = EditorWindow(page)
    # It lasts until it is stopped, however slow the machine is.
    slow = python_node(client.install_starter(), "slow", "import time; time.sleep(600)", {})
    editor.open_workflow(client.create({"name": "Slow", "nodes": [slow]}))
    editor.button("Run").click()
    expect(editor.root.locator("[data-node] [data-state=running]").first).to_be_visible(timeout=120_000)
    editor.button("Auto-layout").click()
    editor.canvas.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    press(editor, "Escape")
    editor.button("More").click()
    editor.button("Stop").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Stop").click()
    expect(editor.toast("The run is stopped")).to_be_visible()
    assert page.evaluate("window.moved") == []
