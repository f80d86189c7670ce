metadata description = 'What is watched: the alerts of an environment and its workbook. The metrics that begin with kpm are the app\'s own (Kpm.Functions/Telemetry).'

param namePrefix string
param location string
param workspaceId string
param operatorAddress string
param budgetAmount int
param budgetStart string
param appId string
param busId string
param documentsId string
param keysId string
param vaultId string

var throttled = [{ name: 'StatusCode', values: ['429'] }]

module alerts 'alerts.bicep' = {
  params: {
    namePrefix: namePrefix
    location: location
    workspaceId: workspaceId
    operatorAddress: operatorAddress
    budgetAmount: budgetAmount
    budgetStart: budgetStart
    metricAlerts: [
      { name: 'server-errors', runbook: 'server-errors', severity: 2, resourceId: appId, metricNamespace: 'Microsoft.Web/sites', metric: 'Http5xx', aggregation: 'Total', above: 10, dimensions: [] }
      { name: 'dead-letters', runbook: 'failures', severity: 2, resourceId: busId, metricNamespace: 'Microsoft.ServiceBus/namespaces', metric: 'DeadletteredMessages', aggregation: 'Maximum', above: 0, dimensions: [] }
      { name: 'queued-messages', runbook: 'queue-age', severity: 3, resourceId: busId, metricNamespace: 'Microsoft.ServiceBus/namespaces', metric: 'ActiveMessages', aggregation: 'Average', above: 10000, dimensions: [] }
      { name: 'bus-throttled', runbook: 'throttling', severity: 3, resourceId: busId, metricNamespace: 'Microsoft.ServiceBus/namespaces', metric: 'ThrottledRequests', aggregation: 'Total', above: 100, dimensions: [] }
      { name: 'documents-throttled', runbook: 'throttling', severity: 3, resourceId: documentsId, metricNamespace: 'Microsoft.DocumentDB/databaseAccounts', metric: 'TotalRequests', aggregation: 'Count', above: 100, dimensions: throttled }
      { name: 'keys-throttled', runbook: 'throttling', severity: 2, resourceId: keysId, metricNamespace: 'Microsoft.DocumentDB/databaseAccounts', metric: 'TotalRequests', aggregation: 'Count', above: 10, dimensions: throttled }
      { name: 'vault-throttled', runbook: 'vault-throttled', severity: 2, resourceId: vaultId, metricNamespace: 'Microsoft.KeyVault/vaults', metric: 'ServiceApiResult', aggregation: 'Count', above: 10, dimensions: throttled }
    ]
    queryAlerts: [
      { name: 'failures', runbook: 'failures', severity: 2, window: 'PT15M', query: 'AppMetrics | where Name == "kpm.failures" | summarize failures = sum(Sum) | where failures > 0' }
      { name: 'outbox-age', runbook: 'outbox-age', severity: 2, window: 'PT15M', query: 'AppMetrics | where Name == "kpm.outbox.age" | summarize oldest = max(Max) | where oldest > 300000' }
      { name: 'queue-age', runbook: 'queue-age', severity: 2, window: 'PT15M', query: 'AppMetrics | where Name == "kpm.queue.age" | summarize oldest = max(Max) | where oldest > 900000' }
      { name: 'messages-put-off', runbook: 'queue-age', severity: 2, window: 'PT15M', query: 'AppMetrics | where Name == "kpm.messages" | extend queue = tostring(Properties.queue), outcome = tostring(Properties.outcome) | summarize putOff = sumif(Sum, outcome == "put_off"), done = sumif(Sum, outcome == "done") by queue | where putOff > 10 and putOff > done' }
      { name: 'mail-bounces', runbook: 'mail-bounces', severity: 3, window: 'PT6H', query: 'AppMetrics | where Name == "kpm.mails" | extend state = tostring(Properties.state) | summarize bounced = sumif(Sum, state == "bounced"), sent = sumif(Sum, state == "sent") | where bounced > 10 and bounced > 0.05 * sent' }
      { name: 'sweeps-stopped', runbook: 'sweeps-stopped', severity: 1, window: 'PT15M', query: 'AppMetrics | where Name == "kpm.calls" | where tostring(Properties.function) == "SweepOutboxes" | summarize calls = sum(Sum) | where calls == 0' }
    ]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, namePrefix, 'workbook')
  location: location
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: '${namePrefix}: what goes on'
    serializedData: loadTextContent('../workbook.json')
    sourceId: workspaceId
  }
}
