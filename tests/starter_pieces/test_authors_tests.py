"""The tests inside the Pieces' folders pass, with the `domino` module we provide and with the original's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.network

ROOT = Path(__file__).parents[2]
REPOSITORY = ROOT / "domino_plugin" / "starter_pieces"


def _run_tests(python: Path, *, provided: bool) -> None:
    variables = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT / "domino_plugin" / "runtime" / "provided") if provided else "",
    }
    command = [
        str(python),
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
    ]
    done = subprocess.run(
        [*command, "pieces"], cwd=REPOSITORY, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"^(\d+) passed", done.stdout, re.MULTILINE)
    assert passed
    assert int(passed[1]) >= len(list(REPOSITORY.glob("pieces/*Piece")))


def test_every_piece_has_tests_of_its_own() -> None:
    folders = REPOSITORY.glob("pieces/*Piece")
    assert [folder.name for folder in folders if not list(folder.glob("test_*.py"))] == []


def test_with_the_provided_module(environment: Path) -> None:
    _run_tests(environment, provided=True)


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="pydantic 2.4, which it needs, has no wheel")
def test_with_the_original_runtime(build_environment: Callable[[list[str]], Path], pinned: list[str]) -> None:
    _run_tests(build_environment([*pinned, "domino-py==0.9.4", "pytest>=8"]), provided=False)
