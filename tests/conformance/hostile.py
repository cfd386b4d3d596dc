"""Lays out a project whose texts mean harm: scripts, styles, handlers and addresses in every text of
descriptors, records, tables, prose and the theme's fonts.

usage: hostile.py PROGRAM ENGAGEMENTS FOLDER
The samples are copied and an attack is set behind each text value; where the loader refuses one (an id,
a word of a list), the value is put back, until no finding is an error. Prints the counts.
"""

import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

RUN = "window.hostile=1"
HOST = "http://hostile.invalid"
ATTACKS = [
    f"<script>{RUN}</script>",
    f"\"><img src=x onerror={RUN}>",
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}",
    f"<svg onload={RUN}><script>{RUN}</script></svg>",
    f"[go](javascript:{RUN})",
    f"![it](data:text/html,<script>{RUN}</script>)",
    f"<a href=\"javascript:{RUN}\">go</a>",
    f"</style><style>*{{background:url({HOST}/css)}}</style>",
    f"</title></script><script src={HOST}/js></script>",
    f"--><iframe src={HOST}/frame></iframe><!--",
    f"<meta http-equiv=refresh content=\"0;url={HOST}/meta\">",
    f"<base href={HOST}/><link rel=stylesheet href={HOST}/link>",
    f"<form action={HOST}/form><input autofocus onfocus={RUN}></form>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"{{{{ {RUN} }}}} {{% set a = 1 %}} ${{{RUN}}}",
    f"}} body {{ background: url({HOST}/brace) }}",
]
PROSE = "\n\n" + "\n\n".join(ATTACKS) + f"\n\n[go]: javascript:{RUN}\n\n[go] and <javascript:{RUN}> and [data](data:text/html,x)\n"

program, samples, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


class Text:
    """A file in pieces: what stays, and values that may carry an attack."""

    def __init__(self, path, values, whole):
        self.path, self.whole = path, whole
        # Each is start, end, plain text, quoted text; in the order of the file.
        self.values = sorted(values)
        self.on = [True] * len(values)

    def write(self):
        out, at, self.lines = [], 0, []
        line = 1
        for i, (start, end, quoted) in enumerate(self.values):
            before = self.whole[at:start]
            line += before.count("\n")
            piece = quoted if self.on[i] else self.whole[start:end]
            self.lines.append((line, line + piece.count("\n")))
            line += piece.count("\n")
            out += [before, piece]
            at = end
        self.path.write_text("".join(out) + self.whole[at:], encoding="utf-8")

    def put_back(self, first, last):
        """Takes the attacks out of some lines; says how many went."""
        near = [i for i, (a, b) in enumerate(self.lines) if self.on[i] and a <= last and b >= first]
        for i in near:
            self.on[i] = False
        return len(near)

    def put_back_braces(self):
        """Takes out the attacks that have braces; says how many went."""
        with_braces = [i for i, (_, _, quoted) in enumerate(self.values) if self.on[i] and "{" in quoted]
        for i in with_braces:
            self.on[i] = False
        return len(with_braces)


count = 0


def attack(text):
    global count
    count += 1
    return f"{text} {ATTACKS[count % len(ATTACKS)]}"


def of_yaml(path):
    whole, values = path.read_text(encoding="utf-8"), []

    def walk(node, key):
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                walk(value, name.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value, key)
        elif node.tag == "tag:yaml.org,2002:str" and key not in {"id", "key", "prefix"} and re.search(r"[A-Za-z]", node.value):
            # One word in lower case or with a figure is an id or one of a list.
            if " " in node.value or re.fullmatch(r"[A-Z][A-Za-z]+", node.value):
                end = "\n" if node.style in {"|", ">"} else ""
                values.append((node.start_mark.index, node.end_mark.index, json.dumps(attack(node.value)) + end))

    for document in yaml.compose_all(whole, Loader=yaml.SafeLoader):
        walk(document, "")
    return Text(path, values, whole)


def of_csv(path):
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))

    def line(row):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(row)
        return out.getvalue()

    whole, values = "".join(map(line, rows)), []
    at = len(line(rows[0]))
    for row in rows[1:]:
        changed = [attack(cell) if " " in cell else cell for cell in row]
        if changed != row:
            values.append((at, at + len(line(row)), line(changed)))
        at += len(line(row))
    return Text(path, values, whole)


shutil.copytree(samples, root / "engagements")
texts = {}
for path in sorted((root / "engagements").rglob("*")):
    if path.name == "ledger.yaml":
        continue
    if path.suffix in {".yaml", ".csv"}:
        text = of_yaml(path) if path.suffix == ".yaml" else of_csv(path)
        text.write()
        texts[str(path.relative_to(root))] = text
    elif path.suffix == ".md":
        path.write_text(path.read_text(encoding="utf-8") + PROSE, encoding="utf-8")
theme = root / "templates/theme"
theme.mkdir(parents=True)
brand = (pathlib.Path(__file__).resolve().parents[2] / "templates/theme/brand.yaml").read_text(encoding="utf-8")
fonts = json.dumps(["Noto Sans", *[f"x{attack}" for attack in ATTACKS]])
(theme / "brand.yaml").write_text(re.sub(r"  text: \[.*\]", lambda _: f"  text: {fonts}", brand), encoding="utf-8")

for _ in range(40):
    told = subprocess.run([program, "check", "-C", root, "--message-format", "json"], capture_output=True, text=True)
    findings = [json.loads(line) for line in told.stdout.splitlines()]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    if not errors:
        break
    gone = 0
    for finding in errors:
        for place in [finding.get("place"), *finding.get("related", [])]:
            if place and place["file"] in texts:
                gone += texts[place["file"]].put_back(place["line"], place.get("end_line", place["line"]))
        # Braces in a name are an open placeholder of the titles that hold it, wherever they are found.
        if finding["code"] == "CAT-04":
            gone += sum(text.put_back_braces() for name, text in texts.items() if name.endswith("/engagement.yaml"))
    if not gone:
        sys.exit(f"an error that is no value's: {errors[0]}")
    for text in texts.values():
        text.write()
else:
    sys.exit("the loader still refuses values after 40 rounds")
left = sum(sum(text.on) for text in texts.values())
(root / "attacks.json").write_text(json.dumps(ATTACKS), encoding="utf-8")
print(left, count)
