#!/usr/bin/env bash
# Takes the rows of "encode" on this machine's first NVIDIA GPU: bench/gpu.sh [FOLDER]. They go to bench/results/encode.tsv, as bench/run.sh keeps them.
# The program is published into FOLDER (default: .cache/bench-gpu) with its runtime; bench/gpu.sh --publish-only [FOLDER] does no more than that, so that the
# folder can be carried to a machine with neither SDK nor registry. There, FOLDER/Cluster.Bench.Encode gpu prints the rows.
set -uo pipefail
publish_only=0 folder=
for argument in "$@"; do
  case $argument in
    --publish-only) publish_only=1 ;;
    -*) echo "bench/gpu.sh: '$argument' is not known; bench/gpu.sh [--publish-only] [FOLDER]" >&2; exit 2 ;;
    *) folder=$(realpath -m "$argument") ;;
  esac
done
cd "$(dirname "$0")/.."
folder=${folder:-$PWD/.cache/bench-gpu}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
. bench/keep.sh

if [ "$publish_only" = 0 ]; then
  if ! command -v nvidia-smi > /dev/null; then
    reason="there is no nvidia-smi here, and so no NVIDIA driver"
  else
    visible=${CUDA_VISIBLE_DEVICES:-0}
    device=$(nvidia-smi --id="${visible%%,*}" --query-gpu=name,driver_version --format=csv,noheader 2>&1) && reason= || reason="nvidia-smi finds no GPU: $device"
  fi
  if [ -n "$reason" ]; then
    cat >&2 <<END
bench/gpu.sh: $reason. Either
  - run this on a machine with an NVIDIA GPU and its driver (in a container: docker run --gpus all), or
  - run "bench/gpu.sh --publish-only FOLDER" here, copy FOLDER to such a machine, and run "FOLDER/Cluster.Bench.Encode gpu" there.
END
    exit 1
  fi
  device=$(head -n 1 <<<"$device" | sed 's/, */ driver /')
fi

# What is built for a GPU has other packages: apart from the other builds, and without their lock files.
dotnet publish bench/Encode -c Release -r linux-x64 --self-contained -v quiet -o "$folder" --artifacts-path "$PWD/.cache/bench-gpu-build" \
  -p:UseArtifactsOutput=true -p:OnnxRuntimeNative=Gpu -p:NuGetLockFilePath=obj/none.lock.json -p:UseSharedCompilation=true || exit 2
# The package brings the libraries of Windows too, 200 MB.
rm -f "$folder"/onnxruntime*.dll
echo "# published: $folder, $(du -sm "$folder" | cut -f 1) MiB"
[ "$publish_only" = 0 ] || exit 0

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The order of nvidia-smi, where a machine has GPUs of several kinds.
CUDA_DEVICE_ORDER=PCI_BUS_ID "$folder/Cluster.Bench.Encode" gpu | tee "$log"
status=${PIPESTATUS[0]}
keep encode "$log" "$device"
exit "$status"
