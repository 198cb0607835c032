/* Rows of a document work like a spreadsheet: every key a bookkeeper's hands know. */
(() => {
  "use strict";
  const cellsOf = (row) => [...row.querySelectorAll(".tp-cell, td > input[type=checkbox]")].filter((one) => !one.readOnly && !one.disabled && !one.closest(".tp-rests"));
  const rowsOf = (grid) => [...grid.tBodies[0].rows];
  const row = (field) => field.closest("tr[data-row]");
  const grid = (field) => field.closest("[data-grid]");
  const column = (field) => field.closest("td").cellIndex;
  const keyOf = (field) => field.closest("[data-combo]")?.querySelector("[data-combo-key]");
  const isEmpty = (one) => cellsOf(one).every((field) => field.type === "checkbox" || field.tagName === "SELECT" || !field.value.trim());

  /* Keys of rows are made here, as the house makes them: UUID version 7. */
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const now = BigInt(Date.now());
    for (let n = 0; n < 6; n++) bytes[n] = Number((now >> BigInt(8 * (5 - n))) & 255n);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  const addRow = (table, after) => {
    const template = document.querySelector(`[data-row-template="${table.dataset.grid}"]`);
    if (!template) return null;
    const body = document.createElement("tbody");
    body.innerHTML = template.innerHTML.replaceAll("~row~", newKey());
    const made = body.rows[0];
    if (after) after.after(made); else table.tBodies[0].append(made);
    number(table);
    callUp(table);
    return made;
  };
  const number = (table) => rowsOf(table).forEach((one, at) => { one.cells[0].firstChild.nodeType === 3 ? (one.cells[0].firstChild.nodeValue = at + 1) : one.cells[0].prepend(String(at + 1)); });
  const lastIsEmpty = (table) => {
    const all = rowsOf(table);
    return all.length > 0 && isEmpty(all[all.length - 1]);
  };
  /* Columns that rest are called up by name, and stay for documents of the kind. */
  const place = (table) => `columns:${location.pathname.split("/")[2]}.${table.dataset.grid}`;
  const called = (table) => (localStorage.getItem(place(table)) ?? "").split(" ").filter(Boolean);
  const callUp = (table) => {
    const shown = called(table);
    for (const head of table.tHead.querySelectorAll("[data-column]")) {
      const button = table.closest(".tp-part").querySelector(`[data-column-show="${head.dataset.column}"]`);
      if (!button) continue;
      const on = shown.includes(head.dataset.column);
      button.setAttribute("aria-pressed", on);
      for (const one of table.rows) one.cells[head.cellIndex]?.classList.toggle("tp-rests", !on);
    }
  };
  tp.on("click", "[data-column-show]", (_event, button) => {
    const table = button.closest(".tp-part").querySelector("[data-grid]");
    const name = button.dataset.columnShow;
    const shown = called(table);
    const next = shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name];
    localStorage.setItem(place(table), next.join(" "));
    callUp(table);
  });

  const settle = (scope) => {
    for (const table of scope.querySelectorAll("[data-grid]")) {
      if (!lastIsEmpty(table)) addRow(table);
      callUp(table);
    }
  };

  const go = (field) => {
    if (!field) return false;
    field.focus();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  const inColumn = (one, at) => one?.cells[at]?.querySelector(".tp-cell, input[type=checkbox]");
  const beside = (field, step) => {
    const table = grid(field);
    const all = rowsOf(table);
    const at = all.indexOf(row(field)) + step;
    if (at === all.length && !isEmpty(row(field))) return inColumn(addRow(table), column(field));
    return inColumn(all[at], column(field));
  };

  /* Enter goes to the next cell that wants a hand; what the house has filled in is passed. */
  const wants = (field) => {
    const stop = field.dataset.stop;
    if (stop === "always") return true;
    return stop === "empty" && /^[0.,\s]*$/.test(field.value);
  };
  const target = (field) => {
    const cells = cellsOf(row(field));
    const next = cells.slice(cells.indexOf(field) + 1).find(wants);
    if (next) return next;
    const table = grid(field);
    const all = rowsOf(table);
    const below = all[all.indexOf(row(field)) + 1] ?? (isEmpty(row(field)) ? null : addRow(table));
    return below ? cellsOf(below)[0] : null;
  };
  /* What the house is about to fill in is waited for; keys typed meanwhile are kept and replayed,
     so that the same keys always do the same, however slow the line is. */
  let waiting = false;
  let kept = [];
  const onward = (field) => {
    const cells = cellsOf(row(field));
    const next = cells.slice(cells.indexOf(field) + 1).find((one) => one.dataset.stop);
    const open = next?.dataset.stop === "always" ? null : tp.settled();
    if (!open) {
      go(target(field));
      return;
    }
    waiting = true;
    Promise.race([open, new Promise((late) => setTimeout(late, 3000))]).then(() => {
      waiting = false;
      go(target(field));
      replay();
    });
  };
  const replay = () => {
    while (kept.length && !waiting) {
      const keys = kept.shift();
      const field = document.activeElement;
      const types = keys.key.length === 1 && !keys.ctrlKey && !keys.altKey && !keys.metaKey;
      if (types && field.setRangeText) {
        field.setRangeText(keys.key, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new InputEvent("input", { bubbles: true, data: keys.key }));
      } else if (keys.key === "Tab") {
        const cells = cellsOf(row(field));
        go(cells[cells.indexOf(field) + (keys.shiftKey ? -1 : 1)]);
      } else field.dispatchEvent(new KeyboardEvent("keydown", { ...keys, bubbles: true, cancelable: true }));
    }
  };
  addEventListener("keydown", (event) => {
    if (!waiting || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
    kept.push({ key, code, ctrlKey, altKey, shiftKey, metaKey });
  }, true);

  const put = (field, text, key) => {
    if (field.type === "checkbox") field.checked = /^(1|true|да|yes|x|\+)$/i.test(text.trim());
    else if (field.tagName === "SELECT") {
      const option = [...field.options].find((one) => one.text.toLowerCase() === text.trim().toLowerCase() || one.value === text.trim());
      if (option) field.value = option.value;
    } else field.value = text;
    tp.typed(field);
    const hidden = keyOf(field);
    if (hidden) {
      hidden.value = key ?? "";
      tp.typed(hidden);
    }
  };

  const copyDown = (field) => {
    const above = inColumn(rowsOf(grid(field))[rowsOf(grid(field)).indexOf(row(field)) - 1], column(field));
    if (!above) return;
    if (field.type === "checkbox") put(field, String(above.checked));
    else put(field, above.tagName === "SELECT" ? above.selectedOptions[0].text : above.value, keyOf(above)?.value);
    tp.recalculate();
  };

  const remove = (one) => {
    const table = one.closest("[data-grid]");
    const all = rowsOf(table);
    const at = all.indexOf(one);
    const near = all[at + 1] ?? all[at - 1];
    one.remove();
    settle(table.parentNode);
    number(table);
    go(cellsOf(near ?? rowsOf(table)[0])[0]);
    tp.typed(table.closest("form").querySelector("[data-changed]"));
    tp.recalculate();
  };

  const paste = (field, text) => {
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const table = grid(field);
    const from = cellsOf(row(field)).indexOf(field);
    let one = row(field);
    for (const values of lines) {
      const cells = cellsOf(one);
      values.forEach((value, at) => { if (cells[from + at]) put(cells[from + at], value.trim()); });
      one = one.nextElementSibling ?? addRow(table);
    }
    settle(table.parentNode);
    tp.say(tp.texts.pasted, lines.length);
    tp.recalculate();
  };

  tp.grid = { settle };
  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("[data-grid]")) callUp(table);
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.closest?.("[data-grid] tbody") || event.defaultPrevented) return;
    const keys = tp.pressed(event);
    const multi = field.tagName === "TEXTAREA" || field.tagName === "SELECT";
    const act = {
      enter: () => {
        if (field.matches("[data-combo-text]")) {
          const typed = field.value.trim() && !keyOf(field).value;
          if (!tp.combo.settle(field) && typed) field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        onward(field);
      },
      arrowdown: () => !multi && go(beside(field, 1)),
      arrowup: () => !multi && go(beside(field, -1)),
      "control+d": () => copyDown(field),
      insert: () => go(cellsOf(addRow(grid(field), row(field)))[0]),
      "control+delete": () => remove(row(field)),
    }[keys];
    if (!act) return sideways(event, field, keys);
    if (multi && keys.startsWith("arrow")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  const sideways = (event, field, keys) => {
    const step = { arrowleft: -1, arrowright: 1 }[keys];
    if (!step || field.tagName === "SELECT" || field.type === "checkbox") return;
    const edge = step < 0 ? field.selectionEnd === 0 : field.selectionStart === field.value.length;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (!edge && !whole) return;
    const cells = cellsOf(row(field));
    const next = cells[cells.indexOf(field) + step];
    if (next) {
      event.preventDefault();
      go(next);
    }
  };

  tp.on("input", "[data-grid] tbody *", (_event, field) => settle(grid(field).parentNode));
  tp.on("focusin", "[data-grid] .tp-cell", (_event, field) => field.select?.());
  tp.on("click", "[data-row-remove]", (_event, button) => remove(button.closest("tr")));
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("[data-grid] .tp-cell");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || field.readOnly || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    paste(field, text);
  });
})();
