# Everything a developer does here. `make` lists the targets.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo

.DEFAULT_GOAL := help
.PHONY: help install demo test test-unit lint bench bench-fill contracts clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(VENV)/.installed ## Install agentgen and its development tools into .venv

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --editable . --group dev
	touch $@

demo: $(VENV)/.installed ## Generate pod-automator's repository, install it and check it with all gates
	@$(BIN)/python scripts/demo.py $(DEMO)

test: $(VENV)/.installed ## Run all tests, those of generated repositories included
	$(BIN)/python scripts/shared_environments.py
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term-missing:skip-covered

test-unit: $(VENV)/.installed ## Run the tests that need no generated repository
	$(BIN)/python -m pytest -n 2 -m "not generated"

lint: $(VENV)/.installed ## Check style, types, floors, and our own AGENTS.md
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/agentgen check .

bench: $(VENV)/.installed ## Time the commands on real documents
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_check.py

contracts: $(VENV)/.installed ## Generate repositories from 40 public contracts, and run their tests (an hour)
	$(BIN)/python scripts/shared_environments.py
	$(BIN)/python -m scripts.many_contracts --tests

bench-fill: $(VENV)/.installed ## Time fill, and kill it at 200 random moments (half an hour)
	$(BIN)/python scripts/bench_fill.py

clean: ## Remove everything that can be made again
	rm -rf $(VENV) $(DEMO) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist
