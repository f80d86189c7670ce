metadata description = 'What wakes somebody, and what is spent. Each alert names its page of docs/runbooks.'

@description('An alert on a metric of one resource, over five minutes.')
type MetricAlert = {
  name: string
  runbook: string
  severity: int
  resourceId: string
  metricNamespace: string
  metric: string
  aggregation: 'Average' | 'Maximum' | 'Total' | 'Count'
  above: int
  dimensions: Dimension[]
}

type Dimension = {
  name: string
  values: string[]
}

@description('An alert on what the app itself counts: the query answers rows when somebody must look.')
type QueryAlert = {
  name: string
  runbook: string
  severity: int
  query: string

  @description('How much time the query looks at, as an ISO 8601 duration.')
  window: string
}

param namePrefix string
param location string
param workspaceId string
param operatorAddress string
param metricAlerts MetricAlert[]
param queryAlerts QueryAlert[]
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

resource onMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in metricAlerts: {
    name: '${namePrefix}-${alert.name}'
    location: 'global'
    properties: {
      description: 'docs/runbooks/${alert.runbook}.md'
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

resource onQueries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in queryAlerts: {
    name: '${namePrefix}-${alert.name}'
    location: location
    properties: {
      description: 'docs/runbooks/${alert.runbook}.md'
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [operators.id]
      }
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
