"""Who may use a bucket, how it is reached, and what is said if it can't be."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from support.s3_server import ALL_BUT, READER_KEY, READER_SECRET, S3Server
from support.s3_storage import uploads, write

from domino_plugin.errors import Unavailable
from domino_plugin.settings import S3Place
from domino_plugin.storage.s3 import S3Storage
from domino_plugin.storage.s3.requests import Requests
from domino_plugin.storage.s3.upload import Uploader

WRONG = {
    "wrong key": (
        {"login": "AKIAWRONG", "password": "x"},
        {},
        "refuses the credentials.*'store'.*InvalidAccessKeyId",
    ),
    "wrong secret": (
        {"login": "AKIADOMINOTESTS", "password": "x"},
        {},
        "refuses the credentials.*SignatureDoesNot",
    ),
    "reader": ({"login": READER_KEY, "password": READER_SECRET}, {}, "doesn't allow it.*s3:PutObject"),
    **{
        denied: ({"login": key, "password": READER_SECRET}, {}, f"doesn't allow it.*lack.* {denied}\\.")
        for denied, key in ALL_BUT.items()
    },
    "half": ({"login": "AKIADOMINOTESTS"}, {}, "needs both"),
    "no options": ({"extra": {"config_kwargs": "x"}}, {}, "config_kwargs.*it takes an object"),
    "unknown option": (
        {"extra": {"config_kwargs": {"adressing": "virtual"}}},
        {},
        "config_kwargs of the Airflow connection 'store'.*adressing",
    ),
    "wrong option": (
        {"extra": {"config_kwargs": {"s3": {"addressing_style": "odd"}}}},
        {},
        "can't be used.*addressing",
    ),
    "role": ({"extra": {"role_arn": "x"}}, {}, "role_arn"),
    "no connection": (None, {"connection": "nope"}, "needs the Airflow connection 'nope'"),
    "bucket": (None, {"bucket": "no-such-bucket"}, "there is no bucket 'no-such-bucket'"),
    "endpoint": (None, {"endpoint": "http://127.0.0.1:1"}, "127.0.0.1:1 can't be reached"),
    "host": (None, {"endpoint": "http://no-such-host.invalid"}, "no-such-host.invalid can't be reached"),
    "not S3": (None, {"endpoint": "http://[bad"}, "can't be used"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_check_says_in_words_what_is_wrong(
    s3_place: Callable[..., S3Place], monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    connection, changes, words = WRONG[case]
    if connection is not None:
        monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps({"conn_type": "aws", **connection}))
    started = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        S3Storage(s3_place(**changes)).check()
    assert time.monotonic() - started < 15
    assert re.search(words, caught.value.message)
    assert "Traceback" not in caught.value.message


@pytest.mark.parametrize("denied", ALL_BUT)
def test_tasks_and_deletions_do_without_clearing_away_uploads(
    s3: S3Storage,
    s3_server: S3Server,
    s3_place: Callable[..., S3Place],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    denied: str,
) -> None:
    key = f"{s3_place().prefix}/d/r/one/results/big"
    s3_server.client().create_multipart_upload(Bucket=s3_server.bucket, Key=key)
    account = {"conn_type": "aws", "login": ALL_BUT[denied], "password": READER_SECRET}
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(account))
    storage = S3Storage(s3_place())
    for number in (1, 2):
        write(storage, {"results/a": f"try {number}".encode()})
    with storage.open_result("d", "r", "/home/shared_storage/one/results/a").open() as file:
        assert file.read() == b"try 2"
    storage.delete_run("d", "r")
    assert s3_server.keys(s3_place().prefix) == []
    assert f"they lack the permission {denied}." in caplog.text
    assert uploads(s3_server, s3_place().prefix) == [key]


def test_a_connection_says_how_the_service_is_spoken_to(
    s3_place: Callable[..., S3Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = {
        "region_name": "eu-central-1",
        "config_kwargs": {"s3": {"addressing_style": "virtual"}, "retries": {"total_max_attempts": 9}},
    }
    connection = {"conn_type": "aws", "login": "AKIA", "password": "x", "extra": extra}
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(connection))
    storage = S3Storage(s3_place(endpoint="http://s3.invalid"))
    client = storage._requests.client
    assert client.generate_presigned_url("get_object", {"Bucket": "domino", "Key": "a"}).startswith(
        "http://domino.s3.invalid/a?"
    )
    assert client.meta.config.retries["total_max_attempts"] == 1, "we try again ourselves"
    assert storage.concerns() == []


def test_what_domino_does_not_take_from_a_connection_is_told(
    s3: S3Storage, s3_place: Callable[..., S3Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert s3.concerns() == []
    extra = {"profile_name": "work", "service_config": {"s3": {"bucket_name": "b"}}}
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps({"conn_type": "aws", "extra": extra}))
    [concern] = S3Storage(s3_place()).concerns()
    assert "profile_name and service_config of the Airflow connection 'store' aren't used" in concern.reason


def test_a_small_part_of_a_request_is_refused_if_the_bucket_is_gone(s3_place: Callable[..., S3Place]) -> None:
    requests = Requests(s3_place(bucket="no-such-bucket"))
    with pytest.raises(Unavailable, match="no bucket"):
        Uploader(requests, "crc32").mark("x")
