# The two commands a newcomer needs are `make demo` and `make test`; everything is set up on the way.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
JOBS ?= 3
# Programs that are started a thousand times by the tests are compiled once, whatever the machine is set to.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench bench-peers proof docs lock setup clean

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@PYTHON=$(PYTHON) bash tools/setup
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/rapport demo --home demo

test: $(STAMP)
	@bash tools/browser
	@bash tools/spark
	@bash tools/embedding
	@$(BIN)/pytest -q -n $(JOBS) --dist loadgroup

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 8

bench: $(STAMP)
	@$(BIN)/python -m benchmarks

bench-peers: $(STAMP)
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt

proof: $(STAMP)
	@$(BIN)/pytest -q -n $(JOBS) -m proof tests

docs: $(STAMP)
	@$(BIN)/python tools/reference
	@$(BIN)/python tools/api_reference
	@$(BIN)/python tools/validated
	@$(BIN)/python tools/notices
	@$(BIN)/python tools/new_tables
	@$(BIN)/python tests/docs/page_console.py README.md
	@$(BIN)/python tests/docs/page_console.py docs/tutorial.md docs/how-to/estimate.md

lock:
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		--extra app --extra dev pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		requirements/bench.in -o requirements/bench.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		requirements/spark.in -o requirements/spark.txt

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
