/* The rows of a form. A row is drawn only while it is in sight, or near it; of the others the
   texts are kept, so that ten thousand rows are as light as twenty.

   A cell is [text, key, mark, fault]: the key of a reference (null for anything else), the mark
   "~" where the house has filled it in, "?" where it will when it saves, and what is wrong. */
(() => {
  "use strict";
  const LIVE = 150; // so many rows are all drawn
  const MARGIN = 20; // rows drawn above and below those in sight
  const DIGITS = 10;

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

  /* Numbers as people write them, exact: tens of milliards of a unit. */
  const scaled = (text) => {
    const plain = text.replace(/[\s\u00a0\u2009\u202f]/g, "").replace("\u2212", "-");
    const found = /^(-?)(\d+)(?:[.,](\d*))?$/.exec(plain);
    return found ? BigInt(found[1] + found[2] + (found[3] ?? "").slice(0, DIGITS).padEnd(DIGITS, "0")) : 0n;
  };
  const unscaled = (number) => {
    const sign = number < 0n ? "-" : "";
    const digits = String(number < 0n ? -number : number).padStart(DIGITS + 1, "0");
    const part = digits.slice(-DIGITS).replace(/0+$/, "");
    return sign + digits.slice(0, -DIGITS) + (part ? `.${part}` : "");
  };

  const fieldIn = (cell) => cell?.querySelector(".tp-cell, input[type=checkbox]") ?? null;
  const keyIn = (cell) => cell.querySelector("[data-combo-key]");
  const full = (cell) => (Array.isArray(cell) ? [cell[0], cell[1] ?? null, cell[2] ?? "", cell[3] ?? ""] : [cell ?? "", null, "", ""]);

  const readCell = (cell) => {
    const fault = cell.querySelector(".tp-fault")?.textContent ?? "";
    const field = fieldIn(cell);
    if (!field) return [cell.querySelector("output")?.textContent ?? "", null, "", fault];
    const key = keyIn(cell);
    const filled = (key ?? field).name.endsWith("~");
    const mark = filled ? (field.placeholder && key ? "?" : "~") : "";
    const text = field.type === "checkbox" ? String(field.checked) : field.value;
    return [text, key ? key.value : null, mark, fault];
  };

  const name = (field, mark) => {
    field.name = field.name.replace(/~$/, "") + (mark ? "~" : "");
  };
  const tellFault = (cell, field, fault) => {
    cell.classList.toggle("tp-cell-fault", Boolean(fault));
    let note = cell.querySelector(".tp-fault");
    if (!fault) {
      note?.remove();
      field?.removeAttribute("aria-invalid");
      field?.removeAttribute("aria-describedby");
      return;
    }
    note ??= cell.appendChild(document.createElement("div"));
    note.className = "tp-fault";
    note.textContent = fault;
    if (!field) return;
    note.id = `${field.id}-fault`;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", note.id);
  };
  const writeCell = (cell, [text, key, mark, fault]) => {
    const field = fieldIn(cell);
    const hidden = keyIn(cell);
    if (!field) cell.querySelector("output").textContent = text;
    else if (field.type === "checkbox") {
      field.checked = field.defaultChecked = text === "true";
      const no = document.getElementById(`${field.id}-no`) ?? cell.querySelector("input[type=hidden]");
      if (no) name(no, mark);
    } else {
      if (field.tagName === "INPUT") field.defaultValue = text;
      field.value = text;
    }
    if (hidden) {
      hidden.value = key ?? "";
      name(hidden, mark);
      field.placeholder = mark === "?" ? tp.texts.pending : "";
    } else if (field) name(field, mark);
    tellFault(cell, field, fault);
  };

  class Sheet {
    constructor(table) {
      this.table = table;
      this.part = table.dataset.grid;
      this.changed = new Map(); // rows that the house has not worked out yet, with their stamps
      this.stamp = 0;
      this.scroller.addEventListener("scroll", () => {
        this.soon ??= requestAnimationFrame(() => { this.soon = null; this.draw(); });
      }, { passive: true });
      this.adopt();
    }

    get body() { return this.table.tBodies[0]; }
    get scroller() { return this.table.closest(".tp-grid-scroll"); }
    get template() { return document.querySelector(`[data-row-template="${this.part}"]`); }
    get readonly() { return this.table.hasAttribute("data-readonly"); }
    get data() { return document.getElementById(`data-${this.part}`); }

    /* Take over what the page holds: the rows that are drawn, and those that came as data. */
    adopt() {
      this.columns = [...this.table.tHead.querySelectorAll("[data-column]")].map((head, at) => ({
        name: head.dataset.column, at, type: head.dataset.type, label: head.textContent.trim(),
        readonly: head.hasAttribute("data-readonly"), head,
      }));
      this.top?.remove();
      this.bottom?.remove();
      this.rows = [...this.body.rows].map((tr) => ({ key: tr.dataset.row, tr, data: null, stamp: 0 }));
      const sent = JSON.parse(this.data?.value || "{}")[this.part];
      for (const [key, cells] of sent?.rows ?? []) this.rows.push({ key, tr: null, data: this.columns.map((_one, at) => full(cells[at])), stamp: 0 });
      this.data?.removeAttribute("name"); // rows are sent from here
      this.index();
      this.had ??= this.filled.map((row) => row.key); // the rows there were at the opening
      this.changed.clear();
      this.settle();
      this.draw();
    }
    index() { this.byKey = new Map(this.rows.map((row) => [row.key, row])); }
    get visible() { return this.columns.filter((one) => !one.head.classList.contains("tp-rests")); }
    get leading() { return this.columns.find((one) => one.type === "reference" || one.type === "document"); }

    rowOf(element) { return this.byKey.get(element?.closest("tr[data-row]")?.dataset.row); }
    columnOf(element) { return this.columns[(element.closest("td")?.cellIndex ?? 0) - 1]; }
    cell(row, column) {
      const found = row.tr ? readCell(row.tr.cells[column.at + 1]) : row.data[column.at];
      return found;
    }
    text(row, column) { return this.cell(row, column)[0]; }

    /* Put something into a cell, as if it had been typed there. */
    put(row, column, text, key = null) {
      if (column.readonly || this.readonly) return;
      const points = column.type === "reference" || column.type === "document";
      let value = text;
      if (column.type === "flag") value = String(/^(1|true|да|yes|x|\+)$/i.test(text.trim()));
      else if (column.type === "choice") value = this.choice(column, text) ?? this.text(row, column);
      tp.remembers(this.path(row, column), this.text(row, column));
      this.write(row, column, [value, points ? key ?? "" : null, "", ""]);
      this.touch(row, column);
    }
    write(row, column, cell) {
      if (row.tr) writeCell(row.tr.cells[column.at + 1], cell);
      else row.data = row.data.with(column.at, cell); // those who remember the old one keep it
    }
    choice(column, text) {
      const field = this.template.content.querySelector("tr").cells[column.at + 1].querySelector("select");
      const wanted = text.trim().toLowerCase();
      return [...(field?.options ?? [])].find((one) => one.text.toLowerCase() === wanted || one.value === text.trim())?.value;
    }
    /* A choice is kept by its code and read by its word. */
    shown(row, column) {
      const text = this.text(row, column);
      if (column.type === "flag") return text === "true" ? "1" : "";
      if (column.type !== "choice" || column.readonly) return text;
      const field = this.template?.content.querySelector("tr").cells[column.at + 1].querySelector("select");
      return [...(field?.options ?? [])].find((one) => one.value === text)?.text ?? text;
    }
    touch(row, column) {
      row.stamp = ++this.stamp;
      this.changed.set(row, row.stamp);
      tp.touched(column ? this.path(row, column) : "");
    }
    path(row, column) { return `${this.part}.${row.key}.${column.name}`; }

    isEmpty(row) {
      return this.columns.every((one) => one.readonly || one.type === "flag" || one.type === "choice" || !this.text(row, one).trim());
    }
    get filled() { return this.rows.filter((row) => !this.isEmpty(row)); }

    /* Rows */
    blank() {
      const cells = this.template.content.querySelector("tr").cells;
      const data = this.columns.map((one) => {
        const cell = readCell(cells[one.at + 1]);
        return [cell[0], cell[1], "", ""];
      });
      return { key: newKey(), tr: null, data, stamp: 0 };
    }
    add(place = this.rows.length) {
      if (!this.template || this.readonly) return null;
      const row = this.blank();
      this.rows.splice(place, 0, row);
      this.byKey.set(row.key, row);
      return row;
    }
    remove(rows) {
      const gone = new Set(rows);
      for (const row of gone) {
        row.tr?.remove();
        this.byKey.delete(row.key);
        this.changed.delete(row);
      }
      this.rows = this.rows.filter((row) => !gone.has(row));
      this.settle();
      this.draw();
    }
    /* There is always an empty row at the end. */
    settle() {
      const last = this.rows.at(-1);
      if (!last || !this.isEmpty(last)) this.add();
    }

    /* Drawing */
    make(row) {
      const holder = document.createElement("tbody");
      holder.innerHTML = this.template.innerHTML.replaceAll("~row~", row.key);
      row.tr = holder.rows[0];
      for (const one of this.columns) writeCell(row.tr.cells[one.at + 1], row.data[one.at]);
      row.data = null;
      return row.tr;
    }
    put_away(row) {
      if (row.tr.contains(document.activeElement)) {
        this.away = { row, column: this.columnOf(document.activeElement) };
        this.scroller.focus({ preventScroll: true });
      }
      row.data = this.columns.map((one) => readCell(row.tr.cells[one.at + 1]));
      row.tr.remove();
      row.tr = null;
    }
    get height() { return this.rows.find((row) => row.tr)?.tr.offsetHeight || 33; }
    range() {
      const count = this.rows.length;
      if (count <= LIVE) return [0, count];
      const seen = Math.floor(this.scroller.scrollTop / this.height);
      const fits = Math.ceil((this.scroller.clientHeight || 600) / this.height);
      const from = Math.max(0, Math.min(seen, count - fits) - MARGIN);
      return [from, Math.min(count, from + fits + 2 * MARGIN)];
    }
    draw() {
      const [from, to] = this.range();
      const height = this.height;
      const keep = new Set(this.rows.slice(from, to));
      for (const row of this.rows) if (row.tr && !keep.has(row)) this.put_away(row);
      this.space("top", from * height);
      this.space("bottom", (this.rows.length - to) * height);
      let next = this.top?.isConnected ? this.top.nextSibling : this.body.firstChild;
      const active = document.activeElement;
      for (let at = from; at < to; at++) {
        const row = this.rows[at];
        const tr = row.tr ?? this.make(row);
        while (next && next !== tr && !next.dataset?.row) next = next === this.bottom ? null : next.nextSibling;
        if (tr !== next) this.body.insertBefore(tr, next ?? (this.bottom?.isConnected ? this.bottom : null));
        else next = next.nextSibling;
        this.number(tr, at);
      }
      if (active !== document.activeElement && active.isConnected && this.body.contains(active)) active.focus({ preventScroll: true });
      this.rested();
      tp.ranges?.mark(this);
    }
    space(where, height) {
      if (!this[where]) {
        this[where] = document.createElement("tr");
        this[where].setAttribute("aria-hidden", "true");
        this[where].className = "tp-space";
        this[where].append(document.createElement("td"));
        this[where].firstChild.colSpan = 99;
      }
      if (!height) this[where].remove();
      else {
        this[where].firstChild.style.height = `${height}px`;
        if (where === "top") this.body.prepend(this[where]); else this.body.append(this[where]);
      }
    }
    number(tr, at) {
      const place = tr.cells[0];
      const shown = String(at + 1);
      if (place.firstChild?.nodeType !== 3) place.prepend(shown);
      else if (place.firstChild.nodeValue !== shown) place.firstChild.nodeValue = shown;
    }
    /* Columns that rest are not shown in any row. */
    rested() {
      const resting = this.columns.map((one) => one.head.classList.contains("tp-rests"));
      for (const tr of this.table.querySelectorAll("tbody > tr[data-row], tfoot > tr"))
        this.columns.forEach((one, at) => tr.cells[at + 1]?.classList.toggle("tp-rests", resting[at]));
    }

    /* Going to a row, drawn or not */
    show(row) {
      const at = this.rows.indexOf(row);
      if (!row.tr) {
        this.scroller.scrollTop = Math.max(0, at * this.height - this.scroller.clientHeight / 2);
        this.draw();
      }
      return row.tr;
    }
    fieldAt(row, column) { return row && column ? fieldIn(this.show(row)?.cells[column.at + 1]) : null; }

    /* What the server is told, and what it tells */
    plain(rows) {
      const own = this.columns.filter((one) => !one.readonly);
      return {
        columns: own.map((one) => one.name),
        rows: rows.map((row) => [row.key, own.map((one) => {
          const [text, key, mark] = this.cell(row, one);
          return key === null && !mark ? text : mark ? [text, key, mark] : [text, key];
        })]),
      };
    }
    rest(sent) {
      const left = new Set(sent);
      const others = this.filled.filter((row) => !left.has(row));
      const summed = this.columns.filter((one) => one.type === "amount" || one.type === "quantity");
      const sums = summed.map((one) => [one.name, unscaled(others.reduce((sum, row) => sum + scaled(this.text(row, one)), 0n))]);
      return { count: others.length, sums: Object.fromEntries(sums) };
    }
    apply(stamps) {
      const sent = JSON.parse(this.data?.value || "{}")[this.part];
      const asked = new Set([...stamps.keys()].map((row) => row.key));
      for (const [key, cells] of sent?.rows ?? []) {
        if (!this.byKey.has(key) && !asked.has(key)) this.takeIn(key, cells);
        const row = this.byKey.get(key);
        if (!row || (stamps.has(row) && stamps.get(row) !== row.stamp && !row.tr)) continue;
        this.columns.forEach((one, at) => {
          const field = row.tr && fieldIn(row.tr.cells[one.at + 1]);
          if (!field || !tp.isFresh(field)) this.write(row, one, full(cells[at]));
        });
      }
      for (const [row, stamp] of stamps) if (this.changed.get(row) === stamp) this.changed.delete(row);
      this.settle();
      this.draw();
    }

    /* A row that the document itself has added: it stands before the empty one. */
    takeIn(key, cells) {
      const row = { key, tr: null, data: this.columns.map((_one, at) => full(cells[at])), stamp: 0 };
      const beforeEmpty = this.rows.length && this.filled.at(-1) !== this.rows.at(-1);
      this.rows.splice(this.rows.length - (beforeEmpty ? 1 : 0), 0, row);
      this.byKey.set(key, row);
    }

    /* What there was, for taking an operation back */
    remember() {
      return this.rows.map((row) => ({ key: row.key, data: row.tr ? this.columns.map((one) => this.cell(row, one)) : row.data }));
    }
    restore(kept) {
      const wanted = new Set(kept.map((one) => one.key));
      for (const row of this.rows) if (!wanted.has(row.key)) { row.tr?.remove(); this.changed.delete(row); }
      this.rows = kept.map(({ key, data }) => {
        const row = this.byKey.get(key) ?? { key, tr: null, data, stamp: 0 };
        const differs = this.columns.some((one) => this.cell(row, one).slice(0, 3).join("\n") !== data[one.at].slice(0, 3).join("\n"));
        if (!this.byKey.has(key) || differs) {
          for (const one of this.columns) this.write(row, one, data[one.at]);
          this.touch(row);
        }
        return row;
      });
      this.index();
      this.settle();
      this.draw();
    }
  }

  const known = new WeakMap();
  const of = (table) => {
    if (!known.has(table)) known.set(table, new Sheet(table));
    return known.get(table);
  };
  const all = () => [...document.querySelectorAll("[data-grid]")].map(of);

  tp.rows = {
    all, scaled, unscaled, newKey,
    of: (element) => { const table = element?.closest?.(".tp-part")?.querySelector("[data-grid]"); return table ? of(table) : null; },
    named: (part) => { const table = document.querySelector(`[data-grid="${part}"]`); return table ? of(table) : null; },
  };
})();
