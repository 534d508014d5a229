"""What the set-up builds: style and scripts, translations, the documents' font."""

import gettext
from pathlib import Path

from babel.messages.pofile import read_po

from ruqsat.running.doctor.findings import Round, Said, good, note, wrong

GROUP = "What the set-up builds"
BUILT = ("ruqsat.css", "govuk-frontend.min.js", "ncalayer-client.js", "fonts")
TRANSLATED = ("kk", "ru")
SAMPLE = "Рұқсат: ӘҒҚҢӨҰҮҺІ, әғқңөұүһі, Ёё, Zz 0123456789 ₸ №"
SET_UP = "Run “make setup”."


def look(round_: Round, *, static: Path, locale: Path) -> None:
    """Static files below *static*, translations below *locale*, the font."""
    round_.tries(GROUP, "style and scripts", lambda: static_files(static))
    round_.tries(GROUP, "translations", lambda: translations(locale))
    round_.tries(GROUP, "font, typesetting", typesetting)


def static_files(static: Path) -> Said:
    """Whatever the pages load is there."""
    missing = [name for name in BUILT if not (static / "built" / name).exists()]
    return wrong(f"{', '.join(missing)} missing in {static}/built", SET_UP) if missing else good("built")


def translations(locale: Path) -> Said:
    """Each language has its compiled sentences, and they are those of its ``.po`` file."""
    counts = []
    for language in TRANSLATED:
        compiled = locale / language / "LC_MESSAGES" / "django.mo"
        if not compiled.is_file():
            return wrong(f"{language}/django.mo is missing in {locale}: those pages speak English", SET_UP)
        lacking = _lacking(compiled)
        if lacking:
            return note(f"{lacking} sentences of {language} are not compiled", "Run “make setup”, then start anew.")
        counts.append(language)
    return good(f"{', '.join(counts)}: all sentences compiled")


def _lacking(compiled: Path) -> int:
    with compiled.open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # no public way to list them
    with compiled.with_suffix(".po").open("rb") as file:
        wanted = [message for message in read_po(file) if message.id and message.string and not message.fuzzy]
    ids = {key[0] if isinstance(key, tuple) else key for key in known}
    return sum((one.id if isinstance(one.id, str) else one.id[0]) not in ids for one in wanted)


def typesetting() -> Said:
    """A line with every letter of Kazakh is set with the documents' own font."""
    import typst

    from ruqsat.documents.glyphs import FONTS, FontMissing, covered

    try:
        unknown = sorted({letter for letter in SAMPLE if ord(letter) not in covered()})
    except FontMissing as error:
        return wrong(str(error), SET_UP)
    if unknown:
        return wrong(f"the font lacks {' '.join(unknown)}", SET_UP)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    page = f'#set document(title: "{SAMPLE}")\n#set text(font: "Noto Sans")\n{SAMPLE}'.encode()
    made = typst.compile(page, font_paths=fonts, pdf_standards=["a-2a", "ua-1"])
    if not (isinstance(made, bytes) and made.startswith(b"%PDF-")):
        return wrong("typst made no PDF", SET_UP)
    return good(f"a line was set, {len(made):,} bytes of PDF")
