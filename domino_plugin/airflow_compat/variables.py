"""Airflow Variables as the place of secret values: encrypted by Airflow, readable by workers.

Writing a Variable from the web process has no public call that joins a transaction: the Task SDK's needs a
running task, and the REST API a request of its own. ``airflow.models.variable.Variable`` is what the REST API
itself uses; ``set`` and ``delete`` with a session are the same in 3.2 and 3.3. Should they lose the session
argument, the value is written in a transaction of its own, which only costs atomicity.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: What somebody has to do before values can be kept encrypted.
MAKE_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"


def encrypts() -> bool:
    """Tell whether Airflow encrypts Variables: with an empty Fernet key it stores them readable."""
    from airflow.models.crypto import get_fernet

    # Not public; absent in some later version, the key itself tells the same.
    is_encrypted = getattr(get_fernet(), "is_encrypted", None)
    if isinstance(is_encrypted, bool):
        return is_encrypted
    from airflow.configuration import conf

    return bool(conf.get("core", "fernet_key", fallback=""))


def write_variable(session: Session, key: str, value: str, description: str) -> None:
    """Set a Variable, as part of the session's transaction."""
    from airflow.models.variable import Variable

    Variable.set(key, value, description=description, **_within(Variable.set, session))


def delete_variable(session: Session, key: str) -> None:
    """Delete a Variable, as part of the session's transaction; does nothing if there is none."""
    from airflow.models.variable import Variable

    Variable.delete(key, **_within(Variable.delete, session))


def _within(function: Any, session: Session) -> dict[str, Any]:
    return {"session": session} if "session" in inspect.signature(function).parameters else {}
