#!/usr/bin/env python3
"""Makes docs/gallery.md, one page of each family of documents of the samples, and the README's picture.

usage: docs/gallery.py PROGRAM [PROJECT]
The project is this one unless another is named. Needs poppler-utils; gives the same bytes for the same documents.
"""

import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "gallery"
WIDTH = 560  # pixels of an upright page
COLOURS = 40
LARGEST = 40_000  # bytes of one picture

# Family, its name, the document and words that only the page to show has.
PAGES = [
    ("sow", "Statement of work", "KST/statement-of-work", "Points to settle before signature"),
    ("service-plan-boq", "Service plan and bill of quantities", "NND/service-plan-boq", "Services and their stages over time"),
    ("solution-proposal", "Solution proposal", "AML/tool-plan/solution-proposal", "Reason of the choice"),
    ("survey-form", "Survey form", "NND/chaos/chaos-capability-investigation-form", "Answers by area"),
    ("assessment-report", "Assessment report", "NND/diagnosis/status-survey-diagnosis-report", "Present and target level by dimension"),
    ("planning-design", "Planning and design", "NND/planning/overall-planning-roadmap", "The roadmap over time"),
    ("process-spec", "Process specification", "KST/risk-design/runtime-risk-process-regulations", "Flow by role"),
    ("checklist-baseline", "Checklist or baseline", "KST/slo-design/slo-monitoring-review-baseline", "How an item is judged"),
    ("inspection-report", "Inspection report", "AWM/hosting/proactive-om-inspection-report/INS-2026-08", "Score by layer"),
    ("risk-analysis", "Risk analysis", "AWM/risk/apaas-risk-governance-report/2026-02_2026-07", "Open risks before and after measures"),
    ("incident-report", "Incident report", "AWM/hosting/troubleshooting-report/INC-2026-024", "How long each phase took"),
    ("om-periodic-report", "Periodic O&M report", "AWM/hosting/monthly-project-om-report/2026-07", "What was agreed and what was reached"),
    ("governance-report", "Governance report", "AWM/reliability/apaas-high-reliability-management-report/2026-02_2026-07", "Score by theme"),
    ("implementation", "Implementation", "NND/onboarding/application-access-implementation-report", "The steps over time, planned and actual"),
    ("drill-pack", "Drill pack", "BCA/chaos-drill/drill-summary-report", "CD-2 minute by minute"),
    ("service-report", "Service report", "HLI/resource-ops/resource-operations-report", "Cost by group in HKD"),
    ("acceptance-report", "Acceptance report", "KST/prr-governance/acc-prr-governance", "Accepted with conditions"),
    ("closing-pack", "Closing pack", "NND/deliverables-register", "Documents handed over, by service and document"),
]


def page_with(pdf: pathlib.Path, words: str) -> int:
    """The first page that has the words, counted from 1; line breaks do not count."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    plain = lambda text: re.sub(r"[\s\u200b]+", " ", text)
    for number, page in enumerate(text.split("\f"), 1):
        if words in plain(page):
            return number
    raise SystemExit(f"{pdf}: no page says “{words}”")


def pixels(pdf: pathlib.Path, page: int, width: int = WIDTH) -> tuple[int, int, bytes]:
    """A page as width, height and three bytes a pixel."""
    size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
    ppm = subprocess.run(["pdftoppm", "-f", str(page), "-l", str(page), *size, pdf], capture_output=True, check=True).stdout
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", ppm)
    return int(head[1]), int(head[2]), ppm[head.end():]


def palette(counts: dict[bytes, int]) -> list[bytes]:
    """Colours that stand for all: the boxes with most pixels are halved along their longest side."""
    boxes = [list(counts)]
    while len(boxes) < COLOURS:
        spread = lambda box, c: max(p[c] for p in box) - min(p[c] for p in box)
        weight = lambda box: sum(counts[p] for p in box) ** 0.35 * max(spread(box, c) for c in range(3))
        box = max(boxes, key=weight)
        if len(box) < 2:
            break
        boxes.remove(box)
        side = max(range(3), key=lambda c: spread(box, c))
        box.sort(key=lambda p: (p[side], p))
        half, seen = sum(counts[p] ** 0.5 for p in box) / 2, 0.0
        cut = 1
        for cut, colour in enumerate(box[:-1], 1):
            seen += counts[colour] ** 0.5
            if seen >= half:
                break
        boxes += [box[:cut], box[cut:]]
    # The commonest colour of a box is kept as it is, so that paper stays white.
    return sorted(max(box, key=lambda p: (counts[p], p)) for box in boxes)


def png(width: int, height: int, data: bytes) -> bytes:
    """An indexed PNG."""
    dots = [data[i:i + 3] for i in range(0, len(data), 3)]
    counts: dict[bytes, int] = {}
    for dot in dots:
        counts[dot] = counts.get(dot, 0) + 1
    chosen = palette(counts)
    near = {p: min(range(len(chosen)), key=lambda i: sum((a - b) ** 2 for a, b in zip(p, chosen[i]))) for p in counts}
    rows = b"".join(b"\0" + bytes(near[p] for p in dots[y * width:(y + 1) * width]) for y in range(height))
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"PLTE", b"".join(chosen)), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    project = sys.argv[2] if len(sys.argv) > 2 else ROOT
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        only = [part for _, _, document, _ in PAGES for part in ("--only", document)]
        subprocess.run(
            [program, "build", "-C", project, "--quiet", "--format", "pdf", "--output", folder, *only],
            check=False, stderr=subprocess.DEVNULL,
        )
        for family, _, document, words in PAGES:
            ending = document.split("/", 1)[1] + ".pdf"
            found = [path for path in sorted(pathlib.Path(folder).rglob("*.pdf")) if path.as_posix().endswith("/" + ending)]
            if not found:
                raise SystemExit(f"{document} was not built")
            picture = png(*pixels(found[0], page_with(found[0], words)))
            if len(picture) > LARGEST:
                raise SystemExit(f"{family}: {len(picture)} bytes are more than {LARGEST}")
            (PICTURES / f"{family}.png").write_bytes(picture)
            if family == "om-periodic-report":
                (PICTURES.parent / "monthly-report.png").write_bytes(png(*pixels(found[0], 1, 664)))
    lines = [
        "# Gallery",
        "",
        "<!-- Written by docs/gallery.py from the sample engagements. -->",
        "One page of each of the families of documents, as the samples in `engagements/` give it.",
        "",
    ]
    for start in range(0, len(PAGES), 3):
        row = PAGES[start:start + 3]
        lines.append("| " + " | ".join(name for _, name, _, _ in row) + " |")
        lines.append("|" + "---|" * len(row))
        lines.append("| " + " | ".join(f"![{name}: a page](images/gallery/{family}.png)" for family, name, _, _ in row) + " |")
        lines.append("| " + " | ".join(f"`{document}`" for _, _, document, _ in row) + " |")
        lines.append("")
    (ROOT / "docs" / "gallery.md").write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
