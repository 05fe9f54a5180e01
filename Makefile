# One command each; every one makes its own environment first. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := tests/quality/node_modules
PORT ?= 8000

.DEFAULT_GOAL := html
.PHONY: html test serve publish check quality soak lock clean

html: $(VENV)/.build
	$(BIN)/python -m atlas build

test: $(VENV)/.test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest

serve: $(VENV)/.build
	$(BIN)/python -m atlas serve --port $(PORT)

# The site as it is published: make publish SITE_URL=https://example.org/atlas
publish: $(VENV)/.build
	@test -n "$(SITE_URL)" || { echo "make publish needs SITE_URL, the address the site will have" >&2; exit 2; }
	SITE_URL="$(SITE_URL)" $(BIN)/python -m atlas build

check: $(VENV)/.build
	$(BIN)/python -m atlas check

quality: $(VENV)/.quality $(NODE)/.package-lock.json
	$(BIN)/python -m tests.browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/quality

# Hours of it: hundreds of kills, tens of thousands of damaged files, every hostile text in every field.
soak: $(VENV)/.quality
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -s tests/soak

# Pins every dependency with its hashes, for Python 3.11 and later on every system. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/build.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test --extra share pyproject.toml -c requirements/build.txt -o requirements/test.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test --extra share --extra quality pyproject.toml -c requirements/test.txt -o requirements/quality.txt

clean:
	rm -rf $(VENV) $(NODE) output .output-* .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install the package python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Each stamp is newer than its lock file once its packages are installed. A part of the build's that is in
# the test's as well has one version in both.
$(VENV)/.build $(VENV)/.test $(VENV)/.quality: $(VENV)/.%: requirements/%.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# npm writes this file last, with what it installed.
$(NODE)/.package-lock.json: tests/quality/package-lock.json | $(VENV)/.quality
	$(BIN)/npm ci --loglevel=error --prefix tests/quality
	@touch $@
