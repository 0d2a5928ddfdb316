using Cluster.Clustering;

await Console.Error.WriteLineAsync(
    $"""
    This app host was built without Aspire: its packages are not in every registry.
    With them:     dotnet run --project src/AppHost -p:Aspire=true
    Without them:  dotnet run --project src/Standalone -c Release      (a whole cluster in one process)
    The topology by hand: docs/operations.md; connection strings '{ConnectionNames.Redis}', '{ConnectionNames.Qdrant}', '{ConnectionNames.Blobs}'.
    """);
return 1;
