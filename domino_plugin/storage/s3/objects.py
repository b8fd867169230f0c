"""Lists, moves and deletes the objects below a prefix."""

from __future__ import annotations

import contextlib
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import NotFound, Unavailable
from domino_plugin.storage.removal import UndeletableError
from domino_plugin.storage.s3.crew import Crew
from domino_plugin.storage.s3.requests import DeniedError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from domino_plugin.storage.s3.requests import Requests

log = logging.getLogger("domino.storage")
#: Keys that one request deletes at the most.
_BATCH = 1000
#: Characters that XML can't hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Object:
    """One object: its bytes, ETag, and when it was stored, in seconds since the epoch."""

    key: str
    size: int
    tag: str
    changed: float


def listed(requests: Requests, prefix: str) -> Iterator[Object]:
    """Yield the objects whose keys begin with `prefix`, by key."""
    arguments: dict[str, Any] = {"Prefix": prefix}
    while True:
        page = requests.send("list_objects_v2", **arguments)
        for item in page.get("Contents", ()):
            yield Object(item["Key"], item["Size"], item["ETag"], item["LastModified"].timestamp())
        if not page.get("IsTruncated"):
            return
        arguments["ContinuationToken"] = page["NextContinuationToken"]


def bytes_below(requests: Requests, prefix: str, *, seconds: float) -> int | None:
    """Return the bytes of all objects below a prefix, or None if counting takes longer."""
    end, total = time.monotonic() + seconds, 0
    for one in listed(requests, prefix):
        if time.monotonic() > end:
            return None
        total += one.size
    return total


def delete_below(requests: Requests, prefix: str) -> int:
    """Delete all objects below a prefix, and what was uploaded of others; return the objects' bytes."""
    total, keys = 0, list[str]()
    for one in listed(requests, prefix):
        keys.append(one.key)
        total += one.size
        if len(keys) == _BATCH:
            _delete(requests, keys)
            keys = []
    if keys:
        _delete(requests, keys)
    abort_below(requests, prefix)
    return total


def can_be_written(key: str) -> bool:
    """Whether every request can carry a key: those that are XML take no control characters."""
    return _NOT_XML.search(key) is None


def _delete(requests: Requests, keys: list[str]) -> None:
    written = [key for key in keys if can_be_written(key)]
    if written:
        _delete_together(requests, written)
    for key in set(keys).difference(written):
        requests.send("delete_object", Key=key)


def _delete_together(requests: Requests, keys: list[str]) -> None:
    answer = requests.send(
        "delete_objects", Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True}
    )
    for failed in answer.get("Errors", ()):
        reason = failed.get("Message") or failed.get("Code")
        raise UndeletableError(f"{failed.get('Key')} can't be deleted from the shared storage: {reason}.")


def move_below(requests: Requests, source: str, target: str) -> None:
    """Give all objects below a prefix another one: copied within the service, deleted when all are."""
    found = list(listed(requests, source))
    if not found:
        return
    with Crew(requests) as crew:
        jobs: list[Future[None]] = [
            crew.start(_copy, requests, one.key, target + one.key[len(source) :]) for one in found
        ]
        for job in jobs:
            job.result()
    for start in range(0, len(found), _BATCH):
        _delete(requests, [one.key for one in found[start : start + _BATCH]])


def _copy(requests: Requests, source: str, target: str) -> None:
    from boto3.s3.transfer import TransferConfig

    if source.endswith("/"):
        # Stands for an empty folder; not every service copies it.
        requests.send("put_object", Key=target, Body=b"")
        return
    # boto3's own copy knows objects that are too big for one request.
    where, config = {"Bucket": requests.bucket, "Key": source}, TransferConfig(use_threads=False)
    requests.persist(lambda: requests.client.copy(where, requests.bucket, target, Config=config))


def abort_below(
    requests: Requests,
    prefix: str,
    *,
    before: float | None = None,
    only: Callable[[str], bool] = lambda _: True,
) -> int:
    """Delete the parts of uploads that were never completed; return how many uploads.

    Without the permission for it they stay, with a warning: nothing else depends on it.

    Args:
        requests: of the bucket.
        prefix: of their keys.
        before: only those begun before, in seconds since the epoch; None for all.
        only: whether an upload to this key may be deleted.
    """
    count = 0
    try:
        for one in _uploads(requests, prefix):
            is_old = before is None or one["Initiated"].timestamp() < before
            if is_old and only(one["Key"]):
                with contextlib.suppress(NotFound):
                    requests.send("abort_multipart_upload", Key=one["Key"], UploadId=one["UploadId"])
                    count += 1
    except DeniedError as error:
        log.warning("Parts of uploads that broke off may stay in the bucket. %s", error.message)
    return count


def _uploads(requests: Requests, prefix: str) -> Iterator[Any]:
    arguments = dict[str, Any](Prefix=prefix)
    while True:
        page = requests.send("list_multipart_uploads", **arguments)
        yield from page.get("Uploads") or ()
        if not page.get("IsTruncated") or not page.get("NextKeyMarker"):
            return
        arguments["KeyMarker"] = page["NextKeyMarker"]
        arguments["UploadIdMarker"] = page.get("NextUploadIdMarker", "")


def check_uploads(requests: Requests, key: str) -> None:
    """See that parts of uploads that broke off can be deleted.

    Raises:
        Unavailable: they can't be; the text names the permission.
    """
    requests.send("list_multipart_uploads", Prefix=key, MaxUploads=1)
    try:
        # Rights are looked at before the upload is, and one that is there would stay if this is denied.
        requests.send("abort_multipart_upload", Key=key, UploadId="none")
    except DeniedError:
        raise
    except (NotFound, Unavailable):
        pass
