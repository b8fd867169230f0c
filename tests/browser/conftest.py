"""A real Chromium, signed in to a real Airflow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from support.airflow_server import AirflowServer
from support.chromium import ARGUMENTS, find_chromium
from support.domino_client import DominoClient

import domino_plugin

EXAMPLE = Path(domino_plugin.__file__).parent / "examples" / "penguins.json"
OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, or the one that CHROMIUM names."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def client(airflow_server: AirflowServer) -> DominoClient:
    """The REST API of the server, with the starter Pieces installed."""
    found = DominoClient(airflow_server)
    found.install_starter()
    return found


@pytest.fixture(autouse=True)
def no_workflows_left(airflow_server: AirflowServer, client: DominoClient) -> Iterator[None]:
    """Delete the workflows that a test has made, so that the next one finds its own on the first page."""

    def workflows() -> set[int]:
        return {one["id"] for one in client.call("GET", "workflows?limit=200")["items"]}

    before = workflows()
    yield
    for number in workflows() - before:
        # One with a task under way stays.
        client.request("DELETE", f"workflows/{number}")


@pytest.fixture(autouse=True)
def no_workspaces_left(airflow_server: AirflowServer, client: DominoClient) -> Iterator[None]:
    """Delete the workspaces that a test has made, so that whom it let in is back where others expect them."""

    def workspaces() -> set[int]:
        return {one["id"] for one in airflow_server.domino("GET", "workspaces").json()["items"]}

    before = workspaces()
    yield
    for number in workspaces() - before:
        # One with a task under way stays.
        airflow_server.domino("DELETE", f"workspaces/{number}")


@pytest.fixture(scope="session")
def example(client: DominoClient) -> dict[str, Any]:
    """The example workflow, never run before."""
    return client.create(json.loads(EXAMPLE.read_text()))


@pytest.fixture(scope="session")
def finished_run(client: DominoClient, example: dict[str, Any]) -> dict[str, Any]:
    """A run of the example that ended well."""
    return client.run_to_success(example)


@pytest.fixture
def open_context(chromium: Browser, airflow_server: AirflowServer) -> Iterator[OpenContext]:
    """Open browser windows, each with its own cookies, signed in unless asked otherwise."""
    contexts = []

    def open_(user: str | None = "admin", **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=airflow_server.base_url + "/", **options)
        context.set_default_timeout(20_000)
        if user:
            token = airflow_server.token(user)
            context.add_cookies([{"name": "_token", "value": token, "url": airflow_server.base_url}])
        contexts.append(context)
        return context

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_context: OpenContext) -> Iterator[Page]:
    """A page signed in as admin; the test fails if anything went wrong in it unseen."""
    page = open_context().new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert errors == []
