"""The log: one line a fact on standard error, for people at a terminal and for programs.

Tracebacks are plain: the values of variables (passwords among them) never reach a log.
"""

import os
import sys

import structlog


def set_up() -> None:
    """Write logs as JSON lines, or readably at a terminal; called by whatever starts a house.

    `TRADEPOST_LOG=json` or `TRADEPOST_LOG=text` decides where guessing would be wrong.
    """
    if structlog.is_configured():
        return
    wish = os.environ.get("TRADEPOST_LOG") or ("text" if sys.stderr.isatty() else "json")
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    last = (
        [plain]
        if wish == "text"
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *last,
        ],
        logger_factory=_to_standard_error,
    )


def _to_standard_error(*_names: object) -> structlog.PrintLogger:
    """Whatever standard error is now: a service or a test may have put another in its place."""
    return structlog.PrintLogger(sys.stderr)
