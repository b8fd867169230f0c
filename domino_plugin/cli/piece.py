"""``domino piece``: single Pieces from the command line."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from domino_plugin.cli import organize as organizing
from domino_plugin.cli import piece_arguments, piece_environment, piece_process
from domino_plugin.cli.place import in_place
from domino_plugin.cli.repository import list_pieces
from domino_plugin.errors import DominoError

app = typer.Typer(help="Pieces.", no_args_is_help=True)

#: The exit code for arguments that can't be: neither 0 nor what a failing Piece leaves.
BAD_ARGUMENTS = 2


app.command("list")(in_place(list_pieces))


@app.command()
def run(
    repository_path: Annotated[Path, typer.Argument(help="Folder of the Piece repository.")],
    piece: Annotated[str, typer.Argument(help="Name of the Piece: its folder below 'pieces'.")],
    given_inputs: Annotated[
        str,
        typer.Option("--input", help="The inputs: a JSON file, or the JSON object itself, or - for stdin."),
    ] = "{}",
    secrets: Annotated[Path | None, typer.Option(help="JSON file with the secrets by name.")] = None,
    results_dir: Annotated[
        Path | None,
        typer.Option(help="Folder for the Piece's files. Default: a new one, deleted if it stays empty."),
    ] = None,
    upstream: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a run, with a folder per earlier task: inputs that name files below "
            "/home/shared_storage are read from it."
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Print the display result, too.")] = False,
    response: Annotated[
        Path | None, typer.Option(help="Also write the whole outcome, an error included, to this JSON file.")
    ] = None,
    task_id: Annotated[str | None, typer.Option(help="Task id the Piece sees. Default: its name.")] = None,
    work_dir: Annotated[
        Path | None, typer.Option(help="Folder the Piece runs in. Default: a new one, deleted afterwards.")
    ] = None,
    python: Annotated[
        Path | None,
        typer.Option(help="Interpreter to run it with. Default: one with what the repository requires."),
    ] = None,
) -> None:
    """Run one Piece as a task would.

    Its outputs are printed as JSON, what it logs and prints goes to standard error, and its exit code is
    the command's. Exit code 2: the arguments can't be.
    """
    try:
        repository = piece_arguments.repository(repository_path, piece)
        inputs = piece_arguments.json_object(given_inputs, "--input")
        values = piece_arguments.json_file(secrets, "--secrets") if secrets else {}
        folder = piece_arguments.run_folder(upstream)
        # Before anything is built or run: minutes of work must not end in a path that can't be written.
        results = piece_arguments.folder_to_write(results_dir, "--results-dir") if results_dir else None
        work = piece_arguments.folder_to_write(work_dir, "--work-dir") if work_dir else None
        answer = piece_arguments.file_to_write(response, "--response") if response else None
        environment = piece_environment.environment(repository, piece, python)
    except DominoError as error:
        typer.echo(f"Error: {error.message}", err=True)
        raise typer.Exit(BAD_ARGUMENTS) from None
    with tempfile.TemporaryDirectory(prefix="domino-piece-") as scratch:
        files = results or Path(tempfile.mkdtemp(prefix=f"domino-{piece}-")).resolve()
        outcome = piece_process.run(
            piece_process.Call(
                repository=repository,
                piece=piece,
                inputs=inputs,
                secrets=values,
                python=environment.python,
                pythonpath=environment.pythonpath,
                task_id=task_id or piece,
                results=files,
                run_folder=folder,
                scratch=Path(scratch),
                work_dir=work,
            )
        )
        if answer:
            answer.write_text(json.dumps(outcome.response, indent=2) + "\n", encoding="utf-8")
        if not results:
            _keep_or_delete(files)
        _print(outcome, full=full)
    raise typer.Exit(outcome.exit_code)


@app.command()
def organize(
    repository_path: Annotated[Path, typer.Argument(help="Folder of the Piece repository.")],
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit code 1 if it is old.")] = False,
    python: Annotated[
        Path | None, typer.Option(help="Interpreter that has what the models import. Default: this one.")
    ] = None,
) -> None:
    """Write a repository's folder .domino, by which it is installed, from metadata.json and models.py.

    Commit the folder with the sources, before the tag of a release is set.
    """
    try:
        files = organizing.organize(repository_path, python)
    except DominoError as error:
        typer.echo(f"Error: {error.message}", err=True)
        for one in error.problems:
            typer.echo(f"  {one['field']}: {one['reason']} {one['fix'] or ''}".rstrip(), err=True)
        raise typer.Exit(BAD_ARGUMENTS) from None
    old = organizing.stale(repository_path, files)
    if check and old:
        typer.echo(f"Out of date: {', '.join(old)}. Run: domino piece organize {repository_path}", err=True)
        raise typer.Exit(1)
    for path in old:
        (repository_path / path).parent.mkdir(exist_ok=True)
        (repository_path / path).write_text(files[path], encoding="utf-8")
    typer.echo(f"Written: {', '.join(old)}" if old else "Up to date")


def _keep_or_delete(results: Path) -> None:
    try:
        results.rmdir()
    except OSError:
        typer.echo(f"The Piece's files are in {results}.", err=True)


def _print(outcome: piece_process.Outcome, *, full: bool) -> None:
    response = outcome.response
    if response is None:
        typer.echo(f"The Piece's process ended {outcome.ending} before it gave an outcome.", err=True)
        return
    if response["outputs"] is None:
        return
    content: dict[str, Any] = dict(response["outputs"])
    if full:
        content["display_result"] = piece_process.shown(response)
    json.dump(content, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
