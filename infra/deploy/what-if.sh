#!/usr/bin/env bash
# Says what the template would change in an environment; changes nothing.
# ENVIRONMENT: dev, qa or prod.
. "$(dirname "$0")/common.sh"
need az
enter_environment
az deployment group what-if "${template[@]}"
