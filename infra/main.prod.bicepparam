using 'main.bicep'

param environmentName = 'prod'
param publicUrl = 'https://api.keepem.app/api/v1'
param allowFirstAdmin = true
param showReference = false

param privateNetwork = true
param zoneRedundant = true
param hardwareKey = true
param cosmosAutoscale = { documents: 10000, keys: 1000 }
param instanceMemoryMegabytes = 2048
param maximumInstances = 400
param alwaysReadyInstances = 2

param telemetryDays = 90
param tracesKept = '0.1'
param telemetryDailyGigabytes = -1
param operatorAddress = 'operators@keepem.app'
param budgetAmount = 2000
param budgetStart = '2026-12-01T00:00:00Z'

param mail = {
  senderAddress: 'hello@keepem.app'
  replyTo: 'info@keepem.app'
  boardAddress: 'board@keepem.app'
  founderNames: 'Anna, Biel, Carla'
}

param passkeys = {
  relyingPartyId: 'keepem.app'
  origins: 'https://keepem.app'
}
