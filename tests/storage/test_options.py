"""Where the shared storage is, as the options say."""

from __future__ import annotations

from pathlib import Path

import pytest

from domino_plugin import settings
from domino_plugin.storage import LocalStorage, open_storage
from domino_plugin.storage.s3 import S3Storage


def _set(monkeypatch: pytest.MonkeyPatch, **options: str) -> None:
    for name, value in options.items():
        monkeypatch.setenv(f"AIRFLOW__DOMINO__{name.upper()}", value)


@pytest.mark.parametrize(
    ("root", "place"),
    [
        ("s3://my-bucket", ("my-bucket", "")),
        ("s3://my-bucket/", ("my-bucket", "")),
        ("S3://my.bucket/some/where/", ("my.bucket", "some/where")),
    ],
)
def test_an_address_names_bucket_and_prefix(
    monkeypatch: pytest.MonkeyPatch, root: str, place: tuple[str, str]
) -> None:
    _set(monkeypatch, storage_root=root)
    found = settings.load().s3
    assert found is not None
    assert (found.bucket, found.prefix) == place
    assert (found.endpoint, found.connection, found.checksum, found.patience) == (None, None, "crc32", 120)
    assert isinstance(open_storage(), S3Storage)
    assert open_storage().workflow_place("d").startswith(f"s3://{found.bucket}/")


def test_anything_else_is_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _set(monkeypatch, storage_root=str(tmp_path / "s3"))
    assert settings.load().s3 is None
    storage = open_storage()
    assert isinstance(storage, LocalStorage)
    assert storage.root == tmp_path / "s3"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"storage_root": "s3://"}, "storage_root is 's3://'"),
        ({"storage_root": "s3:/bucket"}, "s3://BUCKET/PREFIX"),
        ({"storage_root": "s3://My_Bucket/x"}, "small letters"),
        ({"storage_root": "s3://bucket", "s3_endpoint": "minio:9000"}, "https://s3.example.com"),
        ({"storage_root": "s3://bucket", "s3_checksum": "md5"}, "crc32, sha256, none"),
        ({"storage_root": "s3://bucket", "storage_patience": "-1"}, "0 or a whole number above it"),
        ({"retention_days": "soon"}, "retention_days is 'soon'"),
    ],
)
def test_what_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, str], words: str
) -> None:
    _set(monkeypatch, **options)
    with pytest.raises(settings.SettingsError, match=words):
        settings.load()
