SHELL := /bin/bash
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
STATE := .local
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

# Package feeds drop a request now and then; a second try is cheap.
retry = for attempt in 1 2 3; do $(1) && break; [ $$attempt = 3 ] && exit 1; sleep 2; done

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

node_modules/.installed: package-lock.json
	@$(call retry,npm ci --no-audit --no-fund --loglevel=error)
	@touch $@

# The browser of the tests, with letters to show.
CHROMIUM := /usr/bin/chromium
$(CHROMIUM):
	@echo "Installing Chromium, which the tests of pages drive"
	@$(call retry,$(SUDO) apt-get update -qq && $(SUDO) DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation > /dev/null)

.PHONY: install-dev
install-dev: node_modules/.installed ## Fetch packages and tools
	@$(call retry,dotnet tool restore)
	@$(call retry,dotnet restore Kpm.sln -v q)

# What the contract says, as types of the client.
clients/typescript/src/schema.ts: openapi/kpm.v1.yaml node_modules/.installed
	@node_modules/.bin/openapi-typescript $< --default-non-nullable=false --output $@

.PHONY: build
build: install-dev clients/typescript/src/schema.ts ## Compile everything; warnings are errors
	dotnet build Kpm.sln -c $(CONFIGURATION) --no-restore -v q -clp:NoSummary

.PHONY: run-dev
run-dev: build ## Start the whole system on this machine; Ctrl-C stops it
	@exec dotnet Kpm.Local/bin/$(CONFIGURATION)/net10.0/Kpm.Local.dll up --data $(STATE) --topology infra/topology.json --app Kpm.Functions/bin/$(CONFIGURATION)/net10.0

.PHONY: demo
demo: ## Tell the first story against the running system
	@dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll demo

.PHONY: bench
bench: build ## Measure, as ratios: ONLY, such as sweep
	@dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll bench $(ONLY)

.PHONY: verify-export
verify-export: build ## Hold the archive of an export against its manifest: FILE
	@dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll verify-export "$(FILE)"

.PHONY: verify-receipt
verify-receipt: ## Verify a receipt, an exported history or a certificate of erasure: FILE, KEYS (a JWKS that you trust), CONTENT (a file that was received); ends with 0 only when verified
	@node clients/verify-receipt/verify-receipt.mjs "$(FILE)" $(if $(KEYS),--keys "$(KEYS)") $(if $(CONTENT),--file "$(CONTENT)")

.PHONY: what-if
what-if: ## Say what the template would change in ENVIRONMENT (dev, qa, prod)
	@ENVIRONMENT=$(ENVIRONMENT) infra/deploy/what-if.sh

.PHONY: package
package: build ## Make and verify the package of this commit
	@CONFIGURATION=$(CONFIGURATION) infra/deploy/package.sh

.PHONY: deploy
deploy: build ## Put this commit into ENVIRONMENT; back to the version before if it does not work
	@ENVIRONMENT=$(ENVIRONMENT) CONFIGURATION=$(CONFIGURATION) infra/deploy/deploy.sh

.PHONY: logs
logs: ## Follow the log of this machine's system, or of ENVIRONMENT
	@ENVIRONMENT=$(ENVIRONMENT) STATE=$(STATE) infra/deploy/logs.sh

.PHONY: rollback
rollback: build ## Put an earlier version of the app into ENVIRONMENT: VERSION
	@ENVIRONMENT=$(ENVIRONMENT) VERSION=$(VERSION) CONFIGURATION=$(CONFIGURATION) infra/deploy/rollback.sh

.PHONY: drill
drill: build ## Back up a running system, lose its stores, restore them, and see that its people can go on
	@mkdir -p docs/evidence
	@set -o pipefail; commit=$$(git rev-parse --short HEAD); (echo "make drill at $$commit" && dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll drill) 2>&1 | tee docs/evidence/drill-$$commit.txt

.PHONY: docs
docs: $(CHROMIUM) build ## Write docs/notifications.md, the golden mails and pictures of all mails
	@dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll docs

.PHONY: pictures
pictures: $(CHROMIUM) build ## Take the pictures of the web client that the documentation shows
	@dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll pictures

.PHONY: lint
lint: build ## Style, whitespace, the contract and its client; analyzers run in the build
	dotnet format whitespace Kpm.sln --verify-no-changes --no-restore
	@REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true node_modules/.bin/redocly lint --config openapi/redocly.yaml --lint-config error openapi/kpm.v1.yaml
	@node_modules/.bin/tsc --project clients/typescript

.PHONY: test
test: $(CHROMIUM) lint ## All the set-up, lint and every test
	@CONFIGURATION=$(CONFIGURATION) .ci/test

.PHONY: soak
soak: build ## Campaigns of kills, orders, fuzz and big files: SOAK_MINUTES (60), SOAK_SEED, ONLY
	@mkdir -p docs/evidence
	@set -o pipefail; commit=$$(git rev-parse --short HEAD); (echo "make soak at $$commit" && dotnet Kpm.Tests/bin/$(CONFIGURATION)/net10.0/Kpm.Tests.dll soak $(if $(ONLY),"$(ONLY)")) 2>&1 | tee docs/evidence/soak-$$commit.txt

.PHONY: format
format: install-dev ## Put the code into form
	dotnet format Kpm.sln --no-restore

.PHONY: precommit
precommit: format test ## What to run before a commit

.PHONY: clean-state
clean-state: ## Forget everything that the local system stored
	rm -rf $(STATE)

.PHONY: clean
clean: clean-state ## Delete everything that was built
	rm -rf node_modules clients/typescript/src/schema.ts .coverage .coverage_html TestResults
	find . -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
