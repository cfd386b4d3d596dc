// Sorts tables by the buttons it puts into their headings: up, down, and back to the order of the
// document, which is also the order on paper. The page reads without it.
(() => {
  "use strict";
  const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const tones = ["neutral", "good", "info", "attention", "poor", "critical"];
  const minutes = { d: 1440, h: 60, min: 1 };
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  // Each reads the text of a cell as a number, or says NaN.
  const readers = [
    (text) => {
      const [, day, month, year, hour, minute] =
        /^(\d{1,2})\s([A-Z][a-z]{2})[a-z]*\s(\d{4})(?:, (\d\d):(\d\d))?$/.exec(text) ?? [];
      return Date.UTC(year, months.indexOf(month?.toLowerCase()), day, hour ?? 0, minute ?? 0);
    },
    (text) => {
      const parts = text.replace(/^\u2212/, "").match(/^(?:\d+\s(?:d|h|min)(?:\s|$))+$/) && text.matchAll(/(\d+)\s(d|h|min)/g);
      if (!parts) return NaN;
      const sum = [...parts].reduce((sum, [, count, unit]) => sum + count * minutes[unit], 0);
      return text.startsWith("\u2212") ? -sum : sum;
    },
    (text) => {
      const [, sign, digits] = /^([-\u2212+]?)(\d[\d\u202f\u00a0]*(?:\.\d+)?)(?:\s?[^\d\s]{1,12})?$/.exec(text) ?? [];
      return digits ? Number(digits.replace(/[\u202f\u00a0]/g, "")) * (/[-\u2212]/.test(sign) ? -1 : 1) : NaN;
    },
  ];

  // What to compare the cells of a column by: their tones, dates, durations, numbers, else words.
  // Cells without a figure in a column of figures, and cells without words, are undefined.
  const keys = (cells) => {
    const texts = cells.map((cell) => cell.textContent.trim());
    const chips = cells.map((cell) => cell.querySelector(".chip"));
    if (chips.some(Boolean) && chips.every((chip, i) => chip || texts[i].length < 2)) {
      return chips.map((chip) => (chip ? tones.findIndex((tone) => chip.classList.contains(tone)) : undefined));
    }
    const named = texts.map((text) => /^([A-Z][a-z]{2})[a-z]*(?: (\d{4}))?$/.exec(text));
    const dated = named.map((found) => found && months.indexOf(found[1].toLowerCase()));
    if (dated.every((month) => month !== null && month >= 0)) {
      return dated.map((month, i) => month + 12 * (named[i][2] ?? 0));
    }
    const figures = texts.filter((text) => /\d/.test(text));
    const reader = figures.length && readers.find((read) => figures.every((text) => !Number.isNaN(read(text))));
    return texts.map((text) => {
      if (reader) return /\d/.test(text) ? reader(text) : undefined;
      return /^[–-]?$/.test(text) ? undefined : text;
    });
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : order.compare(a, b));

  document.querySelectorAll("table[data-sort]").forEach((table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
    const totals = [...body.rows].filter((row) => row.classList.contains("total"));
    const heads = [...table.tHead.rows[0].cells];
    let sorted = rows;
    const show = (list) => body.append(...list, ...totals);

    heads.forEach((head, column) => {
      if (head.tagName !== "TH") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { undefined: "ascending", ascending: "descending" }[head.ariaSort ?? undefined];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        sorted = rows;
        if (next) {
          head.setAttribute("aria-sort", next);
          const found = keys(rows.map((row) => row.cells[column]));
          const way = next === "ascending" ? 1 : -1;
          const place = (i, j) => {
            if (found[i] === undefined || found[j] === undefined) {
              return (found[i] === undefined) - (found[j] === undefined);
            }
            return way * compare(found[i], found[j]);
          };
          sorted = rows.map((_, i) => i).sort((i, j) => place(i, j) || i - j).map((i) => rows[i]);
        }
        show(sorted);
      });
    });
    addEventListener("beforeprint", () => show(rows));
    addEventListener("afterprint", () => show(sorted));
  });
})();
