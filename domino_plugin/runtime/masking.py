"""Finds secrets in a text, whole or in part and in the usual spellings, and puts stars in their place.

The one place that knows what gives a secret away: for a Piece's lines, for what is said of its failures and
for Airflow's own masking. Part of the runner, so it needs nothing but Python.
"""

from __future__ import annotations

import base64
import json
from typing import Any, AnyStr, Iterable, Iterator, Sequence  # noqa: UP035 - Python 3.8
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

#: Characters of the shortest secret, or part of one, that is masked: a shorter one is in every other word.
SHORTEST_MASKED = 5
#: What stands in place of a secret.
STARS = "***"
#: Words of settings that are nobody's secret, though they stand in a Connection's extra or a key file.
_SETTINGS = {"false", "require", "prefer", "disable", "verify-ca", "verify-full", "service_account"}


class Mask:
    """Masks secrets in texts.

    Args:
        secrets: values as Pieces get them: texts, or anything JSON; None is no secret.
    """

    def __init__(self, secrets: Iterable[Any]) -> None:
        self._spellings = sorted({spelling for one in secrets for spelling in spellings(one)})
        self._starts = {spelling[:SHORTEST_MASKED] for spelling in self._spellings}

    def __call__(self, text: str) -> str:
        """Return the text with stars for every secret in it."""
        # A key has hundreds of spellings, and most lines have nothing of any.
        starts = range(len(text) - SHORTEST_MASKED + 1)
        if self._starts.isdisjoint([text[start : start + SHORTEST_MASKED] for start in starts]):
            return text
        parts, end = [], 0
        for start, stop in spans(text, self._spellings):
            parts += [text[end:start], STARS]
            end = stop
        return "".join((*parts, text[end:]))

    @property
    def encoded(self) -> tuple[bytes, ...]:
        """All that is masked, in UTF-8: what a stream must not be cut through."""
        return tuple(spelling.encode("utf-8", "surrogatepass") for spelling in self._spellings)


def spans(text: AnyStr, wanted: Sequence[AnyStr]) -> list[tuple[int, int]]:
    """Return where any of the wanted stands, as starts and ends in order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for one in wanted:
        start = text.find(one)
        while start >= 0:
            found.append((start, start + len(one)))
            start = text.find(one, start + 1)
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def is_masked(value: str) -> bool:
    """Whether a Piece that prints this secret line by line has any of it masked."""
    return any("\n" not in part for part in _parts(value))


def spellings(secret: Any) -> set[str]:
    """Return every text that gives a secret away: all that is in it, each in its usual spellings."""
    if secret is None or isinstance(secret, bool):
        return set()
    value = secret if isinstance(secret, str) else json.dumps(secret, ensure_ascii=False)
    return {spelling for part in _parts(value) for spelling in _written(part)}


def _parts(value: str) -> Iterator[str]:
    """Yield a secret and what is secret in it: its lines, the texts of JSON, the passwords of an address."""
    seen = set()
    todo = [value.strip()]
    while todo:
        text = todo.pop()
        if text in seen or len(text) < SHORTEST_MASKED:
            continue
        seen.add(text)
        yield text
        inner = [*text.splitlines(), *_texts_of_json(text), *_parts_of_url(text)]
        todo += [part for part in (one.strip() for one in inner) if part.lower() not in _SETTINGS]


def _texts_of_json(text: str) -> Iterator[str]:
    """Yield the texts in a JSON document; numbers, true and false are in every other line."""
    try:
        todo = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            todo += value.values() if isinstance(value, dict) else value


def _parts_of_url(text: str) -> Iterator[str]:
    """Yield what is secret in an address, such as a Connection's, whose extra is in the query."""
    if "://" not in text or any(character.isspace() for character in text):
        return
    try:
        url = urlsplit(text)
    except ValueError:
        return
    secret = url.password
    if url.scheme in ("http", "https"):
        # Errors of HTTP libraries quote it without the host, and a webhook has its secret there.
        yield url.path + (f"?{url.query}" if url.query else "")
        # A token stands where a user's name would, alone.
        secret = secret or url.username
    if secret:
        yield secret
        yield unquote(secret)
        # The header of a login.
        login = f"{unquote(url.username or '')}:{unquote(url.password or '')}"
        yield base64.b64encode(login.encode("utf-8", "surrogatepass")).decode()
    for _, value in parse_qsl(url.query):
        yield value


def _written(text: str) -> set[str]:
    """Return a text as it stands in itself, in an address, in JSON and in Python's literals."""
    encoded = text.encode("utf-8", "surrogatepass")
    return {
        text,
        quote(encoded),
        quote(encoded, safe=""),
        quote_plus(encoded),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        repr(text)[1:-1],
        ascii(text)[1:-1],
        repr(encoded)[2:-1],
    }
