"""Takes pictures of every page and state: ``python tests/screenshots/take.py OUT``.

A real Airflow and a real Chromium are driven. With ``--home`` the server's content is kept, so that the next
call takes its pictures at once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import editor_views  # noqa: F401
import page_views  # noqa: F401
import piece_views  # noqa: F401
import state_views  # noqa: F401
from camera import SETTINGS, Camera, Setting
from gallery import write_gallery
from scene import Scene
from support.airflow_server import AirflowServer
from support.chromium import ARGUMENTS, find_chromium
from views import ONCE, VIEWS


def main() -> int:
    """Take the pictures; return 1 if a view could not be reached."""
    options = _options()
    out = Path(options.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    home = Path(options.home or tempfile.mkdtemp(prefix="domino-screenshots-")).resolve()
    failed = []
    try:
        with AirflowServer(home) as server, sync_playwright() as playwright:
            scene = Scene(server)
            print("Making what there is to be seen", flush=True)
            scene.build()
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            for setting in (SETTINGS[name] for name in options.settings.split(",")):
                camera = Camera(browser, server, out, setting)
                failed += _take_all(camera, scene, options.only, out)
            browser.close()
    finally:
        if not options.home:
            shutil.rmtree(home, ignore_errors=True)
    count = write_gallery(out)
    print(f"{count} pictures: {out / 'index.html'}")
    for name in failed:
        print(f"not reached: {name}")
    return 1 if failed else 0


def _take_all(camera: Camera, scene: Scene, only: str, out: Path) -> list[str]:
    """Take the pictures of one setting and return the views that could not be reached."""
    failed = []
    for name, view in VIEWS.items():
        if not re.search(only, name) or (name in ONCE and not _is_usual(camera.setting)):
            continue
        start = time.monotonic()
        try:
            view(camera, scene)
        except (AssertionError, Error):
            failed.append(f"{name} ({camera.setting.name})")
            (out / f"{name}--{camera.setting.name}.txt").write_text(traceback.format_exc())
            print(traceback.format_exc(limit=-2), flush=True)
        finally:
            camera.close()
            scene.tidy()
        print(f"  {camera.setting.name} {name}: {time.monotonic() - start:.0f} s", flush=True)
    return failed


def _is_usual(setting: Setting) -> bool:
    return setting is SETTINGS["1440"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", help="folder for the pictures and their index.html")
    parser.add_argument("--only", default="", help="views whose names match this regular expression")
    parser.add_argument("--settings", default=",".join(SETTINGS), help=f"some of {', '.join(SETTINGS)}")
    parser.add_argument("--home", default=os.environ.get("SCREENSHOTS_HOME"), help="Airflow home to keep")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
