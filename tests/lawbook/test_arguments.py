"""Mistakes are one sentence, and the law on the command line needs no database."""

import json
import subprocess
import sys

import pytest

from ruqsat.lawbook.arguments import COMMANDS
from tests.instance import plain_environment
from tests.lawbook.asking import ask, refusal

TERMS = ("terms", "--service", "issue", "--filed", "2026-03-18T18:30:00+05:00")


@pytest.mark.parametrize(
    ("arguments", "about"),
    [
        (("terms", "--service", "issue"), "--filed"),
        (("fee",), "--service, --on"),
        ((*TERMS, "--colour", "blue"), "--colour blue"),
        (("explain",), "CLAUSE"),
    ],
)
def test_a_mistake_in_the_arguments_is_one_sentence(arguments: tuple[str, ...], about: str) -> None:
    assert about in refusal(*arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    said = ask(name, "--help")
    assert said.status == 0
    assert f"ruqsat law {name}" in said.out.partition("examples:")[2]


def test_every_command_can_be_asked_in_each_language_of_the_service_and_no_other() -> None:
    for language in ("kk", "ru", "en"):
        assert ask(*TERMS, "--language", language).status == 0
    assert "“de” is no language" in refusal(*TERMS, "--language", "de")


@pytest.mark.parametrize(
    "arguments", [TERMS, ("explain", "Rules 12"), ("documents", "--service", "issue", "--as", "entity")]
)
def test_no_database_and_no_django_is_needed(arguments: tuple[str, ...]) -> None:
    program = (
        "import json, sys\n"
        "from ruqsat import cli\n"
        f"status = cli.main({['law', *arguments]!r})\n"
        "known = {name.partition('.')[0] for name in sys.modules}\n"
        "print(json.dumps([status, sorted(known & {'django', 'psycopg', 'asn1crypto', 'numpy'})]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=plain_environment(), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]
