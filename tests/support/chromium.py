"""Which Chromium tests drive, and how it is started."""

from __future__ import annotations

import os
import shutil

#: No sandbox: tests may run as root in a container. The rest keeps the browser from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str:
    """Return the program: the one that CHROMIUM names, or Debian's."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("A Chromium is needed: apt-get install chromium, or name one in CHROMIUM.")
    return program
