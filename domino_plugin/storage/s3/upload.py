"""Uploads: in parallel, big files in parts; what has arrived is never sent again, nothing counts by halves.

S3 shows an object once it is whole. Parts of an upload that was given up are deleted; those of a process that
was killed are deleted by the task's next try and by `S3Storage.sweep`.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import NotFound, TooLarge, Unavailable
from domino_plugin.storage.s3 import checksums
from domino_plugin.storage.s3.client import CONNECTIONS
from domino_plugin.storage.s3.crew import Crew

if TYPE_CHECKING:
    from domino_plugin.storage.base import Readable
    from domino_plugin.storage.s3.requests import Requests

#: Bytes of a part, unless there would be more of them than S3 takes.
PART = 8 * 1024 * 1024
_MAX_PARTS = 9_000
_MB = 1024 * 1024
#: Metadata of an object: how big its parts are, so that a download can compute the same checksum.
PART_SIZE = "domino-part-size"
#: Metadata of an object whose file can be executed, with the value "true".
EXECUTABLE = "domino-executable"


def part_size(size: int) -> int:
    """Return how big the parts of an object of `size` bytes are."""
    needed = -(-size // _MAX_PARTS)
    return max(PART, -(-needed // _MB) * _MB)


@dataclass
class _Upload:
    """One object that is stored in parts."""

    key: str
    id: str
    parts: list[Future[dict[str, Any]]] = field(default_factory=list)
    digests: dict[int, bytes] = field(default_factory=dict)
    size: int = 0


class Uploader:
    """Stores objects in the bucket.

    Args:
        requests: of the bucket.
        checksum: ``crc32``, ``sha256`` or ``none``.
    """

    def __init__(self, requests: Requests, checksum: str) -> None:
        self._requests = requests
        self._checksum = None if checksum == "none" else checksum
        self._open: list[_Upload] = []

    def files(self, items: Iterable[tuple[str, Path]]) -> int:
        """Store files under keys and return their bytes.

        Raises:
            Unavailable: the storage can't be written; files that are whole by then stay.
            OSError: a file can't be read.
        """
        total = 0
        small: list[Future[None]] = []
        with self._aborting(), Crew(self._requests) as crew:
            for key, path in items:
                size = path.stat().st_size
                total += size
                if size <= PART:
                    small.append(crew.start(self._put_file, key, path))
                else:
                    self._start_parts(crew, key, path, size)
            for one in small:
                one.result()
            for upload in list(self._open):
                self._complete(upload)
        return total

    def stream(self, key: str, source: Readable, *, max_bytes: int) -> int:
        """Store what is read from `source` and return its bytes; holds some parts of it in memory.

        Raises:
            TooLarge: there are more than `max_bytes`; nothing is stored then.
            Unavailable: the storage can't be written.
        """
        length = part_size(max_bytes)
        first = _read(source, length)
        if len(first) < length:
            _limit(len(first), max_bytes)
            self._put(key, first)
            return len(first)
        with self._aborting(), Crew(self._requests) as crew:
            upload = self._create(key, length)
            waiting: deque[Future[dict[str, Any]]] = deque()
            data = first
            while data:
                upload.size += len(data)
                _limit(upload.size, max_bytes)
                upload.parts.append(crew.start(self._part, upload, len(upload.parts) + 1, data))
                waiting.append(upload.parts[-1])
                if len(waiting) > CONNECTIONS:
                    waiting.popleft().result()
                data = _read(source, length)
            self._complete(upload)
            return upload.size

    def mark(self, key: str) -> None:
        """Store an object without content."""
        self._put(key, b"")

    def _put_file(self, key: str, path: Path) -> None:
        self._put(key, path.read_bytes(), _mode_of(path))

    def _put(self, key: str, data: bytes, metadata: Mapping[str, str] | None = None) -> None:
        self._requests.send(
            "put_object",
            Key=key,
            Body=data,
            ContentType="application/octet-stream",
            Metadata=dict(metadata or {}),
            **self._sum(None if self._checksum is None else checksums.of(self._checksum, data)),
        )

    def _start_parts(self, crew: Crew, key: str, path: Path, size: int) -> None:
        length = part_size(size)
        upload = self._create(key, length, _mode_of(path))
        upload.size = size
        for number, start in enumerate(range(0, size, length), 1):
            upload.parts.append(
                crew.start(self._file_part, upload, number, path, start, min(length, size - start))
            )

    def _create(self, key: str, length: int, metadata: Mapping[str, str] | None = None) -> _Upload:
        algorithm = (
            {} if self._checksum is None else {"ChecksumAlgorithm": checksums.ALGORITHMS[self._checksum]}
        )
        answer = self._requests.send(
            "create_multipart_upload",
            Key=key,
            ContentType="application/octet-stream",
            Metadata={PART_SIZE: str(length), **(metadata or {})},
            **algorithm,
        )
        upload = _Upload(key, answer["UploadId"])
        self._open.append(upload)
        return upload

    def _file_part(self, upload: _Upload, number: int, path: Path, start: int, length: int) -> dict[str, Any]:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read(length)
        if len(data) != length:
            raise Unavailable(f"The file {path.name} has become shorter while it was stored.")
        return self._part(upload, number, data)

    def _part(self, upload: _Upload, number: int, data: bytes) -> dict[str, Any]:
        digest = None if self._checksum is None else checksums.of(self._checksum, data)
        answer = self._requests.send(
            "upload_part",
            Key=upload.key,
            UploadId=upload.id,
            PartNumber=number,
            Body=data,
            **self._sum(digest),
        )
        if digest is not None:
            upload.digests[number] = digest
        return {"PartNumber": number, "ETag": answer["ETag"], **self._sum(digest)}

    def _sum(self, digest: bytes | None) -> dict[str, str]:
        if self._checksum is None or digest is None:
            return {}
        return {checksums.field(self._checksum): checksums.text(digest)}

    def _complete(self, upload: _Upload) -> None:
        parts = [part.result() for part in upload.parts]
        try:
            answer = self._requests.send(
                "complete_multipart_upload",
                Key=upload.key,
                UploadId=upload.id,
                MultipartUpload={"Parts": parts},
            )
        except (NotFound, Unavailable):
            # The answer to an earlier try may have been lost.
            if not self._is_there(upload):
                raise
            answer = {}
        self._open.remove(upload)
        if self._checksum is None:
            return
        stored = answer.get(checksums.field(self._checksum))
        digests = [upload.digests[number] for number in sorted(upload.digests)]
        if stored is not None and "-" in stored and stored != checksums.of_parts(self._checksum, digests):
            self._requests.send("delete_object", Key=upload.key)
            raise Unavailable("What the shared storage has stored has another checksum than what was sent.")

    def _is_there(self, upload: _Upload) -> bool:
        try:
            found = self._requests.send("head_object", Key=upload.key)
        except (NotFound, Unavailable):
            return False
        tag = str(found.get("ETag", "")).strip('"')
        return bool(found["ContentLength"] == upload.size and tag.endswith(f"-{len(upload.parts)}"))

    @contextlib.contextmanager
    def _aborting(self):  # type: ignore[no-untyped-def]
        """Delete the parts of uploads that aren't complete when the block is left."""
        try:
            yield
        finally:
            for upload in self._open:
                # Best effort, once, as somebody waits for the failure: what is left is swept later.
                with contextlib.suppress(Exception):
                    self._requests.client.abort_multipart_upload(
                        Bucket=self._requests.bucket, Key=upload.key, UploadId=upload.id
                    )
            self._open.clear()


def _mode_of(path: Path) -> dict[str, str]:
    return {EXECUTABLE: "true"} if path.stat().st_mode & 0o100 else {}


def _read(source: Readable, length: int) -> bytes:
    """Read exactly `length` bytes, fewer at the end."""
    parts, missing = [], length
    while missing and (part := source.read(min(missing, _MB))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _limit(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLarge(f"The file has more than {max_bytes // _MB} MB.")
