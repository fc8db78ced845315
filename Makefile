# Every command of the project. `make` lists them.

PORT ?= 8000
DATA_DIR ?= .data
PYTHON ?= python3 python3.11 python3.12 python3.13 python3.14
export PORT DATA_DIR

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV := $(shell sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements-dev.txt)
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --python-platform linux --no-header --no-emit-index-url
TYPED := $(shell git ls-files '*/rules.py' '*/actions.py' 2>/dev/null)

.PHONY: help
help: ## List these targets / 列出全部命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-18s %s\n", $$1, $$2 }'
	@echo "  Settings: PORT=$(PORT) DATA_DIR=$(DATA_DIR)"

# The shell's $python becomes the first one that is new enough.
define find_python
for python in $(PYTHON); do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
done; \
[ -n "$$python" ] || { echo "Python 3.11 or newer is needed; name it with PYTHON=/path/to/python3" >&2; exit 1; }
endef

# uv installs several times faster than pip; where it cannot be had, or fails, pip does it. It knows nothing of a mirror
# that pip is configured for, so it is told.
.venv/installed: requirements.txt
	@$(find_python); echo "Installing into .venv with $$($$python --version) / 安装依赖（只在第一次）"; \
	[ -x $(BIN)/pip ] || $$python -m venv .venv
	@$(PIP) install --quiet $(UV) || true
	@mirror=$$($(PIP) config get global.index-url 2>/dev/null || echo "$$PIP_INDEX_URL"); \
	[ -z "$$mirror" ] || export UV_DEFAULT_INDEX="$$mirror"; \
	UV_LINK_MODE=copy $(BIN)/uv pip install --python $(BIN)/python -r requirements.txt || \
	$(PIP) install -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(PIP) install --quiet -r requirements-dev.txt
	@touch $@

.PHONY: demo
demo: ## Start the demo site group on PORT / 启动演示站群
	@$(find_python); $$python -m demo.preflight "$(PORT)" "$(DATA_DIR)"
	@$(MAKE) --no-print-directory .venv/installed
	@DJANGO_SETTINGS_MODULE=hub.settings.demo $(MANAGE) demo --port $(PORT)

.PHONY: demo-reset
demo-reset: clear-data ## Delete the demo's data and start over / 清空演示数据后重新启动
	@$(MAKE) --no-print-directory demo

# Only a folder with the demo's own files in it, and never one that holds the home folder or this checkout.
.PHONY: clear-data
clear-data:
	@[ -d "$(DATA_DIR)" ] || exit 0; \
	folder=$$(cd "$(DATA_DIR)" && pwd -P); own=; \
	for file in demo.json ledger-key hub.sqlite3; do [ ! -f "$$folder/$$file" ] || own=1; done; \
	case "$$HOME/|$(CURDIR)/" in "$${folder%/}/"*|*"|$${folder%/}/"*) own= ;; esac; \
	[ -n "$$own" ] || { echo "$$folder is not a data folder of this project: nothing was deleted." >&2; exit 1; }; \
	rm -rf -- "$$folder"

# PostgreSQL first, so that the list of what could not run stands at the very end.
.PHONY: test
test: .venv/installed-dev ## Run every test this machine can run (ARGS="-k …") / 运行全部测试
	@status=0; \
	if [ -n "$$TEST_POSTGRES_URL" ]; then \
	  DATABASE_URL="$$TEST_POSTGRES_URL" $(PYTEST) -m "postgres or story or not browser" $(ARGS) || status=$$?; \
	  $(PYTEST) -m "not postgres and not once" $(ARGS) || status=$$?; \
	else \
	  $(PYTEST) $(ARGS) || status=$$?; \
	fi; \
	exit $$status

.PHONY: lint
lint: .venv/installed-dev ## Check style, templates and types / 检查代码风格与类型
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --quiet --check --lint templates
	$(if $(TYPED),$(BIN)/mypy $(TYPED))

.PHONY: format
format: .venv/installed-dev ## Rewrite code and templates in the project's style / 统一代码格式
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djlint --quiet --reformat templates

.PHONY: migrations-check
migrations-check: .venv/installed-dev ## Fail when a model lacks its migration / 检查迁移是否齐全
	DJANGO_SETTINGS_MODULE=hub.settings.test DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

# Its check of plurals knows no language with a single form, and complains; the tests check every placeholder.
.PHONY: translations
translations: .venv/installed-dev ## Compile locale/*.po / 编译译文
	-$(BIN)/pybabel --quiet compile --directory locale --domain "django djangojs"

.PHONY: dump
dump: .venv/installed-dev ## Store a small dump of this version for the upgrade test / 存一份供升级测试用的数据
	$(BIN)/python -m tests.upgrade.make_dump

.PHONY: requirements
requirements: .venv/installed-dev ## Compile the pins again (ARGS=--upgrade) / 重新锁定依赖版本
	$(COMPILE) $(ARGS) requirements.in -o requirements.txt
	$(COMPILE) $(ARGS) requirements-dev.in -o requirements-dev.txt

.PHONY: bench
bench: ## List the benchmarks / 列出性能测试脚本
	@for script in bench/*.py; do \
	  [ -f "$$script" ] || { echo "  No benchmark yet."; continue; }; \
	  echo "  $(BIN)/python $$script   $$(sed -n '1s/^"""\([^"]*\).*/\1/p' "$$script")"; \
	done
