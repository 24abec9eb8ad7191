#!/usr/bin/env bash
# Installs what some tests need beside the .NET SDK: the gRPC clients of other languages, a browser, a font.
#   Debian packages: python3-grpcio (brings python3-protobuf), nodejs and npm where there is no node yet; chromium for the
#                    browser tests; fonts-dejavu-core for it and for rendered pictures of text.
#   npm packages:    tests/interop/node, as its lock file says.
# May be run again at any time. Tests skip, saying so, where it was not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

try() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    echo "setup: attempt $attempt of '$*' failed" >&2
    sleep $((attempt * 5))
  done
  return 1
}

packages=()
/usr/bin/python3 -c 'import grpc.aio, google.protobuf' 2>/dev/null || packages+=(python3-grpcio python3-protobuf)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
[[ -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]] || packages+=(fonts-dejavu-core)
[[ -x /usr/bin/chromium ]] || packages+=(chromium)

if ((${#packages[@]})); then
  export DEBIAN_FRONTEND=noninteractive
  try apt-get update -qq
  try apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

try npm ci --prefix tests/interop/node --no-audit --no-fund --ignore-scripts --loglevel=error

/usr/bin/python3 -c 'import grpc, google.protobuf as p; print("setup: python3-grpcio", grpc.__version__, "protobuf", p.__version__)'
node -e 'console.log("setup: node", process.version, "@grpc/grpc-js", require("./tests/interop/node/node_modules/@grpc/grpc-js/package.json").version)'
