"""Images for tests, made from Debian and the package index alone: no registry is asked.

An image that can't be made is a failure: whoever asks for one has an engine. The base is Debian with its
Python, made once by mmdebstrap and kept in the folder ``.cache``. What else an image needs is installed by uv
on this machine and copied in, so that no build needs the network.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CACHE = Path(__file__).parents[2] / ".cache" / "docker"
PYTHON = "3.11"
#: Debian's patch release is older than some packages want, but works with them.
_PINNED_FOR = "3.11.7"
_SUITE = "bookworm"
_PACKAGES = "python3"
_SITE = "usr/local/lib/python3.11/dist-packages"
#: As in the images that the original's tool has built.
_ORIGINAL = """
COPY root/ /
RUN ln -s /usr/bin/python3 /usr/local/bin/python && chmod 755 /usr/local/bin/domino && \
    mkdir -p /airflow/xcom && echo '{}' > /airflow/xcom/return.json && chmod -R 777 /airflow
WORKDIR /home
"""
_DOMINO = "#!/usr/local/bin/python\nfrom domino.cli.cli import cli\ncli()\n"


class ImageError(Exception):
    """An image can't be made; the text says why."""


class TestImages:
    """Makes images on one engine; each is made once, whatever the tests that want it."""

    __test__ = False

    def __init__(self, client: Any) -> None:
        self.client = client

    def base(self) -> str:
        """Return the name of Debian with Python."""
        name = f"domino-test/base:{_SUITE}"
        if not self._has(name):
            with _base_archive().open("rb") as archive:
                self.client.api.import_image_from_data(archive, repository="domino-test/base", tag=_SUITE)
        return name

    def plain(
        self, packages: Sequence[str] = ("pydantic>=2,<3",), lines: str = "", kind: str = "plain"
    ) -> str:
        """Return the name of an image with Python and some packages, for our own runner."""
        return self.build(kind, "COPY root/ /\n" + lines, {_SITE: _installed(packages)})

    def pinned(self, pins: Sequence[str], lines: str = "", kind: str = "pinned") -> str:
        """Return the name of an image with these very packages and no others, built from sources if need be.

        They are those for a newer patch release than the image's Python.
        """
        return self.build(kind, "COPY root/ /\n" + lines, {_SITE: _installed(pins, as_pinned=True)})

    def original(self, runtime: str, repository: Path, packages: Sequence[str] = ()) -> str:
        """Return the name of an image as the original's tool builds it: `runtime` is a pin of its package."""
        script = Path(tempfile.mkdtemp(prefix="domino-image-")) / "domino"
        script.write_text(_DOMINO)
        content = {
            _SITE: _installed((runtime, *packages)),
            "home/domino/pieces_repository": repository,
            "usr/local/bin/domino": script,
        }
        try:
            return self.build("original-" + runtime.replace("=", ""), _ORIGINAL, content)
        finally:
            shutil.rmtree(script.parent)

    def build(self, kind: str, lines: str, content: Mapping[str, Path] | None = None) -> str:
        """Build an image from the base with lines of a Dockerfile and files below ``root/``."""
        text = f"FROM {self.base()}\n{lines}"
        context = io.BytesIO()
        with tarfile.open(fileobj=context, mode="w") as archive:
            entry = tarfile.TarInfo("Dockerfile")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
            for target, source in (content or {}).items():
                archive.add(source, arcname=f"root/{target}", filter=_without_caches)
        key = hashlib.sha256(context.getvalue()).hexdigest()[:12]
        name = f"domino-test/{kind}:{key}"
        if not self._has(name):
            context.seek(0)
            self.client.images.build(fileobj=context, custom_context=True, tag=name, rm=True, forcerm=True)
        return name

    def _has(self, name: str) -> bool:
        import docker.errors

        try:
            self.client.api.inspect_image(name)
        except docker.errors.ImageNotFound:
            return False
        return True


def _without_caches(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if "__pycache__" in entry.name:
        return None
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


def _base_archive() -> Path:
    archive = CACHE / f"{_SUITE}-{_PACKAGES}.tar"
    if archive.exists():
        return archive
    if shutil.which("mmdebstrap") is None:
        raise ImageError("The tests' images are made with mmdebstrap: apt-get install mmdebstrap")
    CACHE.mkdir(parents=True, exist_ok=True)
    part = archive.with_suffix(".part.tar")
    made = subprocess.run(
        [
            *("mmdebstrap", "--quiet", "--variant=minbase", f"--include={_PACKAGES}"),
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            *(_SUITE, str(part)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise ImageError(f"mmdebstrap can't make the tests' base image: {made.stderr[-500:]}")
    part.rename(archive)
    return archive


def _installed(packages: Sequence[str], *, as_pinned: bool = False) -> Path:
    """Return a folder with packages for the images' Python."""
    how = ["--python-version", PYTHON, "--only-binary", ":all:"]
    if as_pinned:
        how = ["--python-version", _PINNED_FOR, "--no-deps"]
    key = hashlib.sha256(json.dumps([how, sorted(packages)]).encode()).hexdigest()[:12]
    folder = CACHE / "packages" / key
    if folder.exists():
        return folder
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    installed = subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(part)),
            *("--python-platform", f"{platform.machine()}-manylinux_2_28", *how, *packages),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        raise ImageError(f"The packages can't be installed: {installed.stderr.strip()[-1000:]}")
    part.rename(folder)
    return folder
