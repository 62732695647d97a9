# Everything a person does here starts with one of these; `make help` lists them.
# What a step made is remembered under .make/, so that the second run is quick.

PYTHON ?= python3
VENV   := .venv
BIN    := $(CURDIR)/$(VENV)/bin
# What `make lab` writes (settings, layout, models) stays in the clone.
LAB    := $(CURDIR)/.make/lab
ROOT   := $(if $(filter 0,$(shell id -u)),--allow-root)

export PATH := $(BIN):$(PATH)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SOURCES := $(shell find src style schema -type f 2>/dev/null) package.json tsconfig.json install.json scripts/core-4.5.json
LAB_ENV := JUPYTER_CONFIG_DIR=$(LAB)/config JUPYTER_DATA_DIR=$(LAB)/data JUPYTER_RUNTIME_DIR=$(LAB)/runtime

.PHONY: help setup build lab watch test test-quick lint format generate fidelity screenshots bench soak constraints clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: .make/node ## .venv and node_modules with all that development needs

build: .make/build ## the Lab extension, as it is in the wheel

.make/python: pyproject.toml package.json constraints.txt scripts/check-tools.sh
	@sh scripts/check-tools.sh "$(PYTHON)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	mkdir -p .make jupyterlab_models/labextension
	@# Pip copies the Lab extension; through the link of an earlier run it would copy it onto itself.
	rm -rf $(VENV)/share/jupyter/labextensions/jupyterlab-models
	PIP_CONSTRAINT=constraints.txt SKIP_JUPYTER_BUILDER=1 $(BIN)/pip install --quiet --editable '.[test,dev]'
	$(BIN)/jupyter-builder develop . --overwrite
	@touch $@

.make/node: .make/python package.json yarn.lock .yarnrc.yml
	jlpm install --immutable
	@touch $@

.make/libraries: .make/python scripts/libraries.txt scripts/oldest.txt
	@# Only tests need them. This very release first: any other brings gigabytes for GPUs.
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --requirement scripts/libraries.txt --constraint constraints.txt
	@# It asks for tensorflow, which tensorflow-cpu is under another name.
	$(BIN)/pip install --quiet --no-deps tf_keras --constraint constraints.txt
	$(BIN)/python scripts/old_kernel.py
	@# The oldest release of a library that we support, for kernels that take it from here.
	rm -rf .make/oldest
	$(BIN)/pip install --quiet --no-deps --target .make/oldest --requirement scripts/oldest.txt
	@touch $@

.make/floor/installed: scripts/floor.txt
	@# The oldest Jupyter programs that we support; the wheel goes beside them.
	$(PYTHON) -m venv --clear .make/floor
	.make/floor/bin/pip install --quiet --requirement scripts/floor.txt
	@touch $@

.make/build: .make/node $(SOURCES)
	jlpm build:prod
	@touch $@

lab: .make/build ## JupyterLab on the quickstart, with the Models panel open
	@$(LAB_ENV) jupyter lab workspaces import --name default scripts/lab-workspace.json > /dev/null
	$(LAB_ENV) jupyter lab $(ROOT) --ServerApp.root_dir="$(CURDIR)" \
		--LabApp.default_url=/lab/tree/examples/quickstart.ipynb

watch: .make/build ## build again whenever a source file changes; beside `make lab`
	jlpm watch

test: .make/node .make/libraries .make/floor/installed ## all checks and tests; the last line is the sum
	@# Without a browser its suites fail with a reason; the others run.
	-@sh scripts/find-chromium.sh > /dev/null
	@$(BIN)/python scripts/test.py

test-quick: .make/node .make/libraries ## checks and tests of what changed since main, in minutes
	@$(BIN)/python scripts/quick.py

lint: .make/node ## the linters alone
	@$(BIN)/python scripts/suite.py lint

format: .make/node ## bring all files into shape
	jlpm lint
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: .make/node ## the TypeScript types of the contract, and docs/formats.md
	$(BIN)/python scripts/bundle_contract.py
	jlpm generate
	$(BIN)/python scripts/formats_page.py

fidelity: .make/python .make/libraries ## docs/fidelity.md, from a run of the matrix (FAMILY=torch: of one family)
	-$(BIN)/pytest -q tests/matrix $(if $(FAMILY),-k $(FAMILY)-)
	cp .make/fidelity.md docs/fidelity.md

screenshots: .make/build ## docs/images, from a real browser
	@$(BIN)/python scripts/playwright.py screenshots

bench: .make/build ## how fast it is, beside the goals
	@$(BIN)/python bench/run.py

soak: .make/python .make/libraries ## hours of random files and requests (PART=requests: only those; SHARE=0.01: fewer)
	@$(BIN)/python -m bench.soak $(PART) $(if $(SHARE),--share $(SHARE))

constraints: ## note the versions in .venv as those to develop and test with
	$(BIN)/pip freeze --exclude-editable | sed "s/+cpu$$//" > constraints.txt

clean: ## remove what builds and tests left; the environments and the models of `make lab` stay
	rm -rf lib dist coverage *.tsbuildinfo jupyterlab_models/labextension jupyterlab_models/_version.py
	rm -rf ui-tests/test-results .eslintcache .stylelintcache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find .make -mindepth 1 -maxdepth 1 ! -name lab -exec rm -rf {} + 2>/dev/null || true
