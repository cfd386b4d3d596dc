"""The shell steps of the action, the GitLab job and the commit hook do what docs/ci.md says.

usage: ci.py PROGRAM. Ends with status 1 and a sentence where one does not. Needs PyYAML and pre-commit.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

HERE = pathlib.Path(__file__).resolve().parents[2]
WRONG = """customer: {name: Northwind Trading, country: nl}
provider: {name: Nimbus Cloud Services}
project: {name: Harbour}
services:
  - {service: M13, start: 2026-01-01, end: 2026-03-31}
"""


def run(step, project, program, **env):
    """Runs a step in bash with the program on its path; status and what it prints."""
    path = f"{pathlib.Path(program).resolve().parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", step], cwd=project, capture_output=True, text=True,
                          env={**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": "1782000000", **env})
    return done.returncode, done.stdout + done.stderr


def expect(holds, what):
    if not holds:
        sys.exit(f"it is not so: {what}")


def main(program):
    action = yaml.safe_load((HERE / "action.yml").read_text())
    steps = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    page = (HERE / "docs/ci.md").read_text()
    gitlab = yaml.safe_load(re.search(r"```yaml\n(# \.gitlab-ci\.yml\n.*?)```", page, re.S).group(1))
    hook = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text())[0]
    with tempfile.TemporaryDirectory() as project:
        descriptor = pathlib.Path(project, "engagements/harbour/engagement.yaml")
        descriptor.parent.mkdir(parents=True)
        inputs = {"DIRECTORY": ".", "ARGUMENTS": "", "GITHUB_ACTION_PATH": str(HERE)}

        descriptor.write_text(WRONG)
        status, said = [run(step, project, program, **inputs) for step in steps][-1]
        expect(status == 1, "the action fails on an error")
        expect("::error file=engagements/harbour/engagement.yaml,line=1," in said, f"it annotates the line: {said}")
        expect(run(hook["entry"], project, program)[0] == 1, "the hook stops the commit")
        expect(re.match(hook["files"], "engagements/harbour/engagement.yaml"), "the hook looks at descriptors")
        expect(run("\n".join(gitlab["documents"]["script"]), project, program)[0] == 1, "the job fails on an error")

        descriptor.write_text(WRONG.replace("nl", "NL"))
        for step in steps:
            status, said = run(step, project, program, **inputs)
            expect(status == 0, f"the action passes: {said}")
        expect(run(hook["entry"], project, program)[0] == 0, "the hook lets the commit pass")
        kept = gitlab["documents"]["artifacts"]["paths"]
        expect(all(pathlib.Path(project, folder).is_dir() for folder in kept), "the job has output to keep")
        expect(list(pathlib.Path(project, "output").rglob("*.pdf")), "documents are in it")
    valid = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"], cwd=HERE)
    expect(valid.returncode == 0, "pre-commit accepts the hook's manifest")
    print(f"{len(steps)} steps of the action, the GitLab job and the hook")


main(sys.argv[1])
