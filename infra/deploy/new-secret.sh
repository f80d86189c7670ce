#!/usr/bin/env bash
# Prints a new random value for a secret that only Kpm itself uses, without a line end. new-secret.sh NAME, as in infra/modules/settings.bicep.
. "$(dirname "$0")/common.sh"
need openssl
case "${1:-}" in
  claims-key | rate-limits-key | tokens-recovery-key | tokens-refresh-key) openssl rand -base64 32 | tr -d '\n' ;;
  tokens-access-key | tokens-mail-key | tokens-upload-key) openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 -w0 ;;
  *) stop "usage: new-secret.sh NAME, of a key that is ours; others come from whoever issues them" ;;
esac
