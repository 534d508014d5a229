"""Every variable that is read is documented, and what is documented is read."""

import re
from pathlib import Path

from ruqsat.running.systems import VARIABLES
from ruqsat.running.variables import OF_THE_INSTANCE
from scripts import generate_variables

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operating" / "connecting.md"
NAME = re.compile(r'"(RUQSAT_[A-Z_]*[A-Z]|DATABASE_[A-Z_]*URL)"')
NAMES = {name for each in VARIABLES for name in each.names} | set(OF_THE_INSTANCE)


def read_somewhere() -> set[str]:
    """The names that the program and its scripts have as text, but in the tables themselves."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"), ROOT / "tests" / "instance.py"]
    texts = (path.read_text(encoding="utf-8") for path in files if path.name != "variables.py")
    return {name for text in texts for name in NAME.findall(text)}


def test_what_is_read_is_documented() -> None:
    assert read_somewhere() - NAMES == set()


def test_what_is_documented_is_read() -> None:
    """Those of the outside systems are read by their table; the instance's own by name."""
    assert set(OF_THE_INSTANCE) - read_somewhere() == set()


def test_the_page_has_the_tables_as_the_code_has_them() -> None:
    """`.venv/bin/python scripts/generate_variables.py` writes them."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == generate_variables.page(text)


def test_the_page_names_no_variable_that_there_is_not() -> None:
    named = set(re.findall(r"`((?:RUQSAT|DATABASE)_[A-Z_]*[A-Z])`", PAGE.read_text(encoding="utf-8")))
    assert named - NAMES == set()
    assert NAMES - named == set()
