#!/bin/sh
# The library exports exactly the functions that the header declares: no kernel or helper slips out, and
# no declared function is missing from hotloop.map.
#
#     exports.sh NM LIBRARY HEADER
set -eu
nm=$1
library=$2
header=$3

declared=$(sed -n 's/^HL_API .*[ *]\(hl_[a-z0-9_]*\)(.*/\1/p' "$header" | LC_ALL=C sort)
exported=$("$nm" -D --defined-only "$library" | awk '{ print $NF }' | LC_ALL=C sort)
if [ -z "$declared" ]; then
    echo "found no declaration in $header"
    exit 1
fi
if [ "$declared" != "$exported" ]; then
    echo "declared in $header:"
    echo "$declared"
    echo "exported by $library:"
    echo "$exported"
    exit 1
fi
