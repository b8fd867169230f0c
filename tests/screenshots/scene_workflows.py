"""The workflows that only pictures need: for each kind of result, one that fails, a big one, others."""

from __future__ import annotations

import copy
from typing import Any

from support.domino_client import piece, python_node, upstream, value

from domino_plugin.examples import load_examples

#: What is shown, and its size where it has one.
KINDS = {
    "txt": 0,
    "json": 200,
    "md": 0,
    "html": 0,
    "svg": 0,
    "png": 0,
    "tiff": 0,
    "pdf": 8,
    "plotly_json": 0,
    "heatmap": 0,
    "csv": 5000,
    "missing": 0,
    "empty": 0,
    "nothing": 0,
    "log": 400,
}
FAILS = """
import time
print("Looking for the table of yesterday")
time.sleep(1)
raise FileNotFoundError("No table of yesterday in /data/sold: 0 of 31 files match sold-*.csv")
"""
NOTE = "**Weekly figures**\n\n- complete rows only\n- chart for the *team page*"
COLUMNS, ROWS = 8, 20
Content = dict[str, Any]


def results(piece_of_all: dict[str, str]) -> Content:
    """A node for each kind of result."""
    nodes = [
        {
            "id": f"show_{kind}",
            "name": f"Show {kind}",
            "piece": piece_of_all,
            "inputs": {"kind": value(kind), "size": value(size)},
        }
        for kind, size in KINDS.items()
    ]
    places = {f"show_{kind}": (at % 3 * 260, at // 3 * 110) for at, kind in enumerate(KINDS)}
    return _content({"name": "Every result", "nodes": nodes}, places)


def failing(version: str) -> Content:
    """A node that fails at each of two tries, and one that therefore never starts."""
    fetch = python_node(version, "fetch", FAILS, {"rows": "integer"})
    fetch |= {"name": "Fetch the table of yesterday", "retries": 1, "retry_delay_seconds": 1}
    log = {
        "id": "log",
        "name": "Log",
        "piece": piece(version, "LogPiece"),
        "inputs": {"message": upstream("fetch", "rows")},
    }
    edges = [{"upstream": "fetch", "downstream": "log"}]
    document = {"name": "Fails", "nodes": [fetch, log], "edges": edges, "tags": ["nightly"]}
    return _content(document, {"fetch": (0, 0), "log": (320, 0)})


def waiting(version: str) -> Content:
    """A node that runs for two hours."""
    inputs = {"duration": value("PT2H")}
    wait = {"id": "wait", "name": "Wait", "piece": piece(version, "WaitPiece"), "inputs": inputs}
    return _content({"name": "Takes long", "nodes": [wait]}, {"wait": (0, 0)})


def big(version: str) -> Content:
    """A workflow that is seen whole only from afar."""
    count = COLUMNS * ROWS
    nodes = [
        {
            "id": f"n{at}",
            "name": f"Log {at}",
            "piece": piece(version, "LogPiece"),
            "inputs": {"message": value(str(at))},
        }
        for at in range(count)
    ]
    edges = [{"upstream": f"n{at}", "downstream": f"n{at + ROWS}"} for at in range(count - ROWS)]
    places = {f"n{at}": (at // ROWS * 320, at % ROWS * 130) for at in range(count)}
    return _content({"name": "A workflow of many nodes", "nodes": nodes, "edges": edges}, places)


def noted() -> Content:
    """An example with notes, groups, a schedule and a long name."""
    example = next(one for one in load_examples() if one.name == "Penguins by species")
    nodes = [node["id"] for node in example.document["nodes"]]
    layout = copy.deepcopy(example.layout)
    layout["groups"] = [
        {"id": "g1", "title": "Read and clean", "collapsed": False, "nodes": nodes[:2]},
        {"id": "g2", "title": "Compare", "collapsed": True, "nodes": nodes[-2:]},
    ]
    top = min(place["y"] for place in layout["nodes"].values()) - 230
    left = min(place["x"] for place in layout["nodes"].values())
    size = {"y": top, "width": 240, "height": 130}
    layout["notes"] = [
        {"id": "t1", "x": left, "text": NOTE, "color": "yellow", **size},
        {"id": "t2", "x": left + 300, "text": "Ask *Ada*", "color": "blue", **size},
    ]
    document = {
        **example.document,
        "name": "Weekly figures with a rather long name that somebody typed in a hurry",
        "description": "What the team page shows: penguins by species and what they weigh, every week.",
        "tags": ["team", "weekly"],
        "schedule": {"kind": "cron", "cron": "30 6 * * 1-5", "timezone": "Europe/Berlin"},
    }
    return {"document": document, "layout": layout}


def servers(document: dict[str, Any]) -> Content:
    """The workflow whose Pieces talk to servers, at places of the canvas."""
    return _content(document, {"ask": (0, 100), "tell": (320, 0), "send": (320, 200)})


def drafts(version: str, everything: dict[str, str]) -> list[Content]:
    """What was begun: a form of every kind of field, and three without a name of their own."""
    read = {"id": "read_csv", "name": "Read CSV", "piece": piece(version, "ReadCsvPiece")}
    form = {"id": "form", "name": "Everything", "piece": everything, "inputs": {"text": value("a")}}
    untitled = "Untitled workflow"
    begun = [
        ("A form of everything", "A form of everything", [form]),
        (untitled, untitled, []),
        (f"{untitled}: Read CSV", untitled, [read]),
        (f"{untitled}: Read CSV, Read CSV 2", untitled, [read, {**read, "id": "two", "name": "Read CSV 2"}]),
        ("Fails less", "Fails less", [read]),
        ("Somebody else's idea", "Somebody else's idea", [read]),
    ]
    return [{"name": label, "document": {"name": name, "nodes": nodes}} for label, name, nodes in begun]


def _content(document: dict[str, Any], places: dict[str, tuple[int, int]]) -> Content:
    nodes = {name: {"x": x, "y": y} for name, (x, y) in places.items()}
    return {"document": document, "layout": {"nodes": nodes}}
