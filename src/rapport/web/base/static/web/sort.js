// Tables that are shown whole (`data-sort`) are sorted by the headings of their columns; what is empty
// stands last either way.

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

for (const table of document.querySelectorAll("table[data-sort]")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    if (head.querySelector("input, .hidden") || head.dataset.sort === "no") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, column));
  });
}

function sort(table, head, column) {
  const falling = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const number = head.classList.contains("n");
  const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row.cells[column], number), row]);
  rows.sort(([one], [other]) => {
    if (one === "" || other === "") return (one === "") - (other === "");
    const order = typeof one === "number" && typeof other === "number" ? one - other : words.compare(one, other);
    return falling ? -order : order;
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

// What a cell is sorted by: what it names itself, its time, how far its bar is, its number, its words.
function valueOf(cell, number) {
  if (!cell) return "";
  const named = cell.dataset.value ?? cell.querySelector("time")?.dateTime;
  if (named !== undefined) return named;
  const bar = cell.querySelector("progress");
  if (bar) return bar.max ? bar.value / bar.max : "";
  const text = cell.textContent.trim();
  const found = (number || cell.querySelector(".number")) && /^[±+]?([−-]?)(\d[\d,\u2009\u202f\u00a0]*(?:\.\d+)?)/.exec(text);
  if (!found) return text === "–" ? "" : text;
  return (found[1] ? -1 : 1) * Number(found[2].replace(/[,\u2009\u202f\u00a0]/g, ""));
}
