"""Picks what stands for all documents: the largest page of each family in each engagement, or one of middling
size of each deliverable.

usage: families.py OUTPUT_FOLDER                prints family, page and PDF file, with tabs between.
       families.py OUTPUT_FOLDER deliverables   prints pages.
"""

import json
import pathlib
import re
import sys

out = pathlib.Path(sys.argv[1])
root = pathlib.Path(__file__).resolve().parents[2]

# The catalog's deliverables with their families, in the order that the files keep.
family_of = {}
for path in sorted((root / "catalog").rglob("*.yaml")):
    own = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"  - (?:id: |\{id: )([\w-]+)", line):
            own = found[1]
        if (found := re.search(r"\bfamily: ([\w-]+)", line)) and own:
            family_of[own] = found[1]

largest, pages = {}, {}
documents = json.loads((out / ".sowright/manifest.json").read_text(encoding="utf-8"))["documents"]
for id, document in documents.items():
    part = next((part for part in id.split("/")[1:] if part in family_of), None)
    if part is None:
        part = next((own for own in family_of if any(p.split("~")[0] == own for p in id.split("/"))), None)
    if part is None:
        sys.exit(f"the catalog has no family for {id}")
    files = {file["path"].rsplit(".", 1)[1]: file for file in document["files"]}
    key = (family_of[part], document["engagement"])
    size = files["html"]["bytes"]
    pages.setdefault(part, []).append((size, files["html"]["path"]))
    if size > largest.get(key, (0,))[0]:
        largest[key] = (size, files["html"]["path"], files.get("pdf", {}).get("path", ""))
if sys.argv[2:] == ["deliverables"]:
    for of_one in pages.values():
        print(out / sorted(of_one)[len(of_one) // 2][1])
else:
    for (family, _), (_, page, pdf) in sorted(largest.items()):
        print(family, out / page, out / pdf, sep="\t")
