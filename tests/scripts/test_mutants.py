"""Each fault that can be planted is one fault, can be found again, and is planted where it matters."""

import ast

import pytest

from scripts.mutants import Mutant, mutants, planted


def one_line(statement: str, returns: str = "object") -> str:
    return f"def rule(a, b, c) -> {returns}:\n    {statement}\n"


def faults(source: str) -> set[str]:
    return {mutant.key.removeprefix("rule: ") for mutant in mutants(source)}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("x = a <= b", {"a <= b -> a < b", "a <= b -> a > b"}),
        ("x = a == b", {"a == b -> a != b"}),
        ("x = a is None", {"a is None -> a is not None"}),
        ("x = a < b < c", {f"a < b < c -> {x}" for x in ("a <= b < c", "a < b <= c", "a >= b < c", "a < b >= c")}),
        ("x = a and b", {"a and b -> a or b"}),
        ("x = not a", {"not a -> a"}),
        ("x = 13", {"13 -> 14"}),
        ("x = True", {"True -> False"}),
        ("x = a - b", {"a - b -> a + b"}),
        ("x = min(a, b)", {"min(a, b) -> max(a, b)"}),
        ("x = any(a)", {"any(a) -> all(a)"}),
        ("x = b if a else c", {"b if a else c -> b if not a else c"}),
        ("x = [y for y in a if y]", {"for y in a if y -> for y in a if not y"}),
        ("return a", {"return a -> return None"}),
        ("yield a", {"yield a -> nothing"}),
        ("yield from a", {"yield from a -> nothing"}),
    ],
)
def test_a_statement_has_the_faults_that_fit_it(statement: str, expected: set[str]) -> None:
    assert faults(one_line(statement)) == expected


def test_what_says_yes_or_no_says_the_opposite() -> None:
    assert faults(one_line("return a", returns="bool")) == {"return a -> return not a"}
    assert faults(one_line("return a > b", returns="bool")) == {"a > b -> a >= b", "a > b -> a <= b"}


@pytest.mark.parametrize(
    "statement",
    [
        '"""Rules 9: within 2 working days."""',
        'raise ValueError("wait %d days" % 3)',
        "return None",
        'x = "%s days" % a',
        "x = isinstance(a, int | str)",
        "x: tuple[int, 3] = a",
    ],
)
def test_what_people_and_type_checkers_read_is_left_alone(statement: str) -> None:
    assert faults(one_line(statement)) == set()


def test_equal_faults_in_one_function_are_told_apart() -> None:
    assert faults(one_line("x = 1, 1")) == {"1 -> 2", "1 -> 2 #2"}


def test_functions_are_named_as_in_their_module() -> None:
    source = "class Term:\n    def days(self):\n        def inner():\n            return 3\n        x = inner\n"
    assert {one.function for one in mutants(source)} == {"Term.days"}


def test_a_planted_fault_is_the_one_asked_for_and_the_only_one() -> None:
    source = one_line("return a > 3 and b")
    texts = {one.key: ast.unparse(planted(source, one)).splitlines()[1].strip() for one in mutants(source)}
    assert texts == {
        "rule: return a > 3 and b -> return None": "return None",
        "rule: a > 3 and b -> a > 3 or b": "return a > 3 or b",
        "rule: a > 3 -> a >= 3": "return a >= 3 and b",
        "rule: a > 3 -> a <= 3": "return a <= 3 and b",
        "rule: 3 -> 4": "return a > 4 and b",
    }


def test_a_generator_that_yields_nothing_is_still_a_generator() -> None:
    source = "def rule(a):\n    yield a\n    yield from a\n"
    for mutant in mutants(source):
        names: dict[str, object] = {}
        exec(compile(planted(source, mutant), "planted", "exec"), names)  # noqa: S102 - the fault is run here, nowhere else
        rule = names["rule"]
        assert callable(rule)
        assert len(list(rule((1, 2)))) < 3


def test_a_fault_of_other_source_is_not_planted() -> None:
    stranger = Mutant(function="rule", line=1, kind="constant", was="1", becomes="2", repeat=1, place=99, change=0)
    with pytest.raises(LookupError, match="rule: 1 -> 2"):
        planted(one_line("x = 1"), stranger)
