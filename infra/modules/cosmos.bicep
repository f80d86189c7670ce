metadata description = 'One Cosmos DB account with one database. Containers, times to live and indexes are those of topology.json.'

import { Container } from 'types.bicep'

param name string
param location string
param database string
param containers Container[]
param partitionKeyPath string

@description('For how long the account can be restored to any second: 7 or 30 days.')
@allowed([7, 30])
param backupDays int

@description('Null: serverless. Otherwise the most request units per second, which all containers of the database share.')
param autoscaleMaximum int?

param zoneRedundant bool
param publicNetwork bool
param workspaceId string

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: backupDays == 7 ? 'Continuous7Days' : 'Continuous30Days'
      }
    }
    capabilities: autoscaleMaximum == null
      ? [
          {
            name: 'EnableServerless'
          }
        ]
      : []
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    databaseAccountOfferType: 'Standard'
    disableKeyBasedMetadataWriteAccess: true
    disableLocalAuth: true
    enableAutomaticFailover: false
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: zoneRedundant
      }
    ]
    minimalTlsVersion: 'Tls12'
    networkAclBypass: 'None'
    publicNetworkAccess: publicNetwork ? 'Enabled' : 'Disabled'
  }
}

resource sql 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: database
  properties: {
    resource: {
      id: database
    }
    options: autoscaleMaximum == null
      ? {}
      : {
          autoscaleSettings: {
            maxThroughput: autoscaleMaximum!
          }
        }
  }
}

@batchSize(4)
resource sqlContainers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for container in containers: {
    parent: sql
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: {
          kind: 'Hash'
          paths: [partitionKeyPath]
          version: 2
        }
        defaultTtl: container.?defaultTtlSeconds
        indexingPolicy: {
          automatic: true
          indexingMode: 'consistent'
          includedPaths: [
            for path in container.indexedPaths: {
              path: path
            }
          ]
          excludedPaths: [
            {
              path: '/*'
            }
          ]
          compositeIndexes: map(
            container.?compositeIndexes ?? [],
            paths =>
              map(paths, path => {
                path: path
                order: 'ascending'
              })
          )
        }
      }
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Requests'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output name string = account.name
output endpoint string = account.properties.documentEndpoint
