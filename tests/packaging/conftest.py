"""Wheel and sdist, built once from a clean copy of the sources."""

from __future__ import annotations

import shutil
import tarfile

import pytest
from support.distributions import NOT_CLONED, ROOT, Distributions, build, read_wheel


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Build everything from a copy without the built web app, so that npm has to run."""
    work = tmp_path_factory.mktemp("packages")
    tree = work / "tree"
    shutil.copytree(ROOT, tree, ignore=NOT_CLONED)
    shutil.rmtree(tree / "static" / "dist", ignore_errors=True)
    wheel = build(tree, "wheel", work / "wheel")
    sdist = build(tree, "sdist", work / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(work / "unpacked", filter="data")
    (unpacked,) = (work / "unpacked").iterdir()
    # No registry and no cache: whoever installs from an sdist needs no npm.
    offline = {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_cache": str(work / "no-cache")}
    from_sdist = build(unpacked, "wheel", work / "wheel-from-sdist", offline)
    return Distributions(tree, wheel, sdist, from_sdist)


@pytest.fixture(scope="session")
def wheel_files(distributions: Distributions) -> dict[str, bytes]:
    """Return the content of the wheel by path."""
    return read_wheel(distributions.wheel)
