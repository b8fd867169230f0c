"""HTTP requests and e-mails against servers on loopback: what is sent, to whom, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from support.mail_server import MailServer
from support.web_server import WebServer

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]
TOKEN = "a-very-secret-token"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


# --- HttpRequestPiece


@pytest.mark.parametrize(
    ("authentication", "header", "sent"),
    [
        ("bearer", "authorization", f"Bearer {TOKEN}"),
        ("basic", "authorization", "Basic YWRhOmEtdmVyeS1zZWNyZXQtdG9rZW4="),
        ("header", "x-api-key", TOKEN),
        ("none", "authorization", None),
    ],
)
def test_the_secret_is_sent_as_asked(
    dry_run: Run, web: WebServer, authentication: str, header: str, sent: str | None
) -> None:
    secrets = {"HTTP_CREDENTIALS": f"http://ada:{TOKEN}@127.0.0.1:{web.port}"}
    outputs = dry_run("HttpRequestPiece", secrets, url=web.url, authentication=authentication).outputs
    assert outputs["json_value"]["headers"].get(header) == sent


def test_the_secret_goes_to_its_own_server_only(dry_run: Run, web: WebServer) -> None:
    inputs = {"url": web.url, "authentication": "bearer"}
    secrets = {"HTTP_CREDENTIALS": f"https://:{TOKEN}@api.example.com"}
    outcome = dry_run("HttpRequestPiece", secrets, **inputs)
    assert "is for https://api.example.com:443" in outcome.error["message"]
    assert TOKEN not in outcome.error["message"]
    assert web.requests == []
    assert "HTTP_CREDENTIALS is not set" in dry_run("HttpRequestPiece", **inputs).error["message"]


@pytest.mark.parametrize("authentication", ["bearer", "header"])
def test_a_redirect_to_another_server_gets_no_secret(
    dry_run: Run, web: WebServer, authentication: str
) -> None:
    with WebServer() as other:
        secrets = {"HTTP_CREDENTIALS": f"http://:{TOKEN}@127.0.0.1:{web.port}"}
        url = f"{web.url}/redirect?{other.url}/there"
        outputs = dry_run("HttpRequestPiece", secrets, url=url, authentication=authentication).outputs
        assert outputs["url"] == f"{other.url}/there"
        assert TOKEN in str(web.requests)
        assert TOKEN not in str(other.requests)


@pytest.mark.parametrize("form", ["http://https://ada:{}@api.example", "http://ada:{}@api.example/https"])
def test_airflows_way_to_write_a_connection(dry_run: Run, web: WebServer, form: str) -> None:
    secrets = {"HTTP_CREDENTIALS": form.format(TOKEN)}
    outcome = dry_run("HttpRequestPiece", secrets, url=web.url, authentication="bearer")
    assert "is for https://api.example:443" in outcome.error["message"]


def test_bodies(dry_run: Run, web: WebServer, table: Table) -> None:
    bodies: list[tuple[dict[str, Any], str, str]] = [
        ({"kind": "text", "content": "für", "content_type": "text/csv"}, "text/csv", "für"),
        ({"kind": "json", "content": None}, "application/json", "null"),
        ({"kind": "form", "fields": {"a": "1 2"}}, "application/x-www-form-urlencoded", "a=1+2"),
    ]
    for body, kind, sent in bodies:
        asked = dry_run("HttpRequestPiece", url=web.url, method="PUT", body=body).outputs["json_value"]
        assert (asked["method"], asked["headers"]["content-type"], asked["body"]) == ("PUT", kind, sent)
    form = {"kind": "form", "fields": {"a": "1"}, "file_path": table("x,y\n"), "file_field": "upload"}
    asked = dry_run("HttpRequestPiece", url=web.url, method="POST", body=form).outputs["json_value"]
    assert 'name="upload"; filename="table.csv"' in asked["body"]


def test_answers_of_all_kinds(dry_run: Run, web: WebServer) -> None:
    text = dry_run("HttpRequestPiece", url=f"{web.url}/text").outputs
    assert (text["text"], text["json_value"]) == ("für alle", None)
    binary = dry_run("HttpRequestPiece", url=f"{web.url}/bytes").outputs
    assert (binary["text"], binary["size_bytes"]) == (None, 256)
    assert Path(binary["file_path"]).name == "_data.bin"
    assert Path(binary["file_path"]).read_bytes() == bytes(range(256))


def test_a_status_fails_the_piece_or_is_passed_on(dry_run: Run, web: WebServer) -> None:
    inputs = {"url": f"{web.url}/status/404"}
    assert "answered 404" in dry_run("HttpRequestPiece", **inputs).error["message"]
    outputs = dry_run("HttpRequestPiece", **inputs, fail_on_error=False).outputs
    assert (outputs["status"], outputs["ok"]) == (404, False)


def test_it_tries_again(dry_run: Run, web: WebServer) -> None:
    assert dry_run("HttpRequestPiece", url=f"{web.url}/flaky", retries=1).outputs["status"] == 200
    assert len(web.requests) == 2


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"url": "ftp://x"}, ["url", "pattern"]),
        ({"url": "http://127.0.0.1:9/x?token=hidden"}, ["http://127.0.0.1:9/x can't be reached", "refused"]),
        ({"url": "{web}", "body": {"kind": "text", "content": "x"}}, ["body", "GET sends no body"]),
        ({"url": "{web}/text", "answer": "json"}, ["answer", "no JSON", "für alle"]),
        ({"url": "{web}", "timeout_seconds": 0}, ["timeout_seconds"]),
    ],
)
def test_requests_that_fail(dry_run: Run, web: WebServer, inputs: dict[str, Any], words: list[str]) -> None:
    outcome = dry_run("HttpRequestPiece", **{**inputs, "url": inputs["url"].format(web=web.url)})
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]
    assert "hidden" not in outcome.error["message"]


# --- SendEmailPiece


def test_an_email_with_everything(dry_run: Run, mail: MailServer, table: Table) -> None:
    secrets = {"SMTP_URL": f"smtp://ada:s%40cret@127.0.0.1:{mail.port}?encryption=none"}
    outcome = dry_run(
        "SendEmailPiece",
        secrets,
        to=["Bert <bert@example.com>", "nobody@example.com"],
        cc=["carl@example.com"],
        bcc=["dora@example.com"],
        sender="Ada <ada@example.com>",
        reply_to="desk@example.com",
        subject="Grüße",
        text="Für dich",
        html_path=table("<p>Für <b>dich</b></p>", "page.html"),
        attachments=[table("a\n1\n", "numbers.csv")],
        priority="high",
    )
    assert outcome.error is None, outcome.error
    assert outcome.outputs["receivers"] == ["bert@example.com", "carl@example.com", "dora@example.com"]
    assert outcome.outputs["refused"] == ["nobody@example.com"]
    [content] = mail.received
    message = message_from_bytes(content, policy=default)
    assert (message["Subject"], message["Reply-To"], message["X-Priority"]) == (
        "Grüße",
        "desk@example.com",
        "1",
    )
    assert b"dora" not in content
    assert message.get_body(("html",)).get_content().strip() == "<p>Für <b>dich</b></p>"
    assert [part.get_filename() for part in message.iter_attachments()] == ["numbers.csv"]
    assert mail.logins


@pytest.mark.parametrize(
    ("address", "inputs", "words"),
    [
        ("smtp://127.0.0.1:9?encryption=none&from_email=a@b.c", {}, ["127.0.0.1:9 can't be reached"]),
        ("{mail}?encryption=none", {}, ["sender is empty", "from_email"]),
        ("{mail}?from_email=a@b.c", {}, ["can't do what is asked", "starttls"]),
        ("{mail}?encryption=ssl", {}, ["'ssl'", "tls, starttls, none"]),
        ("mail.example.com:p4ss", {}, ["SMTP_URL can't be understood"]),
        ("{mail}?encryption=none&from_email=a@b.c", {"to": ["nobody@b.c"]}, ["refuses all", "550"]),
        ("{mail}?encryption=none&from_email=a@b.c", {"to": ["ada"]}, ["to", "pattern"]),
        ("{mail}?encryption=none&from_email=a@b.c", {"text": " "}, ["text is empty"]),
        ("{mail}?encryption=none&from_email=a@b.c", {"attachments": ["/no"]}, ["attachments[0]", "no file"]),
    ],
)
def test_emails_that_cannot_be_sent(
    dry_run: Run, mail: MailServer, address: str, inputs: dict[str, Any], words: list[str]
) -> None:
    secrets = {"SMTP_URL": address.format(mail=f"smtp://127.0.0.1:{mail.port}")}
    message = {"to": ["bert@example.com"], "subject": "Hello", "text": "Hello", **inputs}
    outcome = dry_run("SendEmailPiece", secrets, **message)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]
    assert "p4ss" not in outcome.error["message"]
    assert mail.received == []
