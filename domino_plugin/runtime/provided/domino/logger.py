"""The loggers of Pieces: level INFO, to standard error, in the line format Pieces' logs are known by."""

from __future__ import annotations

import logging

BASE_LOGGER_NAME = "domino-"
LOG_LEVEL = logging.INFO
LOG_FORMAT = (
    "%(levelname)-5s - [%(threadName)15s] %(name)-15s : %(lineno)d : %(asctime)-15s.%(msecs)d %(message)s"
)
LOG_DATE_FORMAT = "%Y-%m-%d %H:%M:%S"


def get_configured_logger(name: str) -> logging.Logger:
    """Return the logger of that name below Domino's own."""
    return logging.getLogger(f"{BASE_LOGGER_NAME}.{name}")


def _configure() -> None:
    """Libraries log through the root logger in the same format; Pieces' own lines appear once."""
    logging.basicConfig(level=LOG_LEVEL, format=LOG_FORMAT, datefmt=LOG_DATE_FORMAT)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LOG_FORMAT, LOG_DATE_FORMAT))
    logger = logging.getLogger(BASE_LOGGER_NAME)
    logger.handlers = [handler]
    logger.setLevel(LOG_LEVEL)
    logger.propagate = False


_configure()
