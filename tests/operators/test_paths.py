from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import domino_plugin.operators
import pytest
from domino_plugin.operators.virtualenv import paths
from domino_plugin.operators.virtualenv.process import NamespaceRefusedError, ProcessTree

from domino_plugin.runtime import protocol
from domino_plugin.storage import layout

AVAILABLE, WHY = paths.namespace_available()
needs_namespace = pytest.mark.skipif(not AVAILABLE, reason=WHY)
RUN = Path("/store/dag/run")


@pytest.mark.parametrize(
    ("canonical", "real"),
    [
        ("/home/shared_storage/t/results/a.csv", "/store/dag/run/t/results/a.csv"),
        ("/home/shared_storage", "/store/dag/run"),
        ("open('/home/shared_storage/t/a')", "open('/store/dag/run/t/a')"),
        ({"k": ["/home/shared_storage/t", 0, None]}, {"k": ["/store/dag/run/t", 0, None]}),
        ("/home/shared_storage2/a", "/home/shared_storage2/a"),
        ("/mnt/home/shared_storage/a", "/mnt/home/shared_storage/a"),
        ("/home/shared_storage.bak", "/home/shared_storage.bak"),
        ("", ""),
    ],
)
def test_paths_are_mapped_there_and_back(canonical: object, real: object) -> None:
    mapping = paths.PathMapping(RUN)
    assert mapping.to_real(canonical) == real
    assert mapping.to_canonical(real) == canonical


@pytest.mark.parametrize(
    ("canonical", "real"),
    [
        ("/home/shared_storage/.files/a b.csv", "/store/.domino/files/7/a b.csv"),
        ("/home/shared_storage/t/a", "/store/dag/run/t/a"),
        ("/home/shared_storage/.files2/a", "/store/dag/run/.files2/a"),
    ],
)
def test_files_of_the_workspace_are_mapped_too(canonical: str, real: str) -> None:
    mapping = paths.PathMapping(RUN, Path("/store/.domino/files/7"))
    assert mapping.to_real(canonical) == real
    assert mapping.to_canonical(real) == canonical


def test_a_path_of_a_piece_is_found_on_this_machine() -> None:
    assert layout.real_path("/home/shared_storage/t/../t/a", RUN) == RUN / "t" / "a"
    assert layout.real_path("/home/shared_storage/../../etc/passwd", RUN) == Path("/etc/passwd")


@pytest.fixture
def run_folder() -> Iterator[Path]:
    """A folder that every user may enter and write, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="domino-test-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def _names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


@needs_namespace
def test_the_run_folder_is_mounted_for_the_command_alone(run_folder: Path) -> None:
    (run_folder / "in.txt").write_text("from before")
    lines: list[str] = []
    before = _names("/home")
    ending = ProcessTree(
        [
            "/bin/sh",
            "-c",
            "cat /home/shared_storage/in.txt; echo; echo x > /home/shared_storage/out.txt; ls /home",
        ],
        environment={"PATH": "/usr/bin:/bin"},
        folder=run_folder,
        shared_storage=run_folder,
    ).run(lines.append)
    assert ending["code"] == 0, lines
    assert lines[0] == "from before"
    assert sorted(lines[1:]) == sorted({*before, "shared_storage"})
    assert (run_folder / "out.txt").read_text() == "x\n"
    assert (run_folder / "out.txt").stat().st_uid == os.geteuid()
    assert _names("/home") == before


@needs_namespace
def test_a_path_that_would_be_hidden_refuses_the_namespace(run_folder: Path) -> None:
    with pytest.raises(NamespaceRefusedError, match=r"/no/such/file can't be seen"):
        ProcessTree(
            ["/bin/true"],
            environment={},
            folder=run_folder,
            shared_storage=run_folder,
            visible=[Path("/no/such/file")],
        ).run(lambda _: None)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root and setpriv")
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a Python that every user may run")
@needs_namespace
def test_an_ordinary_user_gets_the_mount_too(run_folder: Path) -> None:
    package = run_folder / "site" / "domino_plugin"
    package.mkdir(parents=True)
    source = Path(domino_plugin.operators.__file__).parent
    plugin = Path(sys.modules["domino_plugin"].__file__ or "").parent
    for name in ("__init__.py", "errors.py", "version.py", "runtime", "storage"):
        target = plugin / name
        (shutil.copytree if target.is_dir() else shutil.copy)(target, package / name)
    shutil.copytree(source, package / "operators")
    code = (
        "import os; from pathlib import Path; "
        "from domino_plugin.operators.virtualenv.process import ProcessTree; "
        f"run = Path({str(run_folder)!r}); "
        "script = 'id -u; echo x > /home/shared_storage/mine; cat /home/shared_storage/.files/f; '"
        "'touch /home/shared_storage/.files/f'; "
        "print(ProcessTree(['/bin/sh', '-c', script], environment={'PATH': '/usr/bin:/bin'}, folder=run, "
        "shared_storage=run, workspace_files=run / 'files').run(print))"
    )
    (run_folder / "files").mkdir()
    (run_folder / "files" / "f").write_text("of the workspace\n")
    subprocess.run(["chmod", "-R", "a+rX", str(run_folder)], check=True)
    (run_folder / "files" / "f").chmod(0o666)
    answer = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", code],
        env={"PYTHONPATH": str(package.parent), "PATH": "/usr/bin:/bin"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if "refused" in answer.stderr.lower() or "not allowed here" in answer.stderr:
        pytest.skip("ordinary users get no namespace on this machine")
    assert answer.returncode == 0, answer.stderr
    assert "65534" in answer.stdout
    assert "of the workspace" in answer.stdout
    assert "Read-only file system" in answer.stdout
    assert (run_folder / "mine").stat().st_uid == 65534


def test_the_runner_knows_the_places_of_the_storage() -> None:
    assert PurePosixPath(protocol.SHARED_STORAGE) == layout.CANONICAL_ROOT
    assert PurePosixPath(protocol.SHARED_STORAGE, protocol.WORKSPACE_FOLDER) == layout.WORKSPACE_FILES
