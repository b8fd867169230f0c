"""Replays golden cases on the Docker runtime: ``python tests/golden/in_containers.py PIECES --sets base``.

Each case runs in an image with the recorded packages and our runner, and in one that has the original runtime
as well; some run in images with each of the original's other versions. Prints cases by runtime, and ends with
1 if one differs from its recording without a reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from containers import Replay, Replayer
from domino_plugin.operators.docker import Engine, EngineOptions
from reasons import Verdict, judge
from recorded import on_python
from replay import _cases, _sets_of
from running import Outcome
from support.docker_engine import EngineUnavailable, OwnEngine, answering, connect
from support.docker_images import PYTHON, ImageError, TestImages
from support.recordings import CASES, MISSING, PACKAGES

OURS = "ours"
#: What the cases were recorded with.
ORIGINAL = "domino-py==0.9.4"
#: The original's versions that get a handful of cases; what they need is theirs to say.
OTHERS = (
    *(f"domino-py=={version}" for version in ("0.5.0", "0.6.1", "0.7.0", "0.8.0", "0.8.4", "0.9.0")),
    "domino-py-iisas==1.0.50",
)
HANDFUL = 5
#: The set whose cases need little, and libraries that do for them whatever the runtime brings along.
_HANDFUL_SET = "base"
_LIBRARIES = ("numpy", "requests", "plotly")
#: As in the published images: Pieces run in /home.
_HOME = "WORKDIR /home\n"
#: A verdict in the table of cases.
_MARKS = {
    Verdict.EQUAL: "=",
    Verdict.LAST_DIGITS: "≈",
    Verdict.AS_ORIGINAL: "o",
    Verdict.REASON: "r",
    Verdict.DIFFERS: "X",
}
#: Images by runtime and package set.
Made = dict[str, dict[str, str]]


class Judged(NamedTuple):
    """The verdict on one case in the containers of one runtime."""

    case: str
    sets: str
    runtime: str
    verdict: Verdict


def main() -> int:
    """Replay the cases that the arguments choose."""
    options = _options()
    if not Path(options.cases).is_dir():
        sys.exit(MISSING)
    url, own = answering(), None
    if url is None:
        own = OwnEngine()
        try:
            own.start()
        except EngineUnavailable as error:
            sys.exit(f"Not replayed: {error}")
        url = own.url
    try:
        return _Session(options, url).run()
    finally:
        if own is not None:
            own.stop()


class _Session:
    """All replays on one engine."""

    def __init__(self, options: argparse.Namespace, url: str) -> None:
        self._options = options
        self._url = url
        self._engine = Engine.connect(EngineOptions(url=url))
        self._images = TestImages(connect(url))
        self._pieces = Path(options.pieces)
        self._packages = json.loads(Path(options.packages).read_text())
        self._missing: dict[str, str] = {}

    def run(self) -> int:
        """Replay, and print what came of it."""
        sets = self._options.sets.split(",") if self._options.sets else list(self._packages)
        everything = _cases(Path(self._options.cases), self._options.only)
        cases = [on_python(case, PYTHON) for case in everything if _sets_of(case) <= set(sets)]
        made = self._set_images([name for name in sets if any(name in _sets_of(case) for case in cases)])
        start = time.monotonic()
        judged = list(self._whole_sets(cases, made))
        judged += () if self._options.only else self._handfuls(cases)
        _print_cases(judged)
        _print_table(judged)
        for name, reason in self._missing.items():
            print(f"Not replayed: {name}: {reason}")
        print(f"{len(judged)} replays in {time.monotonic() - start:.0f} s")
        return 1 if not judged or any(one.verdict is Verdict.DIFFERS for one in judged) else 0

    def _set_images(self, sets: list[str]) -> Made:
        made: Made = {OURS: {}, ORIGINAL: {}}
        for name in sets:
            pins = self._packages[name][f"freeze_{PYTHON}"]
            for runtime, found in made.items():
                kept = [pin for pin in pins if runtime != OURS or not pin.startswith("domino-py")]
                image = self._image(f"{name}-{runtime}", kept, self._images.pinned)
                if image is not None:
                    found[name] = image
        return made

    def _image(self, name: str, packages: list[str], make: Callable[..., str]) -> str | None:
        kind = f"golden-{name.replace('=', '')}"
        print(f"image {kind} ({len(packages)} packages)", flush=True)
        try:
            return make(packages, lines=_HOME, kind=kind)
        except ImageError as error:
            self._missing[name] = str(error)
            return None

    def _whole_sets(self, cases: list[dict[str, Any]], made: Made) -> Iterator[Judged]:
        replayers = {runtime: self._replayer(by_set) for runtime, by_set in made.items()}
        for case in cases:
            replays = {
                runtime: replayers[runtime].replay(case)
                for runtime, by_set in made.items()
                if _sets_of(case) <= by_set.keys()
            }
            for runtime, replay in replays.items():
                other = replays.get(ORIGINAL if runtime == OURS else OURS)
                # Where values differ, the two must agree on this processor to the byte.
                here = replay.differences_to(other) if other and replay.only_values else None
                yield _judged(case, runtime, replay, here)

    def _handfuls(self, cases: list[dict[str, Any]]) -> Iterator[Judged]:
        few = [case for case in cases if _sets_of(case) == {_HANDFUL_SET} and _simple(case)][:HANDFUL]
        for runtime in OTHERS if few else ():
            image = self._image(runtime, [runtime, *_LIBRARIES], self._images.plain)
            if image is None:
                continue
            replayer = self._replayer({_HANDFUL_SET: image})
            for case in few:
                yield _judged(case, runtime, replayer.replay(case), None)

    def _replayer(self, by_set: Mapping[str, str]) -> Replayer:
        return Replayer(self._engine, self._url, self._pieces, by_set)


def _judged(case: dict[str, Any], runtime: str, replay: Replay, here: list[str] | None) -> Judged:
    verdict, lines = judge(case, Outcome(replay.differences, here), PYTHON, isolated=True)
    print(f"{runtime} {case['id']}: {verdict.value}", flush=True)
    for line in lines:
        print(f"    {line}", flush=True)
    return Judged(case["id"], "+".join(sorted(_sets_of(case))), runtime, verdict)


def _simple(case: dict[str, Any]) -> bool:
    """Whether a case says the same with other versions of the packages: no error that they word."""
    tasks = case["tasks"]
    return not case["loopback_server_py"] and all(
        task["ran"] and task["expected"]["error"] is None and not task.get("differs_on_python_3_11")
        for task in tasks
    )


def _print_cases(judged: list[Judged]) -> None:
    """Print a line per case, with a mark for each runtime."""
    runtimes = list(dict.fromkeys(one.runtime for one in judged))
    marks = {(one.case, one.runtime): _MARKS[one.verdict] for one in judged}
    print(f"\n{'case':42}" + "".join(f"{name.removeprefix('domino-py'):>15}" for name in runtimes))
    for case in dict.fromkeys(one.case for one in judged):
        print(f"{case:42}" + "".join(f"{marks.get((case, name), ''):>15}" for name in runtimes))
    print("; ".join(f"{mark} {verdict.value}" for verdict, mark in _MARKS.items()) + "\n")


def _print_table(judged: list[Judged]) -> None:
    """Print a line per runtime and package set, with how many cases came to each verdict."""
    counts = Counter((one.runtime, one.sets, one.verdict) for one in judged)
    verdicts = [verdict for verdict in Verdict if any(one.verdict is verdict for one in judged)]
    print(f"{'runtime':26}{'packages':14}" + "".join(f"  {verdict.value}" for verdict in verdicts))
    for runtime, sets in dict.fromkeys((one.runtime, one.sets) for one in judged):
        numbers = (f"  {counts[runtime, sets, verdict]:>{len(verdict.value)}}" for verdict in verdicts)
        print(f"{runtime:26}{sets:14}" + "".join(numbers))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", help="folder of checkouts, one <owner>+<name> each")
    parser.add_argument("--sets", default="", help="package sets, comma-separated; by default all")
    parser.add_argument("--cases", default=str(CASES), help="folder of the cases")
    parser.add_argument("--packages", default=str(PACKAGES), help="pins of the sets")
    parser.add_argument("--only", nargs="*", default=[], help="ids of cases")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
