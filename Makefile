# Two commands do everything, set-up included: `make run` and `make test`.
# They need python3 (3.11 or newer) with pip, and make. The second time nothing is downloaded.

PYTHON ?= python3
BIN := .venv/bin
CASE ?= data/fengjin
CASES ?= data
OUT ?= out/fengjin

# One stamp per set of packages, named by what it was made from: a changed lock is a new stamp.
RUN_STAMP := .venv/stamp-run-$(firstword $(shell cat requirements.lock pyproject.toml | cksum))
DEV_STAMP := .venv/stamp-dev-$(firstword $(shell cat requirements-dev.lock pyproject.toml | cksum))
# Who has the developer's packages has the runtime's too.
RUN_READY := $(if $(wildcard $(DEV_STAMP)),$(DEV_STAMP),$(RUN_STAMP))

# What ruff and mypy look at; folders that don't exist yet are left out.
CODE := solver tests $(wildcard benchmarks/*.py benchmarks/*/*.py data/*.py data/*/*.py app_streamlit.py)
UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help run app schemes env test lint format types contracts docs picture screenshots bench benchpage lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /:/' | \
		while IFS=: read -r name words; do printf '  make %-10s %s\n' "$$name" "$$words"; done

run: $(RUN_READY) ## set up, solve the Fengjin case, say where the roster is
	@$(BIN)/afterbell solve $(CASE) -o $(OUT)
	@echo
	@echo "The roster is in $(OUT)/roster.xlsx; for printing: the PDF beside it. 排班表：$(OUT)/roster.xlsx"

app: $(RUN_READY) ## set up, serve the app on the cases under data/, on this machine only
	@$(BIN)/afterbell app $(CASES) $(ARGS)

schemes: $(RUN_READY) ## set up, solve and audit every case under data/, print a table
	@$(BIN)/python -m benchmarks.schemes $(ARGS)

env: $(DEV_STAMP) ## set up what developers need

test: lint types contracts ## set up, check the code, run all tests: those with a browser beside the others
	@$(BIN)/python -m tests.support.lanes $(ARGS)

lint: $(DEV_STAMP) ## ruff: rules and format
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --check --quiet $(CODE) || \
		{ $(BIN)/ruff format --check $(CODE) 2>&1 | grep -iE '^(would|unformatted| *-->)'; echo 'make format mends this.'; false; }
	@echo "ruff: clean"

types: $(DEV_STAMP) ## mypy, strict
	@$(BIN)/mypy --no-error-summary $(CODE)
	@echo "mypy: clean"

contracts: $(DEV_STAMP) ## import-linter: the floors of the house
	@words=$$($(BIN)/lint-imports --no-logo --no-cache 2>&1) || { echo "$$words"; false; }
	@echo "import-linter: all contracts kept"

format: $(DEV_STAMP) ## put the code in the house's format
	@$(BIN)/ruff check --quiet --fix-only $(CODE)
	@$(BIN)/ruff format $(CODE)

docs: $(DEV_STAMP) ## write the pages of docs/ that are made from the code
	@$(BIN)/python -m solver.reference

picture: $(RUN_READY) ## draw the README's picture anew: a page of the printed Fengjin roster (needs pdftoppm)
	@$(BIN)/afterbell solve data/fengjin -o out/picture --lang zh
	@mkdir -p docs/pictures
	@pdftoppm -png -r 95 -f 8 -l 8 -x 25 -y 25 -W 1060 -H 460 -singlefile out/picture/roster.pdf docs/pictures/roster

screenshots: $(DEV_STAMP) ## look at every page of the app in a real browser: out/screenshots (needs chromium)
	@$(BIN)/python -m benchmarks.browser.screenshots $(ARGS)

bench: $(DEV_STAMP) ## run every benchmark for a few seconds; records and page go to out/bench
	@$(BIN)/python -m benchmarks.main_job --smoke
	@$(BIN)/python -m benchmarks.schemes --smoke
	@$(BIN)/python -m benchmarks.phases --smoke
	@$(BIN)/python -m benchmarks.school --smoke --results out/bench
	@$(BIN)/python -m benchmarks.scale --smoke --results out/bench
	@$(BIN)/python -m benchmarks.browser.interaction --smoke --results out/bench
	@$(BIN)/python -m benchmarks.browser.sessions --smoke --results out/bench
	@$(BIN)/python -m benchmarks.page --results out/bench --out out/bench/page

benchpage: $(DEV_STAMP) ## make docs/benchmarks/ from the stored records
	@$(BIN)/python -m benchmarks.page

lock: ## resolve the packages anew (needs uv)
	$(UV) pyproject.toml requirements.in -o requirements.lock
	$(UV) --extra dev --constraint requirements.lock pyproject.toml requirements.in -o requirements-dev.lock

clean: ## remove the environment, caches and outputs
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage *.egg-info

# --without-pip and the host's own pip: works where python3 comes without ensurepip, as on Debian.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with make PYTHON=..."; false; }
	@$(PYTHON) -m pip --version >/dev/null || { echo "python3 has no pip."; false; }
	@$(PYTHON) -m venv --without-pip .venv

INSTALL = $(PYTHON) -m pip --python $(BIN)/python install -qq --disable-pip-version-check \
	--no-warn-script-location

$(RUN_STAMP): LOCK := requirements.lock
$(DEV_STAMP): LOCK := requirements-dev.lock
$(RUN_STAMP) $(DEV_STAMP): | .venv/bin/python
	@echo "Setting up .venv from $(LOCK) (once) ..."
	@$(INSTALL) --require-hashes --requirement $(LOCK)
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@rm -f $(subst $(lastword $(subst -, ,$@)),,$@)*
	@touch $@
