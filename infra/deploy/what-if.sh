#!/usr/bin/env bash
# Says what the template would change in an environment; changes nothing.
# ENVIRONMENT: dev, qa or prod.
. "$(dirname "$0")/common.sh"
need az
enter_environment
# Who may only read may ask; whether the changes may be made is checked when they are.
az deployment group what-if "${template[@]}" --validation-level ProviderNoRbac
