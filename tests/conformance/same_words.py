"""Poppler reads from each PDF file every word of its page of HTML, in the same order.

usage: same_words.py LIST   (lines of name, page and PDF file, with tabs between)
The PDF is read in the order of its content, heads and feet of pages among it; drawings are left
out, since their words stand in alternative texts.
"""

import html.parser
import re
import subprocess
import sys

SKIPPED = {"head", "nav", "footer", "svg", "script", "style", "template"}
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr", "source"}
# In letters: how far the next word may be on the same page, and how far back one of a row that was cut.
NEAR, FAR = 250, 3000
FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]+")


class Page(html.parser.HTMLParser):
    """The words of a page, without what leads around in it."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        skip = dict(attributes).get("class") == "skip"
        self.open.append((tag, tag in SKIPPED or skip))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(skipped for _, skipped in self.open):
            # A page may end behind a hyphen.
            self.words += data.replace("-", " ").split()


def comparable(text):
    """Without spaces, hyphens and the places where long words may break. Poppler gives letters written from
    the right in the order they are drawn, so runs of them are sorted."""
    text = re.sub(r"[\s\u200b\u00ad\u2060-]+", "", text)
    return FROM_RIGHT.sub(lambda run: "".join(sorted(run[0])), text)


def of_pdf(path):
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True).stdout.decode("utf-8", "replace")


faults, words, documents, displaced = [], 0, 0, 0
for line in open(sys.argv[1], encoding="utf-8"):
    name, page, pdf = line.rstrip("\n").split("\t")
    reader = Page()
    reader.feed(open(page, encoding="utf-8").read())
    wanted, there, at, behind = reader.words, comparable(of_pdf(pdf)), 0, None
    for number, word in enumerate(wanted):
        letters = comparable(word)
        if behind is not None:
            # The rest of a cell that stands further back follows there.
            if there.startswith(letters, behind):
                behind += len(letters)
                displaced += 1
                continue
            behind = None
        found = there.find(letters, at, at + NEAR)
        if found < 0 and (found := there.find(letters, max(0, at - FAR), at)) >= 0:
            # A row that the end of a page cuts: the cells before the cut, then those behind it.
            displaced += 1
            behind = found + len(letters)
            continue
        if found < 0:
            # Behind the foot of a page, or the list of contents.
            found = there.find(letters, at)
        if found < 0:
            before = " ".join(wanted[max(0, number - 6) : number])
            faults.append(f"{name}: {pdf}: after “{before}” the word “{word}” is missing")
            break
        at = found + len(letters)
    words += len(wanted)
    documents += 1
print(*faults[:20], sep="\n")
print(f"{words} words of {documents} documents, {displaced} in rows cut by the end of a page")
sys.exit(bool(faults) or words == 0 or displaced * 100 > words)
