"""What axe finds inaccessible in a page."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
#: Frames hold results of Pieces: foreign documents that axe can't look into. An open menu lies outside of all
#: landmarks, at the end of the document, as a dialog does; axe excuses the dialog only.
RUN = """async () => {
  const { violations } = await axe.run(document, { iframes: false, resultTypes: ["violations"] });
  const isMenu = (id, target) =>
    id === "region" && document.querySelector(target)?.querySelector("[role=menu]");
  return violations.flatMap(({ id, impact, nodes }) => nodes
    .filter(({ target }) => !isMenu(id, target[0]))
    .map(({ target, failureSummary, html }) =>
    [impact, id, target.join(" "), html.slice(0, 160), failureSummary.replace(/\\s+/g, " ")].join(" | ")));
}"""


def violations(page: Page) -> list[str]:
    """Return what breaks a rule, or what axe calls best practice, in what the page shows now."""
    page.evaluate(f"window.axe === undefined && (() => {{ {_source()} }})()")
    found: list[str] = page.evaluate(RUN)
    return found


@cache
def _source() -> str:
    """Return axe-core's program, at the version of the web app's lock file."""
    subprocess.run([sys.executable, str(ROOT / "build_web.py"), "tools"], check=True, cwd=ROOT)
    return (ROOT / "static" / "node_modules" / "axe-core" / "axe.min.js").read_text()
