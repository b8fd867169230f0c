"""Finds the Python interpreter for the Pieces' environments on this machine."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domino_plugin.operators.virtualenv.python_versions import MINORS, PythonNeed

from domino_plugin.errors import Unavailable

_SECONDS = 20
#: What the published images have.
_USUAL_MINOR = 10


@dataclass(frozen=True)
class Interpreter:
    """A working interpreter; `note` says why it isn't the version that was asked for."""

    path: Path
    version: str
    note: str | None = None


def find_interpreter(
    wanted: str, *, allow_download: bool = False, need: PythonNeed | None = None
) -> Interpreter:
    """Find Python `wanted`, else the nearest installed version; what the Pieces need comes first.

    Args:
        wanted: such as "3.10" or "3.10.13", or the absolute path of an interpreter.
        allow_download: whether uv may fetch one that isn't installed.
        need: what the dependency group asks for.

    Raises:
        Unavailable: there is none that does.
        ValueError: `wanted` is neither version nor path.
    """
    if need is None:
        return _usual(wanted, allow_download=allow_download)
    found = _fitting(wanted, need) or (_downloaded_for(wanted, need) if allow_download else None)
    if found is not None:
        return found
    if need.binding:
        raise Unavailable(_none_fits(need))
    usual = _usual(wanted, allow_download=allow_download)
    asked = need.spec.removeprefix("==").removesuffix(".*")
    note = (
        f"Python {asked}, as in {need.source}, is not installed on this machine: "
        f"Python {usual.version} is used."
    )
    return Interpreter(usual.path, usual.version, note)


def _fitting(wanted: str, need: PythonNeed) -> Interpreter | None:
    """Return the installed interpreter nearest to the wanted one of those that do."""
    candidates = _all_working(minor for minor in _in_order(_minor(wanted)) if need.allows_minor(minor))
    if wanted.startswith("/") and (own := _working(Path(wanted), "")):
        candidates = itertools.chain([own], candidates)
    return next((one for one in candidates if need.allows(one.version)), None)


def _downloaded_for(wanted: str, need: PythonNeed) -> Interpreter | None:
    """Have uv fetch the nearest version that does; it takes the newest patch release."""
    minors = (minor for minor in _in_order(_minor(wanted)) if need.allows_minor(minor))
    minor = next(minors, None)
    found = None if minor is None else _downloaded(f"3.{minor}")
    return found if found is not None and need.allows(found.version) else None


def _none_fits(need: PythonNeed) -> str:
    have = ", ".join(dict.fromkeys(one.version for one in _all_working(MINORS))) or "none"
    way_out = (
        "Install one there, let uv do so ([domino] piece_python_download), or let the Piece run in a "
        "container."
        if need.possible
        else f"Pieces run with 3.{MINORS[0]} to 3.{MINORS[-1]}: let this one run in a container."
    )
    return f"The Piece needs Python {need.spec} ({need.source}), and this machine has {have}. {way_out}"


def _minor(wanted: str) -> int:
    match = re.fullmatch(r"3\.(\d+)(\.\d+)?", wanted)
    return int(match[1]) if match else _USUAL_MINOR


def _in_order(minor: int) -> list[int]:
    """Return the minor versions, the nearest first."""
    # Newer before older: what ran on 3.10 more likely runs on 3.12 than on 3.8.
    return sorted(MINORS, key=lambda number: (number < minor, abs(number - minor)))


def _all_working(minors: Iterable[int]) -> Iterator[Interpreter]:
    """Yield every interpreter of these versions that is installed."""
    for minor in minors:
        for path in _candidates(f"3.{minor}"):
            found = _working(path, f"3.{minor}")
            if found is not None:
                yield found


def _usual(wanted: str, *, allow_download: bool) -> Interpreter:
    if wanted.startswith("/"):
        found = _working(Path(wanted), "")
        if found is None:
            raise Unavailable(f"[domino] piece_python is {wanted!r}, which is no working Python interpreter.")
        return found
    match = re.fullmatch(r"3\.(\d+)(\.\d+)?", wanted)
    if match is None:
        raise ValueError(f"[domino] piece_python is {wanted!r}: it takes a version such as 3.10, or a path.")
    exact = _installed(wanted) or (_downloaded(wanted) if allow_download else None)
    if exact is not None:
        return exact
    minor = int(match[1])
    for other in _in_order(minor):
        found = _installed(f"3.{other}")
        if found is not None:
            note = f"Python {wanted} is not installed on this machine: Python {found.version} is used."
            return Interpreter(found.path, found.version, note)
    raise Unavailable(
        "No Python interpreter for Pieces was found. Install one, or set [domino] piece_python to its path."
    )


def _installed(version: str) -> Interpreter | None:
    for path in _candidates(version):
        found = _working(path, version)
        if found is not None:
            return found
    return None


def _candidates(version: str) -> Iterator[Path]:
    minor = ".".join(version.split(".")[:2])
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    patch = version if version.count(".") > 1 else f"{version}.*"
    yield from (folder / "bin" / "python3" for folder in sorted(_glob(pyenv / "versions", patch), key=_patch))
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        # pyenv's own stand-ins start only the version that is chosen at the moment.
        if folder and not folder.rstrip("/").endswith("/shims"):
            yield Path(folder) / f"python{minor}"
    yield Path(sys.base_prefix) / "bin" / f"python{minor}"
    found = _uv("python", "find", "--no-project", "--no-python-downloads", version)
    if found:
        yield Path(found)


def _glob(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []


def _patch(folder: Path) -> int:
    last = folder.name.rpartition(".")[2]
    return -int(last) if last.isdigit() else 0


def _downloaded(version: str) -> Interpreter | None:
    _uv("python", "install", "--no-bin", version, seconds=600)
    return _installed(version)


def _working(path: Path, version: str) -> Interpreter | None:
    """Ask an interpreter for its version; None if it doesn't answer or is of another one."""
    if not os.access(path, os.X_OK):
        return None
    code = "import sys, venv; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        answer = subprocess.run(  # noqa: S603 - an interpreter of this machine
            [str(path), "-I", "-c", code], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = answer.stdout.strip()
    if answer.returncode != 0 or not f"{found}.".startswith(f"{version}." if version else "3."):
        return None
    return Interpreter(path, found)


def uv_path() -> str:
    """Return the uv executable.

    Raises:
        Unavailable: it isn't installed.
    """
    try:
        from uv import find_uv_bin

        return str(find_uv_bin())
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
        if found is None:
            raise Unavailable("uv, which builds environments, is missing: pip install uv") from None
        return found


def _uv(*arguments: str, seconds: int = _SECONDS) -> str:
    try:
        answer = subprocess.run(  # noqa: S603 - uv with arguments of ours
            [uv_path(), *arguments], capture_output=True, text=True, timeout=seconds, check=False, cwd="/"
        )
    except (OSError, subprocess.SubprocessError, Unavailable):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
