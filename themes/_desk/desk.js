// Only what needs script: judging while one types, completion of people, dropped files, the bookmark's data.
// Every page works without it.
(() => {
  "use strict";
  const base = document.body.dataset.base;
  const form = document.getElementById("form");
  try { localStorage.setItem("weekproof-desk", base); } catch { /* the bookmark will say so */ }

  for (const menu of document.querySelectorAll("details.add")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { menu.open = false; menu.firstElementChild.focus(); }
    });
  }
  if (!form) return;

  const verdict = document.getElementById("verdict");
  const send = (to, body) => fetch(base + to, { method: "POST", body, credentials: "omit" });

  const answers = () => {
    const data = new FormData(form);
    for (const name of [...data.keys()]) if (name.startsWith("file:")) data.delete(name);
    return data;
  };

  const show = (said) => {
    verdict.replaceChildren(...said.lines.map(([tone, text]) => {
      const line = document.createElement("p");
      line.className = tone;
      line.textContent = text;
      return line;
    }));
    form.elements.shown.value = said.key;
    for (const field of form.querySelectorAll(".field")) {
      const input = field.querySelector("[name]:not([type=file])");
      const told = field.querySelector(".problem");
      if (!input || !told) continue;
      const texts = touched.has(input.name) ? said.problems[input.name] || [] : [];
      told.textContent = texts.join(" ");
      field.classList.toggle("wrong", texts.length > 0);
      if (texts.length) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };

  const touched = new Set();
  let waiting = 0;
  let turn = 0;
  const judge = async () => {
    const mine = ++turn;
    try {
      const answer = await send(form.dataset.judge, answers());
      if (mine === turn && answer.ok) show(await answer.json());
    } catch { /* the desk has ended: saving will say so */ }
    const preview = document.getElementById("preview");
    const body = form.elements.body;
    if (preview && body && mine === turn && preview.dataset.of !== body.value) {
      const text = body.value;
      const data = new FormData();
      data.set("body", text);
      try {
        const answer = await send("preview", data);
        if (mine === turn && answer.ok) {
          preview.innerHTML = await answer.text();
          preview.dataset.of = text;
        }
      } catch { /* as above */ }
    }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(judge, 250); };
  form.addEventListener("input", (event) => { soon(); if (event.target.tagName === "SELECT") touched.add(event.target.name); });
  form.addEventListener("change", (event) => {
    touched.add(event.target.name);
    if (event.target.type === "file") { drop(event.target.closest(".field"), event.target.files); event.target.value = ""; }
    else soon();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("button.main"));
  });
  for (const field of form.querySelectorAll(".wrong [name]")) touched.add(field.name);

  // People: the full name fills the fields that are empty.
  const who = document.getElementById("who");
  const fill = (found) => {
    for (const [name, text] of Object.entries(found)) {
      const input = form.elements[name];
      if (input && text && (!input.value || input.dataset.filled === input.value)) {
        input.value = text;
        input.dataset.filled = text;
        touched.add(name);
      }
    }
    soon();
  };
  const person = async (name) => {
    const data = new FormData();
    data.set("who", name);
    const answer = await send("person", data);
    if (answer.ok) fill(await answer.json());
  };
  if (who) who.addEventListener("change", () => { if (who.value.trim()) person(who.value); });

  // Files: kept at once, and named in the field.
  const add = (field, path) => {
    const input = field.querySelector("textarea, input:not([type=file])");
    if (input.classList.contains("body")) {
      const at = input.selectionStart;
      const text = `![](${path})`;
      input.setRangeText(text, at, input.selectionEnd, "end");
      input.focus();
      input.setSelectionRange(at + 2, at + 2);
    } else if (input.tagName === "TEXTAREA") {
      input.value = [input.value.trimEnd(), path].filter(Boolean).join("\n");
    } else input.value = path;
    touched.add(input.name);
  };
  const drop = async (field, files) => {
    const told = field.querySelector(".problem");
    for (const file of files) {
      if (file.size > form.dataset.most * 1024 * 1024) {
        told.textContent = `${file.name} is too large: the limit is ${form.dataset.most} MB.`;
        continue;
      }
      const data = new FormData();
      data.set("to", field.dataset.drop);
      data.set("file", file);
      try {
        const answer = await send("upload", data);
        const said = await answer.json();
        if (answer.ok) add(field, said.path);
        else told.textContent = said.error;
      } catch {
        told.textContent = `${file.name} could not be saved: the desk does not answer.`;
      }
    }
    judge();
  };
  for (const field of form.querySelectorAll("[data-drop]")) {
    for (const kind of ["dragenter", "dragover"]) {
      field.addEventListener(kind, (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        field.classList.add("over");
      });
    }
    for (const kind of ["dragleave", "drop"]) field.addEventListener(kind, () => field.classList.remove("over"));
    field.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop(field, event.dataTransfer.files);
    });
  }

  // What a bookmark read from the page of a person is behind the #, which no server receives.
  if (location.hash.startsWith("#person=")) {
    try {
      const read = JSON.parse(decodeURIComponent(location.hash.slice(8)));
      history.replaceState(null, "", location.pathname);
      const text = (value) => (typeof value === "string" ? value.trim().slice(0, 300) : "");
      fill({ title: text(read.title), employer: text(read.employer), profile: text(read.address) });
      if (who && text(read.name)) { who.value = text(read.name); person(who.value); }
    } catch { /* not from our bookmark */ }
  }
  judge();
})();
