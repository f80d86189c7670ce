# Sourced by the scripts beside it: what they share. Words go to standard error, results to standard output.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "stopped: $*"
  exit 1
}

need() {
  local tool
  for tool in "$@"; do command -v "$tool" >/dev/null || stop "$tool is not installed"; done
}

# Sets group and parameters from ENVIRONMENT, and asks whether there is such a group to put things into.
enter_environment() {
  case "${ENVIRONMENT:-}" in
    dev | qa | prod) ;;
    *) stop "ENVIRONMENT must be dev, qa or prod" ;;
  esac
  group="kpm-$ENVIRONMENT"
  template=(--resource-group "$group" --name main --parameters "infra/main.$ENVIRONMENT.bicepparam")
  az account show --query name --output tsv >&2 || stop "nobody is logged in: az login"
  az group show --name "$group" --output none || stop "there is no resource group $group in this subscription: docs/deploy.md says how to make it"
}

# Sets app and host from what the template said last; fails when it was never deployed.
find_app() {
  local outputs
  outputs=$(az deployment group show --resource-group "$group" --name main --query properties.outputs --output json 2>/dev/null) || return 1
  app=$(jq -er '.appName.value' <<<"$outputs") && host=$(jq -er '.appHost.value' <<<"$outputs")
}

# The version that answers now; nothing when none does.
live_version() { curl -sS --fail --max-time 20 "https://$host/api/v1/version" 2>/dev/null | jq -er '.version' || true; }

# The environment's name must be typed, or stand in CONFIRM.
confirm() {
  local typed
  if [ "${CONFIRM:-}" = "$ENVIRONMENT" ]; then return; fi
  [ -t 0 ] || stop "nobody is here to ask: CONFIRM=$ENVIRONMENT says yes"
  read -r -p "$1 Type $ENVIRONMENT to go on: " typed
  [ "$typed" = "$ENVIRONMENT" ] || stop "that was not $ENVIRONMENT; nothing was changed"
}

# Sends a package to the app and asks whether it works; fails when either does not.
put() {
  say "putting $2 into $app"
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$1" --timeout 600 --output none &&
    infra/deploy/smoke.sh "https://$host/api/v1" "$2"
}
