from __future__ import annotations

import json
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv.base_libraries import base_requirements
from domino_plugin.operators.virtualenv.environments import environment_key
from domino_plugin.operators.virtualenv.requirements import group_of, read_requirements

from domino_plugin.errors import Invalid


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "dependencies").mkdir()
    (tmp_path / "pieces" / "APiece").mkdir(parents=True)
    return tmp_path


def _write(repository: Path, name: str, text: str) -> None:
    (repository / "dependencies" / name).write_text(text)


def test_a_requirements_file_is_read_with_what_it_includes(repository: Path) -> None:
    _write(repository, "requirements_0.txt", "\ufeffpandas==2.1.2\n-r more.txt\ndomino-py[cli]==0.9.4\n")
    _write(repository, "more.txt", "numpy\n")
    text = read_requirements(repository, {"requirements_file": "requirements_0.txt"}).text
    assert text.split() == ["pandas==2.1.2", "numpy"]


@pytest.mark.parametrize("name", ["none.txt", "../../etc/passwd", "/etc/passwd"])
def test_a_file_that_is_missing_or_outside_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(Invalid, match=r"passwd|none\.txt"):
        read_requirements(repository, {"requirements_file": name})


def test_files_that_include_each_other_are_refused(repository: Path) -> None:
    _write(repository, "a.txt", "-r a.txt\n")
    with pytest.raises(Invalid, match="include each other"):
        read_requirements(repository, {"requirements_file": "a.txt"})


def test_a_dockerfile_gives_what_pip_installs_and_the_import_path(repository: Path) -> None:
    _write(repository, "requirements_1.txt", "torch==2.0\n")
    _write(
        repository,
        "Dockerfile_1",
        "FROM base\n"
        "# RUN pip install never\n"
        "RUN apt-get update && apt-get install -y ffmpeg\n"
        'RUN pip install --no-cache-dir \\\n   "requests>=2" pillow -r dependencies/requirements_1.txt '
        "--extra-index-url https://x.test/simple\n"
        "ENV PYTHONPATH=/home/domino/pieces_repository/common:$PYTHONPATH\n",
    )
    found = read_requirements(repository, {"dockerfile": "Dockerfile_1", "requirements_file": "ignored.txt"})
    assert found.text.splitlines() == [
        "requests>=2",
        "pillow",
        "torch==2.0",
        "--extra-index-url https://x.test/simple",
    ]
    assert found.pythonpath == (repository / "common",)
    assert "apt-get install -y ffmpeg" in found.steps


def test_no_group_needs_nothing(repository: Path) -> None:
    assert read_requirements(repository, {}).text == ""


def test_the_group_of_a_piece_comes_from_the_compiled_metadata_or_its_own(repository: Path) -> None:
    own = {"dependency": {"requirements_file": "own.txt"}}
    (repository / "pieces" / "APiece" / "metadata.json").write_text(json.dumps(own))
    assert group_of(repository, "APiece")["requirements_file"] == "own.txt"
    (repository / ".domino").mkdir()
    compiled = {"APiece": {"dependency": {"requirements_file": None, "dockerfile": "Dockerfile_0"}}}
    (repository / ".domino" / "compiled_metadata.json").write_text(json.dumps(compiled))
    assert group_of(repository, "APiece") == {
        "requirements_file": None,
        "dockerfile": "Dockerfile_0",
        "image": None,
    }
    assert group_of(repository, "NoPiece")["dockerfile"] is None


def test_the_image_of_a_piece_comes_from_the_map_of_groups(repository: Path) -> None:
    (repository / ".domino").mkdir()
    groups = {
        "group0": {"pieces": ["Other"], "source_image": "ghcr.io/a/b:1-group0"},
        "group1": {"pieces": ["APiece"], "source_image": "ghcr.io/a/b:1-group1"},
    }
    (repository / ".domino" / "dependencies_map.json").write_text(json.dumps(groups))
    assert group_of(repository, "APiece")["image"] == "ghcr.io/a/b:1-group1"
    assert group_of(repository, "NoPiece")["image"] is None


def test_what_the_author_names_is_left_to_the_author() -> None:
    for _, text in base_requirements("Pydantic<2\nPYYAML >= 5\nrequests[socks]; extra\n# click\n"):
        names = [line.lower() for line in text.splitlines()]
        assert not [name for name in names if name.startswith(("pydantic", "pyyaml", "requests"))]
        assert [name for name in names if name.startswith("click")]
    assert "pydantic==2.4.2" in base_requirements("")[0][1]


def test_the_key_depends_on_what_is_installed_alone() -> None:
    key = environment_key("pandas\n", "3.10")
    assert key == environment_key("# why\n  pandas  \n\n", "3.10")
    assert len({key, environment_key("pandas\n", "3.11"), environment_key("numpy\n", "3.10")}) == 3
