from __future__ import annotations

import os
from pathlib import Path

import pytest

from domino_plugin.errors import Invalid, NotFound
from domino_plugin.storage import LocalStorage
from domino_plugin.storage.bundles import file_digest


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "storage")


def test_each_try_starts_empty_and_the_last_is_kept(storage: LocalStorage) -> None:
    for number in (1, 2, 3):
        folder = storage.prepare_task("d", "r", "t")
        assert sorted(path.name for path in folder.iterdir()) == ["report", "results", "xcom_out"]
        assert not list((folder / "results").iterdir())
        (folder / "results" / "out.txt").write_text(f"try {number}")
    tries = storage.run_folder("d", "r") / ".tries"
    assert (tries / "t.1" / "results" / "out.txt").read_text() == "try 1"
    assert (tries / "t.2" / "results" / "out.txt").read_text() == "try 2"
    assert (folder / "results" / "out.txt").read_text() == "try 3"


def test_mapped_instances_have_folders_and_tries_of_their_own(storage: LocalStorage) -> None:
    first = storage.prepare_task("d", "r", "t", 0)
    second = storage.prepare_task("d", "r", "t", 1)
    (first / "results" / "a").touch()
    storage.prepare_task("d", "r", "t", 1)
    assert first.parent == second.parent
    assert (first / "results" / "a").exists()
    assert (storage.run_folder("d", "r") / ".tries" / "t.1.1").is_dir()


def test_a_result_is_found_by_the_path_a_piece_knows(storage: LocalStorage) -> None:
    file = storage.prepare_task("d", "r", "t") / "results" / "ünï.csv"
    file.write_text("x")
    assert storage.open_result("d", "r", "/home/shared_storage/t/results/ünï.csv").open().read() == b"x"


@pytest.mark.parametrize(
    "path",
    [
        "/home/shared_storage/t/results/none.csv",
        "/home/shared_storage/t/results",
        "/home/shared_storage/../../etc/passwd",
        "/home/shared_storage/t/results/out/passwd",
        "/home/shared_storage/t/results/link",
        "/home/shared_storage/t/results/loop",
        "/home/shared_storage_else/t/results/a",
        "/etc/passwd",
        "t/results/a",
        "",
        "/home/shared_storage/t/results/a\0b",
    ],
)
def test_nothing_outside_the_run_is_served(storage: LocalStorage, path: str) -> None:
    results = storage.prepare_task("d", "r", "t") / "results"
    other = storage.prepare_task("d", "other", "t") / "results" / "secret"
    other.write_text("x")
    (results / "link").symlink_to(other)
    (results / "out").symlink_to("/etc")
    (results / "loop").symlink_to(results / "loop")
    with pytest.raises(NotFound):
        storage.open_result("d", "r", path)


@pytest.mark.parametrize("what", ["file", "folder", "pipe"])
def test_what_a_piece_puts_in_the_place_of_a_file_found_is_not_opened(
    storage: LocalStorage, tmp_path: Path, what: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "out.csv").write_text("secret")
    results = storage.prepare_task("d", "r", "t") / "results"
    file = results / "out.csv"
    file.write_text("x")
    found = storage.open_result("d", "r", "/home/shared_storage/t/results/out.csv")

    file.unlink()
    if what == "file":
        file.symlink_to(outside / "out.csv")
    elif what == "folder":
        results.rmdir()
        results.symlink_to(outside)
    else:
        os.mkfifo(file)
    with pytest.raises(NotFound, match="not in the shared storage any more"):
        found.open()


def test_a_link_that_a_piece_made_to_its_own_storage_is_followed(storage: LocalStorage) -> None:
    results = storage.prepare_task("d", "r", "t") / "results"
    (results / "real.csv").write_text("x")
    (results / "latest.csv").symlink_to("/home/shared_storage/t/results/real.csv")
    file = storage.open_result("d", "r", "/home/shared_storage/t/results/latest.csv")
    assert file.path == (results / "real.csv").resolve()


def test_usage_counts_files_and_earlier_tries_but_no_links(storage: LocalStorage) -> None:
    assert storage.run_usage("d", "r", seconds=60) == 0
    for _ in range(2):
        results = storage.prepare_task("d", "r", "t") / "results"
        (results / "ten").write_bytes(b"0123456789")
    (results / "link").symlink_to(results / "ten")
    assert storage.run_usage("d", "r", seconds=60) == 20


def test_a_workflows_place_holds_all_runs_and_is_counted_in_bounded_time(storage: LocalStorage) -> None:
    assert storage.workflow_usage("d", seconds=60) == 0
    for run in ("r1", "r2"):
        (storage.prepare_task("d", run, "t") / "results" / "ten").write_bytes(b"0123456789")
    storage.prepare_task("other", "r1", "t")
    assert storage.run_folder("d", "r1").parent == Path(storage.workflow_place("d"))
    assert storage.workflow_usage("d", seconds=60) == 20
    assert storage.workflow_usage("d", seconds=-1) is None


def test_deleting_a_run_leaves_the_others(storage: LocalStorage) -> None:
    for run in ("r1", "r2"):
        storage.prepare_task("d", run, "t")
    storage.delete_run("d", "r1")
    storage.delete_run("d", "never was")
    assert not storage.run_folder("d", "r1").exists()
    assert storage.run_folder("d", "r2").exists()
    storage.delete_workflow("d")
    assert list(storage.root.iterdir()) == []


def test_a_bundle_is_stored_once_and_whole(storage: LocalStorage, tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    file.write_bytes(b"content")
    digest = file_digest(file)
    storage.put_bundle(digest, file)
    storage.put_bundle(digest, file)
    assert storage.bundle_file(digest).read_bytes() == b"content"
    assert [path.name for path in storage.bundle_file(digest).parent.iterdir()] == [f"{digest}.tar.gz"]


def test_a_damaged_bundle_is_refused_and_a_missing_one_named(storage: LocalStorage, tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    file.write_bytes(b"content")
    with pytest.raises(Invalid, match="damaged"):
        storage.put_bundle("0" * 64, file)
    with pytest.raises(NotFound, match="storage_root"):
        storage.bundle_file("0" * 64)
    with pytest.raises(Invalid, match="digest"):
        storage.bundle_file("../../etc/passwd")
