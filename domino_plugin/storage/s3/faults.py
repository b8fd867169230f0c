"""What went wrong with a request to S3: whether it may pass, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_CREDENTIALS = frozenset(
    {
        "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired",
        "InvalidSecurity", "RequestExpired",
    }
)  # fmt: skip
_DENIED = frozenset({"AccessDenied", "AllAccessDisabled", "403", "Forbidden", "AccountProblem"})
_FULL = frozenset({"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"})
_NO_BUCKET = frozenset({"NoSuchBucket"})
_REGION = frozenset(
    {"PermanentRedirect", "301", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}
)
_PASSING = frozenset(
    {
        "SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "Throttling", "BadDigest",
        "ThrottlingException", "OperationAborted", "IncompleteBody", "XMinioServerNotInitialized",
        "TooManyRequests",
    }
)  # fmt: skip
_MISSING = frozenset({"NoSuchKey", "NoSuchUpload", "404", "NotFound"})
_REPLACED = frozenset({"PreconditionFailed", "412"})
_SERVER_ERROR = 500


@dataclass(frozen=True)
class Fault:
    """Why a request failed.

    Attributes:
        text: the reason as the end of a sentence, without a full stop.
        passing: whether the same request may succeed in a while.
        missing: whether the object isn't there, which may be no fault at all.
        code: what S3 calls it, if it has answered.
    """

    text: str
    passing: bool = False
    missing: bool = False
    code: str = ""


def fault_of(
    error: BaseException, *, bucket: str, endpoint: str | None, connection: str | None
) -> Fault | None:
    """Return what an error of boto3 means, or None if it isn't one."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    where = endpoint or "Amazon S3"
    if isinstance(error, ClientError):
        return _answered(error.response, bucket=bucket, where=where, connection=connection)
    if isinstance(error, BotoCoreError):
        return _unanswered(error, where=where)
    if isinstance(error, HTTPError | ConnectionError | TimeoutError):
        return Fault(f"the connection to {where} broke ({type(error).__name__})", passing=True)
    return None


def _answered(response: Any, *, bucket: str, where: str, connection: str | None) -> Fault:
    details = response.get("Error", {})
    code, said = str(details.get("Code", "")), str(details.get("Message", "")).strip().rstrip(".")
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
    who = f"those of the Airflow connection {connection!r}" if connection else "those that boto3 has found"
    known = [
        (_MISSING, "there is no such object"),
        (_REPLACED, "a file was replaced while it was read"),
        (_NO_BUCKET, f"there is no bucket {bucket!r} at {where}: make it, or correct storage_root"),
        (_CREDENTIALS, f"{where} refuses the credentials, {who} ({code}): correct them"),
        (
            _DENIED,
            (
                f"{where} doesn't allow it in the bucket {bucket!r} with the credentials, {who}: let them "
                "list, read, write and delete there"
            ),
        ),
        (_FULL, f"{where} has no space left ({code})"),
        (
            _REGION,
            (
                f"{where} has the bucket {bucket!r} in another region ({code}): set it as region_name in the "
                "connection's extra"
            ),
        ),
    ]
    for codes, text in known:
        if code in codes:
            return Fault(text, missing=codes is _MISSING, code=code)
    text = f"{where} answered {code or status}{f': {said}' if said else ''}"
    return Fault(text, passing=code in _PASSING or status >= _SERVER_ERROR or status == 0, code=code)


def _unanswered(error: BaseException, *, where: str) -> Fault:
    from botocore import exceptions

    if isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
        return Fault("there are no credentials: name an Airflow connection in [domino] s3_connection")
    if isinstance(error, exceptions.SSLError):
        return Fault(f"the certificate of {where} isn't trusted: set verify in the connection's extra")
    if isinstance(error, exceptions.ConnectTimeoutError | exceptions.ReadTimeoutError):
        return Fault(f"{where} doesn't answer", passing=True)
    if isinstance(error, exceptions.EndpointConnectionError | exceptions.ProxyConnectionError):
        return Fault(f"{where} can't be reached", passing=True)
    passing = (
        exceptions.HTTPClientError,
        exceptions.ResponseStreamingError,
        exceptions.IncompleteReadError,
        exceptions.FlexibleChecksumError,
    )
    if isinstance(error, passing):
        return Fault(f"the connection to {where} broke ({type(error).__name__})", passing=True)
    return Fault(str(error).rstrip("."))
