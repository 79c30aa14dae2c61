#!/bin/sh
# Renews the vendored vis-network: sh kg/view/vendor/renew.sh 10.1.5   (needs npm and tar)
set -eu
version="$1"
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "vis-network@$version" >/dev/null
tar xzf "vis-network-$version.tgz"
# The map is not shipped, so the line that names it goes: a browser's developer tools would ask for it.
grep -v '^//# sourceMappingURL=' package/standalone/umd/vis-network.min.js > "$here/vis-network.min.js"
cp package/LICENSE-MIT package/LICENSE-APACHE-2.0 "$here/"
