"""Sends requests to the bucket: tried again while the service can't be reached, failures in plain words."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from domino_plugin.errors import NotFound, Unavailable
from domino_plugin.storage.s3.client import access_of, client_for
from domino_plugin.storage.s3.faults import Fault, fault_of

if TYPE_CHECKING:
    from domino_plugin.settings import S3Place

log = logging.getLogger("domino.storage")
#: Seconds between tries: doubled each time, up to the last.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
#: How often an object that has arrived damaged is asked for: if the way did it, the next one is whole.
_DAMAGED_TRIES = 3

T = TypeVar("T")


class StoppedError(Unavailable):
    """Somebody has asked to give up."""

    title = "Stopped"


class DeniedError(Unavailable):
    """The account isn't allowed to."""


class DamagedError(Unavailable):
    """What arrives has another checksum than what was stored, each time."""


class Requests:
    """The bucket of one place; any number of threads may send requests.

    Args:
        place: where, and who.
        patience: seconds for which a request is tried again; None for the option's.
        quick: give up soon on a service that doesn't answer.
    """

    def __init__(self, place: S3Place, *, patience: float | None = None, quick: bool = False) -> None:
        self.bucket = place.bucket
        self.stopped = threading.Event()
        self._patience = float(place.patience) if patience is None else patience
        self._access = access_of(place)
        self.client = client_for(self._access, quick=quick)
        self._told = threading.Lock()
        self._is_told = False

    def send(self, operation: str, **arguments: Any) -> Any:
        """Send one request to the bucket, such as ``send("head_object", Key="a")``, and return the answer.

        Raises:
            NotFound: there is no such object.
            Unavailable: it can't be done, or not in time; the text says why.
        """
        method = getattr(self.client, operation)
        return self.persist(lambda: method(Bucket=self.bucket, **arguments))

    def persist(self, action: Callable[[], T]) -> T:
        """Do something with the client, again and again while the failure may pass; raises like `send`."""
        first: float | None = None
        pause, damaged = _FIRST_PAUSE, 0
        while True:
            if self.stopped.is_set():
                raise StoppedError("The transfer of files was stopped.")
            try:
                result = action()
            except Exception as error:
                fault = self._fault(error)
                if fault is None:
                    raise
                now = time.monotonic()
                first = now if first is None else first
                damaged += fault.damaged
                if not fault.passing or damaged >= _DAMAGED_TRIES or now - first > self._patience:
                    raise _raised(fault, now - first if fault.passing else 0.0) from None
                self._tell(fault)
                self.stopped.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                if first is not None:
                    self._tell_of_return()
                return result

    def _fault(self, error: Exception) -> Fault | None:
        access = self._access
        return fault_of(error, bucket=self.bucket, endpoint=access.endpoint, connection=access.connection)

    def _tell(self, fault: Fault) -> None:
        with self._told:
            if not self._is_told:
                self._is_told = True
                log.warning(
                    "The shared storage can't be used: %s. Trying again for up to %.0f s.",
                    fault.text,
                    self._patience,
                )

    def _tell_of_return(self) -> None:
        with self._told:
            if self._is_told:
                self._is_told = False
                log.info("The shared storage can be used again.")


def _raised(fault: Fault, seconds: float) -> NotFound | Unavailable:
    if fault.missing:
        return NotFound("There is no such object in the shared storage.")
    if fault.damaged:
        return DamagedError(f"The shared storage can't be used: {fault.text}.")
    if fault.denied:
        return DeniedError(f"The shared storage can't be used: {fault.text}.")
    waited = f", tried for {seconds:.0f} s" if seconds >= 1 else ""
    return Unavailable(f"The shared storage can't be used{waited}: {fault.text}.")
