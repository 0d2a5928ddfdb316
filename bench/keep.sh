# Sourced by bench/run.sh and bench/gpu.sh.
# keep NAME LOG [DEVICE] appends the rows of a run to bench/results/NAME.tsv, with date, commit and machine; CLUSTER_BENCH_KEEP=0: not.
keep() {
  [ "${CLUSTER_BENCH_KEEP:-1}" = 0 ] && return 0
  grep -qE '^[^#].* (ok|short)( |$)' "$2" || return 0
  local commit machine file="bench/results/$1.tsv"
  commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
  [ -z "$(git status --porcelain -- src bench ':!bench/results' ':!bench/plots' 2>/dev/null)" ] || commit="$commit+"
  machine="$(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)${3:+, $3}, load $(cut -d' ' -f1 /proc/loadavg)"
  mkdir -p bench/results
  [ -f "$file" ] || printf 'date\tcommit\tmachine\tname\tvalue\tunit\tbound\tverdict\n' > "$file"
  awk -v date="$(date -u +%Y-%m-%dT%H:%MZ)" -v commit="$commit" -v machine="$machine" \
    '$1 !~ /^#/ && NF >= 5 && ($5 == "ok" || $5 == "short") { print date "\t" commit "\t" machine "\t" $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 }' "$2" >> "$file"
}
