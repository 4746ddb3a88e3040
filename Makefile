# Two targets do everything on a fresh machine with Python 3.11 or later: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help demo test lint types unit slow browser bench serve constraints clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.run: pyproject.toml constraints.txt
	@echo "== setting up $(VENV) (once) =="
	@$(PYTHON) -c 'import sys; sys.exit("Dateline needs Python 3.11 or later, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "== installing what the tests need (once) =="
	@$(PIP) install -q -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(VENV)/.run ## build a ledger from samples/ and show what it knows
	@sh samples/demo.sh $(BIN)/dateline

test: $(VENV)/.dev lint types unit ## everything CI checks on every change

lint: $(VENV)/.dev ## style and formatting
	@echo "== ruff =="
	@$(BIN)/ruff check .

types: $(VENV)/.dev ## static types, strict on src/
	@echo "== mypy =="
	@$(BIN)/mypy

unit: $(VENV)/.dev ## the fast suite
	@echo "== pytest =="
	@$(BIN)/python -m pytest -n 2 -m "not slow and not server and not browser"

$(VENV)/.scale: $(VENV)/.dev
	@$(PIP) install -q -c constraints.txt -e '.[scale]' || echo "Ray cannot be installed here; its tests are skipped"
	@touch $@

slow: $(VENV)/.scale ## the slow suite: kills, large inputs, a Ray cluster on this machine
	@$(BIN)/python -m pytest -n 2 -m "slow"

browser: $(VENV)/.dev ## the web desk in Debian's chromium (apt-get install chromium)
	@$(BIN)/python -m pytest -n 2 -m browser -rs

$(VENV)/.bench: $(VENV)/.dev
	@$(PIP) install -q -c constraints.txt -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench ## run every benchmark and write docs/benchmarks.md; `python -m bench` lists them
	@$(BIN)/python -m bench report

$(VENV)/.web: $(VENV)/.run
	@$(PIP) install -q -c constraints.txt -e '.[web]'
	@touch $@

serve: $(VENV)/.web ## the web desk over the samples, on http://127.0.0.1:8765/
	@test -f demo/dateline.db || sh samples/demo.sh $(BIN)/dateline >/dev/null
	@$(BIN)/dateline serve --ledger demo/dateline.db

constraints: ## write constraints.txt anew from a clean environment
	@sh .ci/constraints.sh $(PYTHON)

clean: ## remove what make made
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
