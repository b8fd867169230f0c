"""Images of a private registry, with the login from an Airflow Connection."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import airflow.sdk  # noqa: F401 - sets logging up, which would undo what a test has set up
import pytest
from domino_plugin.operators.docker import ImageUnavailable
from domino_plugin.operators.registries import registry_logins
from support.image_registry import PASSWORD, USER, Registry, RegistryUnavailable

from domino_plugin.errors import Invalid

pytestmark = pytest.mark.docker


@pytest.fixture
def published(client: Any, plain: str, engine_url: str, tmp_path: Path) -> Iterator[tuple[Registry, str]]:
    """A registry, and the name of an image that only it has."""
    if not engine_url.startswith("unix://"):
        pytest.skip("the engine may not reach this machine's loopback")
    registry = Registry(tmp_path)
    try:
        registry.start()
    except RegistryUnavailable as error:
        pytest.skip(str(error))
    repository = f"{registry.host}/some/pieces"
    try:
        client.images.get(plain).tag(repository, "1.0")
        login = {"username": USER, "password": PASSWORD}
        for event in client.api.push(repository, tag="1.0", auth_config=login, stream=True, decode=True):
            assert "error" not in event, event
        client.images.remove(f"{repository}:1.0")
        yield registry, f"{repository}:1.0"
    finally:
        registry.stop()
        with contextlib.suppress(Exception):
            client.images.remove(f"{repository}:1.0")


def test_an_image_is_pulled_with_the_connections_login(
    published: Any, run: Any, client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    registry, name = published
    pull = {"pull": "missing"}
    with pytest.raises(ImageUnavailable, match=r"can't be pulled.*docker_registries"):
        run("out = 1", image=name, with_options=pull)
    monkeypatch.setenv("AIRFLOW_CONN_WRONG", f"docker://{USER}:wrong@{registry.host}")
    with pytest.raises(ImageUnavailable, match=r"refuses the login of wrong"):
        run("out = 1", image=name, with_options=pull, logins=lambda: registry_logins(["wrong"]))
    monkeypatch.setenv("AIRFLOW_CONN_RIGHT", f"docker://{USER}:{PASSWORD}@{registry.host}")
    with caplog.at_level(logging.INFO):
        outcome = run("out = 1", image=name, with_options=pull, logins=lambda: registry_logins(["right"]))
    assert outcome.outputs["value"] == 1
    assert "with the login of right" in caplog.text
    assert PASSWORD not in caplog.text
    known = client.images.get(name).attrs["RepoDigests"]
    assert f"{name.rpartition(':')[0]}@{outcome.image_digest}" in known
    again = run("out = 2", image=f"{name.rpartition(':')[0]}@{outcome.image_digest}")
    assert again.image_digest == outcome.image_digest


def test_a_tag_that_has_moved_is_pulled_again_if_that_is_wanted(
    published: Any, run: Any, client: Any, images: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, name = published
    monkeypatch.setenv("AIRFLOW_CONN_RIGHT", f"docker://{USER}:{PASSWORD}@{registry.host}")

    def digest(pull: str) -> str:
        outcome = run(
            "out = 1", image=name, with_options={"pull": pull}, logins=lambda: registry_logins(["right"])
        )
        return str(outcome.image_digest)

    first = digest("missing")
    other = images.plain(lines="LABEL moved=1\n", kind="moved")
    client.images.get(other).tag(*name.rsplit(":", 1))
    login = {"username": USER, "password": PASSWORD}
    pushed = list(client.api.push(name, auth_config=login, stream=True, decode=True))
    assert not [event for event in pushed if "error" in event], pushed
    client.images.remove(name)
    known = f"{name.rpartition(':')[0]}@{first}"
    client.api.tag(known, *name.rsplit(":", 1))
    try:
        assert digest("missing") == first
        assert digest("always") != first
    finally:
        client.images.remove(known)


def test_an_image_that_was_never_published(published: Any, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    registry, name = published
    monkeypatch.setenv("AIRFLOW_CONN_RIGHT", f"docker://{USER}:{PASSWORD}@{registry.host}")
    with pytest.raises(ImageUnavailable, match="Was it published"):
        run(
            "out = 1",
            image=name.replace(":1.0", ":2.0"),
            with_options={"pull": "always"},
            logins=lambda: registry_logins(["right"]),
        )


def test_connections_that_can_not_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match=r"'nothing'.*Admin > Connections"):
        registry_logins(["nothing"])
    monkeypatch.setenv("AIRFLOW_CONN_BARE", "docker://host.example")
    with pytest.raises(Invalid, match=r"'bare'.*user name"):
        registry_logins(["bare"])
