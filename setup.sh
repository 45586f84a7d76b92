#!/usr/bin/env bash
# Prepares this machine: finds out which package stack the NuGet feed can serve, installs what that stack needs, and writes the choice to stack.props.
# usage: ./setup.sh [published|offline]      (no argument: published where the feed has it, else offline)
# Safe to run again; does only what is missing. Works as root, or with sudo where something must be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

case "${1:-}" in "" | published | offline) asked=${1:-} ;; *) die "unknown stack '$1'; usage: ./setup.sh [published|offline]" ;; esac

log=$(mktemp)
trap 'rm -f "$log"' EXIT

command -v dotnet >/dev/null || die "the .NET 10 SDK is missing; install it (https://dot.net/download, or your distribution's dotnet-sdk-10.0) and run ./setup.sh again"
sdk=$(dotnet --version 2>"$log") || die "dotnet is installed but does not run: $(grep -m1 -v -e '^Process terminated' -e '^$' "$log" || true)"
[ "${sdk%%.*}" -ge 10 ] || die "the .NET 10 SDK is needed and this is $sdk; install it beside the old one and run ./setup.sh again"

# Restoring is the honest question: it asks the configured feeds for exactly the versions that the build will use.
feed_has_published() {
    timeout 900 dotnet restore Tests/CSharp/Tests.csproj -p:PackageStack=published -p:TorchNative="$native" >"$log" 2>&1
}

native=cpu
if [ -e /proc/driver/nvidia/version ]; then native=cuda; fi

stack=$asked
if [ "$stack" != offline ]; then
    say "asking the package feed for Akka.NET, TorchSharp and their kin"
    if feed_has_published; then
        stack=published
    else
        missing=$(grep -o 'Unable to find package [A-Za-z0-9.-]*' "$log" | sed 's/Unable to find package //; s/\.$//' | sort -u | paste -sd' ' || true)
        reason=${missing:+the feed lacks $missing}
        reason=${reason:-$(grep -m1 -o 'error.*' "$log" || echo "restore did not finish within 15 minutes")}
        [ "$stack" != published ] || die "the published stack cannot be had here: $reason"
        say "$reason; taking the offline stack"
        stack=offline
    fi
fi

packages=(postgresql python3-numpy ffmpeg iproute2) # the tests start a server of their own, play Python environments, and cut networks in two; ffmpeg reads videos to put behind tasks
if [ "$stack" = offline ]; then
    packages+=(cmake g++ make libopenblas0-pthread)
    # A libtorch of your own (CMAKE_PREFIX_PATH or Torch_DIR) takes the place of Debian's.
    if [ -z "${Torch_DIR:-}${CMAKE_PREFIX_PATH:-}" ]; then packages+=(libtorch-dev); fi
fi

# Simulators whose tasks are missed when they cannot be had, and nothing else.
simulators=(gcc libc6-dev libegl1 libgl1-mesa-dri libosmesa6)
# A libmujoco of your own (MUJOCO_DIR) takes the place of Debian's.
if [ -z "${MUJOCO_DIR:-}" ]; then simulators+=(libmujoco-dev); fi

absent() { for package in "$@"; do [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || echo "$package"; done; }

# Installs Debian packages; what went wrong, when it fails, is one line in $trouble.
obtain() {
    say "installing $*"
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { trouble="installing $* needs root and there is no sudo; run: apt-get install $*"; return 1; }
        root=(sudo)
    fi
    apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0)
    "${apt[@]}" install --no-install-recommends "$@" >"$log" 2>&1 && return
    "${apt[@]}" update >"$log" 2>&1 || { trouble="apt-get update failed: $(grep -m1 -E '^(E|W):' "$log" || tail -n1 "$log")"; return 1; }
    "${apt[@]}" install --no-install-recommends "$@" >"$log" 2>&1 || { trouble="apt-get could not install $*: $(grep -m1 '^E:' "$log" || tail -n1 "$log")"; return 1; }
}

if command -v dpkg-query >/dev/null; then
    mapfile -t wanted < <(absent "${packages[@]}")
    [ ${#wanted[@]} -eq 0 ] || obtain "${wanted[@]}" || die "$trouble"
    mapfile -t wanted < <(absent "${simulators[@]}")
    [ ${#wanted[@]} -eq 0 ] || obtain "${wanted[@]}" || say "without MuJoCo (the tasks dmc:*): $trouble"
else
    for tool in cmake c++ make; do [ "$stack" != offline ] || command -v "$tool" >/dev/null || die "'$tool' is missing and this system has no apt; install: ${packages[*]} (Debian's names)"; done
    say "no apt here: taking for granted that these are installed (Debian's names): ${packages[*]} ${simulators[*]}"
fi

choice="<Project>
  <!-- Written by setup.sh. -->
  <PropertyGroup>
    <PackageStack Condition=\"'\$(PackageStack)' == ''\">$stack</PackageStack>
    <TorchNative Condition=\"'\$(TorchNative)' == ''\">$native</TorchNative>
  </PropertyGroup>
</Project>"
if [ "$(cat stack.props 2>/dev/null || true)" != "$choice" ]; then
    printf '%s\n' "$choice" >stack.props.new && mv stack.props.new stack.props
fi

bash Environments/MuJoCo/native/build.sh >"$log" 2>&1 || die "$(tail -n1 "$log")"
[ ! -s "$log" ] || say "$(sed 's/^build.sh: //' "$log" | tail -n1)"

if [ "$stack" = offline ]; then
    say "building the native part of Offline/TorchSharp (half a minute, once)"
    bash Offline/TorchSharp/native/build.sh >"$log" 2>&1 || die "$(grep -m1 '^build.sh: ' "$log" || tail -n1 "$log")"
    libtorch=${Torch_DIR:-${CMAKE_PREFIX_PATH:-"Debian's package"}}
    say "ready: package stack 'offline' (the stand-ins in Offline/; libtorch: $libtorch)"
else
    say "ready: package stack 'published' (Akka.NET and TorchSharp from the feed, libtorch for $native)"
fi
