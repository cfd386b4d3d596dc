"""Two iCalendar parsers read the register: usage: due_dates.py FILE.ics REGISTER.csv

Both must find one event for each document owed, with the register's due date, and every event must
have its own UID, a stamp and a day. Prints a line with the counts; ends with 1 on any difference.
"""

import csv
import datetime
import re
import sys

import icalendar
import vobject

path, register = sys.argv[1:]
text = open(path, encoding="utf-8", newline="").read()
due = {f"{row['id']}@sowright": row["due"] for row in csv.DictReader(open(register)) if row["state"] != "not owed"}


def by_icalendar():
    calendar = icalendar.Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        assert isinstance(event["DTSTAMP"].dt, datetime.datetime)
        yield str(event["UID"]), event["DTSTART"].dt, str(event["SUMMARY"])


def by_vobject():
    for event in vobject.readOne(text).vevent_list:
        event.validate(raiseException=True)
        yield event.uid.value, event.dtstart.value, event.summary.value


assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "a line is longer than 75 octets"
assert not re.search(r"(?<!\r)\n", text), "a line does not end with CRLF"
first, second = sorted(by_icalendar()), sorted(by_vobject())
assert first == second, "the two parsers read different events"
ids = [uid for uid, _, _ in first]
assert len(set(ids)) == len(ids), "a UID stands twice"
documents = {uid: day.isoformat() for uid, day, _ in first if "/contract/" not in uid}
assert documents == due, "the calendar and the register differ"
print(f"{len(documents)} due dates and {len(ids) - len(documents)} renewals")
