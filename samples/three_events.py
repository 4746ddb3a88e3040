"""Read `dateline events --json` and print the ids of three events of different types that most reports speak of."""

import json
import sys

events = json.load(sys.stdin)
events.sort(key=lambda e: (-len(e["reports"]), e["id"]))
chosen: dict[str, str] = {}
for event in events:
    if event["kind"] == "event":
        chosen.setdefault(event["type"], event["id"])
print("\n".join(list(chosen.values())[:3]))
