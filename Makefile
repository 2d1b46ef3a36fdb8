# sysmap: two commands for everyone, a few more for those who change it.
#
#   make run    see the teaching map in words, in pictures and on a page at http://127.0.0.1:8000
#   make test   every check that a change has to pass
#
# Both need git, make and Python 3.11 or later, and put everything else into .venv from the locked, hashed list.

VENV    := .venv
UV      := 0.13.9
SHELL   := /bin/sh

# The first Python that is new enough and can make virtual environments. `make PYTHON=/path/to/python run` overrides it.
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON  ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help run test check lint types layers tests gates-quick gates gates-prove cover bench bundle picture gallery lock clean

help:
	@echo "make run     load the teaching map, say what changed, draw it, and serve it at http://127.0.0.1:8000"
	@echo "make test    run every check (make check is the same)"
	@echo "make gates-quick  kill, cut, freeze and fill: do the stores keep what they promise? make gates does more of it,"
	@echo "             make gates-prove breaks each promise on purpose and shows the gate turning red"
	@echo "make bench   measure the speed and write the figures into README.md; where node is, npm fetches a neighbour to compare with"
	@echo "make bundle  one zip with everything and start scripts, for places without internet"
	@echo "make picture draw README's picture anew; make gallery, every picture on the demonstration maps"
	@echo "make lock    renew the locked versions; make cover, branch coverage; make clean, start afresh"

# Ctrl-C is how one leaves the page: make says nothing of it, and other failures keep their code.
run: $(VENV)/ready
	@trap : INT; $(BIN)/sysmap demo || { code=$$?; [ $$code -eq 130 ] || exit $$code; }

test: check
check: lint types layers tests

lint: $(VENV)/ready-to-change
	@echo "== ruff: style and likely bugs"
	@$(BIN)/ruff check --quiet .

types: $(VENV)/ready-to-change
	@echo "== mypy: types, strict"
	@$(BIN)/mypy

layers: $(VENV)/ready-to-change
	@echo "== import-linter: rooms and doors"
	@$(BIN)/lint-imports --no-cache --no-logo

tests: $(VENV)/ready-to-change
	@echo "== pytest: tests, doctests, freshness of generated files"
	@$(BIN)/python -m pytest -q

# Each gate prints a line with how often it was tried and what came out; `make gates`, and `make gates-quick README=--readme`, write
# README's table of them.
gates-quick: $(VENV)/ready-to-change
	@$(BIN)/python -m tests.gates.run quick $(README)

gates: $(VENV)/ready-to-change
	@$(BIN)/python -m tests.gates.run full --readme

gates-prove: $(VENV)/ready-to-change
	@$(BIN)/python -m tests.gates.run prove

cover: $(VENV)/ready-to-change
	@$(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage report

bench: $(VENV)/ready-to-change
	@$(BIN)/python -m bench.run

# For places without internet: make bundle FOR="windows linux" PYTHONS="3.13" makes a smaller one.
bundle: $(VENV)/ready-to-change
	@$(BIN)/python -m offline.build $(FOR:%=--for %) $(PYTHONS:%=--python %)

# README's picture, drawn by sysmap itself; a test compares the bytes.
picture: $(VENV)/ready
	@$(BIN)/sysmap demo --no-serve --folder docs/made >/dev/null
	@cp docs/made/change.svg docs/change.svg
	@rm -rf docs/made

# Every picture on the demonstration maps into build/gallery, in colour and in grey; docs/gallery.png and .md anew.
gallery: $(VENV)/ready-to-change
	@$(BIN)/python -m seeds.gallery build/gallery

# A stamp stands for a finished step, so that the second `make run` starts at once; it is made again when a lock changes.
$(VENV)/made:
	@"$(or $(PYTHON),none)" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 || { \
	  echo "sysmap needs Python 3.11 or later with its venv module; $(or $(PYTHON),this machine) has not got it."; \
	  echo "Install it (on Debian or Ubuntu: apt install python3 python3-venv), or name yours: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; \
	  exit 1; }
	@echo "Making a virtual environment in $(VENV) with $(PYTHON) (once; a minute or two) ..."
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made requirements.lock pyproject.toml
	@echo "Installing the locked packages ..."
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-to-change: $(VENV)/ready requirements-dev.lock
	@echo "Installing the tools for checking ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

# One lock for Python 3.11 and later on Linux, macOS and Windows; --no-header and --no-emit-* keep this machine out of the file.
LOCK    := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml --group build

lock: $(VENV)/made
	@test -x $(VENV)/lock/bin/uv || { $(BIN)/python -m venv $(VENV)/lock && \
	  $(VENV)/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV); }
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@$(LOCK) --extra fast --constraint requirements.lock --output-file requirements-fast.lock
	@echo "Locked. To take newer versions: make lock UPGRADE=--upgrade"

clean:
	rm -rf $(VENV) .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
