#!/usr/bin/env bash
# Puts an earlier version of the app into an environment and leaves its resources and settings as they are. May be repeated.
# ENVIRONMENT: dev, qa or prod. VERSION: a commit; without it, the one that ran before the last deployment. CONFIRM: as for deploy.sh.
. "$(dirname "$0")/common.sh"
need az curl dotnet git jq zip
enter_environment
wanted=${VERSION:-$(az group show --name "$group" --query tags.kpmBefore --output tsv)}
[ -n "$wanted" ] || stop "no version ran in $ENVIRONMENT before: VERSION must name one"
version=$(git rev-parse --verify --quiet "$wanted^{commit}") || stop "git does not know $wanted here: fetch it"
find_app || stop "nothing was deployed to $ENVIRONMENT"
package=$(infra/deploy/package.sh "$version")
confirm "This goes into $ENVIRONMENT: $version, in place of $(live_version)."
put "$package" "$version" || stop "$version does not work in $ENVIRONMENT"
say "$ENVIRONMENT runs $version"
