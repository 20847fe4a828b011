#!/bin/sh
# Fails when the committed bindings do not belong to native/include/hotloop.h any more, or when generated
# text was edited by hand. Run by every build; needs gcc and sha256sum (or shasum), never jextract.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
provenance=$here/PROVENANCE

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

recorded() {
    sed -n "s/^$1: //p" "$provenance"
}

header=$(recorded header)
text=$("$here/header-text.sh" "$here/../$header")
if [ "$(printf '%s\n' "$text" | sha256)" != "$(recorded header-sha256)" ]; then
    echo "$header has changed since the bindings were generated from it on $(recorded date): run" \
        "bindings/generate.sh, which needs jextract (see bindings/README.md), and commit what it writes" >&2
    exit 1
fi
generated=$(recorded generated)
actual=$(cd "$here" && cat "$generated"/*.java | sha256)
if [ "$actual" != "$(recorded generated-sha256)" ]; then
    echo "the files in bindings/$generated are not what jextract wrote on $(recorded date): never edit them," \
        "run bindings/generate.sh, which needs jextract (see bindings/README.md)" >&2
    exit 1
fi
