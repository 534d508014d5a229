"""Write the tables of variables into docs/operating/connecting.md, from the code that reads them."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "operating" / "connecting.md"
sys.path.insert(0, str(ROOT / "src"))

from ruqsat.running.systems import VARIABLES, Variable  # noqa: E402 -- the path comes first
from ruqsat.running.variables import OF_THE_INSTANCE  # noqa: E402 -- as above

HEAD = "| variable | what it is for | where to get it | needed | otherwise |\n|---|---|---|---|---|\n"


def tables() -> str:
    """Both tables as the page has them."""
    outside = "".join(_row(each) for each in VARIABLES)
    own = "".join(f"| `{name}` | {what} |\n" for name, what in OF_THE_INSTANCE.items())
    return f"{HEAD}{outside}\nThe instance's own:\n\n| variable | what it is for |\n|---|---|\n{own}"


def _row(each: Variable) -> str:
    names = " or ".join(f"`{name}`" for name in each.names)
    return f"| {names} | {each.purpose} | {each.where or '–'} | {'yes' if each.needed else ''} | {each.default} |\n"


def page(text: str) -> str:
    """The page with its tables as they are now."""
    return text[: text.index(HEAD)] + tables()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
