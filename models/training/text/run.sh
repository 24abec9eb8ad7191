#!/bin/sh
# Builds the recipe and runs it: run.sh VERB OPTIONS (see README.md). BIN names another build folder, DEVICE=cuda another libtorch.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${BIN:-$here/bin/run}
[ -n "${NOBUILD:-}" ] || dotnet build -c Release "$here/TextTraining.csproj" -o "$bin" -p:TorchDevice="${DEVICE:-cpu}" -v quiet -nologo >&2

# TorchSharp's library needs one symbol of GCC 13's libstdc++ (Debian 13, Ubuntu 24.04 have it). Elsewhere: weaken and preload.
need=GLIBCXX_3.4.32
libstdcxx=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
if [ -n "$libstdcxx" ] && ! grep -q "$need" "$libstdcxx"; then
    for library in $(find "$bin" -name libLibTorchSharp.so); do python3 "$here/native/weaken.py" "$library" "$need"; done
    [ -f "$bin/libshim.so" ] || gcc -shared -fPIC -o "$bin/libshim.so" "$here/native/shim.c"
    export LD_PRELOAD="$bin/libshim.so"
fi
# Each step allocates and frees some gigabytes: keep the pages instead of giving them back to the kernel every time.
# Waiting threads sleep: the machine is shared.
export OMP_WAIT_POLICY=passive
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=68719476736 MALLOC_TOP_PAD_=67108864
exec nice -n 19 dotnet "$bin/text-training.dll" "$@"
