#!/bin/sh
# Builds the recipe and runs it: run.sh VERB OPTIONS (see README.md). BIN names another build folder, DEVICE=cuda another libtorch.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${BIN:-$here/bin/run}
[ -n "${NOBUILD:-}" ] || dotnet build -c Release "$here/DeepfakeTraining.csproj" -o "$bin" -p:TorchDevice="${DEVICE:-cpu}" -v quiet -nologo >&2

# TorchSharp's library needs one symbol of GCC 13's libstdc++ (Debian 13, Ubuntu 24.04 have it). Elsewhere: weaken and preload.
need=GLIBCXX_3.4.32
libstdcxx=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
if [ -n "$libstdcxx" ] && ! grep -q "$need" "$libstdcxx"; then
    for library in $(find "$bin" -name libLibTorchSharp.so); do python3 "$here/../text/native/weaken.py" "$library" "$need"; done
    [ -f "$bin/libshim.so" ] || gcc -shared -fPIC -o "$bin/libshim.so" "$here/../text/native/shim.c"
    export LD_PRELOAD="$bin/libshim.so"
fi
# Waiting threads sleep: the machine is shared.
export OMP_WAIT_POLICY=passive
exec nice -n 19 dotnet "$bin/deepfake-training.dll" "$@"
