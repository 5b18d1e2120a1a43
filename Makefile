# Two commands on a fresh machine: make ask Q="…"  and  make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help ask serve test lint bench ranking ablation mutation docs lock clean

help:
	@echo 'make ask Q="问题"   安装、建立内置索引并回答'
	@echo 'make serve          打开网页（http://127.0.0.1:7860）'
	@echo 'make test           全部测试        make lint   检查代码'
	@echo 'make bench          与基线比较      make docs   重新生成 docs/calculators'
	@echo 'make ranking        重新学习排序    make ablation  排序各部分的作用'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 13) else "需要 Python 3.11 或 3.12，可用 make PYTHON=python3.11 指定")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

ask: $(READY)
	@$(BIN)/mmguide ask "$$Q"

serve: $(READY)
	@$(BIN)/mmguide serve

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy corpus ingest index tools agents evals ui
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m evals.bench

ranking: $(READY)
	$(BIN)/python -m evals.bench.ranking

ablation: $(READY)
	$(BIN)/python -m evals.bench.ablation

mutation: $(READY)
	@$(BIN)/python -c 'import mutmut' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1
	$(BIN)/python .ci/mutation.py

docs: $(READY)
	$(BIN)/python -m ui.calculator_pages

lock: $(READY)
	$(BIN)/python -m piptools compile --quiet --all-extras --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade --output-file requirements.lock pyproject.toml
	sed -i "s/^torch==\\([0-9.]*\\)+cpu/torch==\\1/" requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
