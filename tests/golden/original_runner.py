"""Runs one Piece by the original runtime's dry run: a file with the request in, a file with the answer out.

For an interpreter that has the original runtime. What a Piece displays is no part of a dry run's answer, so
the Piece's own object is asked for it.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    request = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.dont_write_bytecode = True
    from domino.testing import piece_dry_run

    sys.path.append(str(Path(request["repository"]) / "pieces"))
    name = request["piece"]
    piece_class = getattr(importlib.import_module(f"{name}.piece"), name)
    run, used = piece_class.piece_function, []

    def piece_function(self: Any, *arguments: Any, **named: Any) -> Any:
        used.append(self)
        return run(self, *arguments, **named)

    piece_class.piece_function = piece_function
    outputs = piece_dry_run(
        name, request["inputs"], request["repository"], request["secrets"], request["results"]
    )
    answer = {"outputs": outputs, "display_result": getattr(used[0], "display_result", None)}
    Path(sys.argv[2]).write_text(json.dumps(answer, default=str), encoding="utf-8")


main()
