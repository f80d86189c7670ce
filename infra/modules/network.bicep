metadata description = 'The network of the app, and private endpoints of what it uses.'

@description('What gets a private endpoint.')
type Target = {
  name: string
  resourceId: string
  group: 'blob' | 'Sql' | 'vault'
}

param name string
param location string
param targets Target[]

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  Sql: 'privatelink.documents.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: name
}

resource endpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'endpoints'
}

resource privateZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zones): {
    name: zone.value
    location: 'global'
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(zones): {
    parent: privateZones[index]
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for target in targets: {
    name: 'pe-${target.name}'
    location: location
    properties: {
      subnet: {
        id: endpointSubnet.id
      }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: {
            groupIds: [target.group]
            // Ids of accounts that other modules made.
            #disable-next-line use-resource-id-functions
            privateLinkServiceId: target.resourceId
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (target, index) in targets: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.group
          properties: {
            privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zones[target.group])
          }
        }
      ]
    }
    dependsOn: [privateZones]
  }
]
