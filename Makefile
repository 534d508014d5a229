# Two commands: `make run` starts everything, `make test` proves it. Python 3.11 or newer and make are all they need.

PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url
# More arguments for the command: make run ARGS="--web-port 9000", make test ARGS="-k clock"
ARGS ?=

.PHONY: run test test-long oldest bench mutants fuzz setup lint lock

run: setup
	@$(BIN)/ruqsat run $(ARGS)

setup:
	@$(PYTHON) scripts/setup.py

# The browser's driver leaves an event loop in its thread, in which nothing else could run one: a run of its own.
# Exit status 5 says that ARGS chose no test of that run.
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup
PLAIN := $(PYTEST) -m "not browser and not long"
BROWSER := $(PYTEST) -m "browser and not long"
LONG := $(PYTEST) -m "long and not browser"
LONG_BROWSER := $(PYTEST) -m "browser and long"

test: lint
	@$(PLAIN) $(ARGS) || [ $$? -eq 5 ]
	@$(BROWSER) $(ARGS) || [ $$? -eq 5 ]

# Everything once more on the oldest PostgreSQL served, and what takes too long for every change.
test-long: oldest test
	@$(LONG) $(ARGS) || [ $$? -eq 5 ]
	@$(LONG_BROWSER) $(ARGS) || [ $$? -eq 5 ]
	@PG_BIN=$${PG_BIN_OLDEST:-/usr/lib/postgresql/15/bin} $(PLAIN) $(ARGS) || [ $$? -eq 5 ]

# Before anything else, as it would be missed only after an hour.
oldest:
	@$(PYTHON) scripts/setup.py --oldest

# Every claim of speed, measured on this machine and written into bench/RESULTS.md; ARGS="worklist" for one of them.
bench:
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/python -m bench $(ARGS)

# Small faults are planted in the law, one at a time, and its tests have to notice; within an hour, or as many as fit in.
mutants:
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/python scripts/mutation.py $(ARGS)

# Signatures bent at random for a minute, or for ARGS seconds, led on by what they reach in ruqsat.eds.
fuzz:
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/python scripts/fuzz.py $(ARGS)

lint:
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --num-workers 2 src tests scripts bench
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint src/ruqsat/web/templates

# New versions: make lock UP=--upgrade
UP ?=
lock:
	@$(PYTHON) scripts/setup.py --tests
	@$(LOCK) $(UP) --python-version 3.11 requirements.in -o requirements.txt
	@$(LOCK) $(UP) --python-version 3.11 -c requirements.txt requirements-dev.in -o requirements-dev.txt
