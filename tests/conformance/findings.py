"""Every transcript under tests/errors tells the same findings in all forms for programs.

usage: findings.py PROGRAM SARIF_SCHEMA MERGED_SARIF
Runs each transcript's project with --message-format json, github and sarif. JSON lines must follow
docs/finding.schema.json, SARIF its published schema; the lines for GitHub are read as its runner
reads them. All must agree. The SARIF logs go into one file, for a further judge.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import jsonschema

program, published, merged = sys.argv[1:]
root = pathlib.Path(__file__).resolve().parents[2]
record_schema = jsonschema.Draft202012Validator(json.loads((root / "docs/finding.schema.json").read_text("utf-8")))
published = json.loads(pathlib.Path(published).read_text("utf-8-sig"))
sarif_schema = jsonschema.validators.validator_for(published)(published)
faults, codes, told, logs = [], set(), 0, []


def parts(text):
    """The sections of a transcript: its head and its body."""
    for section in re.split(r"^=== ", text, flags=re.M)[1:]:
        head, _, body = section.partition("\n")
        yield head.strip(), body


def lay_out(text, folder):
    """Writes the project; says the command."""
    command = None
    for head, body in parts(text):
        if head.startswith("$ sowright"):
            command = head.removeprefix("$ sowright").split()
        elif not head.startswith(("exit ", "right ", "held ")):
            path = folder / head
            path.parent.mkdir(parents=True, exist_ok=True)
            if body.startswith("#!link "):
                path.symlink_to(body.removeprefix("#!link ").strip())
            elif body.startswith("#!bytes\n"):
                path.write_bytes(bytes.fromhex("".join(body.split("\n")[1:])))
            else:
                path.write_text(body, encoding="utf-8", newline="")
    return command


def run(folder, command, form):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1782000000")
    ran = subprocess.run(
        [program, *command, "--quiet", "--message-format", form], cwd=folder, env=environment, capture_output=True
    )
    return ran.stdout.decode("utf-8")


def unescaped(text, property=False):
    """As GitHub's runner reads commands."""
    for code, letter in [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if property else []), ("%25", "%")]:
        text = text.replace(code, letter)
    return text


def of_github(line):
    found = re.fullmatch(r"::(\w+)(?: (.*?))?::(.*)", line)
    properties = dict(pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
    return found[1], {key: unescaped(value, True) for key, value in properties.items()}, unescaped(found[3])


def whole(record):
    lines = [record["message"], *(f"{name}: {record[name]}" for name in ("later", "basis", "help") if name in record)]
    return "\n".join(lines)


def compare(name, records, github, log):
    results = log["runs"][0]["results"]
    if not len(records) == len(github) == len(results):
        faults.append(f"{name}: {len(records)}, {len(github)} and {len(results)} findings")
        return
    for record, line, result in zip(records, github, results):
        place = record.get("place")
        command, properties, text = of_github(line)
        if (command, text) != (record["severity"].replace("note", "notice"), whole(record)):
            faults.append(f"{name}: GitHub is told {line}")
        if place and "built_in" not in place:
            if (properties.get("file"), properties.get("line")) != (place["file"], str(place["line"])):
                faults.append(f"{name}: GitHub is told another place: {line}")
        if (result["ruleId"], result["level"], result["message"]["text"]) != (
            record["code"], record["severity"], whole(record)
        ):
            faults.append(f"{name}: SARIF tells {result['message']['text']}")
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        if rules[result["ruleIndex"]]["id"] != record["code"]:
            faults.append(f"{name}: the index of {record['code']} leads to another rule")
        own = result["locations"] if place else []
        for place, location in zip(
            [*([place] if place else []), *record.get("related", [])], [*own, *result.get("relatedLocations", [])]
        ):
            physical = location["physicalLocation"]
            region = physical["region"]
            uri = urllib.parse.unquote(physical["artifactLocation"]["uri"])
            seen = (uri, *(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")))
            if seen != (place["file"], *(place[key] for key in ("line", "column", "end_line", "end_column"))):
                faults.append(f"{name}: SARIF points at {seen}")
            if region["snippet"]["text"] not in physical["contextRegion"]["snippet"]["text"]:
                faults.append(f"{name}: the text around a place lacks the text of the place")


for transcript in sorted((root / "tests/errors").glob("*.txt")):
    with tempfile.TemporaryDirectory() as folder:
        text = transcript.read_text("utf-8")
        # A project for each form, since a build need not make again what the build before it made.
        places = {form: pathlib.Path(folder) / form / "project" for form in ("json", "github", "sarif")}
        for place in places.values():
            command = lay_out(text, place)
        if "--message-format" in command:
            at = command.index("--message-format")
            del command[at : at + 2]
        if command[:1] not in (["check"], ["build"]):
            continue
        command = [word for word in command if word not in ("--explain", "--dry-run")]
        printed = {form: run(place, command, form) for form, place in places.items()}
        if not printed["sarif"]:
            continue  # wrong usage: nothing was checked
        records = [json.loads(line) for line in printed["json"].splitlines()]
        for record in records:
            faults.extend(f"{transcript.name}: {error.message}" for error in record_schema.iter_errors(record))
        log = json.loads(printed["sarif"])
        for error in sarif_schema.iter_errors(log):
            faults.append(f"{transcript.name}: {error.json_path}: {error.message[:200]}")
        compare(transcript.name, records, printed["github"].splitlines(), log)
        codes |= {record["code"] for record in records}
        told += len(records)
        logs.append(log)

# One log of all: a file that several projects have alike stands in it once.
whole_log = json.loads(json.dumps(logs[0]))
run_ = whole_log["runs"][0]
run_["results"], run_["artifacts"] = [], []
for log in logs:
    own = log["runs"][0]["artifacts"]
    run_["artifacts"] += [artifact for artifact in own if artifact not in run_["artifacts"]]
    for result in log["runs"][0]["results"]:
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            file = location["physicalLocation"]["artifactLocation"]
            if "index" in file:
                file["index"] = run_["artifacts"].index(own[file["index"]])
        run_["results"].append(result)
pathlib.Path(merged).write_text(json.dumps(whole_log), encoding="utf-8")
print(*faults[:20], sep="\n")
print(f"{told} findings of {len(codes)} codes in {len(logs)} projects")
sys.exit(bool(faults) or told == 0)
