"""Where a file comes from: this machine, the web, or the samples that come with a Piece."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from starter_files import TableError, existing_file, nearest

TIMEOUT_SECONDS = 60


def locate(
    address: str, folder: Path, samples: Path | None, *, field: str = "file_path", kind: str = "CSV file"
) -> Path:
    """Return the file that `address` means; one from the web is put into `folder`.

    Args:
        address: a path, a web address (http, https) or ``sample:NAME``.
        folder: where a file from the web is put.
        samples: folder with the samples, each named by its file name without the ending; or None.
        field: the input's name, for messages.
        kind: what file is expected, for messages.

    Raises:
        TableError: there is no such file.
    """
    address = address.strip()
    scheme, _, rest = address.partition(":")
    if scheme == "sample" and samples is not None:
        return _sample(rest, samples, field)
    if scheme.lower() in {"http", "https"}:
        return _download(address, folder, field)
    return existing_file(address, field, kind)


def _sample(name: str, samples: Path, field: str) -> Path:
    known = {file.stem: file for file in sorted(samples.glob("*.*")) if file.suffix != ".md"}
    if name not in known:
        raise TableError(
            f"{field}: there is no sample {name!r}.{nearest(name, known)} "
            f"Write {' or '.join(f'sample:{key}' for key in known)}."
        )
    return known[name]


def _download(address: str, folder: Path, field: str) -> Path:
    name = Path(urllib.parse.unquote(urllib.parse.urlsplit(address).path)).name or "download"
    target = folder / name
    try:
        with (
            urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as answer,  # noqa: S310 (http or https)
            target.open("wb") as file,
        ):
            shutil.copyfileobj(answer, file)
    except urllib.error.HTTPError as error:
        raise TableError(f"{field}: {address} answered {error.code} {error.reason}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise TableError(f"{field}: {address} could not be fetched: {reason}.") from None
    return target
