# Everything the repository does, from nothing: a machine with Python 3.11 or newer and make is enough.

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
BOTH_CORES := -n 2 --dist loadfile
export UV_PYTHON_DOWNLOADS := never
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test slow style lint prove mutants engines bench measure docs dist lock clean help

run: $(VENV)/.ready ## load the files in seeds/ and publish the warehouse
	@$(VENV)/bin/copydesk run

setup: $(VENV)/.ready-dev ## make the environment for development

test: $(VENV)/.ready-dev style ## lint, type-check and test everything
	@$(VENV)/bin/mypy & types=$$!; $(PY) -m pytest $(BOTH_CORES) && wait $$types

slow: $(VENV)/.ready-dev ## the tests that take too long for make test
	$(PY) -m pytest -m slow $(BOTH_CORES)

style: $(VENV)/.ready-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

lint: style ## ruff and strict mypy
	$(VENV)/bin/mypy

prove: $(VENV)/.ready-dev ## the long tests: kill loops, soak, adversarial texts; and the named mutants
	$(PY) -m pytest -m prove -o addopts="--strict-markers" -rP $(BOTH_CORES) tests/proofs
	$(PY) -m tests.mutants --named --seconds 600

mutants: $(VENV)/.ready-dev ## mutation testing: each fault in a copy of the product must fail a test; about half an hour
	$(PY) -m tests.mutants --named --drawn 60 --seconds 3600

engines: $(VENV)-engines/.ready ## the tests of Dask and Ray, in their own environment
	$(VENV)-engines/bin/python -m pytest -m prove -o addopts="--strict-markers" -rP tests/proofs/test_engines.py

bench: $(VENV)/.ready-dev $(VENV)-datatrove/.ready ## a run and its stages on three corpora, compared with other tools
	BENCH_DATATROVE=$(VENV)-datatrove/bin/python $(PY) -m tests.benchmarks

measure: $(VENV)/.ready-dev ## score rules and extractors on the labelled texts in ../shared/eval
	$(PY) -m tests.measure

docs: $(VENV)/.ready-dev ## regenerate the generated pages
	$(PY) -m tests.readmes
	$(PY) -m tests.test_readme
	$(PY) -m tests.test_pages

# The same commit gives the same bytes: the setuptools is pinned, the time is the commit's, and what an earlier build left
# is removed, since setuptools would take files from it.
dist: $(VENV)/.bootstrap ## build the wheel, its hash and its lock file, in dist/
	rm -rf build dist *.egg-info
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 315532800) \
		$(UV) build -q --wheel --no-build-isolation --offline --python $(PY) -o dist
	rm -rf build dist/.gitignore *.egg-info
	cp requirements.lock dist/
	cd dist && sha256sum *.whl requirements.lock | tee SHA256SUMS

lock: $(VENV)/.ready ## pin the newest versions that pyproject.toml allows; hashes, no index host
	$(UV) pip compile -q $(COMPILE) pyproject.toml -o requirements.lock
	$(UV) pip compile -q $(COMPILE) --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	$(UV) pip compile -q $(COMPILE) --group dev --extra dask --extra ray pyproject.toml -c requirements-dev.lock -o tests/proofs/requirements-engines.lock
	$(UV) pip compile -q $(COMPILE) --group notebook -c requirements.lock -o requirements-notebook.lock
	$(UV) pip compile -q $(COMPILE) requirements-bootstrap.in -o requirements-bootstrap.lock
	@echo "fasttext-predict; sys_platform == 'never'" > $(VENV)/override  # it takes the name of the fasttext that is meant
	$(UV) pip compile -q $(COMPILE) --override $(VENV)/override tests/benchmarks/requirements-datatrove.in -o tests/benchmarks/requirements-datatrove.lock
COMPILE := --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

clean: ## remove the environment and all generated files
	rm -rf $(VENV) $(VENV)-engines $(VENV)-datatrove warehouse/data build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

# uv installs a third of the time that pip takes. langdetect is built from source, so its build tool is pinned as well.
%/.bootstrap: requirements-bootstrap.lock
	python3 -m venv $*
	$*/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-bootstrap.lock
	@touch $@

define install
	$(@D)/bin/uv pip sync -q --python $(@D) --require-hashes --no-build-isolation --compile-bytecode $(1)
	$(@D)/bin/uv pip install -q --python $(@D) --no-deps --no-build-isolation -e .
	$(@D)/bin/uv pip check -q --python $(@D)
	$(@D)/bin/python -m flows.engines.prefect_home
	@touch $@
endef

$(VENV)/.ready: $(VENV)/.bootstrap requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(VENV)/.ready-dev: $(VENV)/.bootstrap requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.ready

$(VENV)-engines/.ready: $(VENV)-engines/.bootstrap tests/proofs/requirements-engines.lock pyproject.toml
	$(call install,tests/proofs/requirements-engines.lock)

$(VENV)-datatrove/.ready: $(VENV)-datatrove/.bootstrap tests/benchmarks/requirements-datatrove.lock
	$(@D)/bin/uv pip sync -q --python $(@D) --require-hashes tests/benchmarks/requirements-datatrove.lock
	@touch $@
