"""What callers may count on, whichever storage it is."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from domino_plugin.errors import Invalid, NotFound, TooLarge
from domino_plugin.storage import Storage
from domino_plugin.storage.base import TaskKey
from domino_plugin.storage.bundles import file_digest

ONE, TWO = (
    TaskKey("d", "manual__2026-01-01T00:00:00+00:00", "one"),
    TaskKey("d", "manual__2026-01-01T00:00:00+00:00", "two"),
)
RUN = (ONE.dag_id, ONE.run_id)


def _write(storage: Storage, key: TaskKey, files: dict[str, bytes], inputs: object = None) -> None:
    with storage.open_task(key, inputs) as place:
        for name, content in files.items():
            path = place.task_folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        place.keep()


def _read(storage: Storage, path: str) -> bytes:
    with storage.open_result(*RUN, path).open() as file:
        return file.read()


def test_a_new_try_is_empty_and_what_earlier_ones_left_is_kept_aside(storage: Storage) -> None:
    for number in (1, 2, 3):
        with storage.open_task(ONE, None) as place:
            assert sorted(path.name for path in place.task_folder.iterdir()) == [
                "report", "results", "xcom_out",
            ]  # fmt: skip
            assert not list((place.task_folder / "results").iterdir())
            (place.task_folder / "results" / "out.txt").write_text(f"try {number}")
            place.keep()
    assert _read(storage, "/home/shared_storage/one/results/out.txt") == b"try 3"
    assert _read(storage, "/home/shared_storage/.tries/one.1/results/out.txt") == b"try 1"
    assert _read(storage, "/home/shared_storage/.tries/one.2/results/out.txt") == b"try 2"


def test_mapped_instances_have_folders_and_tries_of_their_own(storage: Storage) -> None:
    first, second = (TaskKey(*RUN, "one", index) for index in (0, 1))
    _write(storage, first, {"results/a": b"0"})
    _write(storage, second, {"results/a": b"1"})
    _write(storage, second, {"results/a": b"1 again"})
    assert _read(storage, "/home/shared_storage/one/0/results/a") == b"0"
    assert _read(storage, "/home/shared_storage/one/1/results/a") == b"1 again"
    assert _read(storage, "/home/shared_storage/.tries/one.1.1/results/a") == b"1"


@pytest.mark.parametrize(
    "inputs",
    [
        {"file": "/home/shared_storage/one/results/a b.csv"},
        {"deep": [{"in": ["/home/shared_storage/one/results"]}]},
        {"code": "x = open('/home/shared_storage/one/results/a b.csv').read()"},
        {"json": '{"path": "/home/shared_storage/one/results/a b.csv"}'},
    ],
)
def test_what_inputs_name_is_there(storage: Storage, inputs: object) -> None:
    _write(storage, ONE, {"results/a b.csv": b"content", "results/sub/ünï.txt": b"x"})
    with storage.open_task(TWO, inputs) as place:
        assert (place.run_folder / "one" / "results" / "a b.csv").read_bytes() == b"content"
        assert place.task_folder.is_relative_to(place.run_folder)


def test_a_result_is_read_from_anywhere_in_it(storage: Storage) -> None:
    content = bytes(range(256)) * 12_000
    _write(storage, ONE, {"results/big.bin": content})
    file = storage.open_result(*RUN, "/home/shared_storage/one/results/big.bin")
    assert (file.name, file.size) == ("big.bin", len(content))
    with file.open() as opened:
        assert opened.seek(1_000_000) == 1_000_000
        assert opened.read(300) == content[1_000_000:1_000_300]
        assert opened.seek(-10, io.SEEK_END) == len(content) - 10
        assert opened.read() == content[-10:]
        opened.seek(0)
        assert opened.read() == content
    again = storage.open_result(*RUN, "/home/shared_storage/one/results/big.bin")
    assert again.version == file.version
    _write(storage, ONE, {"results/big.bin": b"another"})
    assert storage.open_result(*RUN, "/home/shared_storage/one/results/big.bin").version != file.version


@pytest.mark.parametrize(
    "path",
    [
        "/home/shared_storage/one/results/none.csv",
        "/home/shared_storage/one/results",
        "/home/shared_storage/one/results/",
        "/home/shared_storage",
        "/home/shared_storage/../../etc/passwd",
        "/home/shared_storage_else/one/results/a",
        "/etc/passwd",
        "one/results/a",
        "",
        "/home/shared_storage/one/results/a\0b",
    ],
)
def test_nothing_but_files_of_the_run_is_served(storage: Storage, path: str) -> None:
    _write(storage, ONE, {"results/a": b"x"})
    with pytest.raises(NotFound):
        storage.open_result(*RUN, path)


def test_files_of_the_workspace_are_replaced_whole_and_seen_by_pieces(storage: Storage) -> None:
    assert storage.put_file(7, "ünï code.csv", io.BytesIO(b"old"), max_bytes=10) == 3
    assert storage.put_file(7, "ünï code.csv", io.BytesIO(b"newer"), max_bytes=10) == 5
    with pytest.raises(TooLarge):
        storage.put_file(7, "ünï code.csv", io.BytesIO(b"x" * 11), max_bytes=10)
    with pytest.raises(Invalid):
        storage.put_file(7, "../x", io.BytesIO(b""), max_bytes=10)
    with storage.open_workspace_file(7, "ünï code.csv").open() as file:
        assert file.read() == b"newer"
    inputs = {"path": "/home/shared_storage/.files/ünï code.csv"}
    with storage.open_task(ONE, inputs, workspace_id=7) as place:
        assert (place.workspace_files / "ünï code.csv").read_bytes() == b"newer"
    with storage.open_task(ONE, inputs, workspace_id=8) as place:
        assert place.workspace_files is None
    storage.delete_file(7, "ünï code.csv")
    storage.delete_file(7, "ünï code.csv")
    with pytest.raises(NotFound):
        storage.open_workspace_file(7, "ünï code.csv")
    storage.put_file(7, "a", io.BytesIO(b"1"), max_bytes=10)
    storage.put_file(70, "a", io.BytesIO(b"1"), max_bytes=10)
    storage.delete_workspace(7)
    with pytest.raises(NotFound):
        storage.open_workspace_file(7, "a")
    assert storage.open_workspace_file(70, "a").size == 1


def test_usage_counts_all_tries_and_gives_up_in_time(storage: Storage) -> None:
    assert storage.run_usage(*RUN, seconds=60) == 0
    assert storage.workflow_usage("d", seconds=60) == 0
    for _ in range(2):
        _write(storage, ONE, {"results/ten": b"0123456789"})
    _write(storage, TaskKey("d", "other", "one"), {"results/five": b"01234"})
    _write(storage, TaskKey("d2", "other", "one"), {"results/five": b"01234"})
    assert storage.run_usage(*RUN, seconds=60) == 20
    assert storage.workflow_usage("d", seconds=60) == 25
    assert storage.run_usage(*RUN, seconds=-1) is None
    assert storage.run_place(*RUN).startswith(storage.workflow_place("d"))


def test_the_runs_it_has_are_told_with_size_and_time(storage: Storage) -> None:
    for dag_id, run_id in (("d", "r1"), ("d", "r2"), ("e", "r1")):
        _write(storage, TaskKey(dag_id, run_id, "one"), {"results/a": b"12345", "results/b": b"1"})
    storage.put_file(7, "a", io.BytesIO(b"1"), max_bytes=10)
    found = list(storage.stored_runs())
    assert [(one.workflow, one.run, one.bytes) for one in found] == [
        ("d", "r1", 6), ("d", "r2", 6), ("e", "r1", 6),
    ]  # fmt: skip
    assert all(abs(one.changed - time.time()) < 60 for one in found)
    assert [one.run for one in storage.stored_runs("d")] == ["r1", "r2"]
    storage.delete_stored_run(found[0])
    assert [one.run for one in storage.stored_runs("d")] == ["r2"]


def test_deleting_a_run_leaves_the_others(storage: Storage) -> None:
    for run in ("r", "r1"):
        _write(storage, TaskKey("d", run, "one"), {"results/a": b"1"})
    _write(storage, TaskKey("d2", "r", "one"), {"results/a": b"1"})
    storage.delete_run("d", "r")
    storage.delete_run("d", "never was")
    assert [(one.workflow, one.run) for one in storage.stored_runs()] == [("d", "r1"), ("d2", "r")]
    storage.delete_workflow("d")
    assert [(one.workflow, one.run) for one in storage.stored_runs()] == [("d2", "r")]


def test_a_bundle_is_stored_once_and_whole(storage: Storage, tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    file.write_bytes(b"content")
    digest = file_digest(file)
    with pytest.raises(NotFound, match="storage_root"):
        storage.bundle_file(digest)
    storage.put_bundle(digest, file)
    storage.put_bundle(digest, file)
    assert storage.bundle_file(digest).read_bytes() == b"content"
    with pytest.raises(Invalid, match="damaged"):
        storage.put_bundle("0" * 64, file)
    with pytest.raises(Invalid, match="digest"):
        storage.bundle_file("../../etc/passwd")


def test_a_check_leaves_nothing_behind(storage: Storage) -> None:
    assert "can be written" in storage.check()
    assert list(storage.stored_runs()) == []


def test_what_a_piece_writes_elsewhere_in_its_run_is_kept(storage: Storage) -> None:
    _write(storage, ONE, {"results/a": b"1"})
    with storage.open_task(TWO, {"file": "/home/shared_storage/one/results/a"}) as place:
        (place.run_folder / "one" / "results" / "a").write_bytes(b"changed")
        (place.run_folder / "common").mkdir()
        (place.run_folder / "common" / "b").write_bytes(b"2")
        (place.task_folder / "results" / "latest").symlink_to("/home/shared_storage/common/b")
        (place.task_folder / "results" / "out").symlink_to("/etc/passwd")
        place.keep()
    assert _read(storage, "/home/shared_storage/one/results/a") == b"changed"
    assert _read(storage, "/home/shared_storage/common/b") == b"2"
    assert _read(storage, "/home/shared_storage/two/results/latest") == b"2"
    with pytest.raises(NotFound):
        storage.open_result(*RUN, "/home/shared_storage/two/results/out")


def test_links_to_folders_of_the_run_hold_what_these_hold(storage: Storage) -> None:
    with storage.open_task(ONE, None) as place:
        results = place.task_folder / "results"
        (results / "v1" / "deep").mkdir(parents=True)
        (results / "v1" / "data.csv").write_bytes(b"1")
        (results / "v1" / "deep" / "more.csv").write_bytes(b"2")
        (results / "v1" / "again.csv").symlink_to("data.csv")
        (results / "v2").mkdir()
        (results / "v2" / "first").symlink_to("/home/shared_storage/one/results/v1")
        (results / "latest").symlink_to("v2")
        place.keep()
    for link in ("latest/first", "v2/first"):
        for name, content in (("data.csv", b"1"), ("deep/more.csv", b"2"), ("again.csv", b"1")):
            assert _read(storage, f"/home/shared_storage/one/results/{link}/{name}") == content


@pytest.mark.parametrize("size", [10, 9_000_000])
def test_what_can_be_executed_still_can_by_the_next_task(storage: Storage, size: int) -> None:
    with storage.open_task(ONE, None) as place:
        tool = place.task_folder / "results" / "tool.sh"
        tool.write_bytes(bytes(size))
        tool.chmod(0o755)
        (place.task_folder / "results" / "text").write_bytes(bytes(size))
        place.keep()
    inputs = "/home/shared_storage/one/results/"
    with storage.open_task(TWO, inputs) as place:
        results = place.run_folder / "one" / "results"
        assert os.access(results / "tool.sh", os.X_OK)
        assert not os.access(results / "text", os.X_OK)
        (results / "text").chmod(0o755)
        place.keep()
    with storage.open_task(TWO, inputs) as place:
        assert os.access(place.run_folder / "one" / "results" / "text", os.X_OK)
