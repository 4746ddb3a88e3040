#!/bin/sh
# What `make demo` shows: nineteen sample reports become a ledger, and the ledger answers questions.
set -eu
dateline=$1
mkdir -p demo
ledger=demo/dateline.db
rm -f "$ledger" "$ledger-wal" "$ledger-shm"
DATELINE_LEDGER=$ledger
export DATELINE_LEDGER

step() { printf '\n\033[1m$ dateline %s\033[0m\n' "$*"; "$dateline" "$@"; }

echo "== reading 19 sample reports by 10 invented outlets into $ledger =="
step add samples/reports
echo; echo "== who holds what, which figures stand, as of 8 April 2020 =="
step state --on 2020-04-08
echo; echo "== what was announced, and what became of it =="
step plans --on 2020-04-08
echo; echo "== where the reports disagree =="
step conflicts
echo; echo "== three events, each value with the words that say so =="
"$dateline" events --json | "$(dirname "$dateline")/python" samples/three_events.py | while read -r id; do step show "$id"; done
step check
cat <<TEXT

Now try:
  export DATELINE_LEDGER=$ledger
  $dateline events --type retreat          every withdrawal and handover
  $dateline figures                        the series of counts
  $dateline explain sample-027               why each claim was coded so, and what was passed over
  $dateline export --format csv -o events.csv
  $dateline add YOUR_REPORTS/              your own reports: text, HTML, JSON, CSV, feeds, WARC
TEXT
