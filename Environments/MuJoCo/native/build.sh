#!/usr/bin/env bash
# Builds libakkadreamer_mujoco.so into native/build against the installed libmujoco, or against the one that MUJOCO_DIR names (include/ and lib/, as DeepMind's releases are laid out).
# Where there is no libmujoco, nothing is built and one line says so: the tasks dmc:* then say it too.
set -u
cd "$(dirname "$0")"
say() { echo "build.sh: $*"; }
places=(); if [ -n "${MUJOCO_DIR:-}" ]; then places=(-I"$MUJOCO_DIR/include" -L"$MUJOCO_DIR/lib" "-Wl,-rpath,$MUJOCO_DIR/lib"); fi
compiler=$(command -v cc || command -v gcc || command -v clang) || { say "no C compiler here, so no MuJoCo: ./setup.sh installs both"; exit 0; }
echo '#include <mujoco/mujoco.h>' | "$compiler" "${places[@]}" -E -x c - >/dev/null 2>&1 || { say "no libmujoco here (mujoco/mujoco.h): ./setup.sh installs it"; exit 0; }
mkdir -p build
new=$(mktemp build/new.XXXXXX)
"$compiler" -std=gnu11 -O2 -fPIC -shared -fvisibility=hidden -Wall -Wextra world.c renderer.c -o "$new" "${places[@]}" -lmujoco -ldl -lpthread && chmod 644 "$new" && mv "$new" build/libakkadreamer_mujoco.so && exit 0
rm -f "$new"
say "the MuJoCo shim does not compile: see above"
exit 1
