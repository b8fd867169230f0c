"""Calls that the command line makes in its own process.

They come with entries in the WSGI environment that no HTTP request can bring along: a server fills it from
the request's headers, whose names it prefixes, and with objects of its own.
"""

from __future__ import annotations

from flask import request

from domino_plugin.airflow_compat.identity import Operator

#: The `Operator` who is calling, unless a token says whom the call is made for.
CALLER = "domino.caller"
#: Name of the system user who runs the command line.
OPERATOR = "domino.operator"


def operator_calling() -> Operator | None:
    """Return the administrator of this machine who makes this call, or None."""
    found = request.environ.get(CALLER)
    return found if isinstance(found, Operator) else None


def operator_name() -> str | None:
    """Return the name of the system user on whose command line this call is made, or None."""
    return request.environ.get(OPERATOR)
