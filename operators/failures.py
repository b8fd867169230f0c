"""Errors as Airflow takes them: what a task ends with."""

from __future__ import annotations

import errno
import logging
from typing import TYPE_CHECKING

from airflow.sdk.exceptions import AirflowException, AirflowFailException
from domino_plugin.operators import references
from domino_plugin.operators.storable import storable_text
from domino_plugin.operators.virtualenv.build_failures import RequirementsError

from domino_plugin.errors import DominoError, Invalid, TooLarge, Unavailable

if TYPE_CHECKING:
    from domino_plugin.runtime.protocol import Failure

log = logging.getLogger("domino.task")
#: What trying again in a while won't mend.
_LASTING = (references.UnresolvedReferenceError, RequirementsError, Invalid, TooLarge)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def task_failure(error: DominoError) -> AirflowException:
    """Return what Airflow takes for `error`; the log gets the text alone, no traceback."""
    text = storable_text(error.message)
    log.error("%s", text)
    kind = AirflowFailException if isinstance(error, _LASTING) else AirflowException
    return kind(text)


def unwritable(error: OSError) -> Unavailable:
    """Return the words for what the worker itself could not read or write, such as on a full disk."""
    where = f" ({error.filename})" if error.filename else ""
    hint = " Make room on the worker, then run the task again." if error.errno in _FULL else ""
    return Unavailable(f"The Piece could not be run on this worker: {error.strerror or error}{where}.{hint}")


def describe_failure(piece: str, error: Failure) -> str:
    """Return what is wrong as one text: the Piece, and the input, its value and the reason if it is one."""
    ending = "failed" if error["in_piece_code"] else "could not run"
    # Half of a surrogate pair in what a task raises would end its process before it can say so.
    return storable_text(f"Piece {piece} {ending}: {error['summary']}")
