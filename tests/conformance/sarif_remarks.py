"""What Microsoft's SARIF multitool remarks, without what it cannot have.

usage: sarif_remarks.py ITS_OUTPUT   fails on remarks that are left
"""

import collections
import json
import sys

# Why a remark is not followed.
LEFT = {
    "SARIF2002": "messages are told whole, not put together by viewers",
    "SARIF2003": "the program knows nothing of version control",
    "SARIF2005": "the program has no address on the network",
    "SARIF2006": "the checker could not ask the network",
    "SARIF2013": "files stand beside the log; places carry their text",
    "SARIF2010": "a picture or a folder has no text to show",
    "SARIF2011": "a picture or a folder has no text to show",
    "SARIF2012": "rules have no page on the network; their help stands in the log",
}
results = json.load(open(sys.argv[1], encoding="utf-8-sig"))["runs"][0].get("results", [])
counts = collections.Counter(f"{one['ruleId']} {one.get('level', 'warning')}" for one in results)
wrong = [one for one in results if one.get("level") == "error" or one["ruleId"] not in LEFT]
for one in wrong[:10]:
    print(one["ruleId"], one.get("level"), json.dumps(one["message"])[:300])
print(f"{len(results) - len(wrong)} remarks set aside, {len(wrong)} left")
sys.exit(bool(wrong))
