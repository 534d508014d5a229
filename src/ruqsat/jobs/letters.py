"""What people are told by SMS and e-mail: each message in one place of `letters.toml`, in three languages."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruqsat.law.names import Names

STATE_LANGUAGES = ("kk", "ru")
BETWEEN_LANGUAGES = "\n\n— — —\n\n"
ALPHABET_OF_SMS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""GSM 03.38: with a letter beyond these, as any Cyrillic one, an SMS has room for less than half."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """The words of one message: subject and text for e-mail, and the text for the phone."""

    subject: Names
    text: Names
    sms: Names


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message as it goes out: a subject and a text for e-mail, and the shorter text for the phone."""

    subject: str
    text: str
    sms: str


RESULTS = ("license_issued", "annex_issued", "reissued", "duplicate_issued", "annex_refused", "refused")
OTHERS = ("registered", "not_filed", "refusal_intended", "visit_notice")
KEYS = (*OTHERS, *RESULTS)


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """Every message by its key."""
    read = tomllib.loads((Path(__file__).parent / "letters.toml").read_text(encoding="utf-8"))
    tables = {key: read[key] for key in OTHERS} | {key: read["result"] | read[key] for key in RESULTS}
    return {
        key: Template(**{part: Names.from_table(table[part]) for part in ("subject", "text", "sms")})
        for key, table in tables.items()
    }


def render(key: str, values: Callable[[str], Mapping[str, str | int]], *, language: str) -> Letter:
    """
    The message *key* to somebody who speaks *language*; *values* gives what stands in it, in a language.

    The phone has the person's language only. An e-mail begins with it, and the state languages follow: what an office
    writes is to be had in both.
    """
    template = templates()[key]
    languages = (language, *(one for one in STATE_LANGUAGES if one != language))
    texts = [(template.text.in_(one) % values(one)).strip() for one in languages]
    return Letter(
        subject=template.subject.in_(language),
        text=BETWEEN_LANGUAGES.join(texts),
        sms=template.sms.in_(language) % values(language),
    )


def parts_of_sms(text: str) -> int:
    """How many parts an SMS is sent and paid in: 160 letters of its alphabet or 70 of any other, less if several."""
    whole, part = (160, 153) if ALPHABET_OF_SMS.issuperset(text) else (70, 67)
    units = len(text.encode("utf-16-be")) // 2
    return 1 if units <= whole else -(-units // part)
