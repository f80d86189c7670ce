metadata description = 'The settings of the app that are values, and the secrets that others refer to.'

@export()
@description('Settings that are secrets, and the name of each in the vault.')
var secretNames = {
  Claims__Key: 'claims-key'
  RateLimits__Key: 'rate-limits-key'
  SendGrid__ApiKey: 'sendgrid-api-key'
  SendGrid__WebhookKey: 'sendgrid-webhook-key'
  Tokens__AccessKey: 'tokens-access-key'
  Tokens__MailKey: 'tokens-mail-key'
  Tokens__RecoveryKey: 'tokens-recovery-key'
  Tokens__RefreshKey: 'tokens-refresh-key'
  Tokens__UploadKey: 'tokens-upload-key'
}

@export()
@description('A reference to a secret, which the platform resolves with the identity of the app.')
func reference(vaultUri string, secret string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret})'

@export()
@description('References of all of them.')
func references(vaultUri string, secrets object) object => mapValues(secrets, secret => reference(vaultUri, string(secret)))
