"""Both storages, and a real S3 server for one of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.s3_server import ACCESS_KEY, SECRET_KEY, S3Server

from domino_plugin.settings import S3Place
from domino_plugin.storage import LocalStorage, Storage
from domino_plugin.storage.s3 import S3Storage, client


@pytest.fixture
def s3_connection(monkeypatch: pytest.MonkeyPatch) -> str:
    """An Airflow connection with the full account."""
    connection = {"conn_type": "aws", "login": ACCESS_KEY, "password": SECRET_KEY}
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(connection))
    return "store"


@pytest.fixture
def s3_place(s3_server: S3Server, s3_connection: str, tmp_path: Path) -> Callable[..., S3Place]:
    """Make places below a prefix of the test's own."""
    prefix = f"some/where/{uuid.uuid4().hex}"
    # Tests break a client's methods: each has clients of its own.
    client._make.cache_clear()

    def make(**changes: Any) -> S3Place:
        found = {
            "bucket": s3_server.bucket,
            "prefix": prefix,
            "endpoint": s3_server.url,
            "connection": s3_connection,
            "checksum": "crc32",
            "patience": 20,
            "cache": tmp_path / "cache",
        }
        return S3Place(**{**found, **changes})

    return make


@pytest.fixture
def s3(s3_place: Callable[..., S3Place]) -> S3Storage:
    return S3Storage(s3_place())


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Each of the storages, empty."""
    if request.param == "folder":
        return LocalStorage(tmp_path / "storage")
    return request.getfixturevalue("s3")
