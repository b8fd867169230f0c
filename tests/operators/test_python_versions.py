"""Which Python a dependency group gets: what it asks for, of what there is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import EnvironmentStore, group_of, interpreters, read_requirements
from domino_plugin.operators.virtualenv.interpreters import find_interpreter
from domino_plugin.operators.virtualenv.python_versions import PythonNeed, need_of, read_spec

from domino_plugin.errors import Unavailable


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a machine that has these interpreters and no others."""

    def make(*versions: str) -> None:
        for version in versions:
            path = tmp_path / f"python{version.rpartition('.')[0]}"
            path.write_text(f"#!/bin/sh\necho {version}\n")
            path.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
        monkeypatch.setattr(interpreters.sys, "base_prefix", str(tmp_path / "none"))
        monkeypatch.setattr(interpreters, "_uv", lambda *_, **__: "")

    return make


def _need(spec: str, *, binding: bool = True) -> PythonNeed:
    return PythonNeed(spec, "the Piece's metadata", binding)


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("3.11", "==3.11.*"),
        (3.11, "==3.11.*"),
        ("3.11.4", "==3.11.4"),
        ("3.12.*", "==3.12.*"),
        (">=3.11", ">=3.11"),
        (" >=3.9, <3.12 ", "<3.12,>=3.9"),
        ("^3.10", "<4,>=3.10"),
        ("three", None),
        ("", None),
        (True, None),
        (["3.11"], None),
    ],
)
def test_what_authors_write(text: Any, spec: str | None) -> None:
    assert read_spec(text) == spec


def test_the_nearest_interpreter_that_does_is_taken(machine: Any) -> None:
    machine("3.9.2", "3.10.13", "3.11.7", "3.12.1")
    assert find_interpreter("3.10").version == "3.10.13"
    for spec, version in {
        ">=3.9": "3.10.13",
        ">=3.11": "3.11.7",
        ">3.11.9": "3.12.1",
        "<3.10": "3.9.2",
    }.items():
        found = find_interpreter("3.10", need=_need(spec))
        assert (found.version, found.note) == (version, None)


def test_an_interpreter_chosen_by_its_path_does_if_it_fits(machine: Any, tmp_path: Path) -> None:
    machine("3.10.13", "3.12.1")
    chosen = str(tmp_path / "python3.10")
    assert find_interpreter(chosen, need=_need(">=3.10")).version == "3.10.13"
    assert find_interpreter(chosen, need=_need(">=3.11")).version == "3.12.1"


def test_none_that_fits_is_told_with_what_there_is(machine: Any) -> None:
    machine("3.10.13", "3.12.1")
    with pytest.raises(Unavailable) as caught:
        find_interpreter("3.10", need=_need("==3.11.*"))
    for word in ("Python ==3.11.*", "metadata", "3.10.13, 3.12.1", "piece_python_download", "container"):
        assert word in caught.value.message
    with pytest.raises(Unavailable, match=r"Pieces run with 3\.9 to 3\.14: let this one run in a container"):
        find_interpreter("3.10", need=_need("<3"))


def test_what_only_an_image_says_gives_way(machine: Any) -> None:
    machine("3.10.13")
    need = need_of({}, "FROM python:3.12-slim\nRUN pip install pandas\n")
    assert need == PythonNeed("==3.12.*", "its Dockerfile's python:3.12-slim", binding=False)
    found = find_interpreter("3.10", need=need)
    assert found.version == "3.10.13"
    assert found.note == (
        "Python 3.12, as in its Dockerfile's python:3.12-slim, is not installed on this machine: "
        "Python 3.10.13 is used."
    )


@pytest.mark.parametrize(
    ("dockerfile", "spec"),
    [
        ("FROM ghcr.io/tauffer-consulting/domino-base-piece:latest\n", None),
        ("FROM ghcr.io/iisas/domino-base-piece:latest\n", "==3.11.*"),
        ("FROM python:3.12 AS build\nFROM docker.io/library/python:3.11.4-slim\n", "==3.11.*"),
        ("from --platform=linux/amd64 python:3.9\n", "==3.9.*"),
        ("FROM python:latest\n", None),
        ("", None),
    ],
)
def test_the_python_of_an_image(dockerfile: str, spec: str | None) -> None:
    need = need_of({}, dockerfile)
    assert (need and need.spec) == spec
    assert need_of({"python": ">=3.12"}, dockerfile) == _need(">=3.12")


def test_a_repository_says_it_in_its_metadata(tmp_path: Path) -> None:
    (tmp_path / ".domino").mkdir()
    dependency = {"requirements_file": None, "requires_python": ">=3.12"}
    compiled = {"OnePiece": {"dependency": dependency}, "OtherPiece": {"dependency": {}}}
    (tmp_path / ".domino" / "compiled_metadata.json").write_text(json.dumps(compiled))
    group = group_of(tmp_path, "OnePiece")
    assert group["python"] == ">=3.12"
    assert read_requirements(tmp_path, group).python == _need(">=3.12")
    assert "python" not in group_of(tmp_path, "OtherPiece")


@pytest.mark.network
def test_each_group_gets_an_environment_of_its_python(tmp_path: Path) -> None:
    own = ".".join(map(str, sys.version_info[:2]))
    other = next((one for one in ("3.13", "3.12", "3.11", "3.10") if one != own and _is_here(one)), None)
    if other is None:
        pytest.skip("this machine has one Python only")
    store = EnvironmentStore(tmp_path, python=own)
    usual = store.ensure("six\n")
    wanted = store.ensure("six\n", _need(f"=={other}.*"))
    assert usual.version.startswith(f"{own}.")
    assert wanted.version.startswith(f"{other}.")
    assert store.find("six\n", _need(f"=={other}.*")) == wanted
    assert usual.python.readlink() != wanted.python.readlink()


def _is_here(version: str) -> bool:
    try:
        return find_interpreter(version).version.startswith(f"{version}.")
    except Unavailable:
        return False
