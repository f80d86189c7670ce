metadata description = 'Everything that one environment of Kpm is made of, in one resource group.'

import { references, secretNames } from 'modules/settings.bicep'
import { CosmosAutoscale, Mail, Passkeys } from 'modules/types.bicep'

@description('Stands in the name of every resource.')
@allowed(['dev', 'qa', 'prod'])
param environmentName string

param location string = resourceGroup().location

@description('Where the API is seen from outside, such as https://api.keepem.app/api/v1.')
param publicUrl string

@description('Origins whose pages may use the API from a browser, separated by commas; empty for none but the app itself.')
param corsOrigins string = ''

@description('Whether the first account of the empty system becomes admin.')
param allowFirstAdmin bool

@description('Whether the contract of the API and its page are served.')
param showReference bool

@description('Private endpoints and a network; nothing but the API, the bus and the telemetry is reachable from outside.')
param privateNetwork bool

param zoneRedundant bool

@description('Keep the key that wraps user keys in a hardware security module.')
param hardwareKey bool

param cosmosAutoscale CosmosAutoscale?

param instanceMemoryMegabytes int
param maximumInstances int
param alwaysReadyInstances int

@description('Days that telemetry is kept.')
param telemetryDays int

@description('Which share of the traces is kept, from 0 to 1. Metrics and logs are always whole.')
param tracesKept string

@description('The most telemetry of one day, in GB; -1: as much as there is.')
param telemetryDailyGigabytes int

param operatorAddress string

@description('What a month may cost, in the currency of the subscription.')
param budgetAmount int

@description('The first day of the first month of the budget. It cannot be changed later.')
param budgetStart string

param mail Mail
param passkeys Passkeys

@description('The service account that sends push messages; null: none are sent. Its key is the secret fcm-private-key.')
param push { projectId: string, clientEmail: string }?

@description('Whether the secret tokens-previous-access-key exists: for the time after a change of the key of access tokens.')
param hasPreviousAccessKey bool = false

@description('Version of the key in the secret claims-key.')
param claimsKeyVersion int = 1

var topology = loadJsonContent('topology.json')

// Outside prod a name that lacks the environment's is refused, so that no environment can be rolled out over another one.
var isProd = environmentName == 'prod'
var guardedName = !isProd && !contains(resourceGroup().name, environmentName)
  ? fail('The resource group \'${resourceGroup().name}\' does not carry the name of the environment, ${environmentName}.')
  : isProd && !(privateNetwork && zoneRedundant && hardwareKey)
      ? fail('In prod, privateNetwork, zoneRedundant and hardwareKey must be true.')
      : environmentName

var prefix = 'kpm-${guardedName}'
var unique = uniqueString(resourceGroup().id)
var keyName = 'kek'
var signingKeyName = 'receipts'
var packageContainer = 'packages'

// The app certifies an erase by this figure; it is also the tier of the account's backup.
var keysBackupDays = 7

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: '${prefix}-logs'
    insightsName: '${prefix}-insights'
    location: location
    retentionDays: telemetryDays
    dailyGigabytes: telemetryDailyGigabytes
  }
}

module identity 'modules/identity.bicep' = {
  params: {
    name: '${prefix}-app'
    location: location
  }
}

module stores 'modules/stores.bicep' = {
  params: {
    environmentName: guardedName
    unique: unique
    location: location
    packageContainer: packageContainer
    keysBackupDays: keysBackupDays
    cosmosAutoscale: cosmosAutoscale
    zoneRedundant: zoneRedundant
    publicNetwork: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module bus 'modules/bus.bicep' = {
  params: {
    name: '${prefix}-bus-${unique}'
    location: location
    queues: topology.queues
    lockSeconds: topology.queueDefaults.lockSeconds
    maxDeliveryCount: topology.queueDefaults.maxDeliveryCount
    duplicateDetectionSeconds: topology.queueDefaults.duplicateDetectionSeconds
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: take('${prefix}-${unique}', 24)
    location: location
    keyName: keyName
    signingKeyName: signingKeyName
    hardware: hardwareKey
    publicNetwork: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module virtualNetwork 'modules/virtualNetwork.bicep' = if (privateNetwork) {
  params: {
    name: '${prefix}-network'
    location: location
  }
}

module endpoints 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: virtualNetwork!.outputs.name
    location: location
    targets: [
      { name: '${prefix}-app-storage', resourceId: stores.outputs.appStorage.id, group: 'blob' }
      { name: '${prefix}-vault-storage', resourceId: stores.outputs.vaultStorage.id, group: 'blob' }
      { name: '${prefix}-documents', resourceId: stores.outputs.documents.id, group: 'Sql' }
      { name: '${prefix}-keys', resourceId: stores.outputs.keys.id, group: 'Sql' }
      { name: '${prefix}-vault', resourceId: vault.outputs.id, group: 'vault' }
    ]
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    appStorageName: stores.outputs.appStorage.name
    vaultStorageName: stores.outputs.vaultStorage.name
    vaultContainers: topology.blobContainers
    busName: bus.outputs.name
    keyVaultName: vault.outputs.name
    keyName: keyName
    signingKeyName: signingKeyName
    insightsName: monitoring.outputs.insightsName
    cosmosNames: [stores.outputs.documents.name, stores.outputs.keys.name]
  }
}

module app 'modules/app.bicep' = {
  params: {
    planName: '${prefix}-plan'
    name: '${prefix}-${unique}'
    location: location
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: stores.outputs.appStorage.name
    packageContainerUrl: '${stores.outputs.appStorage.blobEndpoint}${packageContainer}'
    insightsName: monitoring.outputs.insightsName
    subnetId: privateNetwork ? virtualNetwork!.outputs.appSubnetId : ''
    zoneRedundant: zoneRedundant
    instanceMemoryMegabytes: instanceMemoryMegabytes
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    workspaceId: monitoring.outputs.workspaceId
    settings: union(
      {
        ENVIRONMENT: environmentName
        Api__PublicUrl: publicUrl
        Api__AllowFirstAdmin: string(allowFirstAdmin)
        Api__ShowReference: string(showReference)
        Blobs__Container: topology.blobContainers[0]
        Blobs__ServiceUri: stores.outputs.vaultStorage.blobEndpoint
        Claims__KeyVersion: string(claimsKeyVersion)
        Cors__Origins: corsOrigins
        Cosmos__Database: topology.database
        Cosmos__Endpoint: stores.outputs.documents.endpoint
        Cosmos__KeysDatabase: topology.keysDatabase
        Cosmos__KeysEndpoint: stores.outputs.keys.endpoint
        Keys__BackupRetentionDays: string(keysBackupDays)
        KeyVault__KeyName: keyName
        KeyVault__SigningKeyName: signingKeyName
        KeyVault__Uri: vault.outputs.uri
        OTEL_TRACES_SAMPLER_ARG: tracesKept
        Mail__BoardAddress: mail.boardAddress
        Mail__FounderNames: mail.founderNames
        Mail__ReplyTo: mail.replyTo
        Mail__SenderAddress: mail.senderAddress
        Passkeys__Origins: passkeys.origins
        Passkeys__RelyingPartyId: passkeys.relyingPartyId
        RateLimits__Enabled: 'true'
        ServiceBus__fullyQualifiedNamespace: bus.outputs.host
      },
      references(vault.outputs.uri, secretNames),
      hasPreviousAccessKey ? references(vault.outputs.uri, { Tokens__PreviousAccessKey: 'tokens-previous-access-key' }) : {},
      push == null ? {} : union({ Fcm__ClientEmail: push!.clientEmail, Fcm__ProjectId: push!.projectId }, references(vault.outputs.uri, { Fcm__PrivateKey: 'fcm-private-key' }))
    )
  }
  dependsOn: [roles, endpoints]
}

module watching 'modules/watching.bicep' = {
  params: {
    namePrefix: prefix
    location: location
    workspaceId: monitoring.outputs.workspaceId
    operatorAddress: operatorAddress
    budgetAmount: budgetAmount
    budgetStart: budgetStart
    appId: app.outputs.id
    busId: bus.outputs.id
    documentsId: stores.outputs.documents.id
    keysId: stores.outputs.keys.id
    vaultId: vault.outputs.id
  }
}

output appHost string = app.outputs.host
output appName string = app.outputs.name
output vaultUri string = vault.outputs.uri
