#!/bin/sh
# Finds the packed instructions of a tier in the machine code of one function, and none that it must not
# have. A kernel that stops being vectorised still computes the right numbers: only this test notices.
#
#     codegen.sh OBJDUMP SYMBOL "REGEX …" OBJECT…
#
# A REGEX that begins with ! must not match. Parts that the compiler split off (SYMBOL.part.0) count too.
set -eu
objdump=$1
symbol=$2
patterns=$3
shift 3

code=$("$objdump" -d --no-show-raw-insn "$@" | awk -v symbol="$symbol" '
    /^[0-9a-f]+ <.*>:$/ {
        name = $2
        sub(/^</, "", name)
        sub(/>:$/, "", name)
        inside = name == symbol || index(name, symbol ".") == 1
    }
    inside')
if [ -z "$code" ]; then
    echo "there is no function $symbol in $*"
    exit 1
fi
status=0
set -f
for pattern in $patterns; do
    case $pattern in
    !*)
        if matches=$(echo "$code" | grep -E -- "${pattern#!}"); then
            echo "$symbol has ${pattern#!}:"
            echo "$matches"
            status=1
        fi
        ;;
    *)
        count=$(echo "$code" | grep -c -E -- "$pattern" || true)
        echo "$symbol: $pattern $count times"
        if [ "$count" -eq 0 ]; then
            status=1
        fi
        ;;
    esac
done
if [ "$status" -ne 0 ]; then
    echo "$code"
fi
exit $status
