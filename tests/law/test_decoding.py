"""The fast reader gives what the careful reader gives, and takes nothing that it does not take."""

import json
from typing import Any

import pytest

from ruqsat.journal.canonical import canonical_bytes
from ruqsat.law import statements
from ruqsat.law.acts import KINDS
from ruqsat.law.decoding import decoder_of
from ruqsat.law.statements import UnreadableAct, act_from, content_of
from tests.journal.samples import sample_of


def content(kind: str) -> dict[str, Any]:
    """The content of a sample act, as it comes out of stored bytes."""
    read: dict[str, Any] = json.loads(canonical_bytes(content_of(sample_of(kind))))
    return read


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_both_readers_give_the_same_act(kind: str) -> None:
    act: Any = KINDS[kind]
    careful = statements._typed  # the slow road has no public door of its own
    fast = decoder_of(act)(content(kind))
    assert fast == careful(act, content(kind), kind) == sample_of(kind)
    assert vars(fast) == vars(careful(act, content(kind), kind))


@pytest.mark.parametrize("wrong", [None, 1, [], {}, "x", "2026-03-18 13:30:00.000000Z", "2026-03-18T13:30:00,000000Z"])
def test_what_the_careful_reader_refuses_is_refused_with_its_words(wrong: object) -> None:
    with pytest.raises(UnreadableAct, match=r"withdrawn\.happened_at"):
        act_from("withdrawn", 1, content("withdrawn") | {"happened_at": wrong})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_field_too_many_or_too_few_is_refused(kind: str) -> None:
    whole = content(kind)
    for broken in (whole | {"more": 1}, {name: whole[name] for name in list(whole)[1:]}):
        with pytest.raises(UnreadableAct):
            act_from(kind, KINDS[kind].VERSION, broken)
