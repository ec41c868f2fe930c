// The search: nothing is loaded before somebody comes to the field. Results are built from text, never from HTML.
const base = new URL("../", import.meta.url);
const place = document.querySelector(".seek");
const field = place.querySelector("input");
const told = document.querySelector(".told");
const hits = document.querySelector(".hits");
const more = document.querySelector("button.more");
const AT_ONCE = 8;

let engine;
const load = () => engine ??= import(new URL("search/pagefind.js", base).href).then(async (pagefind) => {
  // In this page, under its policy, rather than in a worker that would have none.
  await pagefind.options({ baseUrl: base.pathname, excerptLength: 24, noWorker: true });
  await pagefind.init();
  return pagefind;
});

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");

const made = (tag, name, ...inside) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
};

// pagefind marks what was found with <mark>; all else in an excerpt is text. A text begins with its title, which
// stands above it already.
const marked = (excerpt, title) => {
  const opening = `${title}. `;
  let skip = plain(excerpt.replace(/<\/?mark>/g, "")).startsWith(opening) ? opening.length : 0;
  const parts = excerpt.split(/(<mark>.*?<\/mark>)/).map((part) => {
    const found = /^<mark>(.*)<\/mark>$/.exec(part);
    const text = plain(found ? found[1] : part);
    const kept = text.slice(skip);
    skip -= text.length - kept.length;
    return found && kept ? made("mark", "", kept) : kept;
  });
  return /[.!?…]$/.test(excerpt) ? parts : [...parts, " …"];
};

const link = (href, text) => {
  const element = made("a", "", text);
  element.href = href;
  return element;
};

// The cover of a work: its picture, or the shapes that are drawn where it has none.
const SVG = "http://www.w3.org/2000/svg";
const cover = ({ cover: address, plate }) => {
  if (address) {
    const picture = document.createElement("img");
    picture.src = new URL(address, base).href;
    picture.alt = "";
    return made("div", "cover", picture);
  }
  if (!plate) return "";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "plate");
  drawing.setAttribute("viewBox", "0 0 160 100");
  drawing.setAttribute("preserveAspectRatio", "xMidYMid slice");
  drawing.setAttribute("aria-hidden", "true");
  for (const shape of plate.split("|")) {
    const outline = document.createElementNS(SVG, "path");
    const [tone] = shape.split(" ", 1);
    outline.setAttribute("class", tone);
    outline.setAttribute("d", shape.slice(tone.length + 1));
    drawing.append(outline);
  }
  return made("div", "cover", drawing);
};

const hit = (page) => {
  const entry = made("li", "", made("h2", "", link(page.url, page.meta.title)), made("p", "", ...marked(page.excerpt, page.meta.title)), cover(page.meta));
  const about = made("p", "meta", page.meta.kind || "");
  for (const part of page.sub_results.filter((part) => part.anchor).slice(0, 2)) about.append(" ", link(part.url, part.title));
  entry.append(about);
  return entry;
};

// The sentences stand in the page, in its language.
const sentence = (count, words) => {
  if (!count) return told.dataset.none.replace("{words}", () => words);
  return count === 1 ? told.dataset.one : told.dataset.many.replace("{n}", count);
};

// Words like one that nothing has: two letters the other way round, one left out, or only its beginning.
const near = (word) => {
  if (word.length < 5) return [];
  const found = [];
  for (let at = 0; at < word.length - 1; at++) found.push(word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  for (let at = 0; at < word.length; at++) found.push(word.slice(0, at) + word.slice(at + 1));
  for (let end = word.length - 1; end > 3; end--) found.push(word.slice(0, end));
  return [...new Set(found)].slice(0, 40);
};

// What was found, and for which words: if nothing was, for others that are spelled nearly so.
const found = async (pagefind, words) => {
  const { results } = await pagefind.search(words);
  if (results.length) return [words, results];
  const parts = words.split(/\s+/);
  for (const [place, word] of parts.entries()) {
    for (const other of near(word.toLowerCase())) {
      const tried = parts.with(place, other).join(" ");
      const { results } = await pagefind.search(tried);
      if (results.length) return [tried, results];
    }
  }
  return [words, []];
};

let asked = 0;
let rest = [];

const show = async (turn) => {
  const pages = await Promise.all(rest.slice(0, AT_ONCE).map((result) => result.data()));
  if (turn !== asked) return;
  rest = rest.slice(AT_ONCE);
  const first = hits.children.length;
  hits.append(...pages.map(hit));
  more.hidden = rest.length === 0;
  if (first) hits.children[first].querySelector("a").focus();
};

const seek = async () => {
  const words = field.value.trim();
  const turn = ++asked;
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words); else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!words) {
    hits.replaceChildren();
    more.hidden = true;
    told.textContent = "";
    return;
  }
  try {
    const [used, results] = await found(await load(), words);
    if (turn !== asked) return;
    rest = results;
    hits.replaceChildren();
    await show(turn);
    if (turn === asked) told.textContent = used === words ? sentence(results.length, words) : `${sentence(0, words)} “${used}”: ${sentence(results.length, used)}`;
  } catch {
    told.textContent = told.dataset.broken;
  }
};

let timer;
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(seek, 150); });
field.addEventListener("keydown", (event) => { if (event.key === "Enter") { clearTimeout(timer); seek(); } });
more.addEventListener("click", () => show(asked));
place.hidden = false;
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) seek();
