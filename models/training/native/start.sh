# Sourced by the recipes' run.sh, with $here their folder: start PROJECT ASSEMBLY ARGUMENTS builds a recipe and runs it.
# BIN names another build folder, DEVICE=cuda another libtorch, NOBUILD=1 leaves the build out.
start() {
    project=$1 assembly=$2
    shift 2
    bin=${BIN:-$here/bin/run}
    native=$here/../native
    [ -n "${NOBUILD:-}" ] || dotnet build -c Release "$here/$project" -o "$bin" -p:TorchDevice="${DEVICE:-cpu}" -v quiet -nologo >&2

    # TorchSharp's library needs one symbol of GCC 13's libstdc++ (Debian 13, Ubuntu 24.04 have it). Elsewhere: weaken and preload.
    need=GLIBCXX_3.4.32
    libstdcxx=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
    if [ -n "$libstdcxx" ] && ! grep -q "$need" "$libstdcxx"; then
        for library in $(find "$bin" -name libLibTorchSharp.so); do python3 "$native/weaken.py" "$library" "$need"; done
        [ -f "$bin/libshim.so" ] || gcc -shared -fPIC -o "$bin/libshim.so" "$native/shim.c"
        export LD_PRELOAD="$bin/libshim.so"
    fi
    # Waiting threads sleep: the machine is shared.
    export OMP_WAIT_POLICY=passive
    exec nice -n 19 dotnet "$bin/$assembly" "$@"
}
