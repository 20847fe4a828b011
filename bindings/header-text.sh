#!/bin/sh
# Prints a C header without comments and with normal white space: what generate.sh and check-header.sh
# hash, so that a better sentence in the manual needs no jextract. Includes stay as they are written.
set -eu
# Not $CC: that may be two words or another compiler, whose text has another hash.
if ! command -v gcc >/dev/null 2>&1; then
    echo "gcc is not there: install it (Debian and Ubuntu: apt-get install gcc)" >&2
    exit 1
fi
# -w: without conditionals, the definitions of a macro for each platform look like redefinitions.
text=$(gcc -w -fpreprocessed -dD -E -P -x c "$1")
# Versions of gcc differ in the blank lines that -P leaves.
printf '%s\n' "$text" | sed -e 's/[[:space:]][[:space:]]*/ /g' -e 's/^ //' -e 's/ $//' -e '/^$/d'
