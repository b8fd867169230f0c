"""Wheel and sdist hold everything that is needed, and nothing else."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import tarfile
from email import message_from_bytes
from pathlib import Path

import pytest
from support.distributions import ROOT, Distributions, read_wheel, run

pytestmark = [pytest.mark.packaging, pytest.mark.network, pytest.mark.timeout(900)]

SOURCES = {"domino_plugin": "domino_plugin", "operators": "domino_plugin/operators",
           "blueprints": "domino_plugin/blueprints"}  # fmt: skip


def tree_files(folder: Path) -> set[str]:
    """Return the files of a source tree, without what Python leaves in it."""
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def metadata(files: dict[str, bytes], name: str) -> bytes:
    """Return a file of the wheel's metadata."""
    (path,) = [path for path in files if re.fullmatch(rf"[^/]+\.dist-info/{re.escape(name)}", path)]
    return files[path]


def test_only_our_namespace_is_installed(wheel_files: dict[str, bytes]) -> None:
    tops = {path.split("/")[0] for path in wheel_files}
    assert {re.sub(r"-.*\.dist-info$", ".dist-info", top) for top in tops} == {
        "domino_plugin",
        "domino_plugin.dist-info",
    }


@pytest.mark.parametrize("folder", SOURCES)
def test_every_file_of_the_package_is_in_the_wheel(
    folder: str, distributions: Distributions, wheel_files: dict[str, bytes]
) -> None:
    expected = {f"{SOURCES[folder]}/{name}" for name in tree_files(distributions.tree / folder)}
    assert expected - wheel_files.keys() == set()


def test_the_wheel_holds_the_data_that_code_looks_for(wheel_files: dict[str, bytes]) -> None:
    for name in (
        "py.typed",
        "static/__init__.py",
        "static/dist/index.html",
        "static/dist/editor.html",
        "static/dist/icon.svg",
        "db/migrations/env.py",
        "starter_pieces/config.toml",
        "starter_pieces/.domino/compiled_metadata.json",
        "runtime/provided/domino/base_piece.py",
    ):
        assert f"domino_plugin/{name}" in wheel_files
    for pattern in (
        r"db/migrations/versions/\w+\.py",
        r"examples/\w+\.json",
        r"starter_pieces/dependencies/requirements.*\.txt",
        r"static/dist/assets/.+\.js",
    ):
        assert any(re.fullmatch(f"domino_plugin/{pattern}", name) for name in wheel_files), pattern


def test_no_sources_of_the_web_app_nor_tests_nor_leftovers_are_in_the_wheel(
    wheel_files: dict[str, bytes],
) -> None:
    foreign = re.compile(
        r"\.tsx?$|\.pyc$|\.map$|node_modules|__pycache__|package(-lock)?\.json$|(^|/)tests/|build_web"
    )
    assert [name for name in wheel_files if foreign.search(name)] == []


@pytest.mark.parametrize("name", ["index.html", "editor.html"])
def test_a_page_names_only_assets_that_are_there(wheel_files: dict[str, bytes], name: str) -> None:
    page = wheel_files[f"domino_plugin/static/dist/{name}"].decode()
    assets = re.findall(r'(?:src|href)="\./([^"]+)"', page)
    assert assets
    assert [name for name in assets if f"domino_plugin/static/dist/{name}" not in wheel_files] == []
    assert '<base href="__DOMINO_ROOT__/"' in page


def test_the_first_page_is_small_and_the_viewers_are_no_part_of_it(wheel_files: dict[str, bytes]) -> None:
    page = wheel_files["domino_plugin/static/dist/index.html"]
    assets = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.decode())
    first = {name: gzip.compress(wheel_files[f"domino_plugin/static/dist/{name}"]) for name in assets}
    assert sum(map(len, first.values())) <= 350_000
    assert [name for name in first if re.search(r"Plotly|Markdown|Csv", name)] == []


def test_licenses_and_entry_points_come_along(wheel_files: dict[str, bytes]) -> None:
    assert b"Apache License" in metadata(wheel_files, "licenses/LICENSE")
    assert b"Domino" in metadata(wheel_files, "licenses/NOTICE")
    assert b"react-dom" in metadata(wheel_files, "licenses/THIRD_PARTY_NOTICES.md")
    entries = metadata(wheel_files, "entry_points.txt").decode()
    for group in ("[airflow.plugins]", "[apache_airflow_provider]", "[console_scripts]"):
        assert group in entries
    assert message_from_bytes(metadata(wheel_files, "METADATA"))["License-Expression"] == "Apache-2.0"


def test_the_sdist_holds_the_sources_and_the_built_web_app(distributions: Distributions) -> None:
    with tarfile.open(distributions.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "setup.py",
        "build_web.py",
        "static/src/main.ts",
        "static/package-lock.json",
        "static/.npmrc",
        "static/vite.config.ts",
        "static/dist/index.html",
        "domino_plugin/starter_pieces/.domino/compiled_metadata.json",
        "operators/piece_operator.py",
        "blueprints/app.py",
    ):
        assert name in names
    assert [name for name in names if re.search(r"node_modules|^tests/|\.pyc$|\.git(/|$)", name)] == []


def test_the_wheel_from_the_sdist_is_that_from_the_tree(
    distributions: Distributions, wheel_files: dict[str, bytes]
) -> None:
    again = read_wheel(distributions.wheel_from_sdist)
    assert again.keys() == wheel_files.keys()
    assert [name for name in wheel_files if wheel_files[name] != again[name]] == []


def test_an_editable_installation_builds_the_web_app(distributions: Distributions, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    # With npm's packages, which the build of the wheel has fetched: what is tested is the building.
    shutil.copytree(distributions.tree, tree, symlinks=True)
    shutil.rmtree(tree / "static" / "dist")
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "uv", "venv", "--python", sys.executable, venv, cwd=tmp_path)
    python = venv / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--python",
        python,
        "--no-deps",
        "-e",
        tree,
        cwd=tmp_path,
    )
    program = "from domino_plugin import static; print(static.__file__); print(static.page('/air/domino'))"
    printed = run(python, "-c", program, cwd=tmp_path)
    assert str(tree / "static" / "__init__.py") in printed
    assert '<base href="/air/domino/"' in printed


def test_the_lock_names_no_download_addresses() -> None:
    lock = (ROOT / "static" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 100


@pytest.mark.parametrize("script", ["generate", "notices"])
def test_generated_files_are_up_to_date(script: str, airflow_home: Path) -> None:
    run(sys.executable, "build_web.py", script, "--check", cwd=ROOT, env={"AIRFLOW_HOME": str(airflow_home)})
