#!/usr/bin/env bash
# Follows the log, one JSON object per line (docs/log.schema.json). Without ENVIRONMENT: that of the system of this machine.
. "$(dirname "$0")/common.sh"
if [ -z "${ENVIRONMENT:-}" ]; then
  log="${STATE:-.local}/sinks/logs.ndjson"
  [ -f "$log" ] || stop "there is no $log yet: make run-dev"
  exec tail -n "${LINES_BEFORE:-50}" -F "$log"
fi

need az jq
enter_environment
workspace=$(az monitor log-analytics workspace show --resource-group "$group" --workspace-name "$group-logs" --query customerId --output tsv)
since=$(date -u -d '10 minutes ago' +%FT%TZ)
while true; do
  until=$(date -u +%FT%TZ)
  az monitor log-analytics query --workspace "$workspace" --output json --analytics-query \
    "AppTraces | where TimeGenerated > datetime($since) and TimeGenerated <= datetime($until) | order by TimeGenerated asc
     | project time = TimeGenerated, severity = SeverityLevel, message = Message, trace_id = OperationId, attributes = Properties" |
    jq -c '.[] | del(.TableName)'
  since=$until
  sleep "${LOGS_PAUSE:-10}"
done
