(() => {
  const box = document.querySelector(".filters");
  const body = document.querySelector("tbody");
  const rows = [...body.rows];
  const status = box.querySelector("[role=status]");
  const fields = [...box.querySelectorAll("[data-filter]")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const show = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fields.every((field) => {
        const value = row.dataset[field.dataset.filter];
        return !field.value || (field.type === "search" ? fold(value).includes(fold(field.value)) : value === field.value);
      });
      shown += row.hidden ? 0 : 1;
    }
    status.textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
  };
  fields.forEach((field) => field.addEventListener("input", show));
  document.querySelectorAll("th[data-sort]").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      document.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const order = new Intl.Collator("en", { numeric: true }).compare;
      rows.sort((one, other) => (up ? 1 : -1) * order(value(one), value(other)));
      body.append(...rows);
    });
  });
  box.hidden = false;
})();
