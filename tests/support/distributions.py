"""Builds wheel and sdist as pip does, and reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What a clone doesn't have: environments, caches, and everything built.
NOT_CLONED = shutil.ignore_patterns(
    ".git", ".venv*", ".airflow", ".cache", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info",
    "node_modules", "build", "test-results", "benchmarks", "docs",
)  # fmt: skip


@dataclass(frozen=True)
class Distributions:
    """The files a release consists of, and the tree they were built from."""

    tree: Path
    wheel: Path
    sdist: Path
    wheel_from_sdist: Path


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command and return its output; the test fails with it if the command does."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
    return result.stdout


def build(tree: Path, kind: str, target: Path, env: dict[str, str] | None = None) -> Path:
    """Build a wheel or an sdist in an isolated environment, as pip does."""
    builder = [sys.executable, "-m", "build", "--installer", "uv", f"--{kind}"]
    run(*builder, "--outdir", target, tree, cwd=tree, env=env)
    (made,) = target.iterdir()
    return made


def read_wheel(wheel: Path) -> dict[str, bytes]:
    """Return the content of a wheel by path."""
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
