# SPDX-License-Identifier: BSD-3-Clause
# environment.awk: from util/env.def, V(NAME, "default", "help"), to a list for a manual page.
# Its output takes the place of the line @VARIABLES@ in slipway-environment.7.in.

function roff(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text
}

# The literals of C that stand one after the other, as one.
function literal(text)
{
    gsub(/"[ \n]*"/, "", text)
    gsub(/^[ \n]*"|"[ \n]*$/, "", text)
    return text
}

function variable(text,    name, fallback, help, comma)
{
    comma = index(text, ",")
    name = substr(text, 1, comma - 1)
    text = substr(text, comma + 1)
    match(text, /"[^"]*"/)
    fallback = literal(substr(text, RSTART, RLENGTH))
    help = literal(substr(text, RSTART + RLENGTH + 1))
    list = list ".TP\n.BR " name (fallback == "" ? "" : " \" (" roff(fallback) ")\"") "\n" \
        roff(help) ".\n"
}

FILENAME ~ /env\.def$/ {
    entry = (/^V\(/ ? "" : entry) $0 "\n"
    if (entry !~ /\)\n$/)
        next
    if (match(entry, /V\(/))
        variable(substr(entry, RSTART + 2, length(entry) - RSTART - 3))
    entry = ""
    next
}

$0 == "@VARIABLES@" {
    printf "%s", list
    next
}

{ print }
