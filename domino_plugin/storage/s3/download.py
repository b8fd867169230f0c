"""Downloads: in parallel, big objects in ranges; one that breaks off is fetched again, the others aren't."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import Unavailable
from domino_plugin.storage.s3 import checksums
from domino_plugin.storage.s3.crew import Crew
from domino_plugin.storage.s3.requests import DamagedError
from domino_plugin.storage.s3.upload import EXECUTABLE, PART, PART_SIZE

if TYPE_CHECKING:
    from domino_plugin.storage.s3.requests import Requests

#: Bytes read at once. With more, the C library takes the memory of each from the system and gives it back,
#: which costs the threads more time than the transfer itself.
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Wanted:
    """One object and the file it is to become; `tag` is its ETag, so that no other content gets in."""

    key: str
    size: int
    tag: str
    target: Path


class Downloader:
    """Fetches objects of the bucket.

    Args:
        requests: of the bucket.
        checksum: ``crc32``, ``sha256`` or ``none``; verified where the object has it.
    """

    def __init__(self, requests: Requests, checksum: str) -> None:
        self._requests = requests
        self._checksum = None if checksum == "none" else checksum

    def files(self, wanted: Iterable[Wanted]) -> int:
        """Fetch objects into files, whose folders are made, and return their bytes.

        Raises:
            NotFound: an object is gone.
            Unavailable: the storage can't be read, or what arrived isn't what was stored.
            OSError: a file can't be written.
        """
        total = 0
        jobs: list[Future[None]] = []
        ranged: list[tuple[Wanted, str | None, list[Future[bytes]]]] = []
        with Crew(self._requests) as crew:
            for one in wanted:
                one.target.parent.mkdir(parents=True, exist_ok=True)
                total += one.size
                if one.size <= PART:
                    jobs.append(crew.start(self._fetch, one))
                else:
                    expected, length = self._ask(one)
                    ranged.append((one, expected, self._start(crew, one, length)))
            for job in jobs:
                job.result()
            for one, expected, parts in ranged:
                self._verify(one, expected, [part.result() for part in parts])
        return total

    def _fetch(self, one: Wanted) -> None:
        def fetch() -> None:
            # botocore itself verifies the checksum of an object that comes whole.
            answer = self._requests.client.get_object(
                Bucket=self._requests.bucket, Key=one.key, IfMatch=one.tag
            )
            with one.target.open("wb") as file:
                for chunk in answer["Body"].iter_chunks(_CHUNK):
                    file.write(chunk)
                _set_mode(file.fileno(), answer)

        try:
            self._requests.persist(fetch)
        except DamagedError:
            raise _damaged(one) from None

    def _ask(self, one: Wanted) -> tuple[str | None, int]:
        """Return the checksum of a big object, if there is one of ours, and the size of its parts."""
        if self._checksum is None:
            return None, PART
        found = self._requests.send("head_object", Key=one.key, ChecksumMode="ENABLED")
        length = str(found.get("Metadata", {}).get(PART_SIZE, ""))
        if not length.isdigit() or int(length) == 0:
            return None, PART
        expected = found.get(checksums.field(self._checksum))
        return (expected if expected and "-" in expected else None), int(length)

    def _start(self, crew: Crew, one: Wanted, length: int) -> list[Future[bytes]]:
        with one.target.open("wb") as file:
            file.truncate(one.size)
        return [
            crew.start(self._fetch_range, one, start, min(length, one.size - start))
            for start in range(0, one.size, length)
        ]

    def _fetch_range(self, one: Wanted, start: int, length: int) -> bytes:
        descriptor = os.open(one.target, os.O_WRONLY)
        try:
            return self._requests.persist(lambda: self._write_range(descriptor, one, start, length))
        finally:
            os.close(descriptor)

    def _write_range(self, descriptor: int, one: Wanted, start: int, length: int) -> bytes:
        answer = self._requests.client.get_object(
            Bucket=self._requests.bucket,
            Key=one.key,
            Range=f"bytes={start}-{start + length - 1}",
            IfMatch=one.tag,
        )
        sum_ = None if self._checksum is None else checksums.Checksum(self._checksum)
        place = start
        for chunk in answer["Body"].iter_chunks(_CHUNK):
            if sum_ is not None:
                sum_.add(chunk)
            _write(descriptor, chunk, place)
            place += len(chunk)
        if place != start + length:
            raise ConnectionError("The answer has ended too soon.")
        if start == 0:
            _set_mode(descriptor, answer)
        return b"" if sum_ is None else sum_.digest()

    def _verify(self, one: Wanted, expected: str | None, digests: list[bytes]) -> None:
        if self._checksum is None or expected is None:
            return
        if checksums.of_parts(self._checksum, digests) != expected:
            raise _damaged(one)


def _set_mode(descriptor: int, answer: Any) -> None:
    if answer.get("Metadata", {}).get(EXECUTABLE) == "true":
        os.fchmod(descriptor, os.fstat(descriptor).st_mode | 0o111)


def _damaged(one: Wanted) -> Unavailable:
    return Unavailable(
        f"{one.target.name} has another checksum than what was stored: it was damaged on the way, or in the "
        "shared storage. Run the task again that wrote it."
    )


def _write(descriptor: int, data: Any, place: int) -> None:
    view = memoryview(data)
    while view:
        done = os.pwrite(descriptor, view, place)
        view, place = view[done:], place + done
