/* Rows of a document work like a spreadsheet: every key a bookkeeper's hands know. */
(() => {
  "use strict";
  const sheetOf = (element) => tp.rows.of(element);
  const keyOf = (field) => field.closest("[data-combo]")?.querySelector("[data-combo-key]");
  const fieldsOf = (row) => [...row.tr.querySelectorAll(".tp-cell, td > input[type=checkbox]")].filter((one) => !one.readOnly && !one.disabled && !one.closest(".tp-rests"));

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
      head.classList.toggle("tp-rests", !on);
    }
    sheetOf(table).rested();
  };
  tp.on("click", "[data-column-show]", (_event, button) => {
    const table = button.closest(".tp-part").querySelector("[data-grid]");
    const name = button.dataset.columnShow;
    const shown = called(table);
    const next = shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name];
    localStorage.setItem(place(table), next.join(" "));
    callUp(table);
  });

  const go = (field) => {
    if (!field) return false;
    field.focus();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  const goTo = (sheet, row, column) => go(sheet.fieldAt(row, column) ?? (row && sheet.show(row) && fieldsOf(row)[0]));
  const first = (sheet, row) => sheet.show(row) && fieldsOf(row)[0];

  /* The cell above or below; below the last row that holds something there is a new one. */
  const beside = (field, step) => {
    const sheet = sheetOf(field);
    const row = sheet.rowOf(field);
    const at = sheet.rows.indexOf(row) + step;
    if (at === sheet.rows.length && !sheet.isEmpty(row)) {
      sheet.add();
      sheet.draw();
    }
    return sheet.fieldAt(sheet.rows[at], sheet.columnOf(field));
  };

  /* Enter goes to the next cell that wants a hand; what the house has filled in is passed. */
  const wants = (field) => {
    const stop = field.dataset.stop;
    if (stop === "always") return true;
    return stop === "empty" && /^[0.,\s]*$/.test(field.value);
  };
  const target = (field) => {
    const sheet = sheetOf(field);
    const row = sheet.rowOf(field);
    const cells = fieldsOf(row);
    const next = cells.slice(cells.indexOf(field) + 1).find(wants);
    if (next) return next;
    const at = sheet.rows.indexOf(row) + 1;
    if (!sheet.rows[at] && !sheet.isEmpty(row)) {
      sheet.add();
      sheet.draw();
    }
    return sheet.rows[at] ? first(sheet, sheet.rows[at]) : null;
  };
  /* What the house is about to fill in is waited for; keys typed meanwhile are kept and replayed,
     so that the same keys always do the same, however slow the line is. */
  let waiting = false;
  let kept = [];
  const onward = (field) => {
    const cells = fieldsOf(sheetOf(field).rowOf(field));
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
        const row = sheetOf(field)?.rowOf(field);
        const cells = row ? fieldsOf(row) : [];
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

  /* Operations on rows: each can be taken back */
  const removeRows = (sheet, rows, column) => {
    const at = sheet.rows.indexOf(rows[0]);
    tp.ranges.remember(sheet);
    sheet.remove(rows);
    tp.dirty();
    goTo(sheet, sheet.rows[Math.min(at, sheet.rows.length - 1)], column);
    tp.recalculate();
  };
  const insert = (sheet, row) => {
    tp.ranges.remember(sheet);
    const made = sheet.add(sheet.rows.indexOf(row) + 1);
    sheet.draw();
    go(first(sheet, made));
  };
  const move = (sheet, row, step, column) => {
    const at = sheet.rows.indexOf(row);
    const to = at + step;
    const other = sheet.rows[to];
    if (!other || sheet.isEmpty(other) || sheet.isEmpty(row)) return;
    tp.ranges.remember(sheet);
    sheet.rows[at] = other;
    sheet.rows[to] = row;
    sheet.draw();
    tp.dirty();
    goTo(sheet, row, column);
  };

  tp.grid = {
    go, goTo, first, removeRows, callUp,
    settle: (scope) => { for (const table of scope.querySelectorAll("[data-grid]")) callUp(table); },
    fieldsOf,
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("[data-grid]")) callUp(table);
  });

  const enter = (field) => {
    if (field.matches("[data-combo-text]")) {
      const typed = field.value.trim() && !keyOf(field).value;
      if (!tp.combo.settle(field) && typed) field.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (field.form && tp.isFresh(field)) field.dispatchEvent(new Event("change", { bubbles: true }));
    onward(field);
  };
  const ends = (sheet, field, way) => {
    const rows = sheet.rows;
    const column = sheet.columnOf(field);
    const filled = rows.length > 1 && sheet.isEmpty(rows.at(-1)) ? rows.length - 2 : rows.length - 1;
    const cells = fieldsOf(sheet.rowOf(field));
    return {
      home: () => go(cells[0]),
      end: () => go(cells.at(-1)),
      "control+home": () => go(first(sheet, rows[0])),
      "control+end": () => goTo(sheet, rows[filled], column),
      pageup: () => goTo(sheet, rows[Math.max(0, rows.indexOf(sheet.rowOf(field)) - 15)], column),
      pagedown: () => goTo(sheet, rows[Math.min(rows.length - 1, rows.indexOf(sheet.rowOf(field)) + 15)], column),
    }[way];
  };
  /* Home and End move inside a text that is being typed, and over the row otherwise. */
  const edits = (field) => tp.isTouched(field) || field.tagName === "TEXTAREA";

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.closest?.("[data-grid] tbody") || event.defaultPrevented) return;
    const sheet = sheetOf(field);
    const row = sheet.rowOf(field);
    if (!row) return;
    const column = sheet.columnOf(field);
    const keys = tp.pressed(event);
    const multi = field.tagName === "TEXTAREA" || field.tagName === "SELECT";
    const act = tp.ranges.keyed(keys, sheet, row, column, field) ?? {
      enter: () => enter(field),
      arrowdown: () => go(beside(field, 1)),
      arrowup: () => go(beside(field, -1)),
      insert: () => !sheet.readonly && insert(sheet, row),
      "control+delete": () => !sheet.readonly && removeRows(sheet, tp.ranges.rows(sheet) ?? [row], column),
      "alt+arrowup": () => move(sheet, row, -1, column),
      "alt+arrowdown": () => move(sheet, row, 1, column),
    }[keys] ?? ((keys === "home" || keys === "end") && edits(field) ? null : ends(sheet, field, keys));
    if (!act) return sideways(event, field, keys);
    if (multi && ["arrowup", "arrowdown", "home", "end"].includes(keys)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  const sideways = (event, field, keys) => {
    const step = { arrowleft: -1, arrowright: 1 }[keys];
    if (!step || field.tagName === "SELECT") return;
    if (field.type !== "checkbox") {
      const edge = step < 0 ? field.selectionEnd === 0 : field.selectionStart === field.value.length;
      const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
      if (!edge && !whole) return;
    }
    const cells = fieldsOf(sheetOf(field).rowOf(field));
    const next = cells[cells.indexOf(field) + step];
    if (next) {
      event.preventDefault();
      go(next);
    }
  };

  /* A row that was scrolled out of sight takes the keys again where it was left. */
  tp.on("keydown", ".tp-grid-scroll", (event, scroller) => {
    const sheet = sheetOf(scroller);
    if (event.target !== scroller || !sheet?.away || event.key === "Tab") return;
    const { row, column } = sheet.away;
    sheet.away = null;
    if (sheet.byKey.has(row.key)) goTo(sheet, row, column);
  });

  tp.on("input", "[data-grid] tbody *", (_event, field) => {
    const sheet = sheetOf(field);
    const row = sheet.rowOf(field);
    if (!row) return;
    sheet.touch(row, sheet.columnOf(field));
    const before = sheet.rows.length;
    sheet.settle();
    if (sheet.rows.length !== before) sheet.draw();
  });
  tp.on("focusin", "[data-grid] .tp-cell", (_event, field) => field.select?.());
  tp.on("click", "[data-row-remove]", (_event, button) => {
    const sheet = sheetOf(button);
    removeRows(sheet, [sheet.rowOf(button)], sheet.leading);
  });
  tp.on("click", "[data-row-add]", (_event, button) => {
    const sheet = sheetOf(button);
    goTo(sheet, sheet.rows.at(-1), sheet.columns.find((one) => !one.readonly));
  });
})();
