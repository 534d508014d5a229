"""Lines of the log: an event in plain words and what it is about, through Python's own logging."""

from typing import Any

import structlog
from structlog.typing import EventDict


def configure() -> None:
    """Send structlog's events through `logging`, where `settings.LOGGING` says what becomes of them."""
    structlog.configure(
        processors=[_line],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _line(_logger: Any, _method: str, event: EventDict) -> tuple[tuple[str], dict[str, Any]]:
    """``owed work failed: case=… task=…``, the traceback as `logging` writes it."""
    told = str(event.pop("event"))
    how = {"exc_info": event.pop("exc_info")} if "exc_info" in event else {}
    about = " ".join(f"{name}={value}" for name, value in event.items())
    return ((f"{told}: {about}" if about else told,), how)
