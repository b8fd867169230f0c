"""The workflow editor in a browser window, as somebody in front of it sees it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FrameLocator, Locator, Page, expect

from support.domino_client import DominoClient

RUN_ENDS = 300_000


class EditorWindow:
    """An open editor.

    Args:
        page: the window.
        frame: the frame within the window that the editor is in; None if it is the whole page.
        motion: whether the view glides; what moves is hard to hit.
    """

    def __init__(self, page: Page, frame: FrameLocator | None = None, *, motion: bool = False) -> None:
        self.page = page
        page.emulate_media(reduced_motion="no-preference" if motion else "reduce")
        self.root: Page | FrameLocator = frame or page

    def open_new(self) -> None:
        """Open the editor with an empty workflow; work that was left over is not taken up."""
        self.open("domino/workflows/new")

    def open_workflow(self, workflow: dict[str, Any]) -> None:
        """Open the editor on a workflow as it is saved."""
        self.open(f"domino/workflows/{workflow['id']}/edit")

    def open(self, address: str) -> None:
        """Open an address of the editor."""
        self.page.goto(address)
        expect(self.canvas).to_be_visible()

    @property
    def canvas(self) -> Locator:
        """What keys go to."""
        return self.root.get_by_role("application", name="Canvas")

    @property
    def nodes(self) -> Locator:
        """The cards of all nodes that are drawn."""
        return self.root.locator("[data-node]")

    @property
    def edges(self) -> Locator:
        """The lines between cards."""
        return self.root.locator(".react-flow__edge")

    def middle_of_edge(self) -> tuple[float, float]:
        """Return the middle of the only line, in the window's pixels."""
        x, y = self.edges.locator(".react-flow__edge-path").evaluate(
            "path => { const { left, width, top, height } = path.getBoundingClientRect();"
            " return [left + width / 2, top + height / 2]; }"
        )
        return float(x), float(y)

    def node(self, node_id: str) -> Locator:
        """Return a node's card."""
        return self.root.locator(f'[data-node="{node_id}"]')

    @property
    def form(self) -> Locator:
        """The panel of the open node."""
        return self.root.get_by_role("complementary").filter(has=self.root.get_by_label("Name of the node"))

    def field(self, path: str) -> Locator:
        """Return an input's place in the form, such as ``conditions[0].column``."""
        return self.form.locator(f'[data-field="{path}"]')

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Return a button anywhere in the editor."""
        return self.root.get_by_role("button", name=name, exact=isinstance(name, str))

    def piece(self, label: str) -> Locator:
        """Return a Piece in the palette."""
        return self.root.get_by_role("button", name=re.compile(rf"^Add\s*{re.escape(label)}\b"))

    @property
    def dialog(self) -> Locator:
        """The dialog that is open, questions included."""
        return self.root.locator("[role=dialog]:visible, [role=alertdialog]:visible").last

    @property
    def active_option(self) -> Locator:
        """The option of an open list that Enter would take."""
        return self.root.locator("[role=option][aria-selected=true]")

    @property
    def draft_state(self) -> Locator:
        """The words about where the work is."""
        return self.root.get_by_test_id("draft-state")

    @property
    def problems_button(self) -> Locator:
        """The button that tells how many problems there are and opens their list."""
        return self.root.get_by_test_id("problems")

    @property
    def problems(self) -> Locator:
        """The rows of the list of problems."""
        return self.root.get_by_test_id("problem")

    @property
    def said(self) -> Locator:
        """What screen readers were told last."""
        return self.root.get_by_test_id("said")

    def toast(self, text: str) -> Locator:
        """Return a message that goes by itself."""
        return self.root.get_by_role("status").filter(has_text=text).first

    def rename(self, name: str) -> None:
        """Give the workflow a name."""
        field = self.root.get_by_label("Name of the workflow")
        field.fill(name)
        field.press("Enter")

    def save(self, version: int) -> int:
        """Save by the button, see that this version is there, and return the workflow's id."""
        self.button("Save").click()
        return self.saved_as(version)

    def saved_as(self, version: int) -> int:
        """Wait for a version to be saved and return the workflow's id."""
        expect(self.draft_state).to_have_text(f"Version {version}")
        expect(self.draft_state).to_have_attribute("data-state", "clean")
        self.page.wait_for_url(re.compile(r"/workflows/\d+/edit$"))
        return self.workflow_id

    def wait_for_draft(self) -> int:
        """Wait until the server has everything as a draft and return the draft's id."""
        expect(self.draft_state).to_have_attribute("data-state", "saved")
        self.page.wait_for_url(re.compile(r"[?&]draft=\d+"))
        return int(parse_qs(urlsplit(self.page.url).query)["draft"][0])

    def wait_for_saved_layout(self) -> None:
        """Wait until the server has where things are drawn; that needs no new version."""
        expect(self.draft_state).to_have_text(re.compile("^Layout saved"))

    def content(self, client: DominoClient) -> dict[str, Any]:
        """Return document and layout as the server has them as a draft."""
        draft = client.call("GET", f"drafts/{self.wait_for_draft()}")
        return {name: draft[name] for name in ("document", "layout")}

    @property
    def workflow_id(self) -> int:
        """The workflow in the address."""
        found = re.search(r"/workflows/(\d+)/edit", self.page.url)
        assert found, self.page.url
        return int(found[1])
