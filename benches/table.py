#!/usr/bin/env python3
"""Prints the tables of docs/performance.md.

usage: table.py PROGRAM [DOCUMENTS …]      default: 100 1000 10000

Makes portfolios with portfolio.py, builds them cold, again, after one record changed and after one
template changed; CPU seconds, seconds and peak memory are those of the program as the system counts
them. Beside it, the same pages of HTML are turned into PDF by Jinja2 and WeasyPrint, when they are
installed (pip install weasyprint jinja2).
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def run(*command, cwd=None):
    """Seconds, CPU seconds and peak megabytes of a command."""
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{command} ends with {status}: {said[-2000:]}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def row(name, count, measured, each=False):
    seconds, cpu, peak, said = measured
    built = re.search(r"Built (\d+)", said)
    rate = f"{count / seconds:.0f}" if each else ""
    per = f"{1000 * cpu / count:.1f}" if each else ""
    print(f"| {count:,} | {name} | {int(built.group(1)) if built else 0:,} | {seconds:.2f} | {cpu:.2f} | {rate} | {per} | {peak:.0f} |",
          flush=True)


def portfolio(program, folder, count):
    subprocess.run([sys.executable, HERE / "portfolio.py", folder, str(count)], check=True, stdout=subprocess.DEVNULL)
    build = [program, "build", "-C", folder, "--output", folder / "output"]
    row("cold", count, run(*build), each=True)
    row("nothing changed", count, run(*build))
    record = sorted(folder.glob("engagements/*/records/incidents.yaml"))[0]
    record.write_text(record.read_text().replace("title: Slow answers 30,", "title: Slow answers again,"))
    row("one record changed", count, run(*build))
    if count <= 1000:
        subprocess.run([program, "eject", "-C", folder, "templates/documents/om-periodic-report.md"], check=True,
                       stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        row("the template ejected, not changed", count, run(*build))
        template = folder / "templates/documents/om-periodic-report.md"
        template.write_text(template.read_text().rstrip() + "\n\nAsk your project owner about this report.\n")
        row("its template changed", count, run(*build))
    html = folder / "html"
    row("cold, HTML only", count, run(program, "build", "-C", folder, "--output", html, "--format", "html"), each=True)
    shutil.rmtree(html)


def weasyprint(folder):
    """CPU seconds a page of Jinja2 and WeasyPrint over monthly reports, and of sowright over the same."""
    pages = sorted(folder.glob("output/*/apps/application-om-monthly-report/*.html"))[:10]
    script = (
        "import sys, jinja2, weasyprint\n"
        "for page in sys.argv[1:]:\n"
        "    text = jinja2.Template('{{ page }}').render(page=open(page).read())\n"
        "    weasyprint.HTML(string=text).write_pdf(page + '.weasy.pdf')\n"
    )
    try:
        _, cpu, _, _ = run(sys.executable, "-c", script, *pages)
    except SystemExit as failed:
        print(f"WeasyPrint did not run: {str(failed)[:200]}")
        return
    print(f"\nJinja2 and WeasyPrint: {1000 * cpu / len(pages):.0f} ms CPU a monthly report, over {len(pages)}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    counts = [int(text) for text in sys.argv[2:]] or [100, 1000, 10000]
    print("| documents | build | built | seconds | CPU seconds | documents a second | CPU ms a document | peak MB |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            portfolio(program, pathlib.Path(folder), count)
            if count == counts[0]:
                weasyprint(pathlib.Path(folder))


if __name__ == "__main__":
    main()
