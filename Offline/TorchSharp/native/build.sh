#!/usr/bin/env bash
# Builds libakkadreamer_torch.so into native/build. Torch_DIR or CMAKE_PREFIX_PATH name a libtorch outside the system's folders.
set -u
cd "$(dirname "$0")"
command -v cmake >/dev/null || { echo "build.sh: cmake is missing: run ./setup.sh"; exit 1; }
generator=(); command -v ninja >/dev/null && generator=(-G Ninja)
exec 9>/tmp/akkadreamer-native-$(id -u).lock; flock 9
log=$(mktemp); trap 'rm -f "$log"' EXIT
configure() { cmake -S . -B build "${generator[@]}" >"$log" 2>&1; }
# A folder that was moved, or configured by another generator, is configured anew.
if ! configure && ! { rm -rf build && configure; }; then
  cat "$log"
  grep -q "TorchConfig.cmake" "$log" && echo "build.sh: libtorch is missing: run ./setup.sh" || echo "build.sh: cmake could not configure the native part: see above"
  exit 1
fi
cmake --build build -j "$(nproc)" >"$log" 2>&1 || { cat "$log"; echo "build.sh: the native part does not compile: see above"; exit 1; }
touch build/libakkadreamer_torch.so
