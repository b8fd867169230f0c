"""Finds the Python interpreter for the Pieces' environments on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domino_plugin.errors import Unavailable

#: Minor versions of Python 3 that Pieces can run with.
_MINORS = range(9, 15)
_SECONDS = 20


@dataclass(frozen=True)
class Interpreter:
    """A working interpreter; `note` says why it isn't the version that was asked for."""

    path: Path
    version: str
    note: str | None = None


def find_interpreter(wanted: str, *, allow_download: bool = False) -> Interpreter:
    """Find Python `wanted`, else the nearest installed version.

    Args:
        wanted: such as "3.10" or "3.10.13", or the absolute path of an interpreter.
        allow_download: whether uv may fetch `wanted` if it isn't installed.

    Raises:
        Unavailable: there is none.
        ValueError: `wanted` is neither version nor path.
    """
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
    # Newer before older: what ran on 3.10 more likely runs on 3.12 than on 3.8.
    for other in sorted(_MINORS, key=lambda number: (number < minor, abs(number - minor))):
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
