# The gateway. Build from the root of the repository: docker build -f infra/docker/Gateway.Dockerfile .
ARG BASE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/GatewayHost/GatewayHost.csproj -c Release -o /app -p:UseAppHost=false

FROM ${BASE} AS run
USER 1654:1654
WORKDIR /app
COPY --from=build --chown=1654:1654 /app .
ENV DOTNET_EnableDiagnostics=0
EXPOSE 8080
ENTRYPOINT ["dotnet", "Cluster.GatewayHost.dll"]
