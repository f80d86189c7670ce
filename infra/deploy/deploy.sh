#!/usr/bin/env bash
# Puts this commit into an environment: package, template, app, smoke test. When the app does not work, the version that ran before is put back.
# ENVIRONMENT: dev, qa or prod. CONFIRM: its name again, where nobody can type it. NO_WAY_BACK=yes: even if there is no package of what runs now.
. "$(dirname "$0")/common.sh"
need az curl dotnet git jq zip
enter_environment
[ -z "$(git status --porcelain)" ] || stop "there are changes that no commit holds: what is deployed must be a commit"
version=$(git rev-parse HEAD)
package=$(infra/deploy/package.sh "$version")

# The way back must be at hand before anything changes: the platform keeps no package but the newest.
before=""
back=""
if find_app; then before=$(live_version); fi
if [ -z "$before" ]; then
  say "no version answers now: there is nothing to go back to"
elif [ "$before" != "$version" ] && ! back=$(infra/deploy/package.sh "$before"); then
  [ "${NO_WAY_BACK:-}" = yes ] || stop "$before runs now and there is no package of it to go back to; NO_WAY_BACK=yes goes on"
  back=""
fi

infra/deploy/what-if.sh
confirm "This goes into $ENVIRONMENT: $version, in place of ${before:-nothing}."
az deployment group create "${template[@]}" --output none
find_app || stop "the template did not say where the app is"

if put "$package" "$version"; then
  if [ -n "$before" ] && [ "$before" != "$version" ]; then
    az group update --name "$group" --set "tags.kpmBefore=$before" --output none || say "that $before ran before could not be noted"
  fi
  say "$ENVIRONMENT runs $version; before: ${before:-nothing}"
  exit
fi

[ -n "$back" ] || stop "$version does not work in $ENVIRONMENT, and there is nothing to go back to"
say "$version does not work in $ENVIRONMENT: going back to $before"
put "$back" "$before" || stop "neither $version nor $before works in $ENVIRONMENT"
stop "$version did not work; $ENVIRONMENT runs $before again, with the settings of $version"
