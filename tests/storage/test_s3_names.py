"""Names of files that S3 or its requests take otherwise than a file system, and links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.s3_server import S3Server
from support.s3_storage import KEY, NEXT, write

from domino_plugin.errors import Invalid
from domino_plugin.settings import S3Place
from domino_plugin.storage.s3 import S3Storage
from domino_plugin.storage.s3.storage import _is_plain


@pytest.mark.parametrize(
    "name", ["../outside", "one/../../outside", "/etc/passwd", "one//a", "./a", ".tries/one.1/a"]
)
def test_keys_that_are_no_paths_tasks_may_see_are_never_fetched(name: str) -> None:
    assert not _is_plain(name)
    assert _is_plain("one/results/.hidden/a..b/")


ODD_NAMES = ["a b", "ünï", "new\nline", "tab\t", "cr\r", "100%", "%41", "a+b", "q?x#y&<>'\"", "\x7f"]
UNSAYABLE = ["ctl\x01", "bell\x07", "vertical\x0b", "page\x0c", "escape\x1b[0m", "noncharacter\uffff"]


def test_odd_names_are_passed_on_kept_aside_and_deleted(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place]
) -> None:
    for _ in range(2):
        write(s3, {f"results/{name}": b"1" for name in ODD_NAMES})
    with s3.open_task(NEXT, "/home/shared_storage/one/results/") as place:
        found = {path.name for path in (place.run_folder / "one/results").iterdir()}
    assert found == set(ODD_NAMES)
    s3.delete_run("d", "r")
    assert s3_server.keys(s3_place().prefix) == []


@pytest.mark.parametrize("name", UNSAYABLE)
def test_a_name_that_no_request_for_deletion_can_hold_is_refused(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place], name: str
) -> None:
    with pytest.raises(Invalid, match=r"control character in its name.*rename it"):
        write(s3, {f"results/{name}": b"1", "results/a": b"1"})
    assert s3_server.keys(s3_place().prefix) == []
    write(s3, {"results/a": b"1"})


def test_names_that_were_stored_nevertheless_can_be_moved_and_deleted(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place]
) -> None:
    write(s3, {"results/a": b"1"})
    for name in UNSAYABLE:
        key = f"{s3_place().prefix}/d/r/one/results/{name}"
        s3_server.client().put_object(Bucket=s3_server.bucket, Key=key, Body=b"1")
    write(s3, {"results/a": b"2"})
    assert len([key for key in s3_server.keys(s3_place().prefix) if "/.tries/one.1/results/" in key]) == 7
    s3.delete_run("d", "r")
    assert s3_server.keys(s3_place().prefix) == []


def test_links_in_a_circle_end_and_are_told(
    s3: S3Storage, s3_server: S3Server, s3_place: Callable[..., S3Place], caplog: pytest.LogCaptureFixture
) -> None:
    with s3.open_task(KEY, None) as place:
        results = place.task_folder / "results"
        (results / "a").mkdir()
        (results / "b").mkdir()
        (results / "a" / "file").write_bytes(b"1")
        (results / "a" / "up").symlink_to("..")
        (results / "a" / "b").symlink_to("../b")
        (results / "b" / "a").symlink_to("../a")
        (results / "all").symlink_to("/home/shared_storage")
        (results / "loop").symlink_to("loop")
        (results / "out").symlink_to("/etc")
        place.keep()
    start = f"{s3_place().prefix}/d/r/one/results/"
    assert [key.removeprefix(start) for key in s3_server.keys(start)] == ["a/file", "b/a/file"]
    assert "The link one/results/a/up leads to a folder that it is in" in caplog.text
    assert "The link one/results/all leads to a folder that it is in" in caplog.text
    assert "The link one/results/out leads out of the run's folder: it is not kept." in caplog.messages
