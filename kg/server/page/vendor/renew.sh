#!/bin/sh
# Renews the vendored CodeMirror: sh kg/server/page/vendor/renew.sh   (needs npm)
# package.json beside this file names the versions; raise them there.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.js" "$work/"
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts
node node_modules/esbuild/bin/esbuild entry.js --bundle --minify --format=esm --target=es2020 \
  --legal-comments=none --outfile="$here/../static/codemirror.js" --log-level=warning
# All of it is under the MIT licence: the texts, each once, after the packages that bear it.
node -e '
const fs = require("fs"), path = require("path"), texts = new Map();
for (const file of fs.readdirSync("node_modules", { recursive: true }).sort()) {
  if (path.basename(file) !== "LICENSE" || /esbuild/.test(file)) continue;
  const name = path.dirname(file), text = fs.readFileSync(path.join("node_modules", file), "utf8").trim();
  const version = JSON.parse(fs.readFileSync(path.join("node_modules", name, "package.json"), "utf8")).version;
  texts.set(text, [...(texts.get(text) || []), `${name} ${version}`]);
}
process.stdout.write([...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join("\n\n"));
' > "$here/LICENSE"
