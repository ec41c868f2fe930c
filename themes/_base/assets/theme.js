// Light or dark as chosen last time, before anything is drawn; and the button that chooses.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* not kept, then */ } };
  const shown = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  const theme = chosen();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // Pages fade into each other, unless less motion is asked for.
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@view-transition { navigation: auto }");
    document.adoptedStyleSheets.push(sheet);

    // A cover in a list becomes the picture of its page.
    const name = (element, transition) => {
      if (!element || !transition) return;
      element.style.viewTransitionName = "cover";
      transition.finished.finally(() => { element.style.viewTransitionName = ""; });
    };
    addEventListener("pageswap", ({ activation, viewTransition }) => {
      const link = [...document.querySelectorAll("li:has(.cover) a")].find((one) => one.href === activation?.entry?.url);
      name(link?.closest("li").querySelector(".cover"), viewTransition);
    });
    addEventListener("pagereveal", ({ viewTransition }) => name(document.querySelector(".lead-picture img"), viewTransition));
  }

  // Pictures for dark mode follow what was chosen here, which a media query alone does not know.
  const follow = () => {
    const media = { dark: "all", light: "not all" }[root.dataset.theme] || "(prefers-color-scheme: dark)";
    for (const source of document.querySelectorAll("source[data-dark]")) source.media = media;
  };

  addEventListener("DOMContentLoaded", () => {
    if (root.dataset.theme) follow();
    const button = document.querySelector("button.shade");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.hidden = false;
    tell();
    dark.addEventListener("change", tell);
    button.addEventListener("click", () => {
      root.dataset.theme = shown() === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      follow();
      tell();
    });
  });
})();
