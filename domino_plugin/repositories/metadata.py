"""Brings a Piece's metadata, apart from its schemas, to one form: style, resources, files, tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from domino_plugin.operators.virtualenv.python_versions import MINORS, PythonNeed, read_spec, stated
from domino_plugin.repositories.schema_keywords import Json, Remark

#: Longest label; what is longer is cut.
MAX_LABEL = 255
_ICON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:[a-z0-9]+(?:-[a-z0-9]+)*")
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|(?:rgb|hsl)a?\([0-9.,%/ ]{1,40}\)")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}")
_IMAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,499}")
_URL = re.compile(r"https?://[^\s<>\"']{1,2000}")
#: Font Awesome's class names before Iconify's ``collection:icon``.
_ICON_FAMILIES = {"fas": "fa-solid", "far": "fa-regular", "fab": "fa-brands", "fa": "fa-solid"}
_FONT_AWESOME = {"fa-solid", "fa-regular", "fa-brands"}
_NODE_TYPES = ("default", "source", "sink")
#: The label that the original tools give to a Piece whose author gave none.
_DEFAULT_LABEL = "Piece"

#: Kubernetes' suffixes, in mebibytes.
_MEBIBYTES = {
    "": 1 / 1024**2,
    "k": 1000 / 1024**2,
    "M": 1000**2 / 1024**2,
    "G": 1000**3 / 1024**2,
    "T": 1000**4 / 1024**2,
    "Ki": 1 / 1024,
    "Mi": 1.0,
    "Gi": 1024.0,
    "Ti": 1024.0**2,
}
_QUANTITY = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]{0,2})\s*")


def clean_text(value: Any) -> str:
    """Return `value` as text that every database takes; empty if it is no text."""
    if not isinstance(value, str):
        return ""
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()


def normalise_tags(value: Any) -> tuple[str, ...]:
    """Return the tags as unique texts in their order; a single text is one tag."""
    items = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(tag[:100] for item in items if (tag := clean_text(item))))


def normalise_label(raw: Json, name: str) -> str:
    """Return the label a Piece shows: its style's, an older key's, else its name."""
    style = raw.get("style")
    places = [_first(style, "node_label", "nodeLabel", "label") if isinstance(style, Mapping) else None]
    places += [raw.get("label"), raw.get("title")]
    for value in places:
        label = clean_text(value)
        if label and label != _DEFAULT_LABEL:
            return label[:MAX_LABEL]
    return name


def normalise_style(raw: Any) -> Json:
    """Return ``{"node_type", "icon", "icon_color", "background_color"}``.

    ``node_type`` is default, source or sink; ``icon`` an Iconify name (``fa-solid:clock``) or None; the
    colours are CSS colours or None. Anything else that a style may hold (CSS of its own) is left out.
    """
    style = raw if isinstance(raw, Mapping) else {}
    node_type = clean_text(_first(style, "node_type", "nodeType")).lower()
    shows_icon = _first(style, "use_icon", "useIcon") is not False
    return {
        "node_type": node_type if node_type in _NODE_TYPES else "default",
        "icon": _icon(_first(style, "icon_class_name", "iconClassName", "icon")) if shows_icon else None,
        "icon_color": _color(_first(style, "icon_style", "iconStyle"), "color"),
        "background_color": _color(
            _first(style, "node_style", "nodeStyle"), "backgroundColor", "background_color", "background"
        ),
    }


def _first(mapping: Any, *keys: str) -> Any:
    return next((mapping[key] for key in keys if mapping.get(key) is not None), None)


def _icon(value: Any) -> str | None:
    text = clean_text(value).lower()
    if _ICON.fullmatch(text):
        return text
    words = [_ICON_FAMILIES.get(word, word) for word in text.split()]
    family = next((word for word in words if word in _FONT_AWESOME), None)
    icon = next((word[3:] for word in words if word.startswith("fa-") and word not in _FONT_AWESOME), None)
    name = f"{family or 'fa-solid'}:{icon}"
    return name if icon and _ICON.fullmatch(name) else None


def _color(style: Any, *keys: str) -> str | None:
    value = clean_text(_first(style, *keys)) if isinstance(style, Mapping) else ""
    return value if _COLOR.fullmatch(value) else None


def normalise_resources(raw: Any, remark: Remark) -> Json:
    """Return ``{"requests": {"cpu", "memory"}, "limits": {"cpu", "memory"}, "use_gpu"}``.

    CPU is in thousandths of a core and memory in mebibytes, whole numbers; what isn't said is absent, and so
    are empty parts: ``{}`` means that nothing is asked for. Plain whole numbers are read in those units,
    texts as Kubernetes does ("100m", "0.5", "128Mi", "1Gi"). One pair without ``requests`` and ``limits`` is
    both.
    """
    if not isinstance(raw, Mapping):
        if raw is not None:
            remark("container_resources must be an object; it is ignored.")
        return {}
    use_gpu = _first(raw, "use_gpu", "useGpu", "gpu")
    flat = {key: raw[key] for key in ("cpu", "memory") if key in raw}
    result: Json = {}
    for part, bound in (("requests", "min"), ("limits", "max")):
        own = raw.get(part)
        source = own if isinstance(own, Mapping) else flat
        amounts = {
            "cpu": _amount("cpu", source.get("cpu"), bound, _millicores, remark),
            "memory": _amount("memory", source.get("memory"), bound, _mebibytes, remark),
        }
        if known := {key: amount for key, amount in amounts.items() if amount is not None}:
            result[part] = known
    if isinstance(use_gpu, bool):
        result["use_gpu"] = use_gpu
    return result


def _amount(key: str, value: Any, bound: str, convert: Any, remark: Remark) -> int | None:
    if isinstance(value, Mapping):
        value = value.get(bound)
    if value is None:
        return None
    amount: int | None = convert(value)
    if amount is None:
        remark(
            f"container_resources: {key} is {str(value)[:40]!r}; it takes a number or a text like "
            f"'{'100m' if key == 'cpu' else '128Mi'}'; it is ignored."
        )
    return amount


def _millicores(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 < value <= 10**6 else None
    if isinstance(value, float):
        value = str(value)
    match = _QUANTITY.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in ("", "m"):
        return None
    amount = float(match[1]) * (1 if match[2] else 1000)
    return round(amount) if 0 < amount <= 10**6 else None


def _mebibytes(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return round(value) if 0 < value <= 10**8 else None
    match = _QUANTITY.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in _MEBIBYTES:
        return None
    amount = float(match[1]) * _MEBIBYTES[match[2]]
    return max(1, round(amount)) if 0 < amount <= 10**8 else None


def normalise_dependency(raw: Any, remark: Remark) -> tuple[str | None, str | None]:
    """Return the names of the requirements file and the Dockerfile in the ``dependencies`` folder."""
    if not isinstance(raw, Mapping):
        if raw is not None:
            remark("'dependency' must be an object; it is ignored.")
        return None, None
    requirements = _file_name(_first(raw, "requirements_file", "requirements", "requirementsFile"), remark)
    return requirements, _file_name(_first(raw, "dockerfile", "docker_file", "Dockerfile"), remark)


def normalise_python(raw: Any, remark: Remark) -> str | None:
    """Return the version of Python that a Piece's ``dependency`` asks for, as packages write it."""
    value = stated(raw)
    if value is None:
        return None
    spec = read_spec(value)
    if spec is None:
        remark(
            f"'dependency' asks for the Python {str(value)[:60]!r}; it takes a text like '3.11' or '>=3.11'; "
            "it is ignored."
        )
    elif not PythonNeed(spec, "", binding=True).possible:
        remark(
            f"'dependency' asks for Python {spec}, which no virtual environment has: there it can be "
            f"3.{MINORS[0]} to 3.{MINORS[-1]}."
        )
    return spec


def _file_name(value: Any, remark: Remark) -> str | None:
    name = clean_text(value).removeprefix("./").removeprefix("dependencies/")
    if not name:
        return None
    if not _FILE_NAME.fullmatch(name):
        remark(f"{name[:100]!r} is no name of a file in the 'dependencies' folder; it is ignored.")
        return None
    return name


def normalise_image(value: Any) -> str | None:
    """Return the name of a container image, or None if it can't be one."""
    image = clean_text(value)
    return image if _IMAGE.fullmatch(image) else None


def normalise_url(value: Any) -> str | None:
    """Return a web address, or None if it isn't one."""
    url = clean_text(value)
    return url if _URL.fullmatch(url) else None
