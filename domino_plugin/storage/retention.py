"""Which runs keep their files, and the deletion of the others'."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from domino_plugin.errors import Invalid, Unavailable
from domino_plugin.storage.base import Storage, StoredRun
from domino_plugin.storage.removal import UndeletableError

log = logging.getLogger("domino.storage")
_DAY = 24 * 3600
#: Uploads and half-written files of this age, in seconds, are no longer worked on.
_ABANDONED = _DAY


@dataclass(frozen=True)
class Retention:
    """Which runs of each workflow lose their files: those that either number excludes.

    Attributes:
        days: since a file of the run was last written; None keeps any age.
        runs: how many runs, the latest, keep theirs; None keeps any number.
    """

    days: float | None = None
    runs: int | None = None

    def __post_init__(self) -> None:
        if self.days is None and self.runs is None:
            raise Invalid(
                "Nothing says which files to delete: give an age, a number of runs, or both, or set [domino] "
                "retention_days or retention_runs."
            )


@dataclass
class Pruned:
    """What was deleted, or would be: files of how many runs, of how many bytes; and what was left alone.

    Attributes:
        runs: whose files are deleted.
        bytes: of them.
        left_over_bytes: what interrupted writers had left behind.
        unfinished: runs that the rule excludes and that aren't over.
        kept: runs that keep their files.
        foreign: how many folders lie where a run's would, and aren't Domino's: nobody's rule is for them.
        first_foreign: the first of these.
        failed: what can't be deleted, a sentence for each run.
    """

    runs: int = 0
    bytes: int = 0
    left_over_bytes: int = 0
    unfinished: int = 0
    kept: int = 0
    foreign: int = 0
    first_foreign: str = ""
    failed: list[str] = field(default_factory=list)

    def complain(self) -> None:
        """Raise `Unavailable` if the files of a run can't be deleted."""
        if self.failed:
            more = len(self.failed) - 1
            raise Unavailable(f"{self.failed[0]}{f' {more} more runs likewise.' if more else ''}")


def prune(
    storage: Storage,
    retention: Retention,
    is_unfinished: Callable[[StoredRun], bool],
    *,
    dag_id: str | None = None,
    dry_run: bool = False,
    on_run: Callable[[StoredRun], None] | None = None,
) -> Pruned:
    """Delete the files of runs that a rule excludes; the runs themselves stay in Airflow.

    A run whose files can't be deleted doesn't keep the others': what it was is told in the end.

    Args:
        storage: of all workflows.
        retention: the rule.
        is_unfinished: whether a run may still write or read its files; these are never deleted. Asked for
            each run right before its deletion, as looking through the storage may take hours.
        dag_id: only this workflow's.
        dry_run: delete nothing, but say what would be.
        on_run: is told of each run whose files are deleted, or would be.
    """
    done = Pruned()
    for one in _excluded(storage, retention, dag_id, done):
        if is_unfinished(one):
            done.unfinished += 1
            continue
        try:
            if not dry_run:
                storage.delete_stored_run(one)
        except UndeletableError as error:
            log.warning("%s", error.message)
            done.failed.append(error.message)
            continue
        if on_run is not None:
            on_run(one)
        done.runs += 1
        done.bytes += one.bytes
    if not dry_run:
        done.left_over_bytes = storage.sweep(older_than=_ABANDONED)
    return done


def _excluded(
    storage: Storage, retention: Retention, dag_id: str | None, done: Pruned
) -> Iterator[StoredRun]:
    oldest = None if retention.days is None else time.time() - retention.days * _DAY
    ours = _ours(storage.stored_runs(dag_id), done)
    for _, runs in itertools.groupby(ours, key=lambda one: one.workflow):
        for number, one in enumerate(sorted(runs, key=lambda run: run.changed, reverse=True)):
            too_many = retention.runs is not None and number >= retention.runs
            too_old = oldest is not None and one.changed < oldest
            if too_many or too_old:
                yield one
            else:
                done.kept += 1


def _ours(runs: Iterator[StoredRun], done: Pruned) -> Iterator[StoredRun]:
    for one in runs:
        if one.is_ours:
            yield one
            continue
        done.foreign += 1
        done.first_foreign = done.first_foreign or f"{one.workflow}/{one.run}"
