/* What was typed is not lost: leaving asks, and a draft is kept in this browser until it is saved.
   A draft holds what hands have typed, and nothing else: no other value of the form. */
(() => {
  "use strict";
  const SOON = 1200; // ms after a key, then the draft is kept
  const form = () => document.querySelector("[data-form]");
  const dialog = () => document.getElementById("guard");
  let timer = 0;
  let aim = null; // where the person was going

  /* --- leaving --- */
  const leave = (href) => {
    tp.leaving = true;
    location.assign(href);
  };
  const ask = (href) => {
    aim = href;
    dialog().showModal();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.target === "_blank" || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
    if (!form() || !tp.isDirty() || !dialog()) return;
    event.preventDefault();
    event.stopPropagation();
    ask(link.href);
  }, true);
  tp.on("click", "[data-guard]", (_event, button) => {
    const act = button.dataset.guard;
    dialog().close();
    if (act === "leave") {
      forget();
      leave(aim);
    } else if (act === "save") {
      tp.onward = aim;
      document.querySelector('button[name="_do"][value="save"]').click();
    }
  });
  document.addEventListener("htmx:before:response", (event) => {
    const ctx = event.detail.ctx;
    if (tp.onward && ctx.plan?.saves && ctx.hx?.redirect) ctx.hx.redirect = tp.onward;
    tp.onward = null;
  });
  addEventListener("beforeunload", (event) => {
    if (!tp.isDirty()) return;
    keep();
    event.preventDefault();
  });

  /* --- the draft --- */
  const person = () => form().dataset.person;
  const name = () => `draft:${person()}:${location.pathname}`;
  const typedIn = (one) => {
    const found = {};
    for (const field of one.elements) {
      if (!field.name || field.name.startsWith("_") || field.closest("[data-grid]") || field.name.endsWith("~")) continue;
      const path = field.name.replace(/:text$/, "");
      if (!tp.changedPaths.has(path) || field.id.endsWith("-no")) continue;
      const cell = (found[path] ??= ["", null]);
      if (field.matches("[data-combo-key]")) cell[1] = field.value;
      else cell[0] = field.type === "checkbox" ? String(field.checked) : field.value;
    }
    return found;
  };
  const typedRows = (sheet) => {
    const touched = new Set([...tp.changedPaths].filter((path) => path.startsWith(`${sheet.part}.`)).map((path) => path.split(".")[1]));
    const cells = {};
    for (const row of sheet.filled) {
      if (!touched.has(row.key)) continue;
      cells[row.key] = {};
      for (const one of sheet.columns) {
        const [text, key, mark] = sheet.cell(row, one);
        if (!one.readonly && !mark && tp.changedPaths.has(sheet.path(row, one))) cells[row.key][one.name] = [text, key];
      }
    }
    return { order: sheet.filled.map((row) => row.key), cells };
  };
  const keep = () => {
    const one = form();
    if (!one || !tp.isDirty()) return;
    const kept = {
      when: Date.now(),
      version: one.elements._version.value,
      key: one.elements._id.value,
      fields: typedIn(one),
      rows: Object.fromEntries(tp.rows.all().map((sheet) => [sheet.part, typedRows(sheet)])),
    };
    try {
      localStorage.setItem(name(), JSON.stringify(kept));
    } catch {
      localStorage.removeItem(name()); // it is larger than the browser keeps
    }
  };
  const forget = () => {
    clearTimeout(timer);
    localStorage.removeItem(name());
    const note = document.getElementById("draft");
    if (note) note.hidden = true;
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(name()));
    } catch {
      return null;
    }
  };
  document.addEventListener("tp:dirty", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, SOON);
  });
  document.addEventListener("tp:saved", forget);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });

  /* Put a text into a field above the rows, as if it had been typed there. */
  tp.putField = (path, text, key) => {
    const field = document.getElementById(`f-${path}`);
    if (!field || field.readOnly || field.disabled) return;
    if (field.type === "checkbox") field.checked = text === "true";
    else field.value = text;
    tp.typed(field);
    const hidden = document.getElementById(`f-${path}-key`);
    if (!hidden) return;
    hidden.value = key ?? "";
    tp.typed(hidden);
  };
  const restoreRows = (sheet, { order, cells }) => {
    const known = new Map(sheet.rows.map((row) => [row.key, row]));
    const rows = [];
    for (const key of order) {
      if (!known.has(key) && !cells[key]) continue; // somebody has removed it meanwhile
      const row = known.get(key) ?? Object.assign(sheet.blank(), { key });
      rows.push(row);
      known.delete(key);
    }
    const gone = [...known.values()].filter((row) => sheet.had.includes(row.key));
    const before = new Set(sheet.had);
    const rest = gone.filter((row) => !before.has(row.key));
    for (const row of known.values()) if (!rest.includes(row)) row.tr?.remove();
    sheet.rows = [...rows, ...rest];
    sheet.index();
    for (const [key, typed] of Object.entries(cells)) {
      const row = sheet.byKey.get(key);
      for (const one of row ? sheet.columns : []) if (typed[one.name]) sheet.put(row, one, ...typed[one.name]);
    }
    sheet.settle();
    sheet.draw();
  };
  const restore = () => {
    const draft = kept();
    const one = form();
    if (!draft || !one) return;
    one.elements._version.value = draft.version;
    one.elements._id.value = draft.key;
    for (const [path, [text, key]] of Object.entries(draft.fields)) tp.putField(path, text, key);
    for (const sheet of tp.rows.all()) if (draft.rows[sheet.part]) restoreRows(sheet, draft.rows[sheet.part]);
    document.getElementById("draft").hidden = true;
    tp.dirty();
    tp.recalculate();
  };
  tp.on("click", "[data-draft]", (_event, button) => button.dataset.draft === "restore" ? restore() : forget());
  document.addEventListener("DOMContentLoaded", () => {
    const note = document.getElementById("draft");
    const draft = form() && note && kept();
    if (!draft) return;
    note.querySelector("time").textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }).format(draft.when);
    note.hidden = false;
  });
})();
