#!/bin/sh
# Regenerates the bindings from native/include/hotloop.h and records in PROVENANCE what was run.
#
#     JEXTRACT=/path/to/jextract bindings/generate.sh [--new-jextract COMMIT]
#
# Without $JEXTRACT, the jextract on the PATH. It must write the text of probe.expected for probe.h;
# --new-jextract accepts another jextract, built from the named commit: do that in a commit of its own.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
header=native/include/hotloop.h
generated=src/main/java/io/hotloop/bindings/gen

fail() {
    echo "generate.sh: $*" >&2
    exit 1
}

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

new_commit=
case "${1-}" in
'') ;;
--new-jextract)
    [ $# -eq 2 ] || fail "--new-jextract takes the commit that jextract was built from"
    new_commit=$2
    ;;
*) fail "unknown argument $1; usage: generate.sh [--new-jextract COMMIT]" ;;
esac

jextract=${JEXTRACT:-jextract}
command -v "$jextract" >/dev/null 2>&1 ||
    fail "\"$jextract\" is not an executable: set JEXTRACT to a jextract or put one on the PATH (see README.md)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# jextract's clang does not bring stddef.h and its like; gcc's own folder has them.
system_headers=$(gcc -print-file-name=include)

# $1: output folder, $2: header, the rest: further arguments.
run() {
    output=$1
    source=$2
    shift 2
    "$jextract" @"$here/jextract.args" "$@" -I "$system_headers" --output "$output" "$source" ||
        fail "\"$jextract\" failed on $source"
}

# Every file below $1 with its name, in one text.
listing() {
    (cd "$1" && find . -type f | sort | while read -r file; do
        echo "==== $(basename "$file")"
        cat "$file"
    done)
}

run "$work/probe" "$here/probe.h"
listing "$work/probe" >"$work/probe.actual"
if [ -n "$new_commit" ]; then
    cp "$work/probe.actual" "$here/probe.expected"
elif ! diff -u "$here/probe.expected" "$work/probe.actual" >&2; then
    fail "\"$jextract\" is not the jextract of PROVENANCE: it writes other text for probe.h (see above)." \
        "Use that one, or accept the new one with --new-jextract COMMIT"
fi
commit=${new_commit:-$(sed -n 's/^jextract: //p' "$here/PROVENANCE")}

# A function that nobody listed would be missing in Java without a word.
"$jextract" @"$here/jextract.args" -I "$system_headers" --dump-includes "$work/all" "$here/../$header"
grep -o '^--include-[a-z]* [A-Za-z0-9_]*' "$work/all" | sort >"$work/header.symbols"
grep '^--include-' "$here/includes.txt" | sort >"$work/listed.symbols"
missing=$(comm -23 "$work/header.symbols" "$work/listed.symbols")
[ -z "$missing" ] || fail "$header has what includes.txt does not list:
$missing"
stale=$(comm -13 "$work/header.symbols" "$work/listed.symbols")
[ -z "$stale" ] || fail "includes.txt lists what $header does not have:
$stale"

run "$work/out" "$here/../$header" @"$here/includes.txt"
mkdir -p "$here/$generated"
rm -f "$here/$generated"/*.java
cp "$work/out/io/hotloop/bindings/gen"/*.java "$here/$generated/"

text=$("$here/header-text.sh" "$here/../$header")
files=$(cd "$here" && cat "$generated"/*.java | sha256)
cat >"$here/PROVENANCE" <<END
# Written by generate.sh, checked by check-header.sh in every build; never edited.
jextract: $commit
arguments: jextract.args includes.txt
header: $header
header-sha256: $(printf '%s\n' "$text" | sha256)
probe-sha256: $(sha256 <"$here/probe.expected")
generated: $generated
generated-sha256: $files
date: $(date -u +%Y-%m-%d)
END
