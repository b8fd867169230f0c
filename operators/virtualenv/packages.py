"""Where packages for the Pieces' environments come from: an index, a folder of wheels, or nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from domino_plugin.operators.virtualenv.variables import build_variables

_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")


@dataclass(frozen=True)
class PackageSource:
    """What the options say; without any, what uv's and pip's own variables say.

    Attributes:
        index: address of the package index.
        wheels: folder with wheels, looked into besides.
        offline: take packages from that folder and uv's cache alone.
    """

    index: str | None = None
    wheels: Path | None = None
    offline: bool = False

    def variables(self) -> dict[str, str]:
        """Return the environment variables for uv."""
        found = build_variables()
        if self.index is not None:
            found["UV_DEFAULT_INDEX"] = self.index
            found.pop("UV_INDEX_URL", None)
        if self.wheels is not None:
            found["UV_FIND_LINKS"] = ",".join(filter(None, [str(self.wheels), found.get("UV_FIND_LINKS")]))
        if self.offline:
            found |= {"UV_OFFLINE": "1", "UV_NO_INDEX": "1"}
        return found

    def hint(self) -> str:
        """Return what to do where a package can't be found, or nothing."""
        if not self.offline:
            return ""
        where = f"the folder {self.wheels}" if self.wheels else "uv's cache"
        return (
            f"[domino] packages_offline is set, so packages come from {where} alone. Put the missing ones "
            "there, for example with `pip download`, for the same version of Python."
        )


def without_login(line: str) -> str:
    """Return a line of uv's without the credentials of an index in it."""
    return _LOGIN.sub("***@", line)
