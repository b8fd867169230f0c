"""Checks types and layers on the installed wheel: ``python tests/support/installed_wheel.py``.

mypy and import-linter don't follow the mapping of ``operators/`` and ``blueprints/`` into the package's
namespace: on the source tree or an editable installation they see nothing of these folders and report
success. In the wheel everything is where it is imported from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".cache" / "lint"
FOLDERS = ("domino_plugin", "operators", "blueprints", "static")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "src", "*.egg-info")


def check(tree: Path, work: Path) -> tuple[int, str]:
    """Check a source tree.

    Args:
        tree: root of the project or of a copy.
        work: folder for the wheel, its environment and caches; caches of an earlier check make it faster.

    Returns:
        0 and what the tools printed, or another number if one of them has found something.
    """
    python = _install(_build(_copy(tree, work), work), work)
    # From a folder without sources: what lies in the current folder comes first for both tools.
    empty = work / "empty"
    empty.mkdir(exist_ok=True)
    linter = "import sys; from importlinter.cli import lint_imports_command as run; run(sys.argv[1:])"
    types = ["-m", "mypy", "--config-file", tree / "pyproject.toml", "--cache-dir", work / "mypy"]
    layers = ["-c", linter, "--no-logo", "--config", tree / ".importlinter", "--cache-dir", work / "imports"]
    tools = [[python, *types, "--package", "domino_plugin"], [python, *layers]]
    outcomes = [
        subprocess.run([str(part) for part in tool], cwd=empty, capture_output=True, text=True, check=False)
        for tool in tools
    ]
    text = "\n".join(f"{outcome.stdout}{outcome.stderr}".strip() for outcome in outcomes)
    return max(outcome.returncode for outcome in outcomes), _as_in_the_tree(text, work)


def _as_in_the_tree(text: str, work: Path) -> str:
    """Name the files as they are found in the source tree."""
    for folder in FOLDERS[1:]:
        text = re.sub(rf"\S+/site-packages/domino_plugin/{folder}/", f"{folder}/", text)
    return re.sub(rf"{re.escape(str(work))}\S+/site-packages/", "", text)


def _copy(tree: Path, work: Path) -> Path:
    """Copy what the wheel is made of, with a placeholder for the built web app, which has no Python."""
    copy = work / "tree"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for folder in FOLDERS:
        shutil.copytree(tree / folder, copy / folder, ignore=NOT_COPIED)
    for file in tree.iterdir():
        if file.is_file():
            shutil.copy2(file, copy)
    page = copy / "static" / "dist" / "index.html"
    page.parent.mkdir()
    page.write_text("")
    (copy / "PKG-INFO").write_text("")
    return copy


def _build(tree: Path, work: Path) -> Path:
    wheels = work / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    _uv("build", "--wheel", "--python", sys.executable, "-o", str(wheels), str(tree))
    return next(wheels.glob("*.whl"))


def _install(wheel: Path, work: Path) -> Path:
    """Install the wheel alone into an environment that takes everything else from this interpreter's."""
    environment = work / "environment"
    python = environment / "bin" / "python"
    if not python.exists():
        _uv("venv", "--python", sys.executable, str(environment))
    site = next((environment / "lib").glob("python3*")) / "site-packages"
    # A path in a .pth file is searched, but the .pth files in it (editable installations) have no effect.
    (site / "base.pth").write_text(sysconfig.get_path("purelib") + "\n")
    _uv("pip", "install", "--python", str(python), "--no-deps", "--reinstall", str(wheel))
    return python


def _uv(*arguments: str) -> None:
    command = [sys.executable, "-m", "uv", "--quiet", *arguments]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if outcome.returncode:
        raise RuntimeError(f"uv {' '.join(arguments)}:\n{outcome.stdout}{outcome.stderr}")


if __name__ == "__main__":
    code, report = check(ROOT, WORK)
    print(report)
    sys.exit(code)
