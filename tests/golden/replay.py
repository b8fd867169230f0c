"""Replays golden cases through ``domino piece run``: ``python tests/golden/replay.py PIECES --sets base``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import environments
import network
from reasons import Verdict, judge
from running import Pythons, replay
from support.recordings import CASES, MISSING, PACKAGES


def main() -> int:
    """Replay the cases that the arguments choose; return 1 if one differs without a reason."""
    options = _options()
    if not Path(options.cases).is_dir():
        sys.exit(MISSING)
    packages = Path(options.packages)
    cases = _cases(Path(options.cases), options.only)
    sets = options.sets.split(",") if options.sets else list(json.loads(packages.read_text()))
    cases = [case for case in cases if _sets_of(case) <= set(sets)]
    if options.list:
        for line in sorted({f"{r['name']} {r['commit']}" for case in cases for r in case["repositories"]}):
            print(line)
        return 0
    sets = [name for name in sets if any(name in _sets_of(case) for case in cases)]
    ours = {name: environments.build(name, packages) for name in sets}
    originals = {name: environments.build(name, packages, original=True) for name in sets}
    pythons = Pythons(
        {name: environment.python for name, environment in ours.items()},
        {name: environment.python for name, environment in originals.items()},
    )
    isolated = network.leave()
    versions = ", ".join(f"{name} (Python {environment.version})" for name, environment in ours.items())
    where = "loopback only" if isolated else "with the machine's network"
    print(f"{len(cases)} cases of {versions}, {where}", flush=True)
    counts: Counter[tuple[str, Verdict]] = Counter()
    start = time.monotonic()
    for case in cases:
        outcome = replay(case, Path(options.pieces), pythons)
        version = max(ours[name].version for name in _sets_of(case))
        verdict, lines = judge(case, outcome, version, isolated=isolated)
        counts["+".join(sorted(_sets_of(case))), verdict] += 1
        print(f"{case['id']}: {verdict.value}", flush=True)
        for line in lines:
            print(f"    {line}", flush=True)
    _print_table(counts)
    print(f"{len(cases)} cases in {time.monotonic() - start:.0f} s")
    return 0 if cases and not any(verdict is Verdict.DIFFERS for _, verdict in counts) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", help="folder of checkouts, one <owner>+<name> each")
    parser.add_argument("--sets", default="", help="package sets, comma-separated; by default all")
    parser.add_argument("--cases", default=str(CASES), help="folder of the cases")
    parser.add_argument("--packages", default=str(PACKAGES), help="pins of the sets")
    parser.add_argument("--only", nargs="*", default=[], help="ids of cases")
    parser.add_argument("--list", action="store_true", help="print the repositories and commits needed")
    return parser.parse_args()


def _cases(folder: Path, only: list[str]) -> list[dict[str, Any]]:
    cases = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return [case for case in cases if not only or case["id"] in only]


def _sets_of(case: dict[str, Any]) -> set[str]:
    return {task["packages"] for task in case["tasks"]}


def _print_table(counts: Counter[tuple[str, Verdict]]) -> None:
    """Print a line per package set, and one for all, with how many cases came to each verdict."""
    sets = sorted({name for name, _ in counts})
    print(f"\n{'packages':<14}{'cases':>6}" + "".join(f"  {verdict.value}" for verdict in Verdict))
    for name in [*sets, "all"]:
        found = [sum(counts[s, verdict] for s in sets if name in (s, "all")) for verdict in Verdict]
        columns = (f"  {count:>{len(verdict.value)}}" for count, verdict in zip(found, Verdict, strict=True))
        print(f"{name:<14}{sum(found):>6}" + "".join(columns))


if __name__ == "__main__":
    sys.exit(main())
