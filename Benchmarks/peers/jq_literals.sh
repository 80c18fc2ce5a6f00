#!/bin/sh
# jq's answer: usage: jq_literals.sh PYTHON FILE.json.gz
set -eu
here=$(dirname "$0")
gzip -dc "$2" |
  jq -c --arg literals "$("$1" "$here/question.py" alternation)" -f "$here/literals.jq" |
  "$1" "$here/question.py" count
