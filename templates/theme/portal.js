// Filters and sorts the list. The page reads without it.
(() => {
  "use strict";
  const form = document.querySelector(".filter");
  const table = document.querySelector(".list table");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const hits = document.querySelector(".hits");
  const search = form.elements.namedItem("q");
  const service = form.elements.namedItem("service");
  const states = [...form.querySelectorAll("input[name=state]")];
  let day = "";

  const apply = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = states.filter((box) => box.checked).map((box) => box.value);
    let shown = 0;
    rows.forEach((row, index) => {
      const fits =
        wanted.every((word) => words[index].includes(word)) &&
        (!chosen.length || chosen.includes(row.dataset.state)) &&
        (!service.value || row.dataset.service === service.value) &&
        (!day || row.dataset.due === day);
      row.hidden = !fits;
      shown += fits;
    });
    hits.textContent = `${shown} of ${rows.length} documents` + (day ? ` due on ${day}` : "");
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    day = "";
    setTimeout(apply);
  });
  document.querySelectorAll(".months a").forEach((link) =>
    link.addEventListener("click", () => {
      day = link.dataset.due;
      apply();
    }),
  );

  table.querySelectorAll("thead th[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.dataset[head.dataset.sort] ?? row.cells[head.cellIndex].textContent;
      const sorted = [...rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      body.append(...(down ? sorted.reverse() : sorted));
    });
  });

  form.hidden = false;
  apply();
})();
