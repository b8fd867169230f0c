"""The starter Pieces in a real Airflow: all examples, and those Pieces that talk to servers."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient
from support.shop import PASSWORD, open_shop

from domino_plugin.examples import load_examples

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network]

#: Node, output and value, worked out from the data without any Piece.
EXPECTED = {
    "Penguins by species": ("drop_incomplete", "row_count", 333),
    "Rain in Seattle": ("same", "result", True),
    "Electricity in Iowa": ("tell", "share", 38.8),
    "Wheat and wages": ("log", "message", "Wheat got cheaper: true"),
    "A cat in three ways": ("small", "height", 133),
}


@pytest.fixture(scope="module")
def client(airflow_server: AirflowServer) -> DominoClient:
    return DominoClient(airflow_server)


@pytest.fixture(scope="module")
def version(client: DominoClient) -> str:
    return client.install_starter()


def test_all_examples_end_in_success(client: DominoClient, version: str) -> None:
    examples = {example.name: client.create(example.document) for example in load_examples()}
    runs = {name: client.trigger(workflow) for name, workflow in examples.items()}

    assert set(examples) == set(EXPECTED)
    for name, workflow in examples.items():
        run = client.wait(workflow, runs[name])
        assert run["state"] == "success", client.all_logs(workflow, run)
        node, output, expected = EXPECTED[name]
        assert client.outputs(workflow, run["run_id"], node)[output] == expected


@pytest.mark.postgres
def test_pieces_reach_servers_with_secrets_and_airflows_connections(client: DominoClient) -> None:
    with open_shop(client) as shop:
        workflow = client.create(shop.document)

        run = client.run_to_success(workflow)

        rows = client.outputs(workflow, run["run_id"], "ask")["data"]
        assert rows == [{"item": "pie", "price": 7, "day": "2026-02-01"}]
        [request] = shop.web.requests
        assert request["headers"]["authorization"] == f"Bearer {PASSWORD}"
        assert request["body"] == '[{"item": "pie", "price": 7, "day": "2026-02-01"}]'
        [content] = shop.mail.received
        message = message_from_bytes(content, policy=default)
        assert (message["From"], message["Subject"]) == ("shop@example.com", "What was sold")
        [attachment] = message.iter_attachments()
        assert attachment.get_content() == "item,price,day\npie,7.00,2026-02-01\n"
        texts = client.all_logs(workflow, run)
        texts += str(
            [client.task(workflow, run["run_id"], name, "outputs") for name in ("ask", "tell", "send")]
        )
        assert PASSWORD not in texts
