"""Waits for a busy database, for a bounded time.

SQLite lets one write at a time. A writer waits a few seconds for its turn, which isn't enough while others
are busy: Airflow's own processes, and workers that build environments. Work that was expensive to get ready
is worth another try.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

T = TypeVar("T")
#: For how long a locked database is tried again; the last try may take SQLite's own time to wait on top.
PATIENCE_SECONDS = 30.0
_SHORTEST, _LONGEST = 0.05, 0.3


def patiently(session: Session, work: Callable[[], T]) -> T:
    """Return what `work` returns, which is done again from its beginning while the database is locked.

    The session is rolled back before each new try: what `work` hasn't committed must be done by it anew.

    Raises:
        OperationalError: the database is still locked after `PATIENCE_SECONDS`, or something else is wrong.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return work()
        except OperationalError as error:
            session.rollback()
            if not _is_locked(error) or time.monotonic() >= end:
                raise
        # Not in step with whoever else is waiting.
        time.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311  no secret depends on it


def _is_locked(error: OperationalError) -> bool:
    return "is locked" in str(error.orig)
