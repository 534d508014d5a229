"""
Golden files: for every version of every kind of act ever released, one statement as it was stored.

``python -m tests.journal.golden_files`` adds what is missing; a file that is there is never written again.
"""

import hashlib
import json
import os
from pathlib import Path
from uuid import uuid5

from tests.journal.samples import NAMES, sample_of

FOLDER = Path(__file__).parent / "golden"
FILE = uuid5(NAMES, "file")
DOCUMENTS = ("0" * 64,)


def path_of(kind: str, version: int) -> Path:
    """Where the golden file of this version of this kind lies."""
    return FOLDER / f"{kind}-v{version}.json"


def write_missing() -> list[Path]:
    """Write the golden files of the present versions that are not there yet."""
    from ruqsat.journal.statements import statement_bytes
    from ruqsat.law.acts import KINDS

    written = []
    for kind, act in KINDS.items():
        path = path_of(kind, act.VERSION)
        if path.exists():
            continue
        statement = statement_bytes(sample_of(kind), file=FILE, id=uuid5(NAMES, kind), documents=DOCUMENTS)
        said = {"sha256": hashlib.sha256(statement).hexdigest(), "statement": json.loads(statement)}
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruqsat.settings")
    django.setup()
    for one in write_missing():
        print(one.name)
