"""References to outputs of upstream tasks, anywhere in a Piece's inputs."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import DominoError, Invalid, did_you_mean

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator

#: Returns what a task has returned (its ``return_value`` XCom), or `MISSING`.
Pull = Callable[[str], Any]


#: XCom key of what a task returns.
_RETURN_KEY = "return_value"
#: Characters of a value that an error shows.
_SHOWN = 80


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


#: A task has left no output. None won't do: a task may return it.
MISSING = _Missing()


class UnresolvedReferenceError(DominoError):
    """An upstream value can't be had; the text names the input, the task, the output and the reason."""

    title = "Upstream value missing"


@dataclass(frozen=True)
class Upstream:
    """The place in an upstream task's output that an input takes its value from.

    Attributes:
        task_id: the upstream task; any ancestor will do.
        output: the field of what the task returns; None takes all of it.
        path: keys and indexes that lead further into the field.
    """

    task_id: str
    output: str | None
    path: tuple[str | int, ...] = ()
    operator: BaseOperator | None = None

    def __str__(self) -> str:
        name = f"task {self.task_id!r}"
        return f"output {self.output!r} of {name}" if self.output is not None else f"the output of {name}"


def upstream(
    task: BaseOperator | str, output: str | None = None, path: Iterable[str | int] | str | int = ()
) -> Any:
    """Refer to an output of an upstream task, as an input of a Piece or anywhere inside one.

    Args:
        task: the operator, which also makes it upstream of the Piece; or the task id of any ancestor.
        output: the field of the dictionary that the task returns. None takes the whole return value.
        path: keys and indexes further into the field, such as ``("rows", 0)``.

    Returns:
        A marker, replaced by the value when the Piece runs.
    """
    if isinstance(path, str | int):
        path = (path,)
    if isinstance(task, str):
        return Upstream(task, output, tuple(path))
    return Upstream(task.task_id, output, tuple(path), task)


class DecodedInputs(dict[str, Any]):
    """Inputs made by `decode_inputs`: their dependencies are known, so nobody need search them."""


def decode_inputs(tagged: Mapping[str, Mapping[str, Any]]) -> DecodedInputs:
    """Decode the inputs of one task of a DagSpec."""
    return DecodedInputs((name, decode(value)) for name, value in tagged.items())


def decode(tagged: Mapping[str, Any]) -> Any:
    """Turn one tagged input of a workflow document into Python, references as `Upstream`.

    Raises:
        ValueError: it is of no known kind.
    """
    kind = tagged.get("kind")
    if kind == "value":
        return tagged["value"]
    if kind == "upstream":
        return Upstream(tagged["node"], tagged["output"], tuple(tagged.get("path", ())))
    if kind == "list":
        return [decode(item) for item in tagged["items"]]
    if kind == "object":
        return {name: decode(field) for name, field in tagged["fields"].items()}
    raise ValueError(f"An input is of the unknown kind {kind!r}; it takes value, upstream, list or object.")


def markers(value: Any) -> Iterator[Upstream]:
    """Yield every `Upstream` inside a value."""
    if isinstance(value, Upstream):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from markers(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from markers(item)


def resolve(value: Any, pull: Pull, *, where: str = "") -> Any:
    """Replace every `Upstream` inside a value by what the task has returned.

    Args:
        value: plain Python with markers; it is not changed.
        pull: returns what a task has returned, or `MISSING`; called once for each marker.
        where: the input's name, for errors.

    Raises:
        UnresolvedReferenceError: a value can't be had.
    """
    if isinstance(value, Upstream):
        return _look_up(value, pull(value.task_id), where)
    if isinstance(value, Mapping):
        return {name: resolve(item, pull, where=f"{where}.{name}") for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [resolve(item, pull, where=f"{where}[{index}]") for index, item in enumerate(value)]
    return value


def resolve_inputs(inputs: Mapping[str, Any], pull: Pull) -> dict[str, Any]:
    """Resolve all inputs of a Piece; each upstream task is pulled once."""
    pulled: dict[str, Any] = {}

    def pull_once(task_id: str) -> Any:
        if task_id not in pulled:
            pulled[task_id] = pull(task_id)
        return pulled[task_id]

    return {name: resolve(value, pull_once, where=name) for name, value in inputs.items()}


def resolve_xcom_args(value: Any, context: Any) -> Any:
    """Replace every XComArg inside a value; one on an output of a Piece becomes an `Upstream`."""
    from airflow.sdk import XComArg

    if isinstance(value, XComArg):
        # The forms with map, zip or concat have no key.
        operator: Any = getattr(value, "operator", None)
        key: str | None = getattr(value, "key", None)
        marker = _as_marker(operator, key)
        if marker is None:
            return value.resolve(context)
        if not _is_mapped(operator):
            return marker
        # Airflow knows which of the mapped instances this task is to see.
        return _look_up(marker, XComArg(operator).resolve(context), "inputs")
    if isinstance(value, Mapping):
        return {name: resolve_xcom_args(item, context) for name, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [resolve_xcom_args(item, context) for item in value]
    return value


def _as_marker(operator: Any, key: str | None) -> Upstream | None:
    if operator is not None and key == _RETURN_KEY:
        return Upstream(operator.task_id, None)
    if operator is not None and key is not None and _returns_outputs(operator):
        return Upstream(operator.task_id, key)
    return None


def _is_mapped(operator: Any) -> bool:
    return bool(operator.is_mapped) or operator.get_closest_mapped_task_group() is not None


def _returns_outputs(operator: Any) -> bool:
    """Whether ``operator.output["name"]`` means a field of what the task returns: so it does for Pieces."""
    from domino_plugin.operators.piece_operator import DominoPieceOperator

    kind = getattr(operator, "operator_class", type(operator))
    return isinstance(kind, type) and issubclass(kind, DominoPieceOperator)


def plain_inputs(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs as JSON carries them: dates and paths as text, tuples and sets as lists.

    Raises:
        Invalid: one can't be carried; the text names the input and where in it.
    """
    return {str(name): _plain(value, str(name)) for name, value in inputs.items()}


def _plain(value: Any, where: str) -> Any:
    if isinstance(value, Mapping):
        return {_key(key, where): _plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Invalid(f"Input {where!r} is {value}, which JSON can't carry.")
    if value is None or isinstance(value, str | int | float):
        return value
    raise Invalid(f"Input {where!r} is {short(value)} of the type {type(value).__name__}, not plain JSON.")


def _key(key: Any, where: str) -> str:
    if not isinstance(key, str):
        raise Invalid(f"Input {where!r} has the key {short(key)}; an object's keys are text.")
    return key


def _look_up(marker: Upstream, returned: Any, where: str) -> Any:
    if returned is MISSING:
        raise UnresolvedReferenceError(
            f"Input {where!r} takes {marker}, but that task has left no output: it was skipped, has failed, "
            "has not run, or returns nothing."
        )
    value = returned
    if marker.output is not None and _of_mapped_task(returned):
        # As Airflow itself does: a list with the value of each instance.
        return [_look_up(marker, item, f"{where}[{index}]") for index, item in enumerate(returned)]
    if marker.output is not None:
        value = _field(value, marker.output, f"Input {where!r} takes {marker}", "the task returned")
    trail = marker.output or "its output"
    for step in marker.path:
        value = _field(value, step, f"Input {where!r} takes {marker} at {list(marker.path)}", f"{trail!r} is")
        trail = f"{trail}[{step!r}]"
    return value


def _of_mapped_task(returned: Any) -> bool:
    return isinstance(returned, list | tuple) and all(isinstance(item, Mapping) for item in returned)


def _field(value: Any, step: str | int, who: str, what: str) -> Any:
    if isinstance(value, Mapping):
        # JSON keeps object keys as text only.
        for key in (step, str(step)):
            if key in value:
                return value[key]
        hint = did_you_mean(str(step), [str(key) for key in value])
        known = ", ".join(repr(key) for key in list(value)[:20]) or "none"
        raise UnresolvedReferenceError(
            f"{who}, but there is no {step!r}; there is: {known}. {hint or ''}".rstrip()
        )
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return _item(value, step, who)
    raise UnresolvedReferenceError(f"{who}, but {what} {short(value)}, which holds no {step!r}.")


def _item(value: Sequence[Any], step: str | int, who: str) -> Any:
    try:
        return value[int(step)]
    except ValueError:
        raise UnresolvedReferenceError(f"{who}, but {step!r} is no index of a list.") from None
    except IndexError:
        raise UnresolvedReferenceError(
            f"{who}, but the list there has {len(value)} items, none at {step}."
        ) from None


def short(value: Any) -> str:
    """Return a value's representation, cut to a line."""
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
