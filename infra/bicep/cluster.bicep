param name string
param location string
param cpuNodes int
param cpuSize string
param gpuNodes int
param gpuSize string

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: '${name}-aks'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: name
    disableLocalAccounts: false
    oidcIssuerProfile: { enabled: true }
    securityProfile: { workloadIdentity: { enabled: true } }
    networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay', networkDataplane: 'cilium', networkPolicy: 'cilium' }
    agentPoolProfiles: [
      {
        name: 'cpu'
        mode: 'System'
        vmSize: cpuSize
        count: cpuNodes
        minCount: cpuNodes
        maxCount: cpuNodes * 4
        enableAutoScaling: true
        osType: 'Linux'
        osSKU: 'AzureLinux'
        nodeLabels: { 'embedding-cluster/pool': 'cpu' }
      }
    ]
  }
}

// Scaled to nothing while no GPU silo is asked for.
resource gpu 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = if (gpuNodes > 0) {
  parent: cluster
  name: 'gpu'
  properties: {
    mode: 'User'
    vmSize: gpuSize
    count: 0
    minCount: 0
    maxCount: gpuNodes
    enableAutoScaling: true
    osType: 'Linux'
    nodeLabels: { 'embedding-cluster/pool': 'gpu' }
    nodeTaints: ['nvidia.com/gpu=present:NoSchedule']
  }
}

output name string = cluster.name
output issuer string = cluster.properties.oidcIssuerProfile.issuerURL
