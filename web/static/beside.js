/* Beside a record: files that are chosen, dropped or pasted; comments and naming people in them. */
(() => {
  "use strict";
  const aside = () => document.getElementById("aside");
  const drop = () => document.querySelector("[data-drop]");
  const base = () => aside()?.dataset.source.replace(/\/panel$/, "");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRF-Token"];
  const opener = (name) => document.querySelector(`.tp-buttons [data-panel-open="${name}"]`);
  const reload = () => htmx.ajax("GET", `${aside().dataset.source}/files`, { target: "#aside-body", swap: "innerHTML", source: aside() });

  /* A word told by a panel goes where all are told; the figure beside the sign follows. */
  document.addEventListener("htmx:after:swap", () => {
    const body = document.getElementById("aside-body");
    if (!body) return;
    for (const here of body.querySelectorAll("[data-toast-here]")) {
      const toast = here.firstElementChild;
      document.getElementById("toasts").append(toast);
      tp.fade(toast);
      here.remove();
    }
    for (const one of body.querySelectorAll("[data-count]")) {
      const count = document.querySelector(`[data-beside-count="${one.id}"]`);
      if (!count) continue;
      count.textContent = one.dataset.count;
      count.hidden = one.dataset.count === "0";
    }
    const write = body.querySelector("textarea[data-kept]");
    if (write && !write.value && !write.dataset.refilled) write.value = sessionStorage.getItem(`comment:${write.dataset.kept}`) ?? "";
    if (write) write.dataset.refilled = "";
  });

  /* Sending files, one after another, each with its own bar */
  const line = (name) => {
    const row = document.createElement("li");
    const word = document.createElement("span");
    word.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    row.append(word, bar);
    document.querySelector("[data-uploads]")?.append(row);
    return row;
  };
  const fault = (row, text) => {
    row.className = "tp-fault";
    row.textContent = `${row.firstChild.textContent}: ${text}`;
  };
  const send = (file, replaces) => new Promise((done) => {
    const row = line(file.name);
    if (file.size > Number(drop()?.dataset.largest ?? Infinity)) {
      fault(row, drop().dataset.tooLarge);
      done(false);
      return;
    }
    const call = new XMLHttpRequest();
    const more = replaces ? `&replaces=${replaces}` : "";
    call.open("POST", `${base()}/files?name=${encodeURIComponent(file.name)}${more}`);
    call.setRequestHeader("X-CSRF-Token", token());
    call.setRequestHeader("HX-Request", "true");
    call.setRequestHeader("Content-Type", "application/octet-stream");
    call.upload.addEventListener("progress", (event) => {
      const bar = row.querySelector("progress");
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    call.addEventListener("load", () => {
      if (call.status === 200) row.remove();
      else fault(row, said(call.responseText) || tp.texts.refused.replace("{number}", call.status));
      done(call.status === 200);
    });
    call.addEventListener("error", () => { fault(row, tp.texts.failed); done(false); });
    call.send(file);
  });
  const said = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html"); // nothing in it is run
    const body = page.querySelector("[role=alert]") ?? page.body;
    return body.textContent.trim().replace(/\s+/g, " ").slice(0, 300);
  };
  const take = async (files, replaces) => {
    const all = [...files];
    if (!all.length) return;
    if (aside().hidden || aside().dataset.shown !== "files") {
      opener("files").click();
      await new Promise((go) => document.addEventListener("htmx:after:swap", go, { once: true }));
    }
    if (!drop()) return; // he may not attach
    let good = true;
    for (const one of all) good = await send(one, replaces) && good;
    const faults = [...document.querySelectorAll("[data-uploads] .tp-fault")];
    await reload();
    document.querySelector("[data-uploads]")?.append(...faults);
  };

  tp.on("change", "[data-drop] input[type=file]", (_event, field) => {
    const files = [...field.files];
    field.value = "";
    take(files);
  });
  tp.on("click", "[data-replace]", (_event, button) => {
    const field = Object.assign(document.createElement("input"), { type: "file" });
    field.addEventListener("change", () => take(field.files, button.dataset.replace));
    field.click();
  });
  tp.on("click", "[data-rename]", (_event, button) => {
    const box = button.closest("li").querySelector(".tp-rename");
    box.open = !box.open;
    const field = box.querySelector(".tp-input");
    if (box.open) field.focus();
    if (box.open && field.value.includes(".") && field.tagName === "INPUT") field.setSelectionRange(0, field.value.lastIndexOf("."));
  });

  /* Dropped anywhere on the page of a record */
  const hasFiles = (event) => aside() && event.dataTransfer?.types.includes("Files");
  let veil = null;
  const lift = () => { veil?.remove(); veil = null; };
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (veil) return;
    veil = Object.assign(document.createElement("div"), { className: "tp-drop-veil", textContent: tp.texts.drop });
    document.body.append(veil);
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) lift(); });
  addEventListener("drop", (event) => {
    lift();
    if (!hasFiles(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  /* A pasted picture has no name of its own */
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!aside() || !files.length || event.defaultPrevented) return;
    event.preventDefault();
    const now = new Date();
    const stamp = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
    take(files.map((one) => /^image\.\w+$/.test(one.name)
      ? new File([one], `${tp.texts.pasted_picture} ${stamp}.${one.name.split(".").pop()}`, { type: one.type }) : one));
  });

  /* Comments: Ctrl+Enter sends, what is typed is kept until it is sent */
  tp.on("keydown", "#aside textarea", (event, field) => {
    if (listing(field) && mentionKey(event, field)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      field.form.requestSubmit();
    }
  }, true);
  tp.on("input", "textarea[data-kept]", (_event, field) => sessionStorage.setItem(`comment:${field.dataset.kept}`, field.value));
  document.addEventListener("htmx:after:request", (event) => {
    const form = event.detail?.ctx?.sourceElement;
    const field = form?.querySelector?.("textarea[data-kept]");
    if (field && event.detail.ctx.response?.status === 200) sessionStorage.removeItem(`comment:${field.dataset.kept}`);
  });

  /* Naming people: @ and the beginning of a name */
  let asked = 0;
  const list = () => document.getElementById("mentions");
  const listing = (field) => list() && list().dataset.of === field.name && !list().hidden;
  const begun = (field) => /(?:^|[^\w@.])@([\w.-]{0,40})$/u.exec(field.value.slice(0, field.selectionStart))?.[1];
  const hide = () => list()?.remove();
  const choose = (field, name) => {
    const at = field.selectionStart;
    const start = at - begun(field).length;
    field.setRangeText(`${name} `, start, at, "end");
    hide();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const mark = (at) => {
    const all = [...list().children];
    all.forEach((one, n) => one.setAttribute("aria-selected", n === (at + all.length) % all.length));
  };
  const marked = () => [...list().children].findIndex((one) => one.getAttribute("aria-selected") === "true");
  const mentionKey = (event, field) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(marked() + step);
    else if (event.key === "Escape") hide();
    else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey) choose(field, list().children[marked()].dataset.name);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const showPeople = (field, people) => {
    hide();
    if (!people.length) return;
    const box = Object.assign(document.createElement("ul"), { id: "mentions", className: "tp-mentions" });
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", tp.texts.people);
    box.dataset.of = field.name;
    for (const one of people) {
      const row = document.createElement("li");
      row.setAttribute("role", "option");
      row.dataset.name = one.name;
      row.textContent = one.full ? `${one.name} · ${one.full}` : one.name;
      row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(field, one.name); });
      box.append(row);
    }
    field.after(box);
    mark(0);
  };
  tp.on("input", "[data-mention]", async (_event, field) => {
    const start = begun(field);
    if (start === undefined) { hide(); return; }
    const turn = ++asked;
    const answer = await fetch(`${field.dataset.mention}?q=${encodeURIComponent(start)}`);
    if (turn === asked && answer.ok && begun(field) === start) showPeople(field, (await answer.json()).people);
  });
  tp.on("focusout", "[data-mention]", hide);

  /* ?beside=comments opens the panel: a notice has led here */
  document.addEventListener("DOMContentLoaded", () => {
    const name = new URLSearchParams(location.search).get("beside");
    if (name && /^[a-z]+$/.test(name) && aside()) opener(name)?.click();
  });
})();

/* History: one or two versions are compared */
(() => {
  "use strict";
  tp.on("change", "[data-past] input[type=checkbox]", (_event, box) => {
    const all = [...document.querySelectorAll("[data-past] input[type=checkbox]:checked")];
    if (all.length > 2) all.find((one) => one !== box).checked = false;
    document.querySelector("[data-compare]").disabled = !all.length;
  });
  tp.on("click", "[data-panel-again]", (_event, button) => {
    const aside = document.getElementById("aside");
    htmx.ajax("GET", `${aside.dataset.source}/${button.dataset.panelAgain}`, { target: "#aside-body", swap: "innerHTML", source: aside });
  });
})();

/* Links: the arrows go from one to the next */
tp.on("keydown", "[data-links] [data-link]", (event, link) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...document.querySelectorAll("#aside [data-link]")].filter((one) => one.checkVisibility());
  all[all.indexOf(link) + step]?.focus();
});

/* A question in a dialog, fetched when it is asked */
tp.on("click", "[data-dialog]", async (_event, button) => {
  const dialog = document.getElementById("dialog");
  await htmx.ajax("GET", button.dataset.dialog, { target: "#dialog-body", swap: "innerHTML", source: dialog });
  dialog.showModal();
  dialog.querySelector("input:not([type=hidden])")?.select();
});
tp.on("click", "[data-dialog-close]", (_event, button) => button.closest("dialog").close());
