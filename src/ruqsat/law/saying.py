"""Sentences the law says to people, kept apart from the language they are said in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ruqsat.law.names import Names

Value = str | int | date | datetime | Names


@dataclass(frozen=True, kw_only=True)
class Saying:
    """
    One whole English sentence with named places, and the values that go into them.

    The sentence is the key under which translations are found: never build it from pieces. A value that is a name
    from reference data (a holiday, an office) comes as ``Names``; whoever shows it takes it in the reader's language.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % dict(self.values) if self.values else self.text


def say(text: str, **values: Value) -> Saying:
    """Mark *text* as a sentence for people; message extraction looks for calls of this function."""
    return Saying(text=text, values=values)
