// Silos read blobs as this identity: the service account 'silo' is exchanged for it, and no key is stored anywhere.
param name string
param location string
param account string
param issuer string

// "Storage Blob Data Reader", one of Azure's built-in roles.
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: account
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-silo'
  location: location
}

resource trust 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: identity
  name: 'silo'
  properties: {
    issuer: issuer
    subject: 'system:serviceaccount:embedding-cluster:silo'
    audiences: ['api://AzureADTokenExchange']
  }
}

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, identity.id, reader)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: reader
  }
}

output clientId string = identity.properties.clientId
