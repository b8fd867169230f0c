"""From the list of workflows into the editor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from support.domino_client import DominoClient
from support.workflow_samples import penguins

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.timeout(600),
]


def test_the_editor_opens_though_nothing_could_be_fetched_ahead(
    open_context: Callable[..., BrowserContext], client: DominoClient
) -> None:
    # A page of its own: what is refused shows as errors in its console.
    page = open_context().new_page()
    made = penguins(client, "Opened from the list")
    lost = ("**/assets/EditorPage-*.js", f"**/workflows/{made['id']}?check=false")
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    for address in lost:
        page.route(address, refuse)
    page.goto("domino/workflows")
    link = page.get_by_role("link", name=f"Edit {made['name']}", exact=True)
    link.hover()
    page.wait_for_timeout(1000)
    assert any("EditorPage" in url for url in refused)
    assert any(f"/workflows/{made['id']}?check=false" in url for url in refused)
    for address in lost:
        page.unroute(address)
    link.click()
    expect(page.locator(".react-flow__node")).to_have_count(len(made["document"]["nodes"]))
