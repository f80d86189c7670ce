metadata description = 'What the identity of the app may do: these roles and no other.'

param principalId string
param appStorageName string
param vaultStorageName string
param vaultContainers string[]
param busName string
param keyVaultName string
param keyName string
param signingKeyName string
param insightsName string
param cosmosNames string[]

// Ids of built-in roles: learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultCryptoServiceEncryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  keyVaultCryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

// Cosmos DB Built-in Data Contributor, a role of the account's own data plane.
var cosmosDataContributor = '00000000-0000-0000-0000-000000000002'

var busRoles = [roles.serviceBusDataSender, roles.serviceBusDataReceiver]

resource appStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: appStorageName
}

resource vaultStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: vaultStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource containers 'containers' existing = [
      for container in vaultContainers: {
        name: container
      }
    ]
  }
}

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: busName
}

resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName

  resource key 'keys' existing = {
    name: keyName
  }

  resource signingKey 'keys' existing = {
    name: signingKeyName
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource accounts 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = [
  for name in cosmosNames: {
    name: name
  }
]

// The Functions host keeps locks of timers and its own keys there, and takes the package from there.
resource onAppStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: appStorage
  name: guid(appStorage.id, principalId, roles.storageBlobDataOwner)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

resource onVaultContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, index) in vaultContainers: {
    scope: vaultStorage::blobs::containers[index]
    name: guid(vaultStorage.id, container, principalId, roles.storageBlobDataContributor)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    }
  }
]

resource onBus 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in busRoles: {
    scope: bus
    name: guid(bus.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource onSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, principalId, roles.keyVaultSecretsUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

// Reads, wraps and unwraps with this key; makes and destroys none.
resource onKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault::key
  name: guid(keyVault.id, keyName, principalId, roles.keyVaultCryptoServiceEncryptionUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoServiceEncryptionUser)
  }
}

// Reads and signs with this key; makes and destroys none. No narrower built-in role signs.
resource onSigningKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault::signingKey
  name: guid(keyVault.id, signingKeyName, principalId, roles.keyVaultCryptoUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoUser)
  }
}

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

resource onDocuments 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for (name, index) in cosmosNames: {
    parent: accounts[index]
    name: guid(accounts[index].id, principalId, cosmosDataContributor)
    properties: {
      principalId: principalId
      roleDefinitionId: '${accounts[index].id}/sqlRoleDefinitions/${cosmosDataContributor}'
      scope: accounts[index].id
    }
  }
]
