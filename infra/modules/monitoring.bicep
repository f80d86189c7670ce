metadata description = 'Where logs, traces and metrics go.'

param workspaceName string
param insightsName string
param location string
param retentionDays int

@description('The most that a day may write, in GB; -1: as much as there is.')
param dailyGigabytes int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  properties: {
    features: {
      disableLocalAuth: true
    }
    retentionInDays: retentionDays
    sku: {
      name: 'PerGB2018'
    }
    workspaceCapping: {
      dailyQuotaGb: dailyGigabytes
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableIpMasking: false
    DisableLocalAuth: true
    WorkspaceResourceId: workspace.id
  }
}

output workspaceId string = workspace.id
output insightsName string = insights.name
