#!/usr/bin/env python3
"""Writes a project with as many due documents as asked for.

usage: portfolio.py FOLDER DOCUMENTS

Each engagement hosts an application for a year, which owes 365 daily, 53 weekly and 12 monthly
reports (a few more documents come with it), with an incident every third day. The same numbers give
the same files.
"""
import datetime
import pathlib
import sys

PER_ENGAGEMENT = 365 + 53 + 12
START = datetime.date(2025, 1, 1)


def engagement(folder: pathlib.Path, number: int, days: int) -> None:
    end = START + datetime.timedelta(days=days - 1)
    records = folder / "records"
    records.mkdir(parents=True, exist_ok=True)
    (folder / "engagement.yaml").write_text(
        f"""customer: {{name: Customer {number}, country: NL, timezone: Europe/Amsterdam}}
provider: {{name: Nimbus Cloud Services}}
project: {{name: Harbour {number}}}
as_of: {end}
inventory:
  applications:
    - {{id: portal, name: Portal, tier: high, slo: 99.9}}
    - {{id: ledger, name: Ledger, tier: critical, slo: 99.95}}
services:
  - {{key: apps, service: app-om-hosting-24x7, start: {START}, end: {end}}}
"""
    )
    lines = ["incidents:"]
    for day in range(0, days, 3):
        at = START + datetime.timedelta(days=day)
        minute = (day * 7 + number) % 50
        lines.append(
            f"  - {{id: I{day}, title: Slow answers {day}, severity: SEV{2 + day % 3}, applications: [portal], "
            f"started_at: {at}T10:{minute:02}, detected_at: {at}T10:{minute + 5:02}, mitigated_at: {at}T11:{minute:02}, "
            f"resolved_at: {at}T12:{minute:02}, outage: {'true' if day % 9 == 0 else 'false'}, detected_by: alarm}}"
        )
    (records / "incidents.yaml").write_text("\n".join(lines) + "\n")


def main() -> None:
    folder, documents = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    number = 0
    while documents > 0:
        number += 1
        days = min(365, max(1, documents * 365 // PER_ENGAGEMENT))
        engagement(folder / "engagements" / f"customer-{number:04}", number, days)
        documents -= PER_ENGAGEMENT
    print(f"{number} engagements")


if __name__ == "__main__":
    main()
