/* Forms are worked out by the server as one types. A short form is sent whole; of a long one the
   rows that were touched are sent, with what the others come to, and the whole when hands rest. */
(() => {
  "use strict";
  const SMALL = 40; // rows of a form that is always sent whole
  const BATCH = 500; // rows sent at once
  const WHOLE = 2000; // rows of a form that is worked out as a whole at all before it is saved
  const QUIET = 900; // ms without a key, then the whole is worked out
  const form = () => document.querySelector("[data-form]");
  const fresh = new WeakSet(); // fields typed into since the last question to the server
  const changed = new Set(); // paths changed by hand since the form was opened
  const base = new Map(); // what stood there before, of a stored record
  let dirty = false;
  let saving = false;
  let headStamp = 0; // counts changes above the rows
  let headKnown = 0;
  let asked = 0; // questions to the server that are not answered yet
  let typing = null; // the field typed into since it got the focus
  let settling = [];
  let plan = null;
  let idle = 0;
  let toDo = 0; // rows of a long operation

  tp.leaving = false;
  tp.dirty = (on = true) => {
    dirty = on;
    const word = document.querySelector("[data-dirty-word]");
    if (word) word.hidden = !on;
    if (on) document.dispatchEvent(new Event("tp:dirty"));
  };
  tp.isDirty = () => dirty && !tp.leaving;
  tp.isFresh = (field) => fresh.has(field) || (field === document.activeElement && typing === field);
  tp.isTouched = (field) => typing === field;
  tp.base = base;
  tp.changedPaths = changed;

  /* A path has been changed by hand, in a field or in a row that may not even be drawn. */
  tp.touched = (path) => {
    if (!path) return;
    changed.delete(path);
    changed.add(path); // in the order of the last changes: what was chosen after its owner holds
    if (!path.includes(".")) headStamp++;
  };
  tp.remembers = (path, text) => { if (!base.has(path)) base.set(path, text); };

  const stood = (field) => {
    if (field.type === "checkbox") return String(field.defaultChecked);
    if (field.tagName === "SELECT") return [...field.options].find((one) => one.defaultSelected)?.value ?? "";
    return field.defaultValue;
  };
  /* A value typed by hand is sent under its plain name; one the house filled in has a ~. */
  tp.typed = (field) => {
    if (!field.name) return;
    field.name = field.name.replace(/~$/, "");
    if (field.type === "checkbox") {
      const no = document.getElementById(`${field.id}-no`);
      if (no) no.name = field.name;
    }
    fresh.add(field);
    const path = field.name.replace(/:text$/, "");
    if (field.dataset.comboKey === undefined) tp.remembers(path, stood(field));
    tp.touched(path);
    tp.dirty();
  };

  /* When the answers to all questions have come; at once where none is open. */
  tp.settled = () => asked === 0 ? null : new Promise((go) => settling.push(go));

  /* What to send: everything, or the rows that are waiting. */
  const planned = (whole) => {
    const sheets = tp.rows.all();
    const count = sheets.reduce((sum, one) => sum + one.rows.length, 0);
    const headChanged = headStamp !== headKnown;
    if (whole || count <= SMALL || (headChanged && count <= WHOLE)) return { whole: true, sheets, count };
    if (headChanged) {
      headKnown = headStamp;
      for (const sheet of sheets) for (const row of sheet.filled) sheet.touch(row);
      tp.progress(count);
    }
    let left = BATCH;
    const rows = new Map(sheets.map((sheet) => {
      const some = [...sheet.changed.keys()].filter((row) => sheet.byKey.has(row.key)).slice(0, left);
      left -= some.length;
      return [sheet, some];
    }));
    return { whole: false, sheets, rows, count };
  };
  const sent = (sheet) => (plan.whole ? sheet.filled : plan.rows.get(sheet));

  tp.recalculate = (whole = false) => {
    const one = form();
    if (!one || saving || !one.dataset.recalculate) return;
    clearTimeout(idle);
    plan = planned(whole);
    htmx.ajax("POST", one.dataset.recalculate, { source: one, target: "#form", swap: "outerMorph" });
  };

  /* Rows go as data, from wherever they are kept. */
  const pack = (body) => {
    const parts = plan.sheets.map((one) => one.part);
    for (const name of [...new Set(body.keys())])
      if (name === "_row" || name === "_rows" || parts.some((part) => name.startsWith(`${part}.`))) body.delete(name);
    const rows = {};
    const rest = {};
    for (const sheet of plan.sheets) {
      const some = sent(sheet);
      plan.stamps.set(sheet, new Map([...some, ...(plan.whole ? sheet.changed.keys() : [])].map((row) => [row, row.stamp])));
      rows[sheet.part] = sheet.plain(some);
      if (!plan.whole) rest[sheet.part] = sheet.rest(some);
    }
    body.set("_rows", JSON.stringify(rows));
    if (!plan.whole) body.set("_rest", JSON.stringify(rest));
    const keys = plan.whole ? null : new Set(plan.sheets.flatMap((sheet) => sent(sheet).map((row) => row.key)));
    body.set("_changed", [...changed].filter((path) => !keys || !path.includes(".") || keys.has(path.split(".")[1])).join(" "));
  };
  const packBase = (body) => {
    const known = Object.fromEntries(base);
    const had = Object.fromEntries(tp.rows.all().map((sheet) => [sheet.part, sheet.had]));
    body.set("_base", JSON.stringify({ texts: known, rows: had }));
  };

  const ours = (field) => field.form?.matches("[data-form]") && field.name && !field.name.startsWith("_");
  document.addEventListener("focusin", () => { typing = null; });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!ours(field)) return;
    typing = field;
    tp.typed(field);
    if (field.matches("[data-combo-text]")) tp.typed(field.closest("[data-combo]").querySelector("[data-combo-key]"));
    clearTimeout(idle);
  }, true);
  document.addEventListener("change", (event) => {
    if (ours(event.target)) {
      tp.typed(event.target);
      const sheet = tp.rows.of(event.target);
      const row = sheet?.rowOf(event.target);
      if (row) sheet.touch(row, sheet.columnOf(event.target));
      tp.recalculate();
    }
  });

  document.addEventListener("htmx:config:request", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx.sourceElement.matches?.("[data-form]")) return;
    if (ctx.request.submitter) {
      if (saving) return event.preventDefault(); // its answer is on its way
      saving = true;
      ctx.sourceElement.ariaBusy = "true";
      clearTimeout(idle);
      plan = planned(true);
    }
    plan.saves = Boolean(ctx.request.submitter);
    plan.head = headStamp;
    plan.stamps = new Map();
    pack(ctx.request.body);
    if (plan.saves) packBase(ctx.request.body);
    for (const field of ctx.sourceElement.elements) fresh.delete(field);
    ctx.plan = plan;
    asked++;
  });
  document.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.hx?.redirect && event.detail.ctx.plan) {
      tp.leaving = true;
      document.dispatchEvent(new Event("tp:saved"));
    }
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx.plan) return;
    if (ctx.plan.saves) {
      saving = false;
      form()?.removeAttribute("aria-busy");
    }
    asked = Math.max(0, asked - 1);
    if (asked === 0) settling.splice(0).forEach((go) => go());
  });

  /* What was typed while the answer was on its way stays; rows that were not sent stay, too. */
  htmx.registerExtension("tp", {
    htmx_before_morph_node: (_element, detail) => detail.newNode.dataset?.unsent === undefined,
    htmx_before_morph_attr: (element, detail) => {
      if (fresh.has(element) && ["name", "value", "aria-invalid"].includes(detail.attrName)) return false;
      if (element.dataset?.keep?.split(" ").includes(detail.attrName)) return false;
      if (detail.attrName === "aria-expanded" || detail.attrName === "aria-activedescendant") return false;
      return true;
    },
  });
  const takeHeader = (one) => {
    for (const field of one.elements) {
      if (fresh.has(field) || field === document.activeElement || field.closest("[data-grid]")) continue;
      if (field.type === "checkbox") field.checked = field.hasAttribute("checked");
      else if (field.tagName === "SELECT") {
        const at = [...field.options].findIndex((option) => option.hasAttribute("selected"));
        if (at >= 0) field.selectedIndex = at;
      } else if (field.type === "hidden" || (field.type === "text" && field.name)) {
        const kept = field.getAttribute("value") ?? "";
        if (field.value !== kept) field.value = kept;
      }
    }
  };
  const takeRows = (made) => {
    for (const sheet of tp.rows.all()) {
      if (made.saves) sheet.adopt();
      else sheet.apply(made.stamps.get(sheet) ?? new Map());
      tp.grid.callUp(sheet.table);
      tp.faults?.(sheet);
    }
    if (made.whole && !made.saves) headKnown = made.head;
  };
  const goOn = (made) => {
    const waiting = tp.rows.all().reduce((sum, sheet) => sum + sheet.changed.size, 0);
    if (waiting > toDo) toDo = 0;
    tp.progress(toDo, toDo - waiting);
    if (made.saves) return;
    if (waiting && !made.whole) tp.recalculate();
    else if (!made.whole && made.count <= WHOLE) idle = setTimeout(() => tp.recalculate(true), QUIET);
  };
  document.addEventListener("htmx:after:swap", (event) => {
    const one = form();
    const made = event.detail.ctx?.plan;
    if (!one || !made) return;
    takeHeader(one);
    takeRows(made);
    const active = document.activeElement;
    if (active?.matches(".tp-cell:not(select)") && !tp.isFresh(active)) active.select?.(); // typing goes over what has come
    const faulty = one.querySelector(".tp-complaints [role=alert]");
    if (faulty && made.saves) document.getElementById("main").scrollTo(0, 0);
    goOn(made);
  });

  /* How far a long operation has come */
  tp.progress = (total, done = 0) => {
    if (total) toDo = total;
    for (const bar of document.querySelectorAll("[data-progress]")) {
      bar.hidden = !total || done >= total;
      bar.querySelector("progress").value = total ? done / total : 0;
      bar.querySelector("span").textContent = tp.texts.rows_worked.replace("{done}", done).replace("{total}", total);
    }
    if (total && done >= total) toDo = 0;
  };

  /* Rows in which something is wrong are named below them, each leads to its place. */
  tp.faults = (sheet) => {
    const bar = sheet.table.closest(".tp-part").querySelector("[data-fault-bar]");
    if (!bar) return;
    const found = [];
    sheet.rows.forEach((row, at) => {
      const column = sheet.columns.find((one) => sheet.cell(row, one)[3]);
      if (column) found.push([at + 1, row, column]);
    });
    bar.hidden = found.length === 0;
    bar.querySelector("b").textContent = tp.texts.faulty_rows.replace("{number}", found.length);
    bar.querySelector("[data-fault-list]").replaceChildren(...found.slice(0, 100).map(([number, row, column]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tp-plain";
      button.textContent = number;
      button.title = sheet.cell(row, column)[3];
      button.addEventListener("click", () => tp.grid.goTo(sheet, row, column));
      return button;
    }));
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const sheet of tp.rows.all()) tp.faults(sheet);
  });
})();
