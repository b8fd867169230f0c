"""Replays golden cases on the Docker runtime: ``python tests/golden/in_containers.py PIECES --sets base``.

Each case runs in an image with the recorded packages and our runner, and in one that has the original runtime
as well; some run in images with each of the original's other versions. Prints cases by runtime, and ends with
1 if one differs from its recording without a reason.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import comparison
import running
from comparison import Difference, Kind
from domino_plugin.operators.docker import ContainerPiece, DockerRun, Engine, EngineOptions
from domino_plugin.operators.docker.endings import response_of
from domino_plugin.operators.lines import OnLine
from reasons import Verdict, judge
from replay import _cases, _sets_of
from support.docker_engine import EngineUnavailable, OwnEngine, answering, connect
from support.docker_images import PYTHON, TestImages
from support.recordings import CASES, MISSING, PACKAGES

from domino_plugin.cli.piece_process import shown
from domino_plugin.errors import DominoError
from domino_plugin.runtime.protocol import Response

#: The original's versions that get a handful of cases; what they need is theirs to say.
OTHERS = (
    *(f"domino-py=={version}" for version in ("0.5.0", "0.6.1", "0.7.0", "0.8.0", "0.8.4", "0.9.0")),
    "domino-py-iisas==1.0.50",
)
HANDFUL = 5
_LIBRARIES = ("numpy", "requests", "plotly")
#: As in the published images: Pieces run in /home.
_HOME = "WORKDIR /home\n"


class RecordedRun(DockerRun):
    """A run whose response is kept as it is, and that adds nothing to the Piece's files."""

    response: Response | None = None
    exit_code: int | None = None

    def _outcome(self, image: Any, ended: Any, reply: bytes | None) -> Any:
        self.response = response_of(reply, ended, None)
        self.exit_code = ended.code


class _Silent:
    """In the place of `TaskFiles`: reads the response, writes nothing."""

    def __init__(self, files: Any) -> None:
        self._files = files

    @contextlib.contextmanager
    def kept_log(self, *_: Any) -> Iterator[OnLine]:
        yield lambda _line: None

    def take(self, name: str) -> bytes | None:
        return self._files.take(name)


class Replayer:
    """Replays cases in images of one runtime."""

    def __init__(self, engine: Engine, url: str, pieces: Path, images: Mapping[str, str]) -> None:
        self.engine = engine
        self.url = url
        self.pieces = pieces
        self.images = images

    def replay(self, case: dict[str, Any]) -> running.Outcome:
        """Run the tasks of a case in order."""
        with tempfile.TemporaryDirectory(prefix="domino-golden-") as name:
            run_folder = Path(name).resolve() / "run"
            run_folder.mkdir()
            running.write_inputs(case, run_folder)
            with running.server(case["loopback_server_py"], run_folder):
                network = "host" if case["loopback_server_py"] else "none"
                outputs: dict[str, Any] = {}
                found: list[Difference] = []
                for task in (task for task in case["tasks"] if task["ran"]):
                    try:
                        inputs = running.resolve(task["input"], outputs)
                    except (KeyError, TypeError):
                        text = f"{task['task_id']}: an output of an earlier task is missing"
                        found.append(Difference(text, Kind.OTHER))
                        break
                    differences, outputs[task["task_id"]] = self._task(task, inputs, run_folder, network)
                    found += [Difference(f"{task['task_id']}: {text}", kind) for text, kind in differences]
        return running.Outcome(found, None)

    def _task(
        self, task: dict[str, Any], inputs: Any, run_folder: Path, network: str
    ) -> tuple[list[Difference], Any]:
        folder = run_folder / task["task_id"]
        work = run_folder.parent / "work" / task["task_id"]
        for needed in (folder / "results", work):
            needed.mkdir(parents=True)
        repository = self.pieces / task["repository"].replace("/", "+")
        options = EngineOptions(
            url=self.url,
            pull="never",
            network=network,
            # What the Piece leaves where it works is compared, too.
            volumes=(f"{work}:/home", f"{repository}:/home/domino/pieces_repository:ro"),
        )
        run = RecordedRun(
            self.engine,
            options,
            ContainerPiece(
                image=self.images[task["packages"]],
                repository=repository,
                piece=task["piece"],
                inputs=inputs,
                run_folder=run_folder,
                task_folder=folder,
                task_id=task["task_id"],
                secrets=task["secrets"] or {},
            ),
        )
        run._files = _Silent(run._files)  # type: ignore[assignment]
        try:
            run.run()
        except DominoError as error:
            return [Difference(error.message, Kind.OTHER)], None
        return self._compare(task, run, run_folder, work)

    def _compare(
        self, task: dict[str, Any], run: RecordedRun, run_folder: Path, work: Path
    ) -> tuple[list[Difference], Any]:
        expected, response = task["expected"], run.response
        assert response is not None
        found = []
        if run.exit_code != expected["exit_code"]:
            text = f"exit code: recorded {expected['exit_code']}, now {run.exit_code}: {response['error']}"
            found.append(Difference(text, Kind.OTHER))
        full = None
        if response["outputs"] is not None:
            display = response["display_result"]
            here = display and {**display, "file_path": _here(display["file_path"], run_folder)}
            displayed = shown({**response, "display_result": here})  # type: ignore[typeddict-item]
            if displayed is not None and display is not None:
                displayed["file_path"] = display["file_path"]
            full = {**response["outputs"], "display_result": displayed}
        places = comparison.Places(run_folder, work)
        results = run_folder / task["task_id"] / "results"
        return [*found, *comparison.compare_task(expected, response, places, full, results)], full  # type: ignore[arg-type]


def _here(path: str | None, run_folder: Path) -> str | None:
    return None if path is None else path.replace(comparison.STORAGE, str(run_folder))


def images_of(images: TestImages, sets: list[str], packages: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Build the images by runtime and package set."""
    made: dict[str, dict[str, str]] = {"ours": {}, "domino-py==0.9.4": {}}
    for name in sets:
        pins = packages[name][f"freeze_{PYTHON}"]
        for runtime, found in made.items():
            kept = [pin for pin in pins if runtime != "ours" or not pin.startswith("domino-py")]
            kind = f"golden-{name}-{runtime.replace('=', '')}"
            print(f"image {kind} ({len(kept)} packages)", flush=True)
            found[name] = images.plain(["--no-deps", *kept], lines=_HOME, kind=kind)
    return made


def main() -> int:
    """Replay the cases that the arguments choose."""
    options = _options()
    if not Path(options.cases).is_dir():
        sys.exit(MISSING)
    own = None
    url = answering()
    if url is None:
        own = OwnEngine()
        try:
            own.start()
        except EngineUnavailable as error:
            sys.exit(f"Not replayed: {error}")
        url = own.url
    try:
        return _replay_all(options, url)
    finally:
        if own is not None:
            own.stop()


def _replay_all(options: argparse.Namespace, url: str) -> int:
    packages = json.loads(Path(options.packages).read_text())
    sets = options.sets.split(",")
    cases = [case for case in _cases(Path(options.cases), options.only) if _sets_of(case) <= set(sets)]
    images, engine = TestImages(connect(url)), Engine.connect(EngineOptions(url=url))
    made = images_of(images, sets, packages)
    counts: Counter[tuple[str, Verdict]] = Counter()
    start = time.monotonic()
    for runtime, by_set in made.items():
        _replay(cases, runtime, Replayer(engine, url, Path(options.pieces), by_set), counts)
    few = [case for case in cases if _simple(case)][:HANDFUL]
    for runtime in OTHERS if not options.only else ():
        image = images.plain([runtime, *_LIBRARIES], lines=_HOME, kind=f"golden-{runtime.replace('=', '')}")
        by_set = dict.fromkeys(sets, image)
        _replay(few, runtime, Replayer(engine, url, Path(options.pieces), by_set), counts)
    _print_table(counts)
    print(f"{sum(counts.values())} replays in {time.monotonic() - start:.0f} s")
    return 1 if not counts or any(verdict is Verdict.DIFFERS for _, verdict in counts) else 0


def _replay(
    cases: list[dict[str, Any]],
    runtime: str,
    replayer: Replayer,
    counts: Counter[tuple[str, Verdict]],
) -> None:
    for case in cases:
        verdict, lines = judge(case, replayer.replay(case), PYTHON, isolated=True)
        counts[runtime, verdict] += 1
        print(f"{runtime} {case['id']}: {verdict.value}", flush=True)
        for line in lines:
            print(f"    {line}", flush=True)


def _simple(case: dict[str, Any]) -> bool:
    """Whether a case says the same with other versions of the packages: no error that they word."""
    tasks = case["tasks"]
    return not case["loopback_server_py"] and all(
        task["ran"] and task["expected"]["error"] is None and not task.get("differs_on_python_3_11")
        for task in tasks
    )


def _print_table(counts: Counter[tuple[str, Verdict]]) -> None:
    verdicts = [verdict for verdict in Verdict if any(one is verdict for _, one in counts)]
    print(f"{'runtime':26}" + "".join(f"{verdict.value:>28}" for verdict in verdicts))
    for runtime in dict.fromkeys(name for name, _ in counts):
        print(f"{runtime:26}" + "".join(f"{counts[runtime, verdict] or '':>28}" for verdict in verdicts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", help="folder of checkouts, one <owner>+<name> each")
    parser.add_argument("--sets", default="base", help="package sets, comma-separated")
    parser.add_argument("--cases", default=str(CASES), help="folder of the cases")
    parser.add_argument("--packages", default=str(PACKAGES), help="pins of the sets")
    parser.add_argument("--only", nargs="*", default=[], help="ids of cases")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
