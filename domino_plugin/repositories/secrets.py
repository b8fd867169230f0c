"""Secrets of repositories: their names and states are ours, their values are Airflow Variables.

A value can be set, replaced and cleared, never read here. Workers read it through Airflow, so that a secrets
backend (Vault and the like) can stand in for it under the same key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from domino_plugin.airflow_compat import variables
from domino_plugin.db import models
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Invalid, NotFound, Unavailable, did_you_mean
from domino_plugin.repositories.views import SavedSecret, SecretView
from domino_plugin.runtime.masking import SHORTEST_MASKED, is_masked

#: Characters that a value may have; MySQL's text type ends at 65,535 bytes, encrypted.
MAX_VALUE = 40_000


def variable_key(repository_id: int, name: str) -> str:
    """Return the key of the Airflow Variable; Airflow masks values of keys that contain ``secret``."""
    return f"domino_secret__{repository_id}__{name}"


def list_secrets(session: Session, workspace_id: int, repository_id: int) -> list[SecretView]:
    """Return the secrets that the repository's Pieces read, by name, without their values.

    Raises:
        NotFound: the workspace has no such repository.
    """
    _require_repository(session, workspace_id, repository_id)
    rows = session.scalars(
        select(models.Secret).where(models.Secret.repository_id == repository_id).order_by(models.Secret.name)
    )
    readers = _readers(session, repository_id)
    return [_view(row, readers.get(row.name, {})) for row in rows]


def set_secret(
    session: Session, workspace_id: int, repository_id: int, name: str, value: str, user: str | None
) -> SavedSecret:
    """Set or replace a secret's value, as part of the session's transaction.

    Raises:
        NotFound: the workspace has no such repository, or the repository no such secret.
        Invalid: the value is empty or too long.
        Unavailable: Airflow would store the value unencrypted; the text has the command that changes it.
    """
    row = _secret(session, workspace_id, repository_id, name)
    if not value:
        raise Invalid(f"The value of {name!r} is empty. To forget a value, clear the secret.")
    if len(value) > MAX_VALUE:
        raise Invalid(f"The value of {name!r} has more than {MAX_VALUE} characters.")
    if not variables.encrypts():
        raise Unavailable(
            "Secrets can't be saved: Airflow's Fernet key is empty, so it would store them readable. Make a "
            f"key with: {variables.MAKE_KEY} - set it as fernet_key in the [core] section of airflow.cfg (or "
            "AIRFLOW__CORE__FERNET_KEY) of every component, and restart them."
        )
    variables.write_variable(
        session, row.variable_key, value, f"Secret {name} of a Piece repository; set it in Domino."
    )
    row.is_set, row.updated_at, row.updated_by = True, utcnow(), user
    session.flush()
    view = _view(row, _readers(session, repository_id).get(name, {}))
    return SavedSecret(**vars(view), masked_from=None if is_masked(value) else SHORTEST_MASKED)


def clear_secret(
    session: Session, workspace_id: int, repository_id: int, name: str, user: str | None = None
) -> SecretView:
    """Forget a secret's value, as part of the session's transaction; does nothing if it isn't set.

    Raises:
        NotFound: the workspace has no such repository, or the repository no such secret.
    """
    row = _secret(session, workspace_id, repository_id, name)
    variables.delete_variable(session, row.variable_key)
    if row.is_set:
        row.is_set, row.updated_at, row.updated_by = False, utcnow(), user
    session.flush()
    return _view(row, _readers(session, repository_id).get(name, {}))


def ensure_secrets(session: Session, repository_id: int, names: Iterable[str]) -> None:
    """Add the rows of secrets that are new to a repository; those it has keep their values."""
    known = set(
        session.scalars(select(models.Secret.name).where(models.Secret.repository_id == repository_id))
    )
    new = [
        {"repository_id": repository_id, "name": name, "variable_key": variable_key(repository_id, name)}
        for name in sorted(set(names) - known)
    ]
    if new:
        session.execute(insert(models.Secret), new)


def rows_by_repository(session: Session, repository_ids: set[int]) -> dict[int, dict[str, models.Secret]]:
    """Return the rows of several repositories' secrets by repository and name."""
    found: dict[int, dict[str, models.Secret]] = {}
    if repository_ids:
        rows = session.scalars(select(models.Secret).where(models.Secret.repository_id.in_(repository_ids)))
        for row in rows:
            found.setdefault(row.repository_id, {})[row.name] = row
    return found


def forget_unused(session: Session, repository_id: int, *, keep_used: bool) -> None:
    """Delete a repository's secrets with their values; with `keep_used` only those no version mentions."""
    used: set[str] = set()
    if keep_used:
        groups = session.scalars(
            select(models.RepositoryVersion.groups).where(
                models.RepositoryVersion.repository_id == repository_id
            )
        )
        used = {name for group in groups for one in group.values() for name in one["secrets"]}
    rows = session.execute(
        select(models.Secret.id, models.Secret.name, models.Secret.variable_key, models.Secret.is_set).where(
            models.Secret.repository_id == repository_id
        )
    ).all()
    doomed = [row for row in rows if row.name not in used]
    for row in doomed:
        if row.is_set:
            variables.delete_variable(session, row.variable_key)
    session.execute(delete(models.Secret).where(models.Secret.id.in_([row.id for row in doomed])))


def _require_repository(session: Session, workspace_id: int, repository_id: int) -> None:
    found = session.scalar(
        select(models.Repository.id).where(
            models.Repository.workspace_id == workspace_id, models.Repository.id == repository_id
        )
    )
    if found is None:
        raise NotFound(f"There is no repository {repository_id} in this workspace.")


def _secret(session: Session, workspace_id: int, repository_id: int, name: str) -> models.Secret:
    _require_repository(session, workspace_id, repository_id)
    rows = {
        row.name: row
        for row in session.scalars(select(models.Secret).where(models.Secret.repository_id == repository_id))
    }
    if name not in rows:
        hint = did_you_mean(name, rows) or ""
        raise NotFound(f"The repository's Pieces read no secret {name[:100]!r}. {hint}".strip())
    return rows[name]


def _readers(session: Session, repository_id: int) -> dict[str, dict[str, Any]]:
    """Return, by secret: its schema, the Pieces that read it and whether one requires it."""
    rows = session.execute(
        select(models.Piece.name, models.Piece.secrets_schema)
        .join(models.RepositoryVersion, models.RepositoryVersion.id == models.Piece.version_id)
        .where(models.RepositoryVersion.repository_id == repository_id)
        .order_by(models.RepositoryVersion.id)
    )
    found: dict[str, dict[str, Any]] = {}
    for piece, schema in rows:
        for name, field in (schema or {}).get("properties", {}).items():
            entry = found.setdefault(name, {"pieces": set(), "required": False, "description": ""})
            entry["pieces"].add(piece)
            entry["required"] |= name in schema.get("required", ())
            entry["description"] = field.get("description") or entry["description"]
    return found


def _view(row: models.Secret, readers: dict[str, Any]) -> SecretView:
    return SecretView(
        name=row.name,
        is_set=row.is_set,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        description=readers.get("description", ""),
        required=readers.get("required", False),
        pieces=sorted(readers.get("pieces", ())),
    )
