#!/usr/bin/env bash
# Writes the bill of materials of what is shipped (CycloneDX, JSON): every package, direct or not, with version, hash and licence. Needs what is shipped to be
# restored. The folder that it goes to may be given; else it is artifacts/sbom.
set -euo pipefail
out=$(realpath -m "${1:-$(dirname "$0")/../../artifacts/sbom}")
cd "$(dirname "$0")/../.."
dotnet tool restore --verbosity quiet
for project in Standalone SiloHost GatewayHost Cli; do
  [ -f "src/$project/$project.csproj" ] || continue
  dotnet tool run dotnet-CycloneDX "src/$project/$project.csproj" --output "$out" --filename "$project.cdx.json" --output-format Json \
    --disable-package-restore --set-name "$project" >/dev/null
  python3 tools/supply-chain/licences.py "$out/$project.cdx.json"
  echo "$out/$project.cdx.json"
done
