"""Windows of a real Chromium, and pictures of what is in them, in both colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Route, expect
from support.airflow_server import AirflowServer
from words import word

#: Chooses the colours as the app's own button does, by what Airflow's pages listen to as well.
CHOOSE_COLOURS = """mode => {
  localStorage.setItem("theme", mode);
  dispatchEvent(new StorageEvent("storage", { key: "theme", newValue: mode }));
}"""
#: Charts are drawn anew in other colours, and menus fade in even where little moves.
SETTLE_MS = 250


@dataclass(frozen=True)
class Setting:
    """How a window looks at the app.

    Attributes:
        name: what files of its pictures are called after, such as ``1440``.
        width: of the window, in pixels.
        modes: colours to take pictures in.
        locale: the browser's language.
    """

    name: str
    width: int
    modes: tuple[str, ...] = ("light", "dark")
    locale: str = "en-GB"
    height: int = 900


SETTINGS = {
    "1440": Setting("1440", 1440),
    "1024": Setting("1024", 1024),
    "de": Setting("de", 1440, modes=("light",), locale="de-DE"),
}


class Camera:
    """One window, and the folder its pictures go to."""

    def __init__(self, browser: Browser, server: AirflowServer, out: Path, setting: Setting) -> None:
        self._browser = browser
        self._server = server
        self._out = out
        self._contexts: list[BrowserContext] = []
        self.setting = setting
        self.taken: list[Path] = []

    def page(self, user: str | None = "admin", *, workspace: int | None = None, height: int = 0) -> Page:
        """Open a window, signed in as a user and in a workspace; it is closed with the camera."""
        setting = self.setting
        context = self._browser.new_context(
            base_url=self._server.base_url + "/",
            viewport={"width": setting.width, "height": height or setting.height},
            locale=setting.locale,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.set_default_timeout(20_000)
        if user:
            url = self._server.base_url
            context.add_cookies([{"name": "_token", "value": self._server.token(user), "url": url}])
        kept = {"theme": "light"} | ({"domino-workspace": str(workspace)} if workspace else {})
        for name, text in kept.items():
            context.add_init_script(
                f"localStorage.setItem('{name}', localStorage.getItem('{name}') ?? '{text}')"
            )
        return context.new_page()

    def shoot(self, page: Page, name: str, shown: Locator | None = None) -> None:
        """Take pictures of a window, as soon as `shown` is visible, in each mode."""
        if shown is not None:
            expect(shown).to_be_visible()
            expect(page.get_by_role("status", name=re.compile("^(Loading|Lädt)"))).to_have_count(0)
        for mode in self.setting.modes:
            page.evaluate(CHOOSE_COLOURS, mode)
            page.wait_for_timeout(SETTLE_MS)
            file = self._out / f"{name}--{self.setting.name}-{mode}.png"
            page.screenshot(path=file)
            self.taken.append(file)
        if len(self.setting.modes) > 1:
            page.evaluate(CHOOSE_COLOURS, self.setting.modes[0])

    def t(self, key: str, **values: object) -> str:
        """Return a text of the app in the language of the windows."""
        return word(self.setting.locale[:2], key, **values)

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()


#: The calls of the app's own API but for who one is and the workspaces, without which there is no page.
API = re.compile(r"/domino/api/v1/(?!me\b|workspaces\?|workspaces$)")


@contextmanager
def held(page: Page, calls: re.Pattern[str] = API) -> Iterator[None]:
    """Let calls wait, as in a slow network."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(calls, hold)
    yield
    for route in waiting:
        # One that the page has given up meanwhile is over already.
        with suppress(Error):
            route.abort()
    page.unroute_all(behavior="ignoreErrors")


def fail(page: Page, status: int = 500, calls: re.Pattern[str] = API, **problem: Any) -> None:
    """Let calls be answered by an error."""
    body = {"title": "Internal error", "status": status, "detail": "The database is locked.", **problem}
    page.route(
        calls,
        lambda route: route.fulfill(status=status, json=body, content_type="application/problem+json"),
    )
