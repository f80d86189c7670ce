metadata description = 'What wakes somebody, and what is spent.'

@description('An alert on a metric of one resource, over five minutes.')
type Alert = {
  name: string
  resourceId: string
  metricNamespace: string
  metric: string
  aggregation: 'Average' | 'Maximum' | 'Total' | 'Count'
  above: int
  severity: int
  dimensions: Dimension[]
}

type Dimension = {
  name: string
  values: string[]
}

param namePrefix string
param operatorAddress string
param alerts Alert[]
param budgetAmount int
param budgetStart string

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${namePrefix}-operators'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'operators'
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: operatorAddress
        useCommonAlertSchema: true
      }
    ]
  }
}

resource metricAlerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in alerts: {
    name: '${namePrefix}-${alert.name}'
    location: 'global'
    properties: {
      enabled: true
      severity: alert.severity
      scopes: [alert.resourceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.metricNamespace
            metricName: alert.metric
            operator: 'GreaterThan'
            threshold: alert.above
            timeAggregation: alert.aggregation
            dimensions: map(alert.dimensions, dimension => {
              name: dimension.name
              operator: 'Include'
              values: dimension.values
            })
          }
        ]
      }
      actions: [
        {
          actionGroupId: operators.id
        }
      ]
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: '${namePrefix}-month'
  properties: {
    amount: budgetAmount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      actual80: {
        contactEmails: [operatorAddress]
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
      }
      forecast100: {
        contactEmails: [operatorAddress]
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
      }
    }
  }
}
