"""Secrets: set, replaced, cleared, listed; kept encrypted by Airflow, never shown."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domino_plugin.db import models
from domino_plugin.errors import Invalid, NotFound, Unavailable
from domino_plugin.repositories import catalogue, secrets
from domino_plugin.runtime.masking import SHORTEST_MASKED

pytestmark = pytest.mark.airflow


@pytest.fixture
def repository_id(db_session, sample):
    """The modern sample, installed in a workspace of a real metadata database."""
    db_session.add(models.Workspace(id=1, name="One"))
    db_session.flush()
    return catalogue.install(db_session, 1, str(sample()), None, "ann").repository_id


@pytest.fixture
def fernet_key(monkeypatch):
    """Airflow with a Fernet key."""
    from airflow.models import crypto
    from cryptography.fernet import Fernet

    monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", Fernet.generate_key().decode())
    crypto.get_fernet.cache_clear()
    yield
    crypto.get_fernet.cache_clear()


def variable(session, repository_id, name="API_TOKEN"):
    from airflow.models.variable import Variable

    key = f"domino_secret__{repository_id}__{name}"
    return session.scalar(select(Variable).where(Variable.key == key))


def test_names_and_states_come_from_the_schemas(db_session, repository_id):
    found = secrets.list_secrets(db_session, 1, repository_id)
    assert [(one.name, one.is_set, one.required, one.pieces) for one in found] == [
        ("API_TOKEN", False, True, ["FetchPiece"]),
        ("PROXY", False, False, ["FetchPiece"]),
    ]
    assert found[0].description == "Token of the service."


def test_a_value_is_kept_encrypted_and_never_shown(db_session, repository_id, fernet_key):
    view = secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "hunter2", "ann")
    assert (view.is_set, view.updated_by) == (True, "ann")
    assert view.updated_at is not None
    assert "hunter2" not in repr(secrets.list_secrets(db_session, 1, repository_id))
    row = variable(db_session, repository_id)
    assert row.is_encrypted
    assert "hunter2" not in row._val
    assert row.get_val() == "hunter2"


def test_a_value_is_replaced_and_cleared(db_session, repository_id, fernet_key):
    secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "one", "ann")
    secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "two", "bob")
    db_session.expire_all()
    assert variable(db_session, repository_id).get_val() == "two"
    view = secrets.clear_secret(db_session, 1, repository_id, "API_TOKEN", "cid")
    assert (view.is_set, view.updated_by) == (False, "cid")
    assert variable(db_session, repository_id) is None
    assert not secrets.clear_secret(db_session, 1, repository_id, "API_TOKEN").is_set


def test_whoever_sets_one_that_is_too_short_to_be_masked_is_told(db_session, repository_id, fernet_key):
    for value, told in (
        ("x" * (SHORTEST_MASKED - 1), SHORTEST_MASKED),
        ("x" * SHORTEST_MASKED, None),
        ("connection:a", None),
    ):
        saved = secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", value, "ann")
        assert saved.masked_from == told


def test_a_rolled_back_request_leaves_no_value(db_session, repository_id, fernet_key):
    db_session.commit()
    secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "one", "ann")
    db_session.rollback()
    assert variable(db_session, repository_id) is None
    assert not secrets.list_secrets(db_session, 1, repository_id)[0].is_set


def test_airflow_masks_the_key(repository_id):
    from airflow.sdk._shared.secrets_masker import should_hide_value_for_key

    assert should_hide_value_for_key(secrets.variable_key(repository_id, "ANYTHING"))


def test_without_a_fernet_key_nothing_is_saved_and_the_command_is_told(
    db_session, repository_id, monkeypatch
):
    from airflow.models import crypto

    monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", "")
    crypto.get_fernet.cache_clear()
    try:
        with pytest.raises(Unavailable, match=r"Fernet\.generate_key"):
            secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "x", "ann")
    finally:
        crypto.get_fernet.cache_clear()
    assert variable(db_session, repository_id) is None


def test_what_is_refused(db_session, repository_id, fernet_key):
    with pytest.raises(NotFound, match="Did you mean 'API_TOKEN'"):
        secrets.set_secret(db_session, 1, repository_id, "API_TOKN", "x", "ann")
    with pytest.raises(NotFound, match="no repository"):
        secrets.set_secret(db_session, 2, repository_id, "API_TOKEN", "x", "ann")
    with pytest.raises(NotFound, match="no repository"):
        secrets.list_secrets(db_session, 2, repository_id)
    with pytest.raises(Invalid, match="empty"):
        secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "", "ann")
    with pytest.raises(Invalid, match="characters"):
        secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "x" * 50_000, "ann")


def test_values_stay_with_a_new_version_and_go_with_the_repository(
    db_session, repository_id, fernet_key, folders
):
    secrets.set_secret(db_session, 1, repository_id, "API_TOKEN", "one", "ann")
    newer = catalogue.install(db_session, 1, str(folders / "modern"), "1.3.0", "ann")
    assert newer.repository_id == repository_id
    assert [one.is_set for one in secrets.list_secrets(db_session, 1, repository_id)] == [True, False]
    catalogue.remove(db_session, 1, repository_id, version_id=newer.id)
    assert variable(db_session, repository_id) is not None
    catalogue.remove(db_session, 1, repository_id)
    assert variable(db_session, repository_id) is None
