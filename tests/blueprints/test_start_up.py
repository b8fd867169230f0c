"""What happens when Airflow's web server starts."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from domino_plugin.blueprints.serving import StartUp, WebApplication

pytestmark = pytest.mark.airflow


@pytest.fixture
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_lives_as_long_as_the_server_is_not_searched_for_garbage() -> None:
    """Else all requests stand still for half a second, each time that it is."""
    application = WebApplication()
    StartUp(None, application)
    started = next(one for one in threading.enumerate() if one.name == "domino-start-up")
    started.join(60)
    assert gc.get_freeze_count() > 100_000
    assert application.is_ready
