# `make` alone shows what can be made.  Every command does its own set-up in .venv/.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TEXT ?= shown
URL ?=
PAPER ?= a4
BIN = .venv/bin
# As modules: a console script names the folder that it was installed in, which in a copied clone is the other's.
RUN = $(BIN)/python -m
OUT = _build
STRICT = -W --keep-going -n -j auto
# Each builder reads for itself: Sphinx takes what another builder has read anew for old.
SPHINX = $(RUN) edition build $(STRICT) -c . -d $(OUT)/doctrees/$(TEXT)-$@ -D edition_text=$(TEXT) $(if $(URL),-D html_baseurl=$(URL)) -D edition_paper=$(PAPER)
WITHHELD = $(filter withheld,$(TEXT))
SITE = $(OUT)/site$(if $(WITHHELD),-withheld)
# The builders work in MADE; a copy is laid beside the site, proved, and takes its place whole or not at all.
MADE = $(OUT)/made/$(TEXT)
PROVE = $(BIN)/python proof.py $(SITE).new $(if $(WITHHELD),--withheld)

export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
export PYTHONHASHSEED = 0

.DEFAULT_GOAL = help
.PHONY: site html pdf made-html made-pdf staged proved published test fuzz bench screens check dump lint division addresses forms words audit pins live new upgrade clean help

site: ## the whole edition: web site, PDFs and their proof (TEXT=withheld: without the text)
	@start=$$(date +%s); $(MAKE) --no-print-directory made-pdf made-html staged proved published && echo && \
	echo "The edition is made, in $$(( $$(date +%s) - start )) seconds." && \
	echo "  front page   $(abspath $(SITE))/index.html" && \
	echo "  whole PDF    $(abspath $(SITE))/downloads/edition.pdf" && \
	echo "  handouts     $$(ls $(SITE)/downloads/*.pdf | grep -vc edition.pdf) PDFs beside it"

html: made-html ## the web site alone; with the PDFs, if they were made from the same
	@$(MAKE) --no-print-directory staged $(if $(WITHHELD),proved) published

pdf: made-pdf ## the PDFs alone (PAPER=us-letter: the handouts on that paper)
	@$(MAKE) --no-print-directory staged $(if $(WITHHELD),proved) published

made-html: .venv/site
	@echo "Web site:" && $(SPHINX) -q -b html . $(MADE)

made-pdf: .venv/site
	@echo "PDFs (the first build also cuts the text face, some seconds):" && $(SPHINX) -q -b pdf . $(MADE)/downloads

staged:
	@$(RUN) edition stage $(MADE) $(SITE)

proved:
	@echo "Proof:" && $(PROVE)

published:
	@$(RUN) edition publish $(SITE)

test: .venv/test ## every test, with what it needs (STAGE=core, mistakes, cases, web, pdf: these alone; ARGS=tests/…: one file)
	@$(if $(filter all web browser hosts,$(or $(STAGE),$(if $(ARGS),some,all))),$(RUN) tests.tools)
	$(RUN) pytest -n auto --dist worksteal $(if $(STAGE),-m $(STAGE)) $(ARGS)

fuzz: .venv/test ## mistakes that nobody thought of: the small edition changed by chance (N=500, SEED=1, PROCESSES=2, DEPTH=check)
	@$(RUN) tests.fuzz.command $(if $(N),--n $(N)) $(if $(SEED),--seed $(SEED)) $(if $(PROCESSES),--processes $(PROCESSES)) $(if $(DEPTH),--depth $(DEPTH)) --into $(OUT)/fuzz

check: .venv/site .venv/check ## the mistakes an editor can make, most of them at once, and those of spelling; builds nothing
	@echo "Looking for mistakes:"; $(RUN) edition check; wrong=$$?; $(BIN)/typos --format brief || wrong=1; \
	$(SPHINX) -q -D edition_checked=1 -b check . $(OUT)/check && [ $$wrong = 0 ] && echo "No mistakes found."

dump: .venv/site ## what the model holds after a stage, as JSON: STAGE=witness, read or match
	@$(RUN) edition dump $(STAGE)

bench: .venv/bench html ## what it costs, beside its budgets and other themes; takes a while, and wants a quiet machine
	@$(RUN) tests.tools
	$(BIN)/python benchmarks/pages.py $(SITE) && $(BIN)/python benchmarks/build.py && $(BIN)/python benchmarks/scale.py

screens: .venv/test html ## pictures of every kind of page at three widths, light and dark, to look at
	@$(RUN) tests.tools
	@$(RUN) tests.screens $(SITE) $(OUT)/screens

lint: .venv/test ## style and types of the code, of scripts and style sheets as well, and the licenses of all files
	$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) mypy && $(RUN) reuse --no-multiprocessing lint -q
	@$(RUN) tests.linting

division: .venv/site ## the units and sentences of the text with their addresses, and the places that are doubtful
	@$(RUN) edition division

addresses: .venv/site ## publish the addresses of new sentences in source/addresses.yaml
	@$(RUN) sphinx -q -E -n -c . -d $(OUT)/doctrees/addresses -b addresses . $(OUT)/addresses && \
	{ git diff --stat source/addresses.yaml 2>/dev/null || echo "source/addresses.yaml has every address."; }

forms: .venv/site ## write the forms of citations anew, as the engine sets them now; look at the diff
	@$(RUN) edition.features.cite_this.processor && echo "edition/features/cite_this/forms.json is written; look at its diff."

words: .venv/test ## collect the words that readers see into edition/locale/edition.pot, for translators
	@$(RUN) tests.words && echo "edition/locale/edition.pot is written; look at its diff."

audit: .venv/audit ## ask the advisory services of PyPI and npm about what is pinned
	@$(RUN) tests.audit

pins: .venv/live ## pin every dependency anew, by hash
	for set in site check audit test bench live; do $(RUN) uv pip compile $$([ $$set = check -o $$set = audit ] || echo pyproject.toml) \
	  $$([ $$set = site ] || echo --group $$set -c requirements/site.txt) -q --upgrade --universal --fork-strategy fewest --generate-hashes --python-version 3.11 --no-header -o requirements/$$set.txt; done

live: .venv/live ## the web site on this machine, made anew at every change
	$(RUN) sphinx_autobuild -c . -d $(OUT)/doctrees/live --ignore '$(CURDIR)/$(OUT)/*' --watch edition --watch source . $(OUT)/live

# What was said on the command line is in the shell's environment: there a quotation mark in a title does no harm.
upgrade: .venv/site ## bring an edition that was made by `make new` to newer code: TO=folder; or, in it, FROM=folder of the code
	@here="$$PWD" && cd "$${FROM:-.}" && "$$here/$(BIN)/python" -m edition upgrade -- "$${TO:-$$here}"

new: .venv/site ## the empty edition of another text: TEXT=path/to/text.txt (TO=folder TITLE=… AUTHOR=… RIGHTS=…)
	@$(RUN) edition new --title="$$TITLE" --author="$$AUTHOR" --rights="$$RIGHTS" --editors="$$EDITORS" \
	  --language="$$EDITION_LANGUAGE" --text-language="$$TEXT_LANGUAGE" -- "$$TEXT" "$$TO"

clean: ## away with everything that was made, but not with .venv
	rm -rf $(OUT)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/%: requirements/%.txt
	@[ -n "$(PYTHON)" ] || { echo "This needs Python 3.11 or later; install it, or say where it is: make PYTHON=/path/to/python3"; exit 1; }
	@$(RUN) pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv ($*): a minute the first time"
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
