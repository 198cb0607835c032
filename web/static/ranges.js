/* Ranges of cells: chosen with Shift, copied and pasted as spreadsheets do, filled down, cleared;
   rows sorted and found; the last operations taken back. */
(() => {
  "use strict";
  const MOST = 10000; // rows of one part
  const STEPS = 20; // operations that can be taken back
  const BATCH = 500;
  let chosen = null; // { sheet, from: {row, column}, to: {row, column} }
  const past = new WeakMap();

  /* --- what is chosen --- */
  const bounds = () => {
    const { sheet, from, to } = chosen;
    const columns = sheet.visible;
    const rows = [sheet.rows.indexOf(from.row), sheet.rows.indexOf(to.row)].sort((a, b) => a - b);
    const across = [columns.indexOf(from.column), columns.indexOf(to.column)].sort((a, b) => a - b);
    return { rows: sheet.rows.slice(rows[0], rows[1] + 1), columns: columns.slice(across[0], across[1] + 1) };
  };
  const isWide = () => chosen && (chosen.from.row !== chosen.to.row || chosen.from.column !== chosen.to.column);
  const mark = (sheet) => {
    for (const one of sheet.table.querySelectorAll(".tp-picked")) one.classList.remove("tp-picked");
    const is = chosen?.sheet === sheet && isWide();
    sheet.table.classList.toggle("tp-has-range", Boolean(is));
    if (!is) return;
    const { rows, columns } = bounds();
    for (const row of rows) if (row.tr) for (const one of columns) row.tr.cells[one.at + 1].classList.add("tp-picked");
  };
  const choose = (sheet, from, to) => {
    const before = chosen?.sheet;
    chosen = { sheet, from, to };
    if (before && before !== sheet) mark(before);
    mark(sheet);
  };
  const drop = () => {
    const sheet = chosen?.sheet;
    chosen = null;
    if (sheet) mark(sheet);
  };
  const extend = (sheet, row, column, down, right) => {
    if (chosen?.sheet !== sheet) choose(sheet, { row, column }, { row, column });
    const { to } = chosen;
    const columns = sheet.visible;
    const place = (list, one, step) => list[Math.max(0, Math.min(list.length - 1, list.indexOf(one) + step))];
    choose(sheet, chosen.from, { row: place(sheet.rows, to.row, down), column: place(columns, to.column, right) });
    sheet.show(chosen.to.row)?.scrollIntoView({ block: "nearest" });
  };

  /* --- taking back --- */
  const remember = (sheet) => {
    const steps = past.get(sheet) ?? [];
    steps.push(sheet.remember());
    past.set(sheet, steps.slice(-STEPS));
  };
  const undo = (sheet) => {
    const steps = past.get(sheet);
    if (!steps?.length) return tp.say(tp.texts.nothing_to_undo);
    drop();
    sheet.restore(steps.pop());
    tp.dirty();
    tp.recalculate();
    tp.say(tp.texts.undone);
    if (!sheet.table.contains(document.activeElement)) tp.grid.go(tp.grid.first(sheet, sheet.rows[0]));
  };

  /* --- filling and clearing --- */
  const own = (columns) => columns.filter((one) => !one.readonly);
  const fillDown = (sheet, row, column) => {
    const wide = isWide() && chosen.sheet === sheet;
    const { rows, columns } = wide ? bounds() : { rows: [row], columns: [column] };
    const at = sheet.rows.indexOf(rows[0]);
    const source = rows.length > 1 ? rows[0] : sheet.rows[at - 1];
    if (!source) return;
    remember(sheet);
    for (const one of own(columns)) {
      const [, key] = sheet.cell(source, one);
      for (const each of rows) if (each !== source) sheet.put(each, one, sheet.shown(source, one), key);
    }
    done(sheet);
  };
  const clear = (sheet) => {
    const { rows, columns } = bounds();
    remember(sheet);
    for (const row of rows) for (const one of own(columns)) if (one.type !== "choice") sheet.put(row, one, "");
    done(sheet);
  };
  const done = (sheet) => {
    sheet.settle();
    sheet.draw();
    tp.dirty();
    tp.recalculate();
  };

  /* --- the clipboard --- */
  const quoted = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const written = () => {
    const { rows, columns } = bounds();
    const { sheet } = chosen;
    return rows.map((row) => columns.map((one) => quoted(sheet.shown(row, one))).join("\t")).join("\r\n");
  };
  /* As Excel and others write a range: tabs between cells, quotes around what holds a new line. */
  const parsed = (text) => {
    const rows = [[]];
    let at = 0;
    const plain = text.replace(/\r\n?/g, "\n");
    while (at < plain.length) {
      let cell = "";
      if (plain[at] === '"') {
        const found = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
        found.lastIndex = at;
        const whole = found.exec(plain);
        if (whole) {
          cell = whole[1].replaceAll('""', '"');
          at = found.lastIndex;
        }
      }
      if (cell === "") {
        const end = plain.slice(at).search(/[\t\n]/);
        cell = end < 0 ? plain.slice(at) : plain.slice(at, at + end);
        at += cell.length;
      }
      rows.at(-1).push(cell.trim());
      if (plain[at] === "\t" && at === plain.length - 1) rows.at(-1).push("");
      if (plain[at] === "\n" && at < plain.length - 1) rows.push([]);
      at += 1;
    }
    return rows.filter((row) => row.some(Boolean));
  };
  /* A first row that names columns says where each belongs, in whatever order. */
  const headed = (sheet, lines) => {
    const named = new Map();
    for (const one of sheet.columns) {
      named.set(one.label.toLowerCase(), one);
      named.set(one.name, one);
    }
    const found = lines[0].map((text) => named.get(text.toLowerCase()));
    const known = found.filter(Boolean).length;
    return known >= 2 || (known === 1 && lines[0].length === 1 && lines.length > 1) ? found : null;
  };
  const paste = (sheet, row, column, text) => {
    let lines = parsed(text);
    if (!lines.length) return;
    const head = headed(sheet, lines);
    const visible = sheet.visible;
    const columns = head ?? visible.slice(visible.indexOf(column));
    if (head) {
      tellUnknown(lines[0].filter((_word, at) => !head[at]));
      lines = lines.slice(1);
    }
    const wide = isWide() && chosen.sheet === sheet ? bounds() : null;
    if (wide && lines.length === 1 && lines[0].length === 1) {
      remember(sheet);
      for (const one of wide.rows) for (const each of own(wide.columns)) sheet.put(one, each, lines[0][0]);
      return done(sheet);
    }
    const at = wide ? sheet.rows.indexOf(wide.rows[0]) : sheet.rows.indexOf(row);
    if (at + lines.length > MOST) return tp.say(tp.texts.too_many_rows, MOST);
    remember(sheet);
    lines.forEach((values, n) => {
      const one = sheet.rows[at + n] ?? sheet.add();
      values.forEach((value, place) => { if (columns[place] && !columns[place].readonly) sheet.put(one, columns[place], value); });
    });
    tp.say(tp.texts.pasted, lines.length);
    tp.progress?.(sheet.changed.size > BATCH ? sheet.changed.size : 0);
    drop();
    done(sheet);
  };
  const tellUnknown = (words) => {
    const named = words.filter(Boolean);
    if (named.length) tp.say(`${tp.texts.columns_not_taken} ${named.join(", ")}`);
  };

  /* --- order and search --- */
  const sort = (sheet, column, falling) => {
    const number = tp.rows.scaled;
    const numeric = ["amount", "quantity", "price", "percent", "rate", "whole"].includes(column.type);
    const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const sign = falling ? -1 : 1;
    const filled = sheet.filled;
    const known = new Map(filled.map((row) => [row, numeric ? number(sheet.text(row, column)) : sheet.shown(row, column)]));
    remember(sheet);
    filled.sort((one, other) => {
      const [a, b] = [known.get(one), known.get(other)];
      return sign * (numeric ? (a < b ? -1 : a > b ? 1 : 0) : words.compare(a, b));
    });
    sheet.rows = [...filled, ...sheet.rows.filter((row) => sheet.isEmpty(row))];
    sheet.draw();
    tp.dirty();
    for (const one of sheet.columns) one.head.removeAttribute("aria-sort");
    column.head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  };
  const find = (sheet, words, from) => {
    const wanted = words.trim().toLowerCase();
    if (!wanted) return null;
    const count = sheet.rows.length;
    for (let step = 1; step <= count; step++) {
      const row = sheet.rows[(from + step + count) % count];
      const column = sheet.visible.find((one) => sheet.shown(row, one).toLowerCase().includes(wanted));
      if (column) return { row, column };
    }
    return null;
  };
  const search = (field, on) => {
    const sheet = tp.rows.of(field);
    const from = sheet.rows.indexOf(sheet.found?.row) - (on ? 0 : 1);
    const found = find(sheet, field.value, from);
    sheet.found?.row.tr?.classList.remove("tp-row-found");
    sheet.found = found;
    field.setAttribute("aria-invalid", Boolean(field.value.trim()) && !found);
    if (!found) return;
    sheet.show(found.row).classList.add("tp-row-found");
    found.row.tr.scrollIntoView({ block: "nearest" });
  };
  tp.on("input", "[data-rows-find]", (event, field) => { event.stopPropagation(); search(field, false); });
  tp.on("keydown", "[data-rows-find]", (event, field) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    const sheet = tp.rows.of(field);
    if (event.key === "Enter" && !event.ctrlKey) return search(field, true);
    const { row, column } = sheet.found ?? { row: sheet.rows[0], column: sheet.leading };
    field.value = "";
    sheet.found?.row.tr?.classList.remove("tp-row-found");
    tp.grid.goTo(sheet, row, column);
  }, true);

  /* --- keys --- */
  const shifted = { "shift+arrowdown": [1, 0], "shift+arrowup": [-1, 0], "shift+arrowright": [0, 1], "shift+arrowleft": [0, -1] };
  const mayExtend = (field, keys) => {
    if (field.tagName === "TEXTAREA") return false;
    if (!tp.isTouched(field) || isWide()) return true;
    return keys.endsWith("up") || keys.endsWith("down");
  };
  const keyed = (keys, sheet, row, column, field) => {
    if (shifted[keys]) return mayExtend(field, keys) ? () => extend(sheet, row, column, ...shifted[keys]) : null;
    const wide = isWide() && chosen.sheet === sheet;
    const acts = {
      "control+z": tp.isTouched(field) ? null : () => undo(sheet),
      "control+f": () => sheet.table.closest(".tp-part").querySelector("[data-rows-find]")?.focus(),
      "control+a": tp.isTouched(field) ? null : () => choose(sheet, { row: sheet.rows[0], column: sheet.visible[0] }, { row: sheet.filled.at(-1) ?? sheet.rows[0], column: sheet.visible.at(-1) }),
      "control+d": sheet.readonly ? null : () => fillDown(sheet, row, column),
      delete: wide && !sheet.readonly ? () => clear(sheet) : null,
      "alt+shift+arrowdown": sheet.readonly ? null : () => { sort(sheet, column, false); tp.grid.goTo(sheet, row, column); },
      "alt+shift+arrowup": sheet.readonly ? null : () => { sort(sheet, column, true); tp.grid.goTo(sheet, row, column); },
    };
    if (acts[keys]) return acts[keys];
    if (wide && !["control+c", "control+x", "control+v", "control+delete", "shift+shift", "control+control", "alt+alt"].includes(keys)) drop();
    return null;
  };

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isWide() || !event.target.closest?.("[data-grid]")) return;
    event.preventDefault(); // it takes the choice back, and does not close the form
    event.stopPropagation();
    drop();
  }, true);
  tp.on("mousedown", "[data-grid] td", (event, cell) => {
    const sheet = tp.rows.of(cell);
    const row = sheet.rowOf(cell);
    const column = sheet.columnOf(cell);
    if (!row || !column) return;
    if (!event.shiftKey) return drop();
    event.preventDefault();
    const active = document.activeElement;
    const from = chosen?.sheet === sheet ? chosen.from : sheet.table.contains(active) && sheet.rowOf(active) ? { row: sheet.rowOf(active), column: sheet.columnOf(active) } : { row, column };
    choose(sheet, from, { row, column });
  });
  const copied = (event) => {
    if (!isWide() || !event.target.closest?.("[data-grid]")) return false;
    event.preventDefault();
    event.clipboardData.setData("text/plain", written());
    return true;
  };
  document.addEventListener("copy", copied);
  document.addEventListener("cut", (event) => {
    if (copied(event) && !chosen.sheet.readonly) clear(chosen.sheet);
  });
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("[data-grid] tbody .tp-cell, [data-grid] tbody input[type=checkbox]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || field.readOnly) return;
    const sheet = tp.rows.of(field);
    const many = /[\t\n]/.test(text.replace(/\r?\n$/, ""));
    if (sheet.readonly || (!many && !(isWide() && chosen.sheet === sheet))) return;
    event.preventDefault();
    paste(sheet, sheet.rowOf(field), sheet.columnOf(field), text);
  });
  tp.on("click", "[data-sort-rows]", (_event, button) => {
    const sheet = tp.rows.of(button);
    const head = button.closest("[data-column]");
    const column = sheet.columns.find((one) => one.name === head.dataset.column);
    sort(sheet, column, head.getAttribute("aria-sort") === "ascending");
  });
  tp.on("click", "[data-rows-undo]", (_event, button) => undo(tp.rows.of(button)));

  tp.ranges = { keyed, mark, remember, parsed, drop, rows: (sheet) => (isWide() && chosen.sheet === sheet ? bounds().rows : null) };
})();
