"""What of a repository only a published image has, and the Python that its author asks for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.recordings import MISSING, REPOSITORIES

from domino_plugin.repositories.reader import read_repository

SAMPLE = Path(__file__).parents[1] / "samples" / "repositories" / "modern"
OPENCV = "Tauffer-Consulting+ml_domino_pieces"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "modern"))


def _change(repository: Path, **dependency: Any) -> None:
    """Give FetchPiece another dependency, as its author's tool would write it."""
    for name in ("compiled_metadata", "dependencies_map"):
        path = repository / ".domino" / f"{name}.json"
        data = json.loads(path.read_text())
        entry = data["FetchPiece"] if name == "compiled_metadata" else data["group0"]
        # The original's tools know these two alone.
        known = {"dockerfile": None, "requirements_file": None, **dependency}
        entry["dependency"] = (
            known
            if name == "compiled_metadata"
            else {key: known[key] for key in ("dockerfile", "requirements_file")}
        )
        path.write_text(json.dumps(data))


def _group(repository: Path) -> dict[str, Any]:
    content = read_repository(repository)
    return content.groups[content.pieces["FetchPiece"].group].as_dict()


def test_a_whole_repository_lacks_nothing(repository: Path) -> None:
    assert "only_in_image" not in _group(repository)
    assert "python" not in _group(repository)


def test_code_and_lists_of_packages_that_are_not_there(repository: Path) -> None:
    shutil.rmtree(repository / "pieces" / "FetchPiece")
    assert _group(repository)["only_in_image"] == {"pieces": ["FetchPiece"]}
    (repository / "dependencies" / "requirements_0.txt").unlink()
    assert _group(repository)["only_in_image"] == {"pieces": ["FetchPiece"], "files": ["requirements_0.txt"]}


def test_what_a_dockerfile_does_besides_installing_packages(repository: Path) -> None:
    _change(repository, dockerfile="Dockerfile_0", requirements_file="gone.txt")
    text = "FROM base\nRUN apt-get update && \\\n    apt-get install -y \\\n    ffmpeg\nRUN pip install six\n"
    (repository / "dependencies" / "Dockerfile_0").write_text(text)
    # The Dockerfile wins: nobody misses the other file.
    assert _group(repository)["only_in_image"] == {"steps": ["apt-get install -y ffmpeg"]}
    (repository / "dependencies" / "Dockerfile_0").write_text(
        "FROM base\nRUN apt-get update\nRUN pip install six\n"
    )
    assert "only_in_image" not in _group(repository)
    (repository / "dependencies" / "Dockerfile_0").unlink()
    assert _group(repository)["only_in_image"] == {"files": ["Dockerfile_0"]}


@pytest.mark.skipif(not REPOSITORIES.is_dir(), reason=MISSING)
def test_public_repositories_of_which_only_data_are_here() -> None:
    """Their code was taken out, so that for each Piece only the image is left."""
    content = read_repository(REPOSITORIES / OPENCV)
    lacking = [name for group in content.groups.values() for name in group.only_in_image.pieces]
    folders = {path.name for path in (REPOSITORIES / OPENCV / "pieces").iterdir()}
    assert set(lacking) == set(content.pieces) - folders
    files = {name for group in content.groups.values() for name in group.only_in_image.files}
    assert files == {"Dockerfile_opencv"}


@pytest.mark.parametrize(
    ("key", "value", "spec"),
    [
        ("requires_python", ">=3.11", ">=3.11"),
        ("python", 3.12, "==3.12.*"),
        ("python_version", "3.9", "==3.9.*"),
    ],
)
def test_an_author_asks_for_a_python(repository: Path, key: str, value: Any, spec: str) -> None:
    before = read_repository(repository)
    _change(repository, requirements_file="requirements_0.txt", **{key: value})
    content = read_repository(repository)
    group = content.groups[content.pieces["FetchPiece"].group]
    assert (group.python, group.key) == (spec, "group0")
    assert group.as_dict()["python"] == spec
    assert content.problems == before.problems


def test_pieces_that_ask_for_another_python_share_no_environment(repository: Path) -> None:
    (repository / ".domino" / "dependencies_map.json").unlink()
    one = read_repository(repository)
    compiled = repository / ".domino" / "compiled_metadata.json"
    data = json.loads(compiled.read_text())
    for number, piece in enumerate(data.values()):
        piece["dependency"] = {"requirements_file": "requirements_0.txt", "requires_python": f"3.1{number}"}
    compiled.write_text(json.dumps(data))
    other = read_repository(repository)
    assert len(other.groups) == len(data) >= len(one.groups)
    assert {group.python for group in other.groups.values()} == {f"==3.1{n}.*" for n in range(len(data))}


@pytest.mark.parametrize(
    ("value", "words"), [("three", "asks for the Python 'three'"), ("2.7", "'2.7'"), (">=4", "3.9 to 3.14")]
)
def test_a_python_that_can_not_be_is_told(repository: Path, value: str, words: str) -> None:
    _change(repository, requirements_file="requirements_0.txt", requires_python=value)
    content = read_repository(repository)
    found = [one for one in content.problems if one.piece == "FetchPiece"]
    assert [(one.severity, words in one.message) for one in found] == [("warning", True)]
