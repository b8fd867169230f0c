"""Files of a workspace in a browser: uploaded, found, downloaded, deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, expect
from support.domino_client import DominoClient, piece, value

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]

OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def no_files(client: DominoClient) -> None:
    """Nothing of other tests is in the workspace."""
    for file in client.call("GET", "files?limit=200")["items"]:
        client.call("DELETE", f"files/{quote(file['name'])}?even_if_used=true", expect=204)


@pytest.mark.usefixtures("no_files")
def test_a_file_comes_goes_and_is_kept_while_in_use(
    open_context: OpenContext, client: DominoClient, tmp_path: Path
) -> None:
    page = open_context().new_page()
    table = tmp_path / "weights (ü).csv"
    table.write_text("name,weight\nada,61\n")
    page.goto("domino/files")
    expect(page.get_by_text("No files yet")).to_be_visible()
    page.get_by_label("Upload").set_input_files([table])
    row = page.get_by_test_id("file").filter(has_text="weights (ü).csv")
    expect(row).to_contain_text("19 B")
    expect(row).to_contain_text("/home/shared_storage/.files/weights (ü).csv")
    expect(row).to_contain_text("by admin")

    with page.expect_download() as download:
        row.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_bytes() == table.read_bytes()

    node = {
        "id": "say",
        "name": "Say",
        "piece": piece(client.install_starter(), "LogPiece"),
        "inputs": {"message": value("/home/shared_storage/.files/weights (ü).csv")},
    }
    made = client.create({"name": "Weighs", "nodes": [node]})
    row.get_by_role("button", name="Delete").click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name="Delete").click()
    expect(question).to_contain_text("is used by 'Weighs'")
    question.get_by_role("button", name="Delete all the same").click()
    expect(page.get_by_text("No files yet")).to_be_visible()
    client.call("DELETE", f"workflows/{made['id']}", expect=204)


def test_a_nodes_form_takes_a_file_of_the_workspace(
    open_context: OpenContext, client: DominoClient, tmp_path: Path
) -> None:
    table = tmp_path / "chosen.csv"
    table.write_text("a\n1\n")
    node = {
        "id": "read",
        "name": "Read it",
        "piece": piece(client.install_starter(), "ReadCsvPiece"),
        "inputs": {},
    }
    made = client.create({"name": "Chooses", "nodes": [node]})
    page = open_context().new_page()
    page.goto(f"domino/workflows/{made['id']}/edit")
    page.locator("[data-node=read]").click()
    page.get_by_role("button", name="Choose a file for").click()
    dialog = page.get_by_role("dialog", name="Choose a file of the workspace")
    dialog.get_by_label("Upload").set_input_files([table])
    expect(dialog).to_have_count(0)
    path = "/home/shared_storage/.files/chosen.csv"
    expect(page.get_by_role("tabpanel").locator(f"input[value='{path}']")).to_be_visible()
    page.get_by_role("button", name="Choose a file for").click()
    expect(dialog.get_by_role("button", name="chosen.csv")).to_be_visible()
    client.call("DELETE", "files/chosen.csv", expect=204)


def test_a_file_that_is_refused_says_why_and_stays_until_put_away(
    open_context: OpenContext, tmp_path: Path
) -> None:
    page = open_context().new_page()  # the browser writes the refusal to its console
    page.goto("domino/files")
    bad = tmp_path / ".hidden"
    bad.write_text("x")
    page.get_by_label("Upload").set_input_files([bad])
    upload = page.get_by_test_id("upload")
    expect(upload).to_contain_text("begins with a dot")
    upload.get_by_role("button", name="Put .hidden away").click()
    expect(upload).to_have_count(0)
