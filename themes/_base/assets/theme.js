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
  }

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.shade");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.hidden = false;
    tell();
    dark.addEventListener("change", tell);
    button.addEventListener("click", () => {
      root.dataset.theme = shown() === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      tell();
    });
  });
})();
