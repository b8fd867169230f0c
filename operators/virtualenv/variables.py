"""The environment variables that other programs get from a worker: a few by name, nothing of Airflow."""

from __future__ import annotations

import os
from collections.abc import Mapping

#: What a program needs of the machine: language, time zone, certificates, the way out, graphics cards.
_KEPT = frozenset(
    {
        "LANG", "LANGUAGE", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY", "LD_LIBRARY_PATH",
        "CUDA_HOME", "CUDA_PATH", "CUDA_VISIBLE_DEVICES",
    }
)  # fmt: skip
_KEPT_PREFIXES = ("LC_", "NVIDIA_", "OMP_", "OPENBLAS_", "MKL_", "NUMEXPR_")
#: What uv reads besides, to find the package index and its cache.
_FOR_BUILDS_PREFIXES = ("UV_", "GIT_SSL_", "CARGO_", "XDG_")
_FOR_BUILDS = frozenset({"HOME", "USER", "LOGNAME", "CC", "CXX", "CFLAGS", "CXXFLAGS", "LDFLAGS"})
#: uv doesn't read pip's variables; an administrator who has set them means both.
_PIP_TO_UV = {
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
    "PIP_EXTRA_INDEX_URL": "UV_INDEX",
    "PIP_FIND_LINKS": "UV_FIND_LINKS",
}
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def clean_variables(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a Piece gets of the worker's environment variables."""
    source = os.environ if source is None else source
    kept = {
        name: value
        for name, value in source.items()
        if name.upper() in _KEPT or name.startswith(_KEPT_PREFIXES)
    }
    if not any(name in kept for name in ("LANG", "LC_ALL", "LC_CTYPE")):
        kept["LANG"] = "C.UTF-8"
    kept["PATH"] = _PATH
    return kept


def build_variables(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what uv gets: besides, its own variables, and pip's translated."""
    source = os.environ if source is None else source
    kept = clean_variables(source)
    for name, value in source.items():
        if name in _FOR_BUILDS or name.startswith(_FOR_BUILDS_PREFIXES):
            kept[name] = value
    for name, target in _PIP_TO_UV.items():
        if source.get(name) and target not in kept:
            kept[target] = source[name].replace(" ", ",") if target == "UV_FIND_LINKS" else source[name]
    # Builds from source may need a compiler or git, which may lie anywhere.
    kept["PATH"] = source.get("PATH") or _PATH
    return kept
