"""What only a storage in S3 has to get right."""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore import httpchecksum
from botocore.exceptions import FlexibleChecksumError
from support.s3_server import S3Server, deaf_port
from support.s3_storage import KEY, NEXT, Counting, uploads, write

from domino_plugin.errors import NotFound, TooLarge, Unavailable
from domino_plugin.settings import S3Place
from domino_plugin.storage.bundles import file_digest
from domino_plugin.storage.s3 import S3Storage
from domino_plugin.storage.s3.upload import PART

MIB = 1024 * 1024


def test_only_what_is_named_is_fetched_and_only_what_is_new_is_stored(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place]
) -> None:
    write(s3, {"results/a.csv": b"a", "results/b.csv": b"b", "report/c": b"c"})
    before = s3_server.keys(s3_place().prefix)
    with s3.open_task(NEXT, {"x": ["/home/shared_storage/one/results/a.csv"]}) as place:
        names = sorted(path.name for path in place.run_folder.rglob("*") if path.is_file())
        assert names == ["a.csv"]
        (place.task_folder / "results" / "d").write_bytes(b"d")
        counting = Counting(s3)
        place.keep()
    assert counting.count == {"put_object": 3}, "the file, and the two folders that are empty"
    new = set(s3_server.keys(s3_place().prefix)) - set(before)
    assert {key.removeprefix(f"{s3_place().prefix}/d/r/") for key in new} == {
        "two/results/d", "two/report/", "two/xcom_out/",
    }  # fmt: skip


def test_two_machines_share_nothing_but_s3(s3_place: Callable[..., S3Place], tmp_path: Path) -> None:
    here, there = (S3Storage(s3_place(cache=tmp_path / name)) for name in ("here", "there"))
    write(here, {"results/folder/a": b"content", "results/empty/.keep": b""})
    with there.open_task(NEXT, "/home/shared_storage/one/results") as place:
        assert (place.run_folder / "one/results/folder/a").read_bytes() == b"content"
        assert place.run_folder.is_relative_to(tmp_path / "there")
    assert not list((tmp_path / "here").rglob("a"))
    assert not list((tmp_path / "there").rglob("a"))


@pytest.mark.parametrize("checksum", ["crc32", "sha256", "none"])
def test_a_big_file_arrives_as_it_was(
    s3_place: Callable[..., S3Place], s3_server: S3Server, checksum: str
) -> None:
    storage = S3Storage(s3_place(checksum=checksum))
    content = os.urandom(2 * PART + 5)
    write(storage, {"results/big": content})
    key = f"{s3_place().prefix}/d/r/one/results/big"
    found = s3_server.client().head_object(Bucket=s3_server.bucket, Key=key, ChecksumMode="ENABLED")
    assert found["ETag"].endswith('-3"')
    assert (f"Checksum{checksum.upper()}" in found) is (checksum != "none")
    with storage.open_task(NEXT, "/home/shared_storage/one/results/big") as place:
        assert (place.run_folder / "one/results/big").read_bytes() == content


def test_another_content_than_what_was_stored_is_noticed(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = os.urandom(PART + 5)
    write(s3, {"results/big": content})
    counting = Counting(s3)

    def damage(name: str, arguments: dict[str, Any]) -> None:
        if name == "get_object" and arguments["Range"].startswith("bytes=0-"):
            arguments["Range"] = f"bytes=1-{PART}"

    counting.breaks = damage
    with (
        pytest.raises(Unavailable, match="another checksum"),
        s3.open_task(NEXT, "/home/shared_storage/one/results/big"),
    ):
        pass


def test_a_part_that_breaks_off_is_sent_again_and_no_other(s3: S3Storage, tmp_path: Path) -> None:
    counting = Counting(s3)
    broken = threading.Event()

    def break_once(name: str, arguments: dict[str, Any]) -> None:
        if name == "upload_part" and arguments["PartNumber"] == 2 and not broken.is_set():
            broken.set()
            raise ConnectionResetError
        if name == "get_object" and arguments["Range"].startswith(f"bytes={PART}-") and broken.is_set():
            broken.clear()
            raise ConnectionResetError

    counting.breaks = break_once
    write(s3, {"results/big": bytes(3 * PART)})
    assert counting.count["upload_part"] == 4
    with s3.open_task(NEXT, "/home/shared_storage/one/results/big") as place:
        assert (place.run_folder / "one/results/big").stat().st_size == 3 * PART
    assert counting.count["get_object"] == 4


def test_a_lost_answer_to_the_last_request_of_an_upload_does_no_harm(s3: S3Storage) -> None:
    client = s3._requests.client
    real = client.complete_multipart_upload
    lost: list[bool] = []

    def lose_first(**arguments: Any) -> Any:
        answer = real(**arguments)
        if not lost:
            lost.append(True)
            raise ConnectionResetError
        return answer

    client.complete_multipart_upload = lose_first
    try:
        write(s3, {"results/big": bytes(PART + 1)})
    finally:
        client.complete_multipart_upload = real
    assert s3.open_result("d", "r", "/home/shared_storage/one/results/big").size == PART + 1


def test_an_upload_that_is_given_up_leaves_nothing(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place]
) -> None:
    class Endless:
        def read(self, size: int, /) -> bytes:
            return bytes(size)

    with pytest.raises(TooLarge):
        s3.put_file(1, "a", Endless(), max_bytes=3 * PART)

    class Breaking(Endless):
        def __init__(self) -> None:
            self.left = 2 * PART

        def read(self, size: int, /) -> bytes:
            self.left -= size
            if self.left < 0:
                raise ValueError("the sender is gone")
            return bytes(size)

    with pytest.raises(ValueError, match="gone"):
        S3Storage(s3_place()).put_file(1, "a", Breaking(), max_bytes=9 * PART)
    with pytest.raises(NotFound):
        S3Storage(s3_place()).open_workspace_file(1, "a")
    assert uploads(s3_server, s3_place().prefix) == []


def _upload_for_ever(place: S3Place, ready: Any) -> None:
    storage = S3Storage(place)
    counting = Counting(storage)

    def hang(name: str, arguments: dict[str, Any]) -> None:
        if name == "upload_part" and arguments["PartNumber"] == 2:
            ready.set()
            time.sleep(600)

    counting.breaks = hang
    write(storage, {"results/big": bytes(3 * PART)})


def test_what_a_killed_worker_left_is_cleared_away_by_the_next_try(
    s3_place: Callable[..., S3Place], s3_server: S3Server
) -> None:
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=_upload_for_ever, args=(s3_place(), ready))
    process.start()
    assert ready.wait(30)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    place = s3_place()
    assert uploads(s3_server, place.prefix)
    assert len(list(place.cache.glob("work-*"))) == 1
    storage = S3Storage(place)
    assert storage.run_usage("d", "r", seconds=60) == 0
    with pytest.raises(NotFound):
        storage.open_result("d", "r", "/home/shared_storage/one/results/big")
    write(storage, {"results/a": b"1"})
    assert uploads(s3_server, place.prefix) == []
    assert list(place.cache.glob("work-*")) == []


def test_sweeping_leaves_uploads_of_today_and_those_of_other_programs(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place]
) -> None:
    write(s3, {"results/a": b"1"})
    inside = ["d/r/one/results/big", "d/r/common", ".domino/files/1/big"]
    foreign = ["x", "backups/2020/db.dump", "lab/exp/one/results/model"]
    for name in inside + foreign:
        key = f"{s3_place().prefix}/{name}"
        s3_server.client().create_multipart_upload(Bucket=s3_server.bucket, Key=key)
    s3.sweep(older_than=3600)
    assert len(uploads(s3_server, s3_place().prefix)) == 6
    time.sleep(1.1)
    s3.sweep(older_than=0)
    left = uploads(s3_server, s3_place().prefix)
    assert sorted(left) == sorted(f"{s3_place().prefix}/{name}" for name in foreign)


def test_a_run_is_known_by_what_is_stored_first(s3: S3Storage, s3_server: S3Server) -> None:
    counting = Counting(s3)

    def break_off(name: str, arguments: dict[str, Any]) -> None:
        if name == "put_object" and arguments["Key"].endswith("/b"):
            raise ValueError("killed")

    counting.breaks = break_off
    with pytest.raises(ValueError, match="killed"):
        write(s3, {"results/a": b"1", "results/b": b"1"})
    [run] = S3Storage(s3._place).stored_runs()
    assert run.is_ours


def test_a_service_that_is_away_for_a_while_delays_the_task_only(
    s3_place: Callable[..., S3Place], caplog: pytest.LogCaptureFixture
) -> None:
    content = os.urandom(6 * PART)
    with S3Server() as server:
        storage = S3Storage(s3_place(endpoint=server.url, patience=60))
        with storage.open_task(KEY, None) as place, caplog.at_level(logging.INFO, "domino.storage"):
            (place.task_folder / "results" / "big").write_bytes(content)
            counting = Counting(storage)

            def stop(name: str, arguments: dict[str, Any]) -> None:
                if name == "upload_part" and counting.count[name] == 3:
                    server.stop()
                    threading.Timer(3, server.start).start()

            counting.breaks = stop
            place.keep()
        with storage.open_task(NEXT, "/home/shared_storage/one/results/big") as place:
            assert (place.run_folder / "one/results/big").read_bytes() == content
    [warning] = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert re.search(r"127.0.0.1:\d+ (can't be reached|.*broke).*Trying again for up to 60 s", warning)
    assert "The shared storage can be used again." in caplog.messages


def test_giving_up_names_the_cause_and_a_stop_ends_the_waiting(s3_place: Callable[..., S3Place]) -> None:
    with deaf_port() as port:
        away = f"http://127.0.0.1:{port}"
        with pytest.raises(Unavailable, match=rf"tried for \d s: {away} can't be reached"):
            list(S3Storage(s3_place(endpoint=away, patience=1)).stored_runs())
        storage = S3Storage(s3_place(endpoint=away, patience=600))
        threading.Timer(0.5, storage.stop).start()
        started = time.monotonic()
        with pytest.raises(Unavailable, match="stopped"):
            list(storage.stored_runs())
        assert time.monotonic() - started < 20


def test_a_small_file_that_was_damaged_is_named_at_once(
    s3: S3Storage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """botocore computes the checksum of what arrives; here it takes each for another than what was stored."""
    write(s3, {"results/a.csv": b"hello"})
    counting = Counting(s3)
    monkeypatch.setattr(httpchecksum.CrtCrc32Checksum, "digest", lambda _: b"\0\0\0\0", raising=False)
    monkeypatch.setattr(httpchecksum.Crc32Checksum, "digest", lambda _: b"\0\0\0\0")
    with (
        pytest.raises(Unavailable, match=r"a\.csv has another checksum .*: it was damaged"),
        s3.open_task(NEXT, "/home/shared_storage/one/results/a.csv"),
    ):
        pass
    assert counting.count["get_object"] == 3
    assert "broke" not in caplog.text


def test_a_small_file_damaged_on_the_way_comes_whole_the_next_time(s3: S3Storage) -> None:
    write(s3, {"results/a.csv": b"hello"})
    counting = Counting(s3)

    def damage_once(name: str, arguments: dict[str, Any]) -> None:
        if name == "get_object" and counting.count[name] == 1:
            raise FlexibleChecksumError(error_msg="Expected checksum x did not match calculated checksum: y")

    counting.breaks = damage_once
    with s3.open_task(NEXT, "/home/shared_storage/one/results/a.csv") as place:
        assert (place.run_folder / "one/results/a.csv").read_bytes() == b"hello"
    assert counting.count["get_object"] == 2


def test_a_full_disk_is_named(s3: S3Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    write(s3, {"results/big": bytes(PART + 1)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(signal, "SIGXFSZ", signal.SIGXFSZ)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MIB, hard))
    try:
        with (
            pytest.raises(Unavailable, match=r"can't be put into .*cache: File too large\. Make room"),
            s3.open_task(NEXT, "/home/shared_storage/one/results/big"),
        ):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    assert list(s3._place.cache.glob("work-*")) == []


def test_bundles_that_nobody_asks_for_leave_the_cache(s3: S3Storage, tmp_path: Path) -> None:
    digests = []
    for name in ("old", "new"):
        file = tmp_path / name
        file.write_text(name)
        digests.append(file_digest(file))
        s3.put_bundle(digests[-1], file)
    old = s3.bundle_file(digests[0])
    os.utime(old, (1, 1))
    assert s3.bundle_file(digests[0]) == old
    assert old.stat().st_mtime > 1
    os.utime(old, (1, 1))
    s3.bundle_file(digests[1])
    assert not old.exists()


def test_a_damaged_bundle_is_not_kept(s3: S3Storage, s3_server: S3Server, tmp_path: Path) -> None:
    key = f"{s3._place.prefix}/.domino/bundles/{'0' * 64}.tar.gz"
    s3_server.client().put_object(Bucket=s3_server.bucket, Key=key, Body=b"x")
    with pytest.raises(Exception, match="damaged"):
        s3.bundle_file("0" * 64)
    assert list((s3._place.cache / "bundles").iterdir()) == []


def test_reading_a_page_of_a_big_file_fetches_a_part_of_it(s3: S3Storage) -> None:
    s3.put_file(1, "big", io.BytesIO(bytes(5 * PART)), max_bytes=9 * PART)
    fetched: list[int] = []
    file = s3.open_workspace_file(1, "big")
    real = file.requests.client.get_object

    def watch(**arguments: Any) -> Any:
        start, end = arguments["Range"].removeprefix("bytes=").split("-")
        fetched.append(int(end) - int(start) + 1)
        return real(**arguments)

    file.requests.client.get_object = watch
    with file.open() as opened:
        opened.seek(4 * PART)
        opened.read(1000)
    assert sum(fetched) < PART
    with file.open() as opened:
        while opened.read(MIB):
            pass
    assert max(fetched) <= PART
