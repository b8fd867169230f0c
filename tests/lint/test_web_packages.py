"""Each package of the web app is explained, and none that isn't there."""

from __future__ import annotations

import json
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"


def test_each_package_of_the_web_app_has_its_reason() -> None:
    package = json.loads((STATIC / "package.json").read_text())
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", (STATIC / "README.md").read_text(), re.MULTILINE)
    explained = [name for name, _reason in rows if name not in {"Package", "---"}]
    assert explained == [*sorted(package["dependencies"]), *sorted(package["devDependencies"])]
