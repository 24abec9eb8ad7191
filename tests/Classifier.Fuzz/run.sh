#!/bin/sh
# Fuzzes one target: run.sh TARGET SECONDS [FOLDER]. TARGET: headers, provenance or manifests (see Targets.cs).
# Needs afl-fuzz (Debian: afl++) and the tool of SharpFuzz: dotnet tool install -g SharpFuzz.CommandLine --version 2.3.0
# What is found lies in FOLDER/TARGET/default/crashes and .../hangs; `dotnet run --project tests/Classifier.Fuzz replay TARGET FILE` shows it. FOLDER is kept and gone on with.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1 seconds=$2 folder=${3:-$(mktemp -d)}
sharpfuzz=${SHARPFUZZ:-sharpfuzz}
mkdir -p "$folder"
# Its own build: instrumented libraries must not lie where others take them from.
dotnet build -c Release "$here/Classifier.Fuzz.csproj" -o "$folder/bin" -v quiet -nologo >&2
[ -d "$folder/seeds" ] || (cd "$here" && dotnet "$folder/bin/Classifier.Fuzz.dll" seeds "$folder/seeds")
for library in "Classifier.Imaging.dll Classifier.Imaging.Headers Classifier.Imaging.Provenance Classifier.Imaging.Decoding.ImageSharp" System.Formats.Cbor.dll \
    "Classifier.Inference.dll Classifier.Inference.Manifests" YamlDotNet.dll; do
    set -- $library
    [ -f "$folder/bin/$1" ] || continue
    name=$1
    shift
    "$sharpfuzz" "$folder/bin/$name" "$@" >&2 || grep -q "SharpFuzz" "$folder/bin/$name"
done
# The first input waits for a process to start, and a run that times out starts another: the limit is far above what an input takes.
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_MAP_SIZE=65536 AFL_FORKSRV_INIT_TMOUT=120000
# A run that is gone on with takes its own queue as input.
input=$folder/seeds/$target
[ -d "$folder/$target" ] && input=-
status=0
nice -n 10 afl-fuzz -i "$input" -o "$folder/$target" -V "$seconds" -t 40000 -m none -- dotnet "$folder/bin/Classifier.Fuzz.dll" run "$target" > "$folder/$target.log" 2>&1 || status=$?
grep -E "execs_done|execs_per_sec|corpus_count|edges_found|bitmap_cvg|saved_crashes|saved_hangs|run_time" "$folder/$target/default/fuzzer_stats"
exit $status
