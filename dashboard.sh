#!/usr/bin/env bash
# Starts the Aspire dashboard: traces, metrics and logs of every host that sends to it, on http://127.0.0.1:18888 until Ctrl+C.
# Standalone finds it by itself; other hosts need OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317.
# It knows no user: everything listens on loopback only.
set -euo pipefail
cd "$(dirname "$0")"
tests/dashboard/install.sh
program=.cache/aspire/node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire
[ -x "$program" ] || { echo "The dashboard could not be installed; it needs npm and Linux on x64." >&2; exit 1; }
page=${DASHBOARD_URL:-http://127.0.0.1:18888}
grpc=${DASHBOARD_OTLP_URL:-http://127.0.0.1:4317}
http=${DASHBOARD_OTLP_HTTP_URL:-http://127.0.0.1:4318}
export ASPIRE_CLI_TELEMETRY_OPTOUT=true DOTNET_CLI_TELEMETRY_OPTOUT=1
exec "$program" dashboard run --allow-anonymous --non-interactive --nologo --frontend-url "$page" --otlp-grpc-url "$grpc" --otlp-http-url "$http" "$@"
