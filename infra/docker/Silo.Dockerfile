# A silo. CPU by default; for NVIDIA: --build-arg FLAVOUR=Gpu --build-arg BASE=<an ASP.NET 10 image with the CUDA runtime>
# Build from the root of the repository: docker build -f infra/docker/Silo.Dockerfile .
ARG BASE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG FLAVOUR=Cpu
WORKDIR /source
COPY . .
RUN dotnet publish src/SiloHost/SiloHost.csproj -c Release -o /app -p:OnnxRuntimeNative=${FLAVOUR} -p:UseAppHost=false

FROM ${BASE} AS run
# The user of the chiseled images; numbers, so that Kubernetes can check that it is not root.
USER 1654:1654
WORKDIR /app
COPY --from=build --chown=1654:1654 /app .
ENV DOTNET_EnableDiagnostics=0 \
    Encoders__ModelFolders__0=/models \
    Artifacts__Folder=/artifacts
EXPOSE 8081 11111 30000
ENTRYPOINT ["dotnet", "Cluster.SiloHost.dll"]
