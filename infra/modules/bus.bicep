metadata description = 'Service Bus with one queue per reaction.'

param name string
param location string
param queues string[]
param lockSeconds int
param maxDeliveryCount int
param duplicateDetectionSeconds int
param workspaceId string

// The Standard tier takes neither private endpoints nor network rules; docs/adr/0025 says why it is Standard.
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

@batchSize(8)
resource busQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in queues: {
    parent: namespace
    name: queue
    properties: {
      deadLetteringOnMessageExpiration: true
      duplicateDetectionHistoryTimeWindow: 'PT${duplicateDetectionSeconds}S'
      enableBatchedOperations: true
      lockDuration: 'PT${lockSeconds}S'
      maxDeliveryCount: maxDeliveryCount
      requiresDuplicateDetection: true
      requiresSession: false
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
