// The field that filters the list of people. Without it the whole list is there to be read.
(() => {
  const box = document.querySelector("search.seek");
  if (!box) return;
  const field = box.querySelector("input");
  const told = box.querySelector("[role=status]");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const people = [...document.querySelectorAll(".person")].map((one) => [one, fold(one.textContent)]);
  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [one, text] of people) {
      one.hidden = !words.every((word) => text.includes(word));
      shown += one.hidden ? 0 : 1;
    }
    told.textContent = words.length === 0 ? "" : shown === 0 ? "Nobody found." : `${shown} of ${people.length} people`;
  };
  field.addEventListener("input", () => {
    show();
    const address = new URL(location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  });
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  box.hidden = false;
  show();
})();
