#!/usr/bin/env bash
# Writes the bill of materials of what is shipped (CycloneDX, JSON) to artifacts/sbom: every package, direct or not, with version, hash and licence.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore --verbosity quiet
for project in Standalone SiloHost GatewayHost Cli; do
  [ -f "src/$project/$project.csproj" ] || continue
  dotnet tool run dotnet-CycloneDX "src/$project/$project.csproj" --output artifacts/sbom --filename "$project.cdx.json" --output-format Json \
    --disable-package-restore --set-name "$project" >/dev/null
  echo "artifacts/sbom/$project.cdx.json"
done
