"""The exceptions a Piece or its tests may meet."""

from __future__ import annotations


class InvalidPieceOutputError(Exception):
    """The Piece returned neither its OutputModel nor a dict."""

    def __init__(self, piece_name: str) -> None:
        super().__init__(f"{piece_name} must return its OutputModel or a dict that fits it.")


class MissingPieceRepositoryFileError(Exception):
    """A Piece repository lacks a file it must have."""

    def __init__(self, missing_file: str, pieces_repository: str) -> None:
        super().__init__(f"The Piece repository {pieces_repository} lacks the file {missing_file}.")


class MissingEnvVarError(Exception):
    """Environment variables with secrets are not set."""

    def __init__(self, missing_vars: list[str]) -> None:
        super().__init__("These environment variables must be set: {}.".format(", ".join(missing_vars)))


class NoMatchingDependencyForPieceError(Exception):
    """No dependency group of the repository lists the Piece."""

    def __init__(self, piece_name: str, repo_name: str) -> None:
        super().__init__(
            f"No dependency group of {repo_name} lists the Piece {piece_name}: compile the repository again."
        )
