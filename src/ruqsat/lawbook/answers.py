"""What a command answers: for programs, for people, and the sentence when it cannot."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class CannotAnswer(Exception):
    """The question has no answer; its message is one sentence. Exit status 2."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``data`` is for programs, with stable keys; ``lines`` are for people; ``status`` is the exit status."""

    data: Mapping[str, Any]
    lines: tuple[str, ...]
    status: int = 0


def show(answer: Answer, *, as_json: bool) -> int:
    """Print it; gives the exit status."""
    print(json.dumps(answer.data, ensure_ascii=False, indent=2) if as_json else "\n".join(answer.lines))
    return answer.status
