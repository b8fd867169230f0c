"""Maps the top-level folders into one import namespace and builds the web app into the packages."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import ClassVar

from setuptools import Command, find_packages, setup
from setuptools.command.build import build
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

ROOT = Path(__file__).parent
# The folder of setup.py is not importable when a build front end runs it.
sys.path.insert(0, str(ROOT))

import build_web  # noqa: E402

#: Top-level folders that live inside the ``domino_plugin`` namespace, by their import name.
MAPPED = {
    "domino_plugin.operators": "operators",
    "domino_plugin.blueprints": "blueprints",
    "domino_plugin.static": "static",
}
#: Folders shipped whole as data: they hold Python files that are no part of our namespace, and dot-folders.
DATA_TREES = ("starter_pieces", "runtime/provided")
#: Data next to modules.
DATA_PATTERNS = ("py.typed", "examples/*.md", "**/*.json", "**/*.ini", "**/*.mako", "**/*.csv")
NOT_SHIPPED = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def packages() -> list[str]:
    """Return every package of the distribution under its import name."""
    trees = tuple(tree.replace("/", ".") for tree in DATA_TREES)
    inner = [name for name in find_packages("domino_plugin") if not name.startswith(trees)]
    names = ["domino_plugin", *(f"domino_plugin.{name}" for name in inner)]
    for target, folder in MAPPED.items():
        names.append(target)
        if folder != "static":
            names += [f"{target}.{name}" for name in find_packages(folder)]
    return names


def package_data() -> dict[str, list[str]]:
    """Return the data files by package, as paths below it; those of ``static`` exist only once built."""
    base = ROOT / "domino_plugin"
    found = {path for pattern in DATA_PATTERNS for path in base.glob(pattern)}
    found |= {path for tree in DATA_TREES for path in (base / tree).rglob("*")}
    files = [
        path.relative_to(base)
        for path in found
        if path.is_file() and not NOT_SHIPPED.intersection(path.parts)
    ]
    return {
        "domino_plugin": sorted(file.as_posix() for file in files),
        "domino_plugin.static": ["dist/*", "dist/**/*"],
    }


class BuildWeb(Command):
    """Makes ``static/dist``, which the packages ship; a subcommand of every build, editable ones too."""

    description = "build the web app"
    user_options: ClassVar[list[tuple[str, str | None, str]]] = []
    editable_mode = False

    def initialize_options(self) -> None:
        """Take no options."""

    def finalize_options(self) -> None:
        """Take no options."""

    def run(self) -> None:
        """Build what is out of date."""
        build_web.build()

    def get_source_files(self) -> list[str]:
        """Leave the sources to ``MANIFEST.in``."""
        return []

    def get_outputs(self) -> list[str]:
        """Leave the outputs to ``build_py``, which copies them as data."""
        return []

    def get_output_mapping(self) -> dict[str, str]:
        """Leave the outputs to ``build_py``, which copies them as data."""
        return {}


class BuildPy(build_py):
    """Starts from an empty folder: what an earlier build left there must not get into the wheel."""

    def run(self) -> None:
        """Copy modules and data."""
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


class Build(build):
    """Builds the web app before anything looks for data files."""

    sub_commands: ClassVar = [("build_web", None), *build.sub_commands]


class Sdist(sdist):
    """Ships the built web app, so that installing from it needs neither Node nor npm."""

    def run(self) -> None:
        """Build the web app, then pack."""
        self.run_command("build_web")
        super().run()


setup(
    packages=packages(),
    package_dir={"domino_plugin": "domino_plugin", **MAPPED},
    package_data=package_data(),
    cmdclass={"build": Build, "build_py": BuildPy, "build_web": BuildWeb, "sdist": Sdist},
)
