# Two commands do everything on a fresh machine: `make run` and `make test`. `make check` is what CI runs.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run build test test-fast format lint check setup release scripts-test readme experiments \
	experiments-check generate generate-check snapshots oracle calibrate bench bench-events notebooks clean

# Warnings are errors in our own builds; the release binary that users build works with newer compilers, too.
export ABTEST_STRICT = 1

# Optimized, for the simulations of the tests take many times as long otherwise; what traps does so all the same.
SWIFT_FLAGS := --explicit-target-dependency-import-check error -Xswiftc -O
SWIFT_SOURCES := Sources Tests Package.swift
READMES := README.md experiments/*/README.md

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

run: setup release ## Install what is missing, build abtest, analyze every experiment under experiments/
	@Scripts/experiments

build: setup ## Build everything, warnings as errors
	swift build --build-tests $(SWIFT_FLAGS)

test: setup ## Install what is missing and run the tests; says which were skipped
	python3 Scripts/run-tests.py $(SWIFT_FLAGS)

test-fast: setup ## Run the tests but the slow ones, in less than a minute once all is built
	ABTEST_FAST=1 python3 Scripts/run-tests.py $(SWIFT_FLAGS)

format: ## Format the Swift sources in place
	swift format --in-place --recursive $(SWIFT_SOURCES)

lint: ## Check the format of the Swift sources
	swift format lint --strict --recursive $(SWIFT_SOURCES)

check: setup lint build test scripts-test release readme experiments-check generate-check ## Run all that CI runs
	@echo "check: all good"

setup: ## Install what is missing: GSL, pkg-config, libduckdb
	@Scripts/setup

release: ## Build the release binary
	env -u ABTEST_STRICT swift build -c release --product abtest

scripts-test: ## Test the Python scripts
	python3 -m unittest discover -s Scripts/tests

readme: release ## Run the console blocks of the READMEs and compare their output
	python3 Scripts/readme.py $(READMES)

experiments: setup release ## Regenerate the committed reports of the experiments
	@Scripts/experiments --quiet

experiments-check: release ## Compare the committed reports with fresh ones
	@Scripts/experiments --check

generate: ## Regenerate the simulated data of the experiments
	python3 Scripts/generate-experiments.py

generate-check: ## Compare the committed data with what the generator makes
	python3 Scripts/generate-experiments.py --check

snapshots: setup ## Record the snapshots of the tests anew; review them in the diff
	ABTEST_RECORD=1 swift test $(SWIFT_FLAGS)

oracle: ## Regenerate the expected values of the tests with R or scipy
	Tests/Oracle/generate.sh

ARTICLES := Sources/ABTestKit/ABTestKit.docc
CALIBRATE = "$$(env -u ABTEST_STRICT swift build -c release --show-bin-path)/calibrate"

calibrate: setup ## Simulate the error rates of every method, cell and decision; forty minutes on two processors
	env -u ABTEST_STRICT swift build -c release --product calibrate
	$(CALIBRATE) > $(ARTICLES)/Calibration.md.part
	mv $(ARTICLES)/Calibration.md.part $(ARTICLES)/Calibration.md
	$(CALIBRATE) --matrix > $(ARTICLES)/CompositionMatrix.md.part
	mv $(ARTICLES)/CompositionMatrix.md.part $(ARTICLES)/CompositionMatrix.md
	$(CALIBRATE) --decisions > $(ARTICLES)/DecisionErrors.md.part
	mv $(ARTICLES)/DecisionErrors.md.part $(ARTICLES)/DecisionErrors.md

# full: 1 and 10 million rows, some 20 minutes and 4 GB of memory; small: 100,000 rows, for a try-out.
BENCH_SIZE ?= full
BENCH_ROUNDS ?= 5
BENCH_ROWS := $(if $(filter small,$(BENCH_SIZE)),100000,1000000 10000000)
BENCH_OUTPUT ?= $(if $(filter small,$(BENCH_SIZE)),.bench-data/RESULTS.md,Benchmarks/RESULTS.md)

bench: setup release .venv-bench/installed ## Measure against plain DuckDB and tea-tasting; BENCH_SIZE=small is quick
	.venv-bench/bin/python Benchmarks/generate.py .bench-data 1000 $(BENCH_ROWS)
	python3 Benchmarks/run.py --abtest "$$(env -u ABTEST_STRICT swift build -c release --show-bin-path)/abtest" \
		--python .venv-bench/bin/python --data .bench-data --rounds $(BENCH_ROUNDS) --output $(BENCH_OUTPUT) $(BENCH_ROWS)

# A million events are a try-out of some seconds; 100000000 take 1.3 GB of files and minutes, and once more with little memory.
BENCH_EVENTS ?= 1000000
BENCH_EVENTS_OUTPUT ?= $(if $(filter 1000000,$(BENCH_EVENTS)),.bench-data/EVENTS.md,Benchmarks/EVENTS.md)

bench-events: setup release .venv-bench/installed ## Measure event logs against hand-written SQL; BENCH_EVENTS=100000000 is the real one
	.venv-bench/bin/python Benchmarks/events.py .bench-data $(BENCH_EVENTS)
	python3 Benchmarks/run_events.py --abtest "$$(env -u ABTEST_STRICT swift build -c release --show-bin-path)/abtest" \
		--python .venv-bench/bin/python --data .bench-data --rounds $(if $(filter 1000000,$(BENCH_EVENTS)),3,1) \
		$(if $(filter 1000000,$(BENCH_EVENTS)),,--memory 2GB) --output $(BENCH_EVENTS_OUTPUT) $(BENCH_EVENTS)

notebooks: .venv-notebooks/installed ## Execute the notebooks from top to bottom
	.venv-notebooks/bin/python notebooks/execute.py .notebooks

.venv-bench/installed: Benchmarks/requirements.txt
.venv-notebooks/installed: notebooks/requirements.txt
.venv-%/installed:
	python3 -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r $<
	touch $@

clean: ## Remove what the builds made
	swift package clean
