using 'main.bicep'

param environmentName = 'dev'
param publicUrl = 'https://api.dev.keepem.app/api/v1'
param allowFirstAdmin = true
param showReference = true

param privateNetwork = false
param zoneRedundant = false
param hardwareKey = false
param cosmosAutoscale = null
param instanceMemoryMegabytes = 2048
param maximumInstances = 40
param alwaysReadyInstances = 0

param telemetryDays = 30
param tracesKept = '1'
param telemetryDailyGigabytes = 1
param operatorAddress = 'operators@keepem.app'
param budgetAmount = 100
param budgetStart = '2026-12-01T00:00:00Z'

param mail = {
  senderAddress: 'hello@keepem.app'
  replyTo: 'info@keepem.app'
  boardAddress: 'board@keepem.app'
  founderNames: 'Anna, Biel, Carla'
}

param passkeys = {
  relyingPartyId: 'dev.keepem.app'
  origins: 'https://dev.keepem.app'
}
