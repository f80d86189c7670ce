@export()
@description('A container as topology.json has it.')
type Container = {
  name: string

  @description('Absent: nothing expires. -1: only documents that carry their own time to live.')
  defaultTtlSeconds: int?

  indexedPaths: string[]
  compositeIndexes: string[][]?
}
