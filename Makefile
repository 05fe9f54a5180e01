# One command each; every one makes its own environment first. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := tests/quality/node_modules
SURVEY := tests/quality/test_speed.py
PORT ?= 8000
N ?= 1000
# How `make check` and `make diff` print, the commit they compare with, and the copy that `make verify` looks at.
FORMAT ?= text
SINCE ?=
SITE ?= output
BRANCH ?= main

.DEFAULT_GOAL := html
.PHONY: html test serve publish check diff verify newest quality survey soak bench lock dependencies clean

html: $(VENV)/.build
	$(BIN)/python -m atlas build

test: $(VENV)/.test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -n auto --dist worksteal

serve: $(VENV)/.build
	$(BIN)/python -m atlas serve --port $(PORT)

# The site as it is published: make publish SITE_URL=https://example.org/atlas
publish: $(VENV)/.build
	@test -n "$(SITE_URL)" || { echo "make publish needs SITE_URL, the address the site will have" >&2; exit 2; }
	SITE_URL="$(SITE_URL)" $(BIN)/python -m atlas build

# As annotations, and held to what was published: make check FORMAT=github SINCE=origin/main
check: $(VENV)/.build
	$(BIN)/python -m atlas check --format $(FORMAT) $(if $(SINCE),--since "$(SINCE)")

# What the records here say that a commit did not: make diff SINCE=origin/main FORMAT=markdown
diff: $(VENV)/.build
	@test -n "$(SINCE)" || { echo "make diff needs SINCE, the commit to compare with" >&2; exit 2; }
	$(BIN)/python -m atlas diff "$(SINCE)" --format $(FORMAT)

verify: $(VENV)/.build
	$(BIN)/python -m atlas verify "$(SITE)"

# Says yes or no: is what is checked out here still the branch's newest commit at the host?
newest:
	@newest="$$(git ls-remote --exit-code origin "refs/heads/$(BRANCH)")" && \
	if [ "$${newest%%[!0-9a-f]*}" = "$$(git rev-parse HEAD)" ]; then echo yes; else echo no; fi

# Each check has both cores to itself in turn.
quality: $(VENV)/.quality $(NODE)/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest tests/quality $(SURVEY:%=--ignore=%)

# Lighthouse's score for performance: of the machine as much as of the pages, so that it needs a fast and quiet one.
survey: $(VENV)/.quality $(NODE)/.package-lock.json
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest $(SURVEY)

# What takes too long for every change: hundreds of kills, tens of thousands of damaged files, every hostile text in
# every field, the steps of CI in fresh clones, builds among other circumstances, hosts.
soak: $(VENV)/.quality
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -s tests/soak

# Speed, against Hugo on made-up records: make bench N=10000. Takes minutes and a quiet machine.
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks --number $(N)

# Pins every dependency with its hashes, for Python 3.11 and later on every system. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/build.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test --extra share pyproject.toml -c requirements/build.txt -o requirements/test.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test --extra share --extra quality --extra dask pyproject.toml -c requirements/test.txt -o requirements/quality.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra bench pyproject.toml -c requirements/quality.txt -o requirements/bench.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dask pyproject.toml -c requirements/quality.txt -o requirements/dask.txt

# Writes docs/dependencies.md: every package of the lock files with its licence and purpose.
dependencies: $(VENV)/.quality
	$(BIN)/python -m tests.dependencies

clean:
	rm -rf $(VENV) $(NODE) output .output-* .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install the package python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Each stamp is newer than its lock file once its packages are installed. A part of the build's that is in
# the test's as well has one version in both.
$(VENV)/.build $(VENV)/.test $(VENV)/.quality $(VENV)/.bench: $(VENV)/.%: requirements/%.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# npm writes this file last, with what it installed. It trusts whom this machine trusts, as pip does.
$(NODE)/.package-lock.json: tests/quality/package-lock.json | $(VENV)/.quality
	NODE_USE_SYSTEM_CA=1 $(BIN)/npm ci --loglevel=error --prefix tests/quality
	@touch $@
