// A picture that leads to its full file opens in the page instead, with arrows to the others. Without this it is a link.
(() => {
  const { close, previous, next, image } = document.currentScript.dataset;

  addEventListener("DOMContentLoaded", () => {
    const links = [...document.querySelectorAll("a.enlarge")];
    if (!links.length || typeof HTMLDialogElement === "undefined") return;

    const made = (tag, name, ...inside) => {
      const element = document.createElement(tag);
      element.className = name;
      element.append(...inside);
      return element;
    };
    const button = (name, words, sign, act) => {
      const element = made("button", name, made("span", "", sign));
      element.type = "button";
      element.setAttribute("aria-label", words);
      element.firstChild.setAttribute("aria-hidden", "true");
      element.addEventListener("click", act);
      return element;
    };

    let shown = 0;
    const picture = made("img", "");
    const caption = made("figcaption", "");
    const count = made("p", "count");
    const figure = made("figure", "", picture, caption);
    const dialog = made("dialog", "zoom", figure, count);
    dialog.setAttribute("aria-label", image);

    const show = (place) => {
      shown = (place + links.length) % links.length;
      const link = links[shown];
      const small = link.querySelector("img");
      const words = link.closest("figure")?.querySelector("figcaption")?.textContent || "";
      picture.src = link.href;
      picture.alt = small.alt;
      caption.textContent = words;
      caption.hidden = !words;
      count.textContent = links.length > 1 ? `${shown + 1} / ${links.length}` : "";
    };
    dialog.append(button("shut", close, "×", () => dialog.close()));
    if (links.length > 1) {
      dialog.append(button("before", previous, "‹", () => show(shown - 1)), button("after", next, "›", () => show(shown + 1)));
    }
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || links.length < 2) return;
      event.preventDefault();
      show(shown + (document.documentElement.dir === "rtl" ? -step : step));
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target === figure) dialog.close(); });
    dialog.addEventListener("close", () => { picture.removeAttribute("src"); links[shown].focus(); });
    document.body.append(dialog);

    links.forEach((link, place) => link.addEventListener("click", (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(place);
      dialog.showModal();
    }));
  });
})();
