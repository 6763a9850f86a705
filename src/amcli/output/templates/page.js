"use strict";
// Sorts the tables of this page by their headings and filters their rows. Without it the rows are in the order
// of the terminal, to which a third press on a heading goes back.
const order = new Intl.Collator("en", {numeric: true, sensitivity: "base"});

function ranks(rows, column) {
  const keys = rows.map((row) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim());
  const known = keys.map((key) => key !== "" && key !== "-");
  const figures = keys.every((key, at) => !known[at] || Number.isFinite(Number(key)));
  const compare = figures ? (one, two) => Number(one) - Number(two) : order.compare;
  return {keys, known, compare};
}

function arranged(rows, column, way) {
  if (way === "none") return rows;
  const {keys, known, compare} = ranks(rows, column);
  const sign = way === "ascending" ? 1 : -1;
  const places = rows.map((_, at) => at);
  places.sort((one, two) => known[two] - known[one] || (known[one] && sign * compare(keys[one], keys[two])) || one - two);
  return places.map((at) => rows[at]);
}

function sortable(table, heads, body, rows) {
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const ways = head.classList.contains("number") ? ["descending", "ascending"] : ["ascending", "descending"];
    button.addEventListener("click", () => {
      const way = [...ways, "none"][ways.indexOf(head.ariaSort) + 1];
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      if (way !== "none") head.ariaSort = way;
      body.append(...arranged(rows, column, way));
    });
  });
}

function filterable(table, rows) {
  const label = document.createElement("label"), box = document.createElement("input");
  const count = document.createElement("output"), texts = rows.map((row) => row.textContent.toLowerCase().replace(/\s+/g, " "));
  box.type = "search";
  box.ariaLabel = `Filter: ${table.caption.textContent}`;
  label.className = "filter";
  label.append("Filter ", box, " ", count);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, at) => { row.hidden = !words.every((word) => texts[at].includes(word)); });
    const left = rows.filter((row) => !row.hidden).length;
    count.textContent = words.length ? `${left.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : "";
  });
  table.closest(".wide").before(label);
}

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows];
  sortable(table, [...table.tHead.rows[0].cells], body, rows);
  if (rows.length > 10) filterable(table, rows);
}
