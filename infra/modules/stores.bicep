metadata description = 'What keeps data: the package and locks of the app, the files, the documents and the user keys.'

import { CosmosAutoscale } from 'types.bicep'

param environmentName string

@description('Makes names unique in the world.')
param unique string

param location string
param packageContainer string
param keysBackupDays 7 | 30
param cosmosAutoscale CosmosAutoscale?
param zoneRedundant bool
param publicNetwork bool
param workspaceId string

var topology = loadJsonContent('../topology.json')

module appStorage 'storage.bicep' = {
  name: 'app-storage'
  params: {
    name: take('kpm${environmentName}app${unique}', 24)
    location: location
    containers: [packageContainer]
    softDeleteDays: 14
    zoneRedundant: zoneRedundant
    publicNetwork: publicNetwork
    workspaceId: workspaceId
  }
}

module vaultStorage 'storage.bicep' = {
  name: 'vault-storage'
  params: {
    name: take('kpm${environmentName}vault${unique}', 24)
    location: location
    containers: topology.blobContainers
    softDeleteDays: 30
    zoneRedundant: zoneRedundant
    publicNetwork: publicNetwork
    workspaceId: workspaceId
  }
}

module documents 'cosmos.bicep' = {
  name: 'documents'
  params: {
    name: 'kpm-${environmentName}-documents-${unique}'
    location: location
    database: topology.database
    containers: topology.containers
    partitionKeyPath: topology.partitionKeyPath
    backupDays: 30
    autoscaleMaximum: cosmosAutoscale.?documents
    zoneRedundant: zoneRedundant
    publicNetwork: publicNetwork
    workspaceId: workspaceId
  }
}

module keys 'cosmos.bicep' = {
  name: 'keys'
  params: {
    name: 'kpm-${environmentName}-keys-${unique}'
    location: location
    database: topology.keysDatabase
    containers: topology.keysContainers
    partitionKeyPath: topology.partitionKeyPath
    backupDays: keysBackupDays
    autoscaleMaximum: cosmosAutoscale.?keys
    zoneRedundant: zoneRedundant
    publicNetwork: publicNetwork
    workspaceId: workspaceId
  }
}

output appStorage { id: string, name: string, blobEndpoint: string } = {
  id: appStorage.outputs.id
  name: appStorage.outputs.name
  blobEndpoint: appStorage.outputs.blobEndpoint
}

output vaultStorage { id: string, name: string, blobEndpoint: string } = {
  id: vaultStorage.outputs.id
  name: vaultStorage.outputs.name
  blobEndpoint: vaultStorage.outputs.blobEndpoint
}

output documents { id: string, name: string, endpoint: string } = {
  id: documents.outputs.id
  name: documents.outputs.name
  endpoint: documents.outputs.endpoint
}

output keys { id: string, name: string, endpoint: string } = {
  id: keys.outputs.id
  name: keys.outputs.name
  endpoint: keys.outputs.endpoint
}
