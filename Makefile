# fivewhys: `make demo` shows what it does, `make test` what it promises. `make help` lists all.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
SWIFT ?= swift
# The runtime is linked in: the program then needs no Swift on the machine, and starts faster.
RELEASE := -c release --static-swift-stdlib --product fivewhys
FIVEWHYS = "$$($(SWIFT) build $(RELEASE) --show-bin-path)/fivewhys"
# The reference incident's day, and the day after the last sample, so that the demonstration is the
# same every day.
DEMO := --patterns samples/impact.yaml --now 2025-09-07T12:00:00Z
DEMO_ALL := --patterns samples/impact.yaml --now 2025-09-19T00:00:00Z

# Asked anew for every command: SwiftPM keeps what Package.swift came to, as long as no variable
# changes, and would miss that ISA-L has been installed since.
FIVEWHYS_WITHOUT_ISAL ?= $(shell pkg-config --exists libisal 2>/dev/null && echo 0 || echo 1)
export FIVEWHYS_WITHOUT_ISAL

# `make bench`: the rows to measure (all, where empty), rounds of alternated runs, size of the corpora.
ROWS ?=
PAIRS ?= 5
SCALE ?= 1

.PHONY: help build demo test check format lint samples embed install bench bench-peers swift \
  build-packages test-packages

help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

build: swift build-packages ## Build the program (release)
	$(SWIFT) build $(RELEASE)

demo: build ## Diagnose the reference incident, then all samples
	@echo; echo '$$ fivewhys scan $(DEMO) samples/websocket-staging.json.gz'; echo
	@$(FIVEWHYS) scan $(DEMO) samples/websocket-staging.json.gz
	@echo; echo '$$ fivewhys scan $(DEMO_ALL) samples'; echo
	@$(FIVEWHYS) scan $(DEMO_ALL) samples

test: swift test-packages ## Build everything and run all tests (debug)
	python3 -m unittest discover --quiet --start-directory Benchmarks/tests --top-level-directory Benchmarks
	$(SWIFT) build --build-tests
	@# The packages serve the system's own Python, which need not be the first in the PATH.
	if ! python3 -c 'import jsonschema' 2>/dev/null; then export PATH="/usr/bin:$$PATH"; fi; \
	  $(SWIFT) test --disable-xctest

check: lint test ## Format, tests, and whether generated files are up to date
	python3 Sources/Patterns/Shipped/embed.py --check
	$(SWIFT) build $(RELEASE)

format: swift ## Format the code in place
	$(SWIFT) format --in-place --parallel --recursive Sources Tests Package.swift

lint: swift ## Check the format
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

samples: swift build-packages ## Generate the samples anew
	$(SWIFT) run simulate-logs samples samples

embed: ## Copy the shipped patterns into the program's source
	python3 Sources/Patterns/Shipped/embed.py

install: build ## Install program and patterns below PREFIX (default /usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/fivewhys"
	install -m 755 $(FIVEWHYS) "$(DESTDIR)$(PREFIX)/bin/fivewhys"
	rm -rf "$(DESTDIR)$(PREFIX)/share/fivewhys/patterns"
	cp -R patterns "$(DESTDIR)$(PREFIX)/share/fivewhys/patterns"

bench: build ## Measure speed and memory, write Benchmarks/results.md (ROWS= PAIRS= SCALE=)
	$(SWIFT) build $(RELEASE:fivewhys=simulate-logs)
	bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)"; python3 Benchmarks/bench.py \
	  --program "$$bin/fivewhys" --simulator "$$bin/simulate-logs" \
	  --rows "$(ROWS)" --pairs "$(PAIRS)" --scale "$(SCALE)"

bench-peers: ## Install the programs that `make bench` compares with
	@.ci/system-packages peers
	@echo "Installing chdb, duckdb and polars into Benchmarks/.venv" >&2
	python3 -m venv Benchmarks/.venv
	Benchmarks/.venv/bin/pip install --quiet --upgrade --requirement Benchmarks/peers/requirements.txt

swift:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "fivewhys is built with Swift 6.2 or newer, and '$(SWIFT)' is not in the PATH:" \
	    "see https://www.swift.org/install/ (or say make SWIFT=/path/to/swift)" >&2; exit 1; }

build-packages:
	@.ci/system-packages build

test-packages:
	@.ci/system-packages test
