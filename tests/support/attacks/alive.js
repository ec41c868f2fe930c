// What in a document, as the browser has read it, could run, restyle the page or lead elsewhere unasked.
// `ours` are the scripts of the site itself, by the end of their address.
(ours) => {
  const found = [];
  const html = "http://www.w3.org/1999/xhtml";
  const frames = ["iframe", "frame", "object", "embed", "applet", "form", "base", "template", "portal"];
  const links = ["href", "src", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"];
  const fine = ["http:", "https:", "mailto:"];
  const told = (element, what) => found.push(`<${element.localName}> ${what}`.slice(0, 200));
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (frames.includes(name) || element.namespaceURI.endsWith("MathML")) told(element, "stands here");
    if (name.includes("-") || element instanceof HTMLUnknownElement) told(element, "is no element of HTML");
    if (name === "script" && element.type !== "application/ld+json"
        && !(element.namespaceURI === html && ours.some((end) => element.src.endsWith(end))))
      told(element, element.src || element.text);
    if (name === "script" && element.type === "application/ld+json") {
      try { JSON.parse(element.text); } catch (error) { told(element, `${error}`); }
    }
    if (name === "meta" && element.httpEquiv.toLowerCase() === "refresh"
        && new URL(element.content.split("url=")[1] ?? "x:", document.baseURI).origin !== location.origin)
      told(element, element.content);
    for (const attribute of element.attributes) {
      const { name: key, value } = attribute;
      if (/^on/i.test(key) || ["style", "srcdoc", "contenteditable", "autofocus", "is", "slot"].includes(key))
        told(element, `${key}=${value}`);
      if (links.includes(key)) {
        let scheme = "none:";
        try { scheme = new URL(value, document.baseURI).protocol; } catch { /* no address at all */ }
        if (!fine.includes(scheme)) told(element, `${key}=${value}`);
      }
      if (key === "srcset" && value.split(",").some((part) =>
        new URL(part.trim().split(" ")[0], document.baseURI).origin !== location.origin))
        told(element, `${key}=${value}`);
    }
  }
  if (document.querySelectorAll("html, head, body, main").length !== 4) found.push("not one head, body and main");
  return found;
}
