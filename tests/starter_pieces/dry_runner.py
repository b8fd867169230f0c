"""Runs Pieces one after the other in an interpreter of their own: a JSON line in, a JSON line out."""

from __future__ import annotations

import json
import sys
import traceback


def main() -> None:
    sys.dont_write_bytecode = True
    sys.path.append(sys.argv[1])
    from domino.testing import piece_dry_run

    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"outputs": None, "error": None}
        try:
            answer["outputs"] = piece_dry_run(
                request["piece"],
                request["inputs"],
                sys.argv[2],
                secrets_data=request["secrets"],
                results_path=request["results"],
            )
        except BaseException as error:  # noqa: BLE001
            answer["error"] = {
                "type": type(error).__name__,
                "message": str(error),
                "traceback": traceback.format_exc(),
            }
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
