"""Limits, networks, images and secrets: what administrators and authors ask of a container."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.docker import DockerRun, Engine, EngineOptions, ImageUnavailable
from domino_plugin.operators.docker.engine import EngineRefusal
from domino_plugin.operators.docker.images import normal_registry, split_name
from support.contents import contents
from support.docker_images import TestImages

from domino_plugin.errors import Invalid
from domino_plugin.storage import LocalStorage

pytestmark = pytest.mark.docker
CANARY = "kanarienvogel-0815"


def _seen(engine: Engine, options: EngineOptions, call: Any, client: Any) -> tuple[dict[str, Any], Any]:
    """Run a Piece that prints a line and waits for a file; return how the container looked then."""
    looks: list[dict[str, Any]] = []

    def look(line: str) -> None:
        if line == "look":
            found = client.api.containers(filters={"label": "domino.piece"})
            looks.append(client.api.inspect_container(found[0]["Id"]))
            looks[0]["processes"] = subprocess.run(
                ["ps", "auxeww"], capture_output=True, text=True, check=True
            ).stdout
            (call.task_folder / "results" / "go").touch()

    outcome = DockerRun(engine, options, call).run(look)
    return looks[0], outcome


WAIT = (
    "import os, time; print('look', flush=True)\n"
    "while not os.path.exists(self.results_path + '/go'): time.sleep(0.05)\n"
)


def test_limits_reach_the_container(engine: Engine, options: EngineOptions, piece: Any, client: Any) -> None:
    call = piece(
        WAIT + "out = [self.get_container_cpu_limit(), self.get_container_memory_limit() >> 20, "
        "os.environ['OMP_NUM_THREADS']]",
        cpu_limit=0.5,
        cpu_request=0.25,
        memory_limit_mib=256,
        memory_request_mib=128,
    )
    seen, outcome = _seen(engine, options, call, client)
    assert outcome.outputs["value"] == [0.5, 256, "1"]
    host = seen["HostConfig"]
    assert (host["NanoCpus"], host["CpuShares"]) == (500_000_000, 256)
    assert (host["Memory"], host["MemoryReservation"]) == (256 << 20, 128 << 20)


def test_a_memory_request_below_what_engines_take(run: Any) -> None:
    assert run("out = 1", memory_request_mib=1).outputs["value"] == 1


def test_more_cores_than_there_are_is_no_limit(run: Any) -> None:
    assert run("out = 1", cpu_limit=512).outputs["value"] == 1


def test_graphics_cards_that_are_not_there(run: Any, client: Any) -> None:
    if "nvidia" in client.info().get("Runtimes", {}):
        pytest.skip("this engine has graphics cards")
    with pytest.raises(EngineRefusal, match="no graphics cards to give"):
        run("out = 1", gpus=1)


def test_the_network_is_the_administrators_choice(run: Any) -> None:
    code = "import os; out = sorted(os.listdir('/sys/class/net'))"
    assert run(code).outputs["value"] == ["lo"]
    assert "eth0" in run(code, with_options={"network": ""}).outputs["value"]
    with pytest.raises(EngineRefusal, match=r"nowhere.*docker_network"):
        run(code, with_options={"network": "nowhere"})


def test_volumes_and_variables_are_the_administrators(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("there")
    outcome = run(
        "import os; out = [open('/data/a').read(), os.environ['HERE'], os.access('/data/a', os.W_OK)]",
        with_options={"volumes": (f"{tmp_path}:/data:ro",), "environment": {"HERE": "x=y z"}},
    )
    assert outcome.outputs["value"] == ["there", "x=y z", False]


def test_nothing_of_the_workers_environment_reaches_the_piece(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SHOP", "postgres://u:p@h/d")
    names = run("import os; out = sorted(os.environ)").outputs["value"]
    assert not [name for name in names if "CONN" in name or name == "AIRFLOW_HOME"]


def test_a_secret_is_seen_by_its_piece_alone(
    engine: Engine, options: EngineOptions, piece: Any, any_image: str, client: Any, storage: LocalStorage
) -> None:
    call = piece(
        "import subprocess\n" + WAIT + "print('mine is', secrets.TOKEN)\n"
        "out = [secrets.TOKEN[::-1], subprocess.run(['env'], capture_output=True, text=True).stdout]",
        image=any_image,
        secrets={"TOKEN": CANARY, "EMPTY": None},
    )
    lines: list[str] = []
    looks: dict[str, Any] = {}

    def look(line: str) -> None:
        lines.append(line)
        if line == "look":
            found = client.api.containers(filters={"label": "domino.piece"})
            looks["inspect"] = str(client.api.inspect_container(found[0]["Id"]))
            looks["ps"] = subprocess.run(["ps", "auxeww"], capture_output=True, text=True, check=True).stdout
            (call.task_folder / "results" / "go").touch()

    outcome = DockerRun(engine, options, call).run(look)
    assert outcome.outputs["value"][0] == CANARY[::-1]
    assert CANARY not in outcome.outputs["value"][1]
    assert "mine is ***" in lines
    for text in (looks["inspect"], looks["ps"], "\n".join(lines), *map(repr, contents(storage.root))):
        assert CANARY not in text


def test_a_missing_secret_says_the_same_everywhere(run: Any, any_image: str) -> None:
    error = run("out = 1", image=any_image, piece="LockedPiece").error
    assert "Secret 'TOKEN' is missing" in error["summary"]
    assert (error["in_piece_code"], error["traceback"], error["input"]) == (False, "", None)
    assert run("out = 1", image=any_image, piece="LockedPiece", secrets={"TOKEN": "a"}).error is None


def test_a_missing_image_says_what_to_do(run: Any) -> None:
    with pytest.raises(ImageUnavailable, match=r"doesn't have the image nowhere/at-all:1.*docker_pull"):
        run("out = 1", image="nowhere/at-all:1")
    with pytest.raises(ImageUnavailable, match=r"127.0.0.1:9/no:1 can't be pulled.*reach the registry"):
        run("out = 1", image="127.0.0.1:9/no:1", with_options={"pull": "missing"})


def test_an_image_without_python(run: Any, images: TestImages) -> None:
    name = images.build("bare", "RUN rm -f /usr/bin/python3*\n")
    with pytest.raises(Invalid, match="has no Python"):
        run("out = 1", image=name)


def _says(version: str, file: str) -> str:
    """Return the line of a Dockerfile that puts an interpreter there which can only tell its version."""
    return f"RUN rm -f {file} && printf '#!/bin/sh\\necho {version}\\n' > {file} && chmod 755 {file}\n"


def test_an_image_whose_python_is_too_old(run: Any, images: TestImages) -> None:
    lines = "RUN rm -f /usr/bin/python3*\n" + _says("Python 3.7.17", "/usr/bin/python3")
    with pytest.raises(Invalid, match=r"too old: Pieces need Python 3\.8 or newer"):
        run("out = 1", image=images.build("old-python", lines))


@pytest.mark.parametrize(
    "lines",
    [
        "RUN printf '#!/bin/sh\\nexec echo\\n' > /usr/local/bin/domino && chmod 755 /usr/local/bin/domino\n",
        _says("Python 2.7.18", "/usr/local/bin/python"),
    ],
    ids=["a command domino that isn't Python's", "python is Python 2"],
)
def test_the_python_that_can_run_pieces_is_found(run: Any, images: TestImages, lines: str) -> None:
    outcome = run("import sys; out = sys.version_info[0]", image=images.plain(lines=lines, kind="odd-python"))
    assert outcome.error is None, outcome.error
    assert outcome.outputs["value"] == 3


def test_an_image_without_a_shell(run: Any, images: TestImages) -> None:
    name = images.build("shell-less", "RUN rm -f /bin/sh /bin/dash\n")
    with pytest.raises(EngineRefusal, match="needs /bin/sh"):
        run("out = 1", image=name)


def test_the_image_is_known_by_its_digest(run: Any, client: Any, plain: str) -> None:
    outcome = run("out = 1")
    assert (outcome.image, outcome.image_digest) == (plain, client.images.get(plain).id)


def test_an_image_with_a_user_of_its_own(run: Any, images: TestImages, storage: LocalStorage) -> None:
    name = images.plain(lines="USER 12345\n", kind="user")
    outcome = run(
        "import os; open(self.results_path + '/x', 'w'); os.mkdir(self.results_path + '/d')\n"
        "out = os.getuid()",
        image=name,
    )
    assert outcome.error is None, outcome.error
    assert outcome.outputs["value"] == 12345
    folder = storage.task_folder("d", "r", "t") / "results"
    assert (folder / "d").stat().st_mode & 0o777 == 0o777


def test_links_of_a_piece_lead_the_worker_nowhere(run: Any, storage: LocalStorage, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = (
        f"import os, shutil; d = os.path.dirname(self.results_path)\n"
        f"for name in ('results', 'xcom_out'):\n"
        f"    shutil.rmtree(d + '/' + name); os.symlink({str(elsewhere)!r}, d + '/' + name)\n"
        "self.display_result = {'file_type': 'txt', 'base64_content': 'aGFsbG8='}\n"
    )
    with pytest.raises(OSError, match="xcom_out"):
        run(code)
    assert list(elsewhere.iterdir()) == []


def test_names_of_images() -> None:
    assert split_name("python:3.11") == ("docker.io", "python", "3.11")
    assert split_name("ghcr.io/a/b") == ("ghcr.io", "a/b", "latest")
    assert split_name("localhost:5000/a@sha256:0") == ("localhost:5000", "a", "sha256:0")
    assert split_name("a/b:1") == ("docker.io", "a/b", "1")
    assert normal_registry("https://index.docker.io/v1/") == "docker.io"
    assert normal_registry("HTTPS://Ghcr.io/") == "ghcr.io"
