#!/usr/bin/env bash
# Succeeds when an API is the version that it should be, healthy, and closed to strangers, three times in a row.
# smoke.sh BASE VERSION, such as https://api.keepem.app/api/v1; SMOKE_SECONDS (300): how long it may take; SMOKE_PAUSE (5): between two tries.
. "$(dirname "$0")/common.sh"
need curl jq
[ $# = 2 ] || stop "usage: smoke.sh BASE VERSION"
base=$1
version=$2

# Sets seen to what is not as it should be.
try() {
  local answer
  answer=$(curl -sS --max-time 20 "$base/version" 2>&1) || true
  seen="/version answers $answer"
  [ "$(jq -r '.version' <<<"$answer" 2>/dev/null)" = "$version" ] || return 1
  answer=$(curl -sS --max-time 20 "$base/health" 2>&1) || true
  seen="/health answers $answer"
  case "$answer" in '"OK"' | '"DEGRADED"') ;; *) return 1 ;; esac
  local health=$answer
  answer=$(curl -sS --max-time 20 --write-out '\n%{http_code}' "$base/me" 2>&1) || true
  seen="/me answers $answer to a stranger"
  [ "${answer##*$'\n'}" = 401 ] || return 1
  [ "$(jq -r '.code' <<<"${answer%$'\n'*}" 2>/dev/null)" = not_authenticated ] || return 1
  seen="$version is $health"
}

good=0
while true; do
  if try; then
    good=$((good + 1))
    [ $good -lt 3 ] || break
  else
    [ $SECONDS -lt "${SMOKE_SECONDS:-300}" ] || stop "$base does not work as $version: $seen"
    good=0
  fi
  sleep "${SMOKE_PAUSE:-5}"
done
say "$base: $seen"
