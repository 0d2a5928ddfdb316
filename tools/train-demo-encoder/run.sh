#!/usr/bin/env bash
# Draws the pictures, trains the demo encoder and writes models/demo-clip. See README.md.
#
#   tools/train-demo-encoder/run.sh [model folder]
#
# PYTHON   the interpreter with torch, numpy and Pillow. Default: /usr/bin/python3
# THREADS  cores to use. Default: 2
# WORK     where pictures and weights are kept between runs. Default: .cache/demo-encoder in the repository
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
threads=${THREADS:-2}
work=${WORK:-$root/.cache/demo-encoder}
out=${1:-$root/models/demo-clip}

if ! "$python" -c 'import torch, numpy, PIL' 2>/dev/null; then
  echo "$python lacks torch, numpy or Pillow. On Debian: apt-get install python3-torch python3-pil libopenblas0-openmp" >&2
  exit 2
fi

# OpenBLAS on torch's own threads trains several times faster than Debian's reference BLAS, and twice as fast as OpenBLAS on threads of its own.
blas=/usr/lib/$(uname -m)-linux-gnu/openblas-openmp
if [ -d "$blas" ]; then
  export LD_LIBRARY_PATH=$blas${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
else
  echo "libopenblas0-openmp is not installed; training may take hours instead of half an hour." >&2
fi
export OMP_NUM_THREADS=$threads
# Keeps freed tensors in the process: giving them back costs a third of the time in page faults.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=16000000000 MALLOC_TOP_PAD_=200000000

catalogue() { dotnet run --project "$root/tools/SampleCatalogue" -c Release -- "$@"; }
catalogue "$work/training" --count 36000 --seed 20 --split Training
catalogue "$work/held-out" --count 500 --seed 21 --split HeldOut
"$python" "$here/train.py" --training "$work/training" --held-out "$work/held-out" --out "$work/weights" --threads "$threads"
"$python" "$here/export.py" --weights "$work/weights/weights.pt" --held-out "$work/held-out" --out "$out"
