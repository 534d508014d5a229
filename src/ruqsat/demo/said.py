"""What the people of the stories write, in the language of the case."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


def said(language: str) -> Mapping[str, Any]:
    """The sentences in one language."""
    sentences: Mapping[str, Any] = _written()[language]
    return sentences


@lru_cache(maxsize=1)
def _written() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))
