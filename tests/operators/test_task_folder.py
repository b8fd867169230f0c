"""What a worker takes from a response that a container could have written by itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from domino_plugin.operators.task_folder import TaskFolder

from domino_plugin.runtime.protocol import DisplayResult

FOLDER = "/home/shared_storage/t/results"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "run" / "t" / "results"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("of the worker")
    (folder / "a.md").write_text("# A")
    return folder


@pytest.fixture
def folder(results: Path) -> TaskFolder:
    return TaskFolder(results.parents[1], results.parent)


def _shown(path: str) -> DisplayResult:
    return DisplayResult(file_type="md", file_path=path, base64_content=None, size=13)


def test_the_size_is_the_files_own(folder: TaskFolder, results: Path) -> None:
    display = folder.display(_shown(f"{FOLDER}/a.md"))
    assert display is not None
    assert (display.file, display.size) == (results / "a.md", 3)


def test_a_link_to_a_path_as_pieces_know_it_is_followed(folder: TaskFolder, results: Path) -> None:
    (results / "latest").symlink_to(f"{FOLDER}/a.md")
    display = folder.display(_shown(f"{FOLDER}/latest"))
    assert display is not None
    assert (display.file, display.size) == (results / "latest", 3)


def test_a_resolved_path_is_one_of_the_run(results: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "run")
    run = tmp_path / "link"
    display = TaskFolder(run, run / "t").display(_shown(str(results / "a.md")))
    assert display is not None
    assert (display.file, display.size) == (run / "t" / "results" / "a.md", 3)


@pytest.mark.parametrize(
    "path",
    [
        f"{FOLDER}/out",
        f"{FOLDER}/folder/secret",
        f"{FOLDER}/circle",
        f"{FOLDER}/pipe",
        f"{FOLDER}/../../../secret",
        "/home/shared_storage/../../etc/passwd",
        "/etc/passwd",
        "secret",
        f"{FOLDER}/nul\0",
        f"{FOLDER}/{'x' * 5000}",
        FOLDER,
    ],
)
def test_nothing_leads_out_of_the_run(folder: TaskFolder, results: Path, tmp_path: Path, path: str) -> None:
    (results / "out").symlink_to(tmp_path / "secret")
    (results / "folder").symlink_to(tmp_path)
    (results / "circle").symlink_to(f"{FOLDER}/circle")
    os.mkfifo(results / "pipe")
    display = folder.display(_shown(path))
    assert display is not None
    assert (display.file, display.size) == (None, None)
