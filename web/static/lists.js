/* Lists as a tool: choosing rows, dialogs, cells changed in place, columns drawn wider, groups,
   folders, preview. Everything hangs on data- attributes of web/templates/lists. */
(() => {
  "use strict";
  const list = () => document.getElementById("list");
  const dialog = () => document.getElementById("list-dialog");
  const body = () => document.getElementById("list-dialog-body");
  const rowsShown = () => [...document.querySelectorAll("[data-list] tbody tr[data-href]")];
  const keyOf = (row) => row.id.replace("row-", "");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRF-Token"];
  const state = () => list()?.dataset.state ?? "";
  const post = (address, values) =>
    fetch(address, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRF-Token": token(), "HX-Request": "true" } });

  /* The list at another address, without leaving the page. */
  const go = async (address) => {
    await htmx.ajax("GET", address, { target: "#list", swap: "outerMorph" });
    history.replaceState(history.state, "", address);
    document.getElementById("list-scroll")?.scrollTo(0, 0);
  };
  tp.on("click", "[data-go-list]", (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });

  /* Dialogs: the server draws them, and says where the list goes on. */
  const openDialog = async (address) => {
    const mark = address.includes("?") ? "&" : "?";
    await htmx.ajax("GET", `${address}${mark}at=${encodeURIComponent(state())}`, { target: "#list-dialog-body", swap: "innerHTML" });
    if (!dialog().open) dialog().showModal();
    focusFirst();
  };
  const focusFirst = () => (body().querySelector("[autofocus]") ?? body().querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  tp.on("click", "[data-list-dialog]", (_event, button) => openDialog(button.dataset.listDialog));
  tp.on("click", "[data-list-dialog-close]", () => dialog().close());
  tp.on("click", "#list-dialog", (event, one) => { if (event.target === one) one.close(); });
  tp.on("change", "[data-redraw]", async (_event, field) => {
    const form = field.closest("form");
    const asked = new URLSearchParams(new FormData(form));
    for (const name of ["value", "done", "csrf_token", "keys"]) asked.delete(name);
    const address = field.dataset.redraw || form.getAttribute("action");
    const id = field.id;
    await htmx.ajax("GET", `${address}?${asked}`, { target: "#list-dialog-body", swap: "innerHTML" });
    (document.getElementById(id) ?? body().querySelector(`[name="${field.name}"]`))?.focus();
  });
  document.addEventListener("htmx:after:swap", () => {
    const onward = body()?.querySelector("[data-go]");
    if (!onward) return;
    const address = onward.dataset.go;
    onward.remove();
    dialog().close();
    go(address);
  });
  // Several records for one condition: each that is chosen joins those above the field.
  tp.on("change", "[data-many] [data-combo-key]", (_event, field) => {
    const box = field.closest("[data-many]");
    const text = box.querySelector("[data-combo-text]");
    const chosen = box.querySelector("[data-many-chosen]");
    if (!field.value) return;
    const label = document.createElement("label");
    label.className = "tp-tick";
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "value", value: field.value, checked: true });
    label.append(tick, ` ${text.value}`);
    if (box.dataset.many) chosen.append(label);
    else chosen.replaceChildren(label);
    field.value = "";
    text.value = "";
    text.focus();
  });
  tp.on("submit", "#condition-form", (_event, form) => {
    const text = form.querySelector("[data-many] [data-combo-text]");
    if (text?.value.trim()) { // typed and not chosen: the server looks it up
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "value", value: text.value });
      text.closest("[data-many]").append(field);
    }
  }, true);
  // Enter applies; the button that is pressed is sent by the form itself.
  tp.on("keydown", "#condition-form input, #condition-form select", (event, field) => {
    if (event.key !== "Enter" || event.defaultPrevented || (field.matches("[data-combo-text]") && tp.combo.isOpen(field))) return;
    event.preventDefault();
    field.closest("form").requestSubmit(field.closest("form").querySelector("[name=done]"));
  });

  /* Columns in the dialog: Alt and arrows, buttons, or drag. */
  const move = (item, step) => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    item.querySelector("input").focus();
    item.scrollIntoView({ block: "nearest" });
  };
  tp.on("click", "[data-move]", (_event, button) => move(button.closest("li"), Number(button.dataset.move)));
  tp.on("keydown", "[data-sortable] li", (event, item) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) move(item, step);
    else (step < 0 ? item.previousElementSibling : item.nextElementSibling)?.querySelector("input").focus();
  });
  tp.on("pointerdown", "[data-handle]", (event, handle) => {
    const item = handle.closest("li");
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    item.classList.add("tp-dragged");
    const drag = (moved) => {
      const over = document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-sortable] li");
      if (!over || over === item) return;
      const box = over.getBoundingClientRect();
      if (moved.clientY < box.top + box.height / 2) over.before(item);
      else over.after(item);
    };
    const drop = () => {
      item.classList.remove("tp-dragged");
      handle.removeEventListener("pointermove", drag);
    };
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("pointerup", drop, { once: true });
    handle.addEventListener("pointercancel", drop, { once: true });
  });

  /* How wide columns are: kept by the server, applied by a sheet of styles of our own. */
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const applyWidths = () => {
    const rules = [...document.querySelectorAll("[data-list] th[data-width]")].map((head) => {
      const n = head.cellIndex + 1;
      const width = `${Number(head.dataset.width)}px`;
      return `[data-list] :is(thead th, tbody td):nth-child(${n}) { width: ${width}; min-width: ${width}; max-width: ${width}; overflow: hidden; text-overflow: ellipsis; }`;
    });
    sheet.replaceSync(rules.join("\n"));
  };
  const size = (head, width) => {
    head.dataset.width = Math.round(Math.max(48, Math.min(900, width)));
    applyWidths();
  };
  const keepSize = (head) =>
    post(head.closest("table").dataset.size, { column: head.dataset.column, width: head.dataset.width, at: state() });
  tp.on("pointerdown", "[data-grip]", (event, grip) => {
    const head = grip.closest("th");
    const from = event.clientX;
    const width = head.getBoundingClientRect().width;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const drag = (moved) => size(head, width + moved.clientX - from);
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("pointerup", () => {
      grip.removeEventListener("pointermove", drag);
      if (head.dataset.width) keepSize(head);
    }, { once: true });
  });
  tp.on("keydown", "th[data-column] .tp-sort", (event, button) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    const head = button.closest("th");
    size(head, head.getBoundingClientRect().width + step);
    clearTimeout(head.waits);
    head.waits = setTimeout(() => keepSize(head), 400);
  });

  /* Choosing rows: Space, Shift and arrows, Ctrl+A; what to do with them takes the place of the tools. */
  const chosen = new Set();
  let everything = null; // how many fit, where all of them are chosen
  let chosenAt = null; // the list they were chosen in
  let anchor = null;
  const bar = () => document.getElementById("list-selected");
  const show = () => {
    const any = chosen.size > 0 || everything !== null;
    for (const row of rowsShown()) {
      const on = everything !== null || chosen.has(keyOf(row));
      row.classList.toggle("tp-row-chosen", on);
      row.setAttribute("aria-selected", on);
      const tick = row.querySelector("[data-pick]");
      if (tick) tick.checked = on;
    }
    const all = document.querySelector("[data-pick-all]");
    const shown = rowsShown();
    if (all) {
      all.checked = everything !== null || (shown.length > 0 && shown.every((row) => chosen.has(keyOf(row))));
      all.indeterminate = any && !all.checked;
    }
    if (!bar()) return;
    bar().hidden = !any;
    list().classList.toggle("tp-list-choosing", any);
    bar().querySelector("[data-chosen-count]").textContent = everything ?? chosen.size;
  };
  const choose = (row, on = !chosen.has(keyOf(row))) => {
    if (everything !== null) {
      everything = null;
      for (const one of rowsShown()) chosen.add(keyOf(one));
    }
    if (on) chosen.add(keyOf(row));
    else chosen.delete(keyOf(row));
    anchor = row.id;
    show();
  };
  const chooseTo = (row) => {
    const all = rowsShown();
    const from = Math.max(0, all.findIndex((one) => one.id === anchor));
    const to = all.indexOf(row);
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) chosen.add(keyOf(one));
    show();
  };
  const chooseNone = () => { chosen.clear(); everything = null; show(); };
  const chooseShown = () => { for (const row of rowsShown()) chosen.add(keyOf(row)); show(); };
  const chooseAll = async (address) => {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const told = await answer.json();
    chosen.clear();
    everything = told.text;
    show();
  };
  tp.on("click", "[data-pick]", (event, tick) => {
    const row = tick.closest("tr");
    if (event.shiftKey && anchor) chooseTo(row);
    else choose(row, tick.checked);
  });
  tp.on("click", "[data-pick-all]", (_event, tick) => { if (tick.checked) chooseShown(); else chooseNone(); });
  tp.on("click", "[data-choose-none]", () => { chooseNone(); (document.querySelector('[data-list] tr[tabindex="0"]'))?.focus(); });
  tp.on("click", "[data-choose-all]", (_event, button) => chooseAll(button.dataset.chooseAll));
  // A form for the chosen takes them along when it is sent.
  const takeAlong = (form) => {
    for (const old of form.querySelectorAll("[data-taken]")) old.remove();
    const add = (name, value) => {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      field.dataset.taken = "";
      form.append(field);
    };
    if (everything !== null) add("all", "1");
    else add("keys", [...chosen].join(","));
    add("at", state());
  };
  tp.on("submit", "[data-with-chosen]", (_event, form) => takeAlong(form), true);

  document.addEventListener("keydown", (event) => {
    if (dialog()?.open || event.target.closest?.("dialog, [data-cell]")) return;
    const row = event.target.closest?.("[data-list] tbody tr[data-href]");
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && list()?.classList.contains("tp-list-choosing") && !event.defaultPrevented) {
      event.preventDefault();
      chooseNone();
    } else if (tp.pressed(event) === "control+a" && list() && !typing && rowsShown().length) {
      event.preventDefault();
      // The second time all that fit, those that are not shown yet among them.
      if (everything === null && rowsShown().every((one) => chosen.has(keyOf(one)))) chooseAll(bar().querySelector("[data-choose-all]").dataset.chooseAll);
      else chooseShown();
    } else if (row && event.key === " ") {
      event.preventDefault();
      choose(row);
      if (!event.shiftKey) step(row, 1);
    } else if (row && event.shiftKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      if (!anchor || !chosen.size) choose(row, true);
      // list.js has moved the focus already
      const now = document.activeElement?.closest?.("[data-list] tbody tr[data-href]");
      if (now) chooseTo(now);
    } else if (row && ["ArrowLeft", "ArrowRight"].includes(event.key) && !event.altKey && event.target === row) {
      event.preventDefault();
      cellTo(row, event.key === "ArrowRight" ? 1 : -1);
    } else if (row && event.key === "F2" && event.target === row) {
      event.preventDefault();
      editCell(current(row) ?? row.querySelector("td[data-edit]"));
    }
  });
  const step = (row, by) => {
    const all = rowsShown();
    const next = all[all.indexOf(row) + by];
    if (!next) return;
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };

  /* Cells: arrows go along the row, F2 or two clicks change one where it stands. */
  let column = -1;
  const current = (row) => (column < 0 ? null : row.cells[column]?.matches("[data-edit]") ? row.cells[column] : null);
  const cellTo = (row, by) => {
    const open = [...row.querySelectorAll("td[data-edit]")];
    if (!open.length) return;
    const at = open.indexOf(row.cells[column]);
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.max(0, Math.min(open.length - 1, at + by))];
    column = next.cellIndex;
    mark(row);
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const mark = (row) => {
    for (const one of document.querySelectorAll(".tp-cell-on")) one.classList.remove("tp-cell-on");
    if (row && column >= 0) row.cells[column]?.classList.add("tp-cell-on");
  };
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-list] tbody tr[data-href]");
    if (!row) return;
    mark(row);
    if (event.target === row) preview(row);
  });
  const cellOf = (node) => node.closest("td[data-edit]");
  const editCell = async (cell) => {
    if (!cell || cell.querySelector("[data-cell]")) return;
    const row = cell.closest("tr");
    const answer = await fetch(`${row.dataset.href}/cell/${cell.dataset.edit}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) {
      const told = document.createElement("div");
      told.innerHTML = await answer.text();
      tp.say(told.textContent.trim() || tp.texts.refused.replace("{number}", answer.status));
      return;
    }
    cell.before_ = cell.innerHTML;
    draw(cell, await answer.text());
  };
  const draw = (cell, html) => {
    cell.classList.add("tp-cell-edited");
    cell.innerHTML = html;
    htmx.process(cell);
    const field = cell.querySelector("select, input:not([type=hidden])");
    field?.focus();
    field?.select?.();
  };
  const leaveCell = (cell) => {
    if (cell.before_ === undefined) return;
    cell.classList.remove("tp-cell-edited");
    cell.innerHTML = cell.before_;
    delete cell.before_;
    const row = cell.closest("tr");
    row.focus();
  };
  const saveCell = async (cell, onward) => {
    const row = cell.closest("tr");
    const form = cell.querySelector("[data-cell]");
    if (form.busy) return;
    form.busy = true;
    const values = Object.fromEntries(new FormData(form));
    const at = `${row.dataset.href}/cell/${cell.dataset.edit}?${state()}`;
    let answer;
    try {
      answer = await post(at, { ...values, version: row.dataset.version });
    } catch {
      form.busy = false;
      tp.say(tp.texts.failed);
      return;
    }
    const html = await answer.text();
    if (answer.ok) {
      const place = document.createElement("tbody");
      place.innerHTML = html;
      const fresh = place.querySelector("tr");
      fresh.tabIndex = 0;
      row.replaceWith(fresh);
      show();
      fresh.focus();
      if (onward) step(fresh, onward);
    } else if (answer.status === 409 || answer.status === 422) draw(cell, html);
    else {
      form.busy = false;
      tp.say(tp.texts.refused.replace("{number}", answer.status));
    }
  };
  tp.on("dblclick", "[data-list] tbody tr[data-href]", (event, row) => {
    if (event.target.closest("[data-cell], input")) return;
    const cell = cellOf(event.target);
    if (cell && !event.target.closest("a")) {
      getSelection().removeAllRanges();
      column = cell.cellIndex;
      editCell(cell);
    } else tp.openRow(row);
  });
  tp.on("keydown", "[data-cell]", (event, form) => {
    const cell = cellOf(form);
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      leaveCell(cell);
    } else if (event.key === "Enter" && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      saveCell(cell, 0);
    } else event.stopPropagation();
  });
  tp.on("submit", "[data-cell]", (event, form) => { event.preventDefault(); saveCell(cellOf(form), 0); });
  tp.on("focusout", "[data-cell]", (event, form) => {
    if (form.contains(event.relatedTarget) || event.relatedTarget?.closest?.("#options") || form.busy) return;
    const cell = cellOf(form);
    // Where nothing was typed nothing is saved.
    setTimeout(() => { if (form.isConnected && !form.contains(document.activeElement) && document.hasFocus()) leaveOrSave(cell, form); }, 120);
  });
  const leaveOrSave = (cell, form) => {
    const field = form.querySelector("[name=value]");
    const touched = field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.value !== field.defaultValue;
    if (touched) saveCell(cell, 0);
    else leaveCell(cell);
  };

  /* Groups: their rows come when they are opened. */
  tp.on("click", "[data-group-rows]", async (_event, button) => {
    const box = document.getElementById(button.getAttribute("aria-controls"));
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    box.hidden = !open;
    if (!open || box.children.length) return;
    await htmx.ajax("GET", button.dataset.groupRows, { target: `#${CSS.escape(box.id)}`, swap: "innerHTML" });
    show();
  });

  /* Preview: the row that has the focus, beside the list. */
  const side = () => document.getElementById("list-preview");
  let previewTimer = 0;
  let previewed = "";
  const preview = (row) => {
    if (!side() || side().hidden || previewed === row.id) return;
    clearTimeout(previewTimer);
    previewTimer = setTimeout(async () => {
      previewed = row.id;
      await htmx.ajax("GET", `${row.dataset.href}/preview`, { target: "#list-preview", swap: "innerHTML" });
    }, 120);
  };
  const setPreview = (on) => {
    if (!side()) return;
    side().hidden = !on;
    previewed = "";
    document.getElementById("preview-toggle")?.setAttribute("aria-pressed", on);
    tp.keep("tp_preview", on ? "on" : "off");
    if (!on) return;
    side().textContent = side().dataset.empty;
    const row = document.activeElement?.closest?.("[data-list] tr[data-href]") ?? document.querySelector('[data-list] tr[data-href][tabindex="0"]');
    if (row) preview(row);
  };
  tp.on("click", "[data-preview-toggle]", () => setPreview(side()?.hidden));

  /* Folders: a tree; arrows open, close and go, Enter keeps the list to one. */
  const folders = () => document.getElementById("list-folders");
  const loadFolders = () => htmx.ajax("GET", `${folders().dataset.folders}?chosen=${folders().dataset.chosen}`, { target: "#list-folders", swap: "innerHTML" });
  const setFolders = async (on) => {
    if (!folders()) return;
    folders().hidden = !on;
    document.getElementById("folders-toggle")?.setAttribute("aria-pressed", on);
    tp.keep("tp_folders", on ? "on" : "off");
    if (on && !folders().children.length) await loadFolders();
  };
  tp.on("click", "[data-folders-toggle]", async () => {
    const on = folders().hidden;
    await setFolders(on);
    if (on) folders().querySelector('[role=treeitem][tabindex="0"]')?.focus();
  });
  const branches = () => [...folders().querySelectorAll("[role=treeitem]")].filter((one) => one.offsetParent !== null);
  const into = (one) => {
    if (!one) return;
    for (const other of folders().querySelectorAll('[role=treeitem][tabindex="0"]')) other.tabIndex = -1;
    one.tabIndex = 0;
    one.focus();
  };
  const turn = async (one, open) => {
    if (!one.hasAttribute("aria-expanded")) return;
    one.setAttribute("aria-expanded", open);
    const group = one.parentElement.querySelector("ul");
    group.hidden = !open;
    if (!open || group.children.length) return;
    group.id ||= `level-${one.dataset.folder}`;
    const depth = Number(one.getAttribute("aria-level")) + 1;
    await htmx.ajax("GET", `${one.dataset.level}&depth=${depth}`, { target: `#${CSS.escape(group.id)}`, swap: "innerHTML" });
  };
  const keepTo = (one) => {
    for (const other of folders().querySelectorAll('[aria-selected="true"]')) other.setAttribute("aria-selected", "false");
    one.setAttribute("aria-selected", "true");
    into(one);
    folders().dataset.chosen = one.dataset.folder;
    const name = `filter[${folders().querySelector("[data-tree]").dataset.field}][under]`;
    const asked = new URLSearchParams(state());
    asked.delete(name);
    if (one.dataset.folder) asked.set(name, one.dataset.folder);
    if (asked.get("view") && asked.get("view") !== "all") asked.set("own", "1");
    go(`${list().dataset.address}?${asked}`);
  };
  tp.on("click", "[role=treeitem]", (event, one) => {
    if (event.target.closest("[data-turn]")) turn(one, one.getAttribute("aria-expanded") !== "true");
    else keepTo(one);
  });
  tp.on("keydown", "[role=treeitem]", (event, one) => {
    const all = branches();
    const at = all.indexOf(one);
    const open = one.getAttribute("aria-expanded") === "true";
    const acts = {
      ArrowDown: () => into(all[at + 1]),
      ArrowUp: () => into(all[at - 1]),
      Home: () => into(all[0]),
      End: () => into(all.at(-1)),
      ArrowRight: () => (open ? into(all[at + 1]) : turn(one, true)),
      ArrowLeft: () => (open ? turn(one, false) : into(one.closest("ul").parentElement.querySelector(":scope > [role=treeitem]"))),
      Enter: () => keepTo(one),
      " ": () => keepTo(one),
    };
    if (!acts[event.key] || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });

  /* After every change of the list what was chosen is shown again; another list has none. */
  const refresh = () => {
    if (!list()) return;
    if (chosenAt !== null && chosenAt !== state()) chooseNone();
    chosenAt = state();
    applyWidths();
    show();
    document.getElementById("preview-toggle")?.setAttribute("aria-pressed", !side()?.hidden);
    document.getElementById("folders-toggle")?.setAttribute("aria-pressed", !(folders()?.hidden ?? true));
  };
  document.addEventListener("htmx:after:swap", refresh);
  document.addEventListener("DOMContentLoaded", () => {
    if (!list()) return;
    refresh();
    const kept = (name) => document.cookie.split("; ").includes(`${name}=on`);
    if (kept("tp_folders") || folders()?.dataset.chosen) setFolders(true);
    if (kept("tp_preview") && innerWidth > 1000) setPreview(true);
  });
})();
