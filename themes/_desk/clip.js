// The page that the bookmark opens: it finds the desk that is open in this browser, and hands on what is behind the #.
(() => {
  "use strict";
  let base = null;
  try { base = localStorage.getItem("weekproof-desk"); } catch { /* told below */ }
  if (base && /^\/[\w-]{20,}\/$/.test(base)) location.replace(`${base}new/contact${location.hash}`);
})();
