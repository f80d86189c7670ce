@export()
@description('A container as topology.json has it.')
type Container = {
  name: string

  @description('Absent: nothing expires. -1: only documents that carry their own time to live.')
  defaultTtlSeconds: int?

  indexedPaths: string[]
  compositeIndexes: string[][]?
}

@export()
@description('The most request units per second of the documents, and of the user keys; null: serverless.')
type CosmosAutoscale = {
  documents: int
  keys: int
}

@export()
@description('Sender and receivers of mails.')
type Mail = {
  senderAddress: string
  replyTo: string
  boardAddress: string
  founderNames: string
}

@export()
@description('Who passkeys are for. A change of the id makes every passkey useless.')
type Passkeys = {
  relyingPartyId: string
  origins: string
}
