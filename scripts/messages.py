"""
The sentences of the pages: found in code and templates, kept in ``locale/``, compiled for use.

    python scripts/messages.py update     new sentences enter the .po files, those no longer said leave them
    python scripts/messages.py compile    .po → .mo; the set-up runs it, instant when nothing changed
    python scripts/messages.py missing    what is not translated yet; fails when there is any

English needs no file: the sentence in the code is the English one. `say(...)` marks a sentence of the law. Somebody who
writes waits for another who does, and puts each file in its place whole.
"""

import fcntl
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ruqsat"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("kk", "ru")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "say": None,
}

# No date and no name in it: two people who add sentences must not meet in the header.
HEADER = b"""msgid ""
msgstr ""
"Project-Id-Version: Ruqsat\\n"
"Language: %s\\n"
"Plural-Forms: %s\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# Sentences of Django's own that our forms can show; its Kazakh has most of them not at all.
OF_DJANGO: tuple[tuple[str, ...], ...] = (
    ("This field is required.",),
    ("Enter a valid value.",),
    ("Enter a whole number.",),
    ("Enter a valid date.",),
    ("Null characters are not allowed.",),
    ("Select a valid choice. %(value)s is not one of the available choices.",),
    ("Ensure this value is greater than or equal to %(limit_value)s.",),
    ("Ensure this value is less than or equal to %(limit_value)s.",),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
)


@cache
def said() -> Catalog:
    """Every sentence that code and templates say, looked for once in a process."""
    catalog = Catalog(charset="utf-8")
    for sentence in OF_DJANGO:
        catalog.add(sentence if len(sentence) > 1 else sentence[0])
    for path in sorted(SOURCE.rglob("*.py")):
        _collect(catalog, path, path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        _collect(catalog, path, _as_python(path))
    return catalog


def _as_python(template: Path) -> str:
    """The sentences of a template as calls of gettext, one line never indented, so that a Python lexer reads them."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    calls = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in calls.splitlines())


def _collect(catalog: Catalog, path: Path, code: str) -> None:
    found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
    for _line, sentence, comments, _context in found:
        if sentence and not _is_empty(sentence):
            flags = ["python-format"] if "%(" in str(sentence) else []
            catalog.add(sentence, auto_comments=comments, flags=flags)


def _is_empty(sentence: str | tuple[str, ...]) -> bool:
    return not (sentence if isinstance(sentence, str) else sentence[0])


def po_file(language: str) -> Path:
    """Where the translations into *language* are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def translations(language: str) -> Catalog:
    """What is translated into *language*."""
    path = po_file(language)
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def entries(catalog: Catalog) -> Iterator[Message]:
    """The messages of *catalog* without its header."""
    return (message for message in catalog if message.id)


def is_translated(message: Message | None) -> bool:
    """Whether every form of the sentence has its words."""
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def key(message: Message) -> str:
    """The sentence under which a message is found: its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def missing(language: str) -> list[str]:
    """The sentences that have no words in *language*."""
    known = translations(language)
    return [key(message) for message in entries(said()) if not is_translated(known.get(key(message)))]


@contextmanager
def _alone() -> Iterator[None]:
    """Only one writes at a time. The lock is on the folder itself, so that nothing is left of it."""
    folder = os.open(LOCALE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(path: Path, content: bytes) -> None:
    """Put *content* in the place of the file in one step: who reads meanwhile has one of them, whole."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


@_alone()
def update() -> None:
    """Bring the .po files to what is said now, keeping every translation that is still used."""
    template = said()
    for language in LANGUAGES:
        catalog = translations(language)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.BytesIO()
        write_po(text, catalog, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
        _replace(path, HEADER % (language.encode(), catalog.plural_forms.encode()) + text.getvalue())


@_alone()
def compile_all() -> None:
    """Make a .mo of every .po that is newer than it."""
    for language in LANGUAGES:
        source = po_file(language)
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        compiled = io.BytesIO()
        write_mo(compiled, translations(language))
        _replace(target, compiled.getvalue())


def main() -> int:
    """Do what the one argument says."""
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["missing"]:
            lacks = {language: missing(language) for language in LANGUAGES}
            for language, sentences in lacks.items():
                print("\n".join(f"{language}: {sentence}" for sentence in sentences))
            return int(any(lacks.values()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
