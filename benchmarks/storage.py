"""Shared storage: a GiB to S3 and back against boto3's own managed transfer, and one passed on in a folder.

The server is SeaweedFS on this machine, the checksum CRC32 for both, and the two take turns at being first:
``python benchmarks/storage.py [MIB] [ROUNDS]``. What one has written is on the disk, and its file deleted,
before the clock of the next starts: the system slows writers down while much is waiting for the disk, whoever
has written it. The promises: at least 0.9 of boto3's speed each way; in a folder the second Piece reads the
very file that the first has written, so that passing it on takes no time.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MIB, ROUNDS = 1024, 4
PROMISED = 0.9
FETCHED = "fetched"
sys.path[:0] = [str(ROOT / "tests")]


def main() -> int:
    """Measure, print, and tell whether the promises are kept."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else MIB
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as name:
        folder = Path(name)
        content = folder / "content"
        block = os.urandom(1024 * 1024)
        with content.open("wb") as file:
            for number in range(size):
                file.write(number.to_bytes(4, "big") + block[4:])
        kept = in_s3(content, size, rounds, folder)
        return 0 if in_a_folder(content, folder) and kept else 1


def in_s3(content: Path, size: int, rounds: int, folder: Path) -> bool:
    """Compare both ways with boto3."""
    from support.s3_server import ACCESS_KEY, SECRET_KEY, S3Server

    os.environ["AIRFLOW_CONN_BENCH"] = (
        f'{{"conn_type": "aws", "login": "{ACCESS_KEY}", "password": "{SECRET_KEY}"}}'
    )
    os.environ["AIRFLOW_HOME"] = str(folder / "airflow")
    with S3Server() as server:
        seconds: dict[str, list[float]] = {}
        for number in range(-1, rounds):
            # The first round is for warming up, with a file that is small.
            file = content if number >= 0 else _small(folder)
            for what, action in actions(server, file, folder, number):
                (folder / FETCHED).unlink(missing_ok=True)
                os.sync()
                taken = _seconds(action)
                if number >= 0:
                    seconds.setdefault(what, []).append(taken)
                    print(f"  {what}: {taken:.2f} s, {size / taken:.0f} MiB/s", flush=True)
    kept = True
    for way in ("up", "down"):
        ours, theirs = (statistics.median(seconds[f"{who} {way}"]) for who in ("domino", "boto3"))
        kept = kept and theirs / ours >= PROMISED
        print(
            f"{size} MiB {way}: {size / ours:.0f} MiB/s, boto3 {size / theirs:.0f} MiB/s: "
            f"{theirs / ours:.2f} of its speed (promised {PROMISED})"
        )
    return kept


def actions(server: Any, file: Path, folder: Path, number: int) -> list[tuple[str, Callable[[], Any]]]:
    """Return what is measured in one round, both taking turns at being first."""
    from domino_plugin.settings import S3Place
    from domino_plugin.storage.s3.download import Downloader, Wanted
    from domino_plugin.storage.s3.requests import Requests
    from domino_plugin.storage.s3.upload import Uploader

    place = S3Place(server.bucket, "", server.url, "bench", "crc32", 60, folder / "cache")
    requests, client = Requests(place), server.client()
    target = folder / FETCHED
    extra = {"ChecksumAlgorithm": "CRC32"}

    def ours_down() -> None:
        head = client.head_object(Bucket=server.bucket, Key=f"domino-{number}")
        wanted = Wanted(f"domino-{number}", head["ContentLength"], head["ETag"], target)
        Downloader(requests, "crc32").files([wanted])

    def theirs_down() -> None:
        client.download_file(server.bucket, f"boto3-{number}", str(target))

    ours = [
        ("domino up", lambda: Uploader(requests, "crc32").files([(f"domino-{number}", file)])),
        ("domino down", ours_down),
    ]
    theirs = [
        (
            "boto3 up",
            lambda: client.upload_file(str(file), server.bucket, f"boto3-{number}", ExtraArgs=extra),
        ),
        ("boto3 down", theirs_down),
    ]
    up, down = zip(ours, theirs, strict=True)
    turn = 1 if number % 2 else -1
    # Right after uploads the server takes longer to answer, whoever asks first: no figure shall show that.
    return [*up[::turn], ("first after the uploads", theirs_down), *down[::turn]]


def in_a_folder(content: Path, folder: Path) -> bool:
    """Pass the file on in a folder, as two tasks do."""
    from domino_plugin.storage import LocalStorage
    from domino_plugin.storage.base import TaskKey

    storage = LocalStorage(folder / "storage")
    with storage.open_task(TaskKey("d", "r", "one"), None) as first:
        written = first.task_folder / "results" / "content"
        content.rename(written)
        first.keep()
    start = time.perf_counter()
    inputs = {"file": "/home/shared_storage/one/results/content"}
    with storage.open_task(TaskKey("d", "r", "two"), inputs) as second:
        same = (second.run_folder / "one/results/content").stat().st_ino == written.stat().st_ino
    taken = time.perf_counter() - start
    print(f"in a folder: passed on in {1000 * taken:.1f} ms, {'the same file' if same else 'a COPY'}")
    return same


def _small(folder: Path) -> Path:
    path = folder / "small"
    path.write_bytes(os.urandom(20 * 1024 * 1024))
    return path


def _seconds(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
