"""What of a secret is known for one, and what is left as it is."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from domino_plugin.runtime.masking import SHORTEST_MASKED, STARS, Mask, is_masked

PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq/hki+9w0\nBAQEFAASCBKcwggSj\n-----END PRIVATE KEY-----\n"
SERVICE_ACCOUNT = {"type": "service_account", "project_id": "zoo", "private_key": PEM, "uses": 123456}
ODD = "pa\"ss\\wörd & more/+x'y"


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("whole-value", "It is whole-value."),
        ("token-with-line-end\n", "token-with-line-end"),
        (PEM, PEM),
        (PEM, "bad line: MIIEvQIBADANBgkq/hki+9w0"),
        (PEM, PEM.replace("\n", "")),
        (PEM, json.dumps({"key": PEM})),
        (PEM, repr(PEM)),
        (json.dumps(SERVICE_ACCOUNT), PEM),
        (json.dumps(SERVICE_ACCOUNT, indent=2), "MIIEvQIBADANBgkq/hki+9w0"),
        (json.dumps(SERVICE_ACCOUNT), repr(SERVICE_ACCOUNT)),
        (json.dumps({"extra": json.dumps(SERVICE_ACCOUNT)}), "MIIEvQIBADANBgkq/hki+9w0"),
        (json.dumps([[{"a": ["inner-value"]}]]), "inner-value"),
        ("postgres://ada:p%40ss-word@db/x", "p@ss-word and p%40ss-word"),
        (f"aws://key@/?__extra__={quote(json.dumps({'aws_session_token': 'inner-value'}))}", "inner-value"),
        ("http://ada:inner-value@api.example", "Basic YWRhOmlubmVyLXZhbHVl"),
        ("aws://key@/?aws_session_token=inner%2Fvalue", "inner/value"),
        ("https://inner-value@git.example/x.git", "inner-value"),
        ("https://hooks.example/services/T0/inner-value", "Max retries with url: /services/T0/inner-value"),
        *((ODD, text) for text in (ODD, quote(ODD), quote(ODD, safe=""), quote_plus(ODD), repr(ODD))),
        *((ODD, text) for text in (ascii(ODD), json.dumps(ODD), json.dumps(ODD, ensure_ascii=False))),
        (ODD, repr(ODD.encode())),
        ({"inner": {"deep": "inner-value"}}, "inner-value"),
        (48151623, "48151623"),
    ],
)
def test_a_secret_is_masked_in_whole_and_in_parts(secret: object, text: str) -> None:
    masked = Mask([secret])(text)
    assert STARS in masked
    for part in ("MIIEv", "BAQEF", "inner", "value", "pa", "wörd", "more", "ss-word", "token", "481", "YWR"):
        assert part not in masked.replace("__extra__", "")


@pytest.mark.parametrize(
    "secret",
    [
        "1234",
        json.dumps({"user": "ada", "sslmode": "verify-full", "tls": "False", "on": True, "off": False}),
        json.dumps({"port": 543210, "ratio": 0.123456, "none": None}),
        "postgres://administrator:word@db/x?sslmode=require",
        "ab\ncd\nef",
        None,
        True,
        "",
    ],
)
def test_what_would_be_in_every_other_line_is_left(secret: object) -> None:
    text = "1234 ada verify-full False true 543210 0.123456 administrator word require ab cd ef None"
    assert Mask([secret])(text) == text


def test_secrets_that_overlap_leave_nothing_between_them() -> None:
    mask = Mask(["first-second", "second-third", "first"])
    assert mask("a first-second-third z first!") == "a *** z ***!"


def test_the_shortest_secret_that_is_masked() -> None:
    assert not is_masked("x" * (SHORTEST_MASKED - 1))
    assert not is_masked(" 1234\n")
    assert is_masked("x" * SHORTEST_MASKED)
    # Together they are long enough, but a log shows one line at a time.
    assert not is_masked("abcd\n1234")
    assert Mask(["x" * SHORTEST_MASKED])("x" * SHORTEST_MASKED) == STARS


def test_the_documentation_tells_the_same_length() -> None:
    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    assert f"fewer than {SHORTEST_MASKED} characters" in text


def test_json_that_nobody_can_read_is_a_text() -> None:
    deep = "[" * 30_000
    assert Mask([deep])(deep) == STARS
    assert Mask(["http://[broken"])("http://[broken") == STARS
