"""What one task asks of its machine and may use of it: amounts, their bounds, what contradicts what.

A workflow's document, the operator and the web app's forms share this one description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

#: The least and the most cores; Kubernetes counts in thousandths.
MIN_CORES, MAX_CORES = 0.001, 1024
#: 16 TiB: more than any machine has.
MAX_MEMORY_MIB = 16 * 1024 * 1024
#: With less, Python and pydantic alone don't start.
MIN_MEMORY_LIMIT_MIB = 32
MAX_GPUS = 64

Cores = Annotated[float, Field(ge=MIN_CORES, le=MAX_CORES, allow_inf_nan=False)]


class Contradiction(NamedTuple):
    """Two amounts that can't both hold: the field to correct, why, and the way out."""

    field: str
    reason: str
    fix: str


class Resources(BaseModel):
    """What a task asks for and what it may use at most; null takes the Piece's own amount."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    cpu_request: Cores | None = Field(
        default=None, description="Cores set aside for it, fractions allowed; no effect in a virtualenv."
    )
    cpu_limit: Cores | None = Field(
        default=None,
        description="Cores it may use at most, fractions allowed; in a virtualenv rounded up to whole cores.",
    )
    memory_request_mib: int | None = Field(
        default=None,
        ge=1,
        le=MAX_MEMORY_MIB,
        description="Memory set aside for it, in MiB; no effect in a virtualenv.",
    )
    memory_limit_mib: int | None = Field(
        default=None,
        ge=MIN_MEMORY_LIMIT_MIB,
        le=MAX_MEMORY_MIB,
        description="Memory it may use at most, in MiB: the container, or each process in a virtualenv.",
    )
    gpus: int | None = Field(
        default=None, ge=0, le=MAX_GPUS, description="Graphics cards it gets; no effect in a virtualenv."
    )

    def contradictions(self) -> Iterator[Contradiction]:
        """Yield the limits that lie below what is set aside."""
        for limit, request, unit in (
            ("cpu_limit", "cpu_request", "cores"),
            ("memory_limit_mib", "memory_request_mib", "MiB"),
        ):
            most, least = getattr(self, limit), getattr(self, request)
            if most is not None and least is not None and most < least:
                yield Contradiction(
                    limit,
                    f"the limit of {most:g} {unit} is less than the {least:g} {unit} set aside",
                    "Raise the limit, or set less aside.",
                )

    def as_spec(self) -> dict[str, Any] | None:
        """Return the amounts that are set as plain data, or None without any."""
        return self.model_dump(exclude_none=True) or None


def read_resources(data: Any) -> Resources:
    """Read what somebody has written by hand.

    Raises:
        ValueError: there are no such amounts, or they contradict each other; the text names the field.
    """
    try:
        resources = Resources.model_validate(data)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in detail["loc"])
        shown = "" if detail["type"] == "extra_forbidden" else f", not {str(detail['input'])[:40]!r}"
        names = ", ".join(Resources.model_fields)
        raise ValueError(f"{where or 'resources'}: {detail['msg']}{shown}. There are: {names}.") from None
    for one in resources.contradictions():
        raise ValueError(f"{one.field}: {one.reason}. {one.fix}")
    return resources


def task_resources(chosen: Resources | None, own: Mapping[str, Any]) -> Resources:
    """Return what a task asks for: what was chosen for it, and where that is silent, what its Piece asks.

    Of the Piece's own amounts the limits don't hold: many authors have left them at what a template says,
    and nothing but Kubernetes ever kept to them.

    Args:
        chosen: the amounts chosen, if any.
        own: the Piece's, as ``{"requests": {"cpu", "memory"}, "use_gpu"}`` in thousandths and MiB.
    """
    amounts = (chosen or Resources()).model_dump()
    requests = own.get("requests") or {}
    theirs = {
        "cpu_request": _within(_count(requests.get("cpu")) / 1000, amounts["cpu_limit"] or MAX_CORES),
        "memory_request_mib": _within(
            _count(requests.get("memory")), amounts["memory_limit_mib"] or MAX_MEMORY_MIB
        ),
        "gpus": int(own["use_gpu"]) if own.get("use_gpu") else None,
    }
    for name, amount in theirs.items():
        if amounts[name] is None:
            amounts[name] = amount
    return Resources(**amounts)


def _count(amount: Any) -> int:
    return amount if isinstance(amount, int) and amount > 0 else 0


def _within(amount: float, most: float) -> float | None:
    """Return an amount, or None if there is none or it contradicts the limit."""
    return amount if 0 < amount <= most else None
