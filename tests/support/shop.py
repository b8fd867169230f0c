"""A database, a web server and a mail server, and a workflow whose Pieces talk to all three."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg

from support.airflow_server import AirflowServer
from support.domino_client import STARTER, DominoClient, piece, upstream, value
from support.mail_server import MailServer
from support.postgres import PostgresServer
from support.web_server import WebServer

#: Of all three; Airflow's connections and the starter Pieces' secrets have it.
PASSWORD = "not-for-anybodys-eyes"


class Shop:
    """The servers, and the document of the workflow: nodes ``ask``, ``tell`` and ``send``."""

    def __init__(self, web: WebServer, mail: MailServer, version: str) -> None:
        self.web = web
        self.mail = mail
        self.document = _document(version, web.url)


@contextmanager
def open_shop(client: DominoClient) -> Iterator[Shop]:
    """Start the servers and set connections and secrets, which are cleared afterwards."""
    with ExitStack() as stack:
        web = stack.enter_context(WebServer())
        mail = stack.enter_context(MailServer())
        postgres = stack.enter_context(PostgresServer())
        database = _fill(postgres)
        stack.enter_context(_connections(client.server, postgres.port, database, mail.port))
        stack.enter_context(_secrets(client, web.port))
        yield Shop(web, mail, client.install_starter())


def _fill(postgres: PostgresServer) -> str:
    """Make a database of what was sold and return its name."""
    address = postgres.new_database().replace("postgresql+psycopg2", "postgresql")
    with psycopg.connect(address, autocommit=True) as shop:
        shop.execute("CREATE TABLE sold (item text, price numeric(10, 2), day date)")
        shop.execute("INSERT INTO sold VALUES ('tea', 2.50, '2026-01-31'), ('pie', 7, '2026-02-01')")
    return address.rpartition("/")[2]


@contextmanager
def _connections(server: AirflowServer, database_port: int, database: str, mail_port: int) -> Iterator[None]:
    shop = {"conn_type": "postgres", "port": database_port, "login": "domino", "schema": database}
    extra = '{"disable_ssl": true, "disable_tls": true, "from_email": "shop@example.com"}'
    post = {"conn_type": "smtp", "port": mail_port, "login": "ada", "extra": extra}
    for name, connection in {"shop": shop, "post": post}.items():
        body = {"connection_id": name, "host": "127.0.0.1", "password": PASSWORD, **connection}
        answer = server.airflow("POST", "connections", json=body)
        assert answer.status_code == 201, answer.text
    try:
        yield
    finally:
        for name in ("shop", "post"):
            server.airflow("DELETE", f"connections/{name}")


@contextmanager
def _secrets(client: DominoClient, web_port: int) -> Iterator[None]:
    client.install_starter()
    listed = client.call("GET", "repositories")["items"]
    path = f"repositories/{next(one['id'] for one in listed if one['source'] == STARTER)}/secrets"
    secrets = {
        "DATABASE_URL": "connection:shop",
        "SMTP_URL": "connection:post",
        "HTTP_CREDENTIALS": f"http://:{PASSWORD}@127.0.0.1:{web_port}",
    }
    for name, secret in secrets.items():
        client.call("PUT", f"{path}/{name}", json={"value": secret})
    try:
        yield
    finally:
        for name in secrets:
            client.call("DELETE", f"{path}/{name}", expect=204)


def _document(version: str, url: str) -> dict[str, Any]:
    nodes = [
        {
            "id": "ask",
            "name": "Ask the database",
            "piece": piece(version, "QueryDatabasePiece"),
            "inputs": {
                "query": value("SELECT * FROM sold WHERE price > :least"),
                "parameters": value({"least": 5}),
            },
        },
        {
            "id": "tell",
            "name": "Tell the web",
            "piece": piece(version, "HttpRequestPiece"),
            "inputs": {
                "url": value(f"{url}/sold"),
                "method": value("POST"),
                "authentication": value("bearer"),
                "answer": value("file"),
                "body": {
                    "kind": "object",
                    "fields": {"kind": value("json"), "content": upstream("ask", "data")},
                },
            },
        },
        {
            "id": "send",
            "name": "Send an e-mail",
            "piece": piece(version, "SendEmailPiece"),
            "inputs": {
                "to": value(["ada@example.com"]),
                "subject": value("What was sold"),
                "text": value("See the table."),
                "attachments": {"kind": "list", "items": [upstream("ask", "file_path")]},
            },
        },
    ]
    edges = [{"upstream": "ask", "downstream": "tell"}, {"upstream": "ask", "downstream": "send"}]
    return {"name": "Servers", "nodes": nodes, "edges": edges}
