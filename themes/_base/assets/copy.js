// A button on each block of code that copies it, where the browser lets pages do so.
if (navigator.clipboard) {
  const { copy, copied } = document.currentScript.dataset;
  for (const block of document.querySelectorAll("pre")) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "code";
    button.className = "copy";
    button.type = "button";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    });
    block.replaceWith(box);
    box.append(block, button);
  }
}
