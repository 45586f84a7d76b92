#!/usr/bin/env bash
# A small cluster on this machine, to try out: one training, some nodes that act for it, one that plays its evaluations. Ctrl-C ends all of them.
#   Hosts/try-cluster.sh [NODES [ENVIRONMENTS-A-NODE [options of the training ...]]]        e.g. Hosts/try-cluster.sh 2 2 --task catch --seed 1
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
nodes=${1:-2}
environments=${2:-2}
shift $(( $# > 2 ? 2 : $# ))
port=${PORT:-4053}
logs=$(mktemp -d)
dotnet build Hosts/Local -v q --nologo
dotnet build Hosts/Node -v q --nologo
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
for ((n = 1; n <= nodes; n++)); do
  dotnet run --no-build --project Hosts/Node -- --join "127.0.0.1:$port" --count "$environments" --log "$logs/node-$n.log" > "$logs/node-$n.out" 2>&1 &
done
dotnet run --no-build --project Hosts/Node -- --join "127.0.0.1:$port" --role evaluator --log "$logs/evaluator.log" > "$logs/evaluator.out" 2>&1 &
echo "What the nodes say: $logs"
dotnet run --no-build --project Hosts/Local -- --cluster "$port" "$@"
