"""The web app below a path prefix, as behind a reverse proxy with ``[api] base_url`` set."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.e2e, pytest.mark.airflow, pytest.mark.timeout(600)]


def test_login_page_assets_and_api_are_found_below_a_prefix(
    chromium: Browser, start_airflow: Callable[..., Any]
) -> None:
    server = start_airflow(auth="fab", path_prefix="/airflow")
    context = chromium.new_context()
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status in {404, 500} else None)
    page.goto(f"{server.base_url}/domino/health")
    page.goto(f"{server.base_url}/domino/pieces")
    page.locator("input[name=username]").fill("admin")
    page.locator("input[name=password]").fill("admin")
    page.locator("input[type=submit], button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/airflow/domino/pieces$"))
    expect(page.get_by_text("No Pieces installed")).to_be_visible()
    page.get_by_role("link", name="Workflows", exact=True).click()
    expect(page).to_have_url(re.compile(r"/airflow/domino/workflows$"))
    page.reload()
    expect(page.get_by_text("No workflows yet")).to_be_visible()
    assert [url for url in missing if "/domino/" in url] == []
    context.close()
