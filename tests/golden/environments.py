"""Builds the environments of the golden cases: the recorded packages without the original runtime."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
#: Interpreters with recorded packages, the one of the recordings first.
VERSIONS = ("3.10", "3.11")


class Environment(NamedTuple):
    """A package set that is installed: the version of its Python, and its interpreter."""

    version: str
    python: Path


def build(package_set: str, packages_file: Path, *, original: bool = False) -> Environment:
    """Return the environment with a set's packages, built unless it stands already.

    It has the Python of the recordings, or 3.11 if there is no other and the set has pins for it; and the
    original runtime only if that is wanted. Ends the program if there is no such Python.
    """
    packages = json.loads(packages_file.read_text())
    if package_set not in packages:
        sys.exit(f"There is no package set {package_set!r}: choose from {', '.join(packages)}.")
    version, interpreter = _find_interpreter(package_set, packages[package_set])
    pins = packages[package_set][f"freeze_{version}"]
    pins = [pin for pin in pins if original or not pin.startswith("domino-py")]
    key = hashlib.sha256(json.dumps([str(interpreter), pins]).encode()).hexdigest()[:12]
    name = f"{package_set}-original" if original else package_set
    folder = ROOT / ".cache" / "golden" / f"{name}-{version}-{key}"
    environment = Environment(version, folder / "bin" / "python")
    if (folder / "complete").exists():
        return environment
    print(f"building the environment {name} ({len(pins)} packages, Python {version})", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([_uv(), "venv", "--quiet", "--python", str(interpreter), str(folder)], check=True)
    requirements = folder / "requirements.txt"
    requirements.write_text("\n".join(pins) + "\n")
    command = [_uv(), "pip", "install", "--quiet", "--no-deps", "--python", str(environment.python)]
    installed = subprocess.run([*command, "-r", str(requirements)], check=False)
    if installed.returncode != 0:
        sys.exit(
            f"The packages of {name} can't be installed; leave the set out with SETS=... or see above why."
        )
    (folder / "complete").touch()
    return environment


def _find_interpreter(package_set: str, packages: dict[str, Any]) -> tuple[str, Path]:
    wanted = [version for version in VERSIONS if f"freeze_{version}" in packages]
    given = os.environ.get("DOMINO_GOLDEN_PYTHON")
    for candidate in [*([Path(given)] if given else []), *itertools.chain(*map(_installed, wanted))]:
        version = _version(candidate)
        if version in wanted:
            return version, candidate
    sys.exit(
        f"The package set {package_set} needs Python {' or '.join(wanted)}: install it "
        f"(uv python install {wanted[0]}) or name it in DOMINO_GOLDEN_PYTHON."
    )


def _installed(version: str) -> list[Path]:
    found = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    versions = sorted((pyenv / "versions").glob(f"{version}.*/bin/python{version}"), reverse=True)
    return [*([Path(found)] if found else []), *versions, *_of_uv(version)]


def _of_uv(version: str) -> list[Path]:
    answer = subprocess.run(
        [_uv(), "python", "find", "--no-python-downloads", version],
        capture_output=True,
        text=True,
        check=False,
    )
    return [Path(answer.stdout.strip())] if answer.returncode == 0 else []


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv") or "uv"


def _version(python: Path) -> str | None:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()
