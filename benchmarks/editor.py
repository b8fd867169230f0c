"""How the editor behaves with 500 and 1,000 Pieces, in a headless Chromium on a real Airflow web server.

``python benchmarks/editor.py [rounds]``. Measured, each as the median of the rounds:

* milliseconds from opening the editor's address, its files in the browser's cache, until all Pieces in view
  are drawn and the page takes input, also in times of the bare page's own;
* milliseconds until the page is complete, so that nothing gains by being drawn later: all bars and the
  catalogue are there, and nothing more is drawn; and until the server's check of the workflow has arrived,
  which is asked for a moment after the first picture;
* milliseconds to a usable canvas from a click on Edit in the list of workflows, the mouse having come there
  only then;
* 95th percentile of the frame times while panning and while dragging a Piece, against a bare React Flow page
  with as many plain nodes in a canvas of the same size, in turn;
* megabytes of JavaScript heap over an empty workflow;
* milliseconds from Ctrl+Z until a paste of 200 Pieces is undone and the page takes input;
* kilobytes, packed, of all files that the first page names: the editor's own are no part of it.

Frames aren't held back to the screen's rate, else a slow one would count like two.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = Path(__file__).with_name("editor_pages")
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import BrowserContext, Page, sync_playwright  # noqa: E402
from support.airflow_server import AirflowServer  # noqa: E402
from support.domino_client import DominoClient, piece, upstream, value  # noqa: E402

import build_web  # noqa: E402

ROUNDS, SIZES, PASTED, COLUMNS = 5, (500, 1000), 200, 25
MOVES = 90
SCREEN = {"width": 1440, "height": 900}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
    # The heap is told exactly, and can be cleared before.
    "--enable-precise-memory-info",
]
# What a page that was closed had not sent yet would be offered to be resumed, in a dialog before the canvas.
FORGET_UNSENT = """
for (const key of Object.keys(localStorage)) {
  if (key.startsWith("domino-unsent")) localStorage.removeItem(key);
}
"""
PROMISED = {
    "open 500, ms": 600,
    "open 1000, ms": 800,
    "pan 500, times bare": 1.3,
    "pan 1000, times bare": 1.3,
    "drag 500, times bare": 1.3,
    "drag 1000, times bare": 1.3,
    "heap of 500, MB": 30,
    "heap of 1000, MB": 30,
    "undo a paste of 200, ms": 100,
    "first page, kB": 350,
}


@dataclass
class Content:
    """A grid of Pieces, each fed by its left neighbour."""

    size: int
    places: dict[str, dict[str, float]] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(self.size):
            column, row = number % COLUMNS, number // COLUMNS
            self.places[f"n{number}"] = {"x": column * 320.0, "y": row * 140.0}
            if column:
                self.edges.append((f"n{number - 1}", f"n{number}"))

    def workflow(self, version: str) -> dict[str, Any]:
        """Return it as a request for a new workflow."""
        fed = {downstream: name for name, downstream in self.edges}
        nodes = []
        for name in self.places:
            inputs: dict[str, Any] = {"message": value(f"{name}: a text that somebody typed, " * 4)}
            if name in fed:
                inputs["value"] = upstream(fed[name], "message")
            node = {"id": name, "name": f"Log {name}", "piece": piece(version, "LogPiece"), "inputs": inputs}
            nodes.append(node)
        edges = [{"upstream": one, "downstream": other} for one, other in self.edges]
        document = {"schema_version": 1, "name": f"{self.size} Pieces", "nodes": nodes, "edges": edges}
        return {"document": document, "layout": {"nodes": self.places}}

    def plain(self, width: float, height: float) -> str:
        """Return it as the script that a bare page reads it from."""
        nodes = [{"id": name, **place} for name, place in self.places.items()]
        content = {"nodes": nodes, "edges": self.edges, "width": width, "height": height}
        return f"window.benchContent = {json.dumps(content)}"


class Bench:
    """A server with the workflows, a browser, and the bare page."""

    def __init__(self, server: AirflowServer, context: BrowserContext, bare: str) -> None:
        self.context, self.bare = context, bare
        self.client = DominoClient(server)
        self.version = self.client.install_starter()
        self.contents = {size: Content(size) for size in (0, PASTED, *SIZES)}
        self.ids = {size: self._create(content) for size, content in self.contents.items()}
        self.figures: dict[str, list[float]] = {}

    def note(self, name: str, figure: float) -> None:
        """Keep a figure of this round."""
        self.figures.setdefault(name, []).append(figure)

    def round(self) -> None:
        """Measure everything once."""
        empty = self._heap_of_empty()
        for size in SIZES:
            canvas, ours = self._editor(size, empty)
            bare = self._bare(size, canvas)
            opened, plain = self.figures[f"open {size}, ms"][-1], self.figures[f"open {size} bare, ms"][-1]
            self.note(f"open {size}, times bare", opened / plain)
            self._from_list(size)
            for action in ("pan", "drag"):
                self.note(f"{action} {size}, ms", ours[action])
                self.note(f"{action} {size} bare, ms", bare[action])
                self.note(f"{action} {size}, times bare", ours[action] / bare[action])
        self._undo()

    def _editor(self, size: int, empty: float) -> tuple[dict[str, float], dict[str, float]]:
        page = self._open(size)
        opened = page.evaluate("bench.usable()")
        if opened["drawn"] < size:
            raise RuntimeError(f"{opened['drawn']} of {size} nodes are drawn")
        lines = page.evaluate("bench.lines()")
        if lines < len(self.contents[size].edges):
            raise RuntimeError(f"{lines} of {len(self.contents[size].edges)} lines are drawn")
        self.note(f"first of {size} drawn, ms", opened["first"])
        self.note(f"open {size}, ms", opened["usable"])
        completed = page.evaluate("bench.completed()")
        self.note(f"complete {size}, ms", completed["complete"])
        self.note(f"checked {size}, ms", completed["checked"])
        self.note(f"heap of {size}, MB", heap(page) - empty)
        surface = "document.querySelector('[data-canvas-surface]').getBoundingClientRect()"
        canvas = page.evaluate(f"(({{width, height}}) => ({{width, height}}))({surface})")
        frames = move(page)
        self._close(page)
        return canvas, frames

    def _bare(self, size: int, canvas: dict[str, float]) -> dict[str, float]:
        page = self._page()
        page.add_init_script(self.contents[size].plain(**canvas))
        page.goto(self.bare)
        # No promise hangs on it, but it tells how busy the machine is.
        self.note(f"open {size} bare, ms", page.evaluate("bench.usable()")["usable"])
        frames = move(page)
        page.close()
        return frames

    def _from_list(self, size: int) -> None:
        page = self._page()
        page.goto("domino/workflows")
        link = page.get_by_role("link", name=f"Edit {size} Pieces", exact=True)
        link.wait_for()
        page.wait_for_timeout(1500)
        page.evaluate("() => { window.result = bench.openedByClick(); }")
        link.click()
        opened = page.evaluate("window.result")
        if opened["drawn"] < size:
            raise RuntimeError(f"{opened['drawn']} of {size} nodes are drawn")
        self.note(f"open from the list {size}, ms", opened["usable"])
        self._close(page)

    def _heap_of_empty(self) -> float:
        page = self._open(0)
        # Twice: the first visit fills the browser's cache.
        page.locator("[data-canvas-surface]").wait_for()
        page.reload()
        page.locator("[data-canvas-surface]").wait_for()
        page.wait_for_timeout(1000)
        found = heap(page)
        self._close(page)
        return found

    def _undo(self) -> None:
        page = self._open(PASTED)
        page.evaluate("bench.usable()")
        page.locator("[data-canvas-surface]").focus()
        page.keyboard.press("Control+a")
        page.wait_for_function("size => document.querySelectorAll('.selected').length >= size", arg=PASTED)
        page.keyboard.press("Control+c")
        page.wait_for_function(
            "async size => (await navigator.clipboard.readText()).length > size", arg=PASTED
        )
        self._close(page)
        page = self._open(SIZES[0])
        before = page.evaluate("bench.usable()")["drawn"]
        page.locator("[data-canvas-surface]").focus()
        page.keyboard.press("Control+v")
        page.wait_for_function("before => bench.drawn() > before", arg=before)
        page.evaluate("bench.usable()")
        page.evaluate("() => { window.result = bench.undone(); }")
        page.keyboard.press("Control+z")
        self.note(f"undo a paste of {PASTED}, ms", page.evaluate("window.result"))
        self._close(page)

    def _open(self, size: int) -> Page:
        page = self._page()
        page.goto(f"domino/workflows/{self.ids[size]}/edit", wait_until="commit")
        return page

    def _page(self) -> Page:
        page = self.context.new_page()
        page.add_init_script(path=PAGES / "recorder.js")
        page.add_init_script(FORGET_UNSENT)
        return page

    def _close(self, page: Page) -> None:
        """Leave nothing behind that the next opening would offer to resume."""
        page.close()
        for draft in self.client.call("GET", "drafts?limit=200")["items"]:
            self.client.call("DELETE", f"drafts/{draft['id']}", expect=204)

    def _create(self, content: Content) -> int:
        made = self.client.call("POST", "workflows", json=content.workflow(self.version), expect=201)
        return int(made["id"])


def move(page: Page) -> dict[str, float]:
    """Pan the canvas, then drag a node; return the 95th percentile of the frame times."""
    found = {}
    for action in ("pan", "drag"):
        place = page.evaluate("bench.place", action == "drag")
        if place is None:
            raise RuntimeError(f"There is no place to {action} at.")
        page.mouse.move(place["x"], place["y"])
        page.mouse.down()
        # The first move starts it, which costs once.
        page.mouse.move(place["x"] + 5, place["y"] + 5)
        page.wait_for_timeout(100)
        page.evaluate("bench.record()")
        for step in range(MOVES):
            page.mouse.move(place["x"] + 5 + 2 * step, place["y"] + 5 + step % 20)
        frames = sorted(page.evaluate("bench.recorded()"))
        page.mouse.up()
        page.wait_for_timeout(300)
        found[action] = frames[int(len(frames) * 0.95)]
    return found


def heap(page: Page) -> float:
    """Return the megabytes that are in use on the JavaScript heap after collecting garbage."""
    session = page.context.new_cdp_session(page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    session.detach()
    return float(used)


def first_page() -> float:
    """Return the kilobytes, packed, that the web app's page loads whatever its address."""
    dist = ROOT / "static" / "dist"
    page = (dist / "index.html").read_text()
    files = set(re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page))
    if any("EditorPage" in name for name in files):
        raise RuntimeError("The first page loads the editor.")
    return sum(len(gzip.compress((dist / name).read_bytes())) for name in files) / 1000


@contextmanager
def bare_page(folder: Path) -> Iterator[str]:
    """Build the bare page with the web app's own packages and serve it; yields its address."""
    shutil.copytree(PAGES, folder / "bare")
    (folder / "bare" / "node_modules").symlink_to(ROOT / "static" / "node_modules")
    vite = ROOT / "static" / "node_modules" / "vite" / "bin" / "vite.js"
    node = Path(build_web.npm_command()[0])
    command = [str(node if node.name == "node" else shutil.which("node")), str(vite), "build", "--base", "./"]
    subprocess.run(command, cwd=folder / "bare", check=True, stdout=subprocess.DEVNULL)
    handler = partial(QuietHandler, directory=str(folder / "bare" / "dist"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure(rounds: int) -> dict[str, float]:
    """Return the medians."""
    build_web.build()
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory(prefix="domino-bench-") as folder,
        bare_page(Path(folder)) as bare,
        AirflowServer(Path(folder) / "home", components=["api-server"]) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        context = browser.new_context(
            base_url=server.base_url + "/", viewport=SCREEN, reduced_motion="reduce"
        )
        # Also on a busy machine: its figures will tell.
        context.set_default_timeout(120_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.base_url)
        context.add_cookies([{"name": "_token", "value": server.token(), "url": server.base_url}])
        bench = Bench(server, context, bare)
        for _ in range(rounds):
            bench.round()
        browser.close()
    bench.note("first page, kB", first_page())
    return {name: statistics.median(figures) for name, figures in bench.figures.items()}


def main() -> None:
    """Print the figures; end with 1 if a promise is broken."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    figures = measure(rounds)
    broken = False
    for name, figure in figures.items():
        promised = PROMISED.get(name)
        kept = promised is None or figure <= promised
        broken = broken or not kept
        limit = "" if promised is None else f" (promised: at most {promised}{'' if kept else ', BROKEN'})"
        print(
            f"editor, {name}: {figure:.2f}{limit}" if figure < 10 else f"editor, {name}: {figure:.0f}{limit}"
        )
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
