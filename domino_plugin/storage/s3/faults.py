"""What went wrong with a request to S3: whether it may pass, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

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


#: What an account must be allowed for a request, as Amazon calls it and other services likewise.
_PERMISSIONS = {
    "ListObjectsV2": "s3:ListBucket",
    "ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "AbortMultipartUpload": "s3:AbortMultipartUpload",
    "GetObject": "s3:GetObject",
    "HeadObject": "s3:GetObject",
    "PutObject": "s3:PutObject",
    "CreateMultipartUpload": "s3:PutObject",
    "UploadPart": "s3:PutObject",
    "CompleteMultipartUpload": "s3:PutObject",
    "CopyObject": "s3:GetObject and s3:PutObject",
    "UploadPartCopy": "s3:GetObject and s3:PutObject",
    "DeleteObject": "s3:DeleteObject",
    "DeleteObjects": "s3:DeleteObject",
}


@dataclass(frozen=True)
class Fault:
    """Why a request failed.

    Attributes:
        text: the reason as the end of a sentence, without a full stop.
        passing: whether the same request may succeed in a while.
        missing: whether the object isn't there, which may be no fault at all.
        denied: whether the account isn't allowed to.
        damaged: whether what arrived has another checksum than what was stored.
        code: what S3 calls it, if it has answered.
    """

    text: str
    passing: bool = False
    missing: bool = False
    denied: bool = False
    damaged: bool = False
    code: str = ""


def fault_of(
    error: BaseException, *, bucket: str, endpoint: str | None, connection: str | None
) -> Fault | None:
    """Return what an error of boto3 means, or None if it isn't one."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    where = endpoint or "Amazon S3"
    if isinstance(error, ClientError):
        return _answered(error, bucket=bucket, where=where, connection=connection)
    if isinstance(error, BotoCoreError):
        return _unanswered(error, where=where)
    if isinstance(error, HTTPError | ConnectionError | TimeoutError):
        return Fault(f"the connection to {where} broke ({type(error).__name__})", passing=True)
    return None


def _answered(error: ClientError, *, bucket: str, where: str, connection: str | None) -> Fault:
    response: Any = error.response
    details = response.get("Error", {})
    code, said = str(details.get("Code", "")), str(details.get("Message", "")).strip().rstrip(".")
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
    who = f"those of the Airflow connection {connection!r}" if connection else "those that boto3 has found"
    needed = _PERMISSIONS.get(error.operation_name, f"that for {error.operation_name}")
    known = [
        (_MISSING, "there is no such object"),
        (_REPLACED, "a file was replaced while it was read"),
        (_NO_BUCKET, f"there is no bucket {bucket!r} at {where}: make it, or correct storage_root"),
        (_CREDENTIALS, f"{where} refuses the credentials, {who} ({code}): correct them"),
        (
            _DENIED,
            (
                f"{where} doesn't allow it in the bucket {bucket!r} with the credentials, {who}: they lack "
                f"the permission {needed}"
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
            return Fault(text, missing=codes is _MISSING, denied=codes is _DENIED, code=code)
    text = f"{where} answered {code or status}{f': {said}' if said else ''}"
    return Fault(text, passing=code in _PASSING or status >= _SERVER_ERROR or status == 0, code=code)


def _unanswered(error: BotoCoreError, *, where: str) -> Fault:
    from botocore import exceptions

    damaged = "an object has another checksum than what was stored: it was damaged on the way, or there"
    broke = Fault(f"the connection to {where} broke ({type(error).__name__})", passing=True)
    known: list[tuple[tuple[type[BotoCoreError], ...], Fault]] = [
        (
            (exceptions.NoCredentialsError, exceptions.PartialCredentialsError),
            Fault("there are no credentials: name an Airflow connection in [domino] s3_connection"),
        ),
        (
            (exceptions.SSLError,),
            Fault(f"the certificate of {where} isn't trusted: set verify in the connection's extra"),
        ),
        (
            (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError),
            Fault(f"{where} doesn't answer", passing=True),
        ),
        (
            (exceptions.EndpointConnectionError, exceptions.ProxyConnectionError),
            Fault(f"{where} can't be reached", passing=True),
        ),
        ((exceptions.FlexibleChecksumError,), Fault(damaged, passing=True, damaged=True)),
        (
            (
                exceptions.HTTPClientError,
                exceptions.ResponseStreamingError,
                exceptions.IncompleteReadError,
            ),
            broke,
        ),
    ]
    for kinds, fault in known:
        if isinstance(error, kinds):
            return fault
    return Fault(str(error).rstrip("."))
