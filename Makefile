# Everything a contributor or a server needs, from nothing but python3 and make.
# `make` alone lists the targets.

PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
BIN := .venv/bin
SYNCED := .venv/.synced

.DEFAULT_GOAL := help
.PHONY: help setup run test check fmt messages bench

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(SYNCED) .env ## make .venv with everything in it, and a .env for development

$(SYNCED): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "This needs Python 3.11; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.11 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "python3 cannot make virtual environments: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --quiet --frozen --inexact
	@touch $@

.env:
	@echo "DEBUG=true" > $@

run: setup ## serve the demo on http://127.0.0.1:8000/ (PORT=… for another port)
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py demo
	@echo "Open http://127.0.0.1:$(PORT)/ (Ctrl-C stops the server)."
	$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: setup ## run the whole suite on SQLite and on PostgreSQL (ARGS="-k word" for a part)
	@BIN=$(BIN) bash tests/run.sh $(ARGS)

check: setup ## lint, types, templates, import rules, production settings, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict --follow-imports silent proposals/core
	$(BIN)/mypy
	git ls-files -z '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports --no-cache
	DEBUG=false SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

fmt: setup ## put code and templates in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2

messages: setup ## gather what is to be translated, bring the catalogues up to date, compile them
	DEBUG=true DJANGO_SETTINGS_MODULE=wtsa.settings $(BIN)/python -m tests.catalogues

bench: setup ## measure against peers, print a table, write docs/benchmarks.md
	$(BIN)/uv sync --quiet --frozen --all-groups
	$(BIN)/python -m benchmarks
