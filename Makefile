# Everything runs from .venv; `make test` and `make demo` set it up by themselves.
PYTHON ?= python3.11
BIN := .venv/bin
STORIES := tests/pipeline/ tests/reading/ tests/excel/
# Named one by one: pytest takes `tests/pipeline tests` for `tests` and keeps no order.
TESTS := $(wildcard tests/[!_]*/ tests/test_*.py)

.PHONY: demo test lint format eval bench pictures setup

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	$(BIN)/python -m compileall -q shishi_xl
	touch $@

demo: setup
	$(BIN)/shishi-xl demo

# The stories of whole runs first: each takes seconds, and what stands last in line is what the others wait for.
test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(STORIES) $(filter-out $(STORIES),$(TESTS))

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: setup
	$(BIN)/python -m tests.cases.evaluate

bench: setup
	$(BIN)/python -m benchmarks

pictures: setup
	$(BIN)/python -m docs.pictures
