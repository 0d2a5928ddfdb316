// AKS with a CPU and, where asked for, a GPU pool; a storage account for corpora; an identity that silos read it with.
// az deployment group create --resource-group NAME --template-file infra/bicep/main.bicep
targetScope = 'resourceGroup'

@description('Begins the names of all resources.')
@minLength(3)
@maxLength(12)
param name string = 'embedding'

@description('Where they lie.')
param location string = resourceGroup().location

@description('Nodes of the pool for CPU silos, gateways, Redis and Qdrant.')
@minValue(3)
@maxValue(50)
param cpuNodes int = 3

@description('Size of those nodes.')
param cpuSize string = 'Standard_D16s_v5'

@description('Nodes with a GPU at most; 0 makes no such pool.')
@minValue(0)
@maxValue(50)
param gpuNodes int = 0

@description('Size of those nodes.')
param gpuSize string = 'Standard_NC8as_T4_v3'

@description('Name of the container that corpora lie in.')
param corpusContainer string = 'corpora'

module storage 'storage.bicep' = {
  name: 'storage'
  params: { name: name, location: location, container: corpusContainer }
}

module cluster 'cluster.bicep' = {
  name: 'cluster'
  params: { name: name, location: location, cpuNodes: cpuNodes, cpuSize: cpuSize, gpuNodes: gpuNodes, gpuSize: gpuSize }
}

module identity 'identity.bicep' = {
  name: 'identity'
  params: { name: name, location: location, account: storage.outputs.account, issuer: cluster.outputs.issuer }
}

output clusterName string = cluster.outputs.name
output blobEndpoint string = storage.outputs.endpoint
output siloClientId string = identity.outputs.clientId
