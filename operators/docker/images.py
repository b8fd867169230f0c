"""Images: found on the engine or pulled, with the login of a private registry, and named by their digest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.operators.docker.call import PullPolicy
from domino_plugin.operators.docker.engine import Engine

from domino_plugin.errors import DominoError, Unavailable

log = logging.getLogger("domino.environment")

#: Docker's own registry, which image names leave out.
_DEFAULT_REGISTRY = "docker.io"
_ITS_OTHER_NAMES = frozenset({"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", ""})


class ImageUnavailable(Unavailable):
    """The engine doesn't have the image and can't get it."""

    title = "Image not available"


class PullStoppedError(DominoError):
    """Somebody asked for the end while an image was pulled."""

    status = 503
    title = "Pull stopped"


@dataclass(frozen=True)
class RegistryLogin:
    """Whom to be at a registry; `name` is where the login comes from, for messages."""

    registry: str
    username: str
    password: str = field(repr=False)
    name: str = ""


@dataclass(frozen=True)
class Image:
    """An image the engine has.

    Attributes:
        name: what it was asked for by.
        id: what containers are made from, so that a tag moved meanwhile changes nothing.
        digest: ``sha256:...`` by which its registry knows it, or its id if it comes from no registry.
        user: whom its containers run as; empty for the superuser.
    """

    name: str
    id: str
    digest: str
    user: str

    @property
    def runs_as_root(self) -> bool:
        """Whether its containers are the superuser's."""
        return self.user.partition(":")[0] in ("", "0", "root")


class Images:
    """The images of an engine.

    Args:
        engine: the engine.
        pull: when to pull.
        logins: gives those of private registries, once an image is to be pulled.
        stopped: says whether somebody has asked for the end meanwhile.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        pull: PullPolicy = "missing",
        logins: Callable[[], Iterable[RegistryLogin]] = tuple,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._pull = pull
        self._logins = logins
        self._stopped = stopped

    def get(self, name: str) -> Image:
        """Return an image, pulled if the policy wants that.

        Raises:
            ImageUnavailable: the engine doesn't have it and can't get it.
            EngineSilent: the engine has gone.
            PullStoppedError: somebody asked for the end.
        """
        if self._pull != "always":
            image = self._find(name)
            if image is not None:
                return image
            if self._pull == "never":
                raise ImageUnavailable(
                    f"The engine at {self._engine.url} doesn't have the image {name}, and "
                    "[domino] docker_pull is 'never'. Pull it there, or choose another runtime."
                )
        self._fetch(name)
        image = self._find(name)
        if image is None:
            raise ImageUnavailable(f"The image {name} was pulled, but the engine doesn't have it.")
        return image

    def _find(self, name: str) -> Image | None:
        import docker.errors

        with self._engine.refusals(f"The image {name} can't be looked up"):
            try:
                found = self._engine.api.inspect_image(name)
            except docker.errors.ImageNotFound:
                return None
        return _image(name, found)

    def _fetch(self, name: str) -> None:
        import docker.errors
        import requests.exceptions
        import urllib3.exceptions

        registry, _, _ = split_name(name)
        login = next((one for one in self._logins() if normal_registry(one.registry) == registry), None)
        log.info("Pulling the image %s%s.", name, f" with the login of {login.name}" if login else "")
        auth = {"username": login.username, "password": login.password} if login else None
        repository, tag = docker.utils.parse_repository_tag(name)
        with self._engine.refusals(f"The image {name} can't be pulled"):
            try:
                # Without a tag the SDK would have the engine pull all there are.
                for event in self._engine.api.pull(
                    repository, tag=tag or "latest", stream=True, decode=True, auth_config=auth
                ):
                    self._look_at(event, name, registry, login)
            except docker.errors.APIError as error:
                raise _unavailable(name, registry, login, str(error.explanation or error)) from None
            except docker.errors.DockerException as error:
                raise _without_login(name, registry, str(error)) from None
            except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
                raise _unavailable(name, registry, login, "nothing has come for too long") from None

    def _look_at(
        self, event: Mapping[str, Any], name: str, registry: str, login: RegistryLogin | None
    ) -> None:
        if self._stopped():
            raise PullStoppedError(f"The pull of {name} was stopped.")
        if event.get("error"):
            raise _unavailable(name, registry, login, str(event["error"]))


def split_name(name: str) -> tuple[str, str, str]:
    """Return registry, path and tag or digest of an image's name."""
    first, slash, rest = name.partition("/")
    if not slash or ("." not in first and ":" not in first and first != "localhost"):
        first, rest = _DEFAULT_REGISTRY, name
    path, at, digest = rest.partition("@")
    if at:
        return normal_registry(first), path, digest
    path, _, tag = rest.partition(":")
    return normal_registry(first), path, tag or "latest"


def normal_registry(text: str) -> str:
    """Return the host of a registry as image names spell it, from an address of any form."""
    host = text.strip().lower().removeprefix("https://").removeprefix("http://").partition("/")[0]
    return _DEFAULT_REGISTRY if host in _ITS_OTHER_NAMES else host


def _unavailable(name: str, registry: str, login: RegistryLogin | None, reason: str) -> ImageUnavailable:
    text = reason.strip().rstrip(".")
    lower = text.lower()
    if any(sign in lower for sign in ("unauthorized", "denied", "no basic auth", "authentication")):
        way_out = (
            f"The registry refuses the login of {login.name}: correct it, or ask for the right to pull."
            if login
            else f"If {registry} is private, name a connection with its login in [domino] docker_registries."
        )
    elif "not found" in lower or "manifest unknown" in lower:
        way_out = "Was it published? Its name is in the repository's .domino/dependencies_map.json."
    else:
        way_out = "Does the engine's machine reach the registry?"
    return ImageUnavailable(f"The image {name} can't be pulled: {text}. {way_out}")


def _without_login(name: str, registry: str, reason: str) -> ImageUnavailable:
    """Return the words for what keeps the SDK from asking: it looks logins up in a file of the worker's."""
    return ImageUnavailable(
        f"The image {name} can't be pulled: {reason.strip().rstrip('.')}. Correct .docker/config.json in the "
        f"home of the worker's user, or name a connection with the login of {registry} in [domino] "
        "docker_registries."
    )


def _image(name: str, found: Mapping[str, Any]) -> Image:
    digests = [str(one) for one in found.get("RepoDigests") or ()]
    wanted = split_name(name)[:2]
    # An image may have been pulled under several names.
    known = next((one for one in digests if split_name(one)[:2] == wanted), next(iter(digests), ""))
    return Image(
        name=name,
        id=str(found["Id"]),
        digest=known.partition("@")[2] or str(found["Id"]),
        user=str((found.get("Config") or {}).get("User") or ""),
    )
