/* Choosing many rows from a list, with quantities, by keyboard; what a scanner reads becomes rows. */
(() => {
  "use strict";
  const form = () => document.querySelector("[data-form]");
  const dialog = () => document.getElementById("select");
  const chosen = new Map(); // key → { text, much }
  let timer = 0;
  let asked = 0;
  let field = null; // where the hands were

  const address = (part, what) => `${form().getAttribute("action")}/${what}/${part}`;
  /* The head of the form goes along: the warehouse and the price type say what stands beside. */
  const told = (more) => {
    const body = new URLSearchParams();
    const parts = tp.rows.all().map((one) => `${one.part}.`);
    for (const [name, value] of new FormData(form()))
      if (!["_row", "_rows", "_part"].includes(name) && !parts.some((part) => name.startsWith(part))) body.append(name, value);
    body.set("_rest", JSON.stringify({}));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return body;
  };
  const ask = async (part, more) => {
    const token = JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRF-Token"];
    const answer = await fetch(address(part, "select"), {
      method: "POST", body: told(more), headers: { "HX-Request": "true", "X-CSRF-Token": token },
    });
    if (!answer.ok) {
      tp.say(answer.status === 401 ? tp.texts.signed_out : tp.texts.refused, answer.status);
      return null;
    }
    return answer.text();
  };
  const query = () => ({
    _q: dialog().querySelector("[data-select-words]").value,
    _folder: dialog().querySelector("[data-select-folder]")?.value ?? "",
  });
  const open = async (part) => {
    field = document.activeElement;
    chosen.clear();
    const html = await ask(part, {});
    if (html === null) return;
    dialog()?.remove();
    document.body.insertAdjacentHTML("beforeend", html);
    dialog().addEventListener("close", () => {
      dialog()?.remove();
      if (field?.isConnected) field.focus();
    });
    dialog().showModal();
    dialog().querySelector("[data-select-words]").focus();
    tell();
  };
  const refresh = async () => {
    const turn = ++asked;
    const html = await ask(dialog().dataset.select, { ...query(), _list: "1" });
    if (html === null || turn !== asked || !dialog()) return;
    document.getElementById("select-list").innerHTML = html;
    fill();
  };
  const more = async (button) => {
    const html = await ask(dialog().dataset.select, { ...query(), _after: button.dataset.selectMore });
    if (html === null) return;
    const row = button.closest("tr");
    row.insertAdjacentHTML("beforebegin", html);
    const next = row.previousElementSibling;
    row.remove();
    fill();
    next?.querySelector("input, button")?.focus();
  };
  const fill = () => {
    for (const row of dialog().querySelectorAll("[data-choice]")) row.querySelector("[data-take]").value = chosen.get(row.dataset.choice)?.much ?? "";
  };
  const tell = () => {
    dialog().querySelector("[data-select-add]").disabled = !chosen.size;
    dialog().querySelector("[data-select-chosen]").textContent = chosen.size ? tp.texts.chosen.replace("{number}", chosen.size) : "";
  };
  const take = (input, much) => {
    const row = input.closest("[data-choice]");
    if (much) chosen.set(row.dataset.choice, { text: row.dataset.text, much });
    else chosen.delete(row.dataset.choice);
    input.value = much;
    tell();
  };
  const oneMore = (input) => take(input, tp.rows.unscaled(tp.rows.scaled(input.value) + 10n ** 10n));
  const add = () => {
    const { select: part, column: name, quantity } = dialog().dataset;
    const sheet = tp.rows.named(part);
    tp.ranges.remember(sheet);
    for (const [key, { text, much }] of chosen) addRow(sheet, { [name]: [text, key] }, much, quantity, false);
    field = null; // the hands go on in the rows
    dialog().close();
    finish(sheet);
  };

  /* Put a thing into the rows: one more of it where it stands there already. */
  const addRow = (sheet, cells, much, quantity, joins) => {
    const named = (name) => sheet.columns.find((one) => one.name === name);
    const column = named(quantity);
    const same = joins && sheet.rows.find((row) => Object.entries(cells).every(([name, cell]) => !named(name) || sheet.cell(row, named(name))[1] === cell[1]));
    if (same && column) {
      sheet.put(same, column, tp.rows.unscaled(tp.rows.scaled(sheet.text(same, column)) + tp.rows.scaled(much)).replace(".", tp.texts.decimal));
      return same;
    }
    sheet.settle();
    const row = sheet.rows.at(-1);
    for (const [name, [text, key]] of Object.entries(cells)) if (named(name)) sheet.put(row, named(name), text, key);
    if (column) sheet.put(row, column, much.replace(".", tp.texts.decimal));
    return row;
  };
  const finish = (sheet, row) => {
    sheet.settle();
    sheet.draw();
    tp.dirty();
    tp.recalculate();
    const to = row ?? sheet.filled.at(-1);
    tp.grid.goTo(sheet, to, sheet.columns.find((one) => one.name === "quantity") ?? sheet.leading);
  };

  tp.adding = { row: addRow, finish };
  tp.on("click", "[data-pick-open]", (_event, button) => open(button.dataset.pickOpen));
  tp.on("click", "[data-select-more]", (_event, button) => more(button));
  tp.on("click", "[data-select-add]", add);
  tp.on("input", "[data-select-words]", () => { clearTimeout(timer); timer = setTimeout(refresh, 120); });
  tp.on("change", "[data-select-folder]", refresh);
  tp.on("input", "[data-take]", (_event, input) => take(input, input.value.trim()));
  tp.on("dblclick", "[data-choice]", (event, row) => { if (!event.target.matches("input")) oneMore(row.querySelector("[data-take]")); });
  tp.on("click", "[data-choice]", (event, row) => { if (!event.target.matches("input")) row.querySelector("[data-take]").focus(); });
  tp.on("focusin", "[data-take]", (_event, input) => input.select());
  tp.on("keydown", "#select", (event) => {
    const takes = [...dialog().querySelectorAll("[data-take]")];
    const at = takes.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      if (chosen.size) add();
    } else if (event.key === "Enter" && event.target.matches("[data-take], [data-select-words]")) {
      event.preventDefault();
      const input = at >= 0 ? event.target : takes.length === 1 ? takes[0] : null;
      if (input) oneMore(input);
      else takes[0]?.focus();
    } else if (step && !event.target.matches("select")) {
      event.preventDefault();
      const words = dialog().querySelector("[data-select-words]");
      const to = at + step;
      if (to < 0) words.focus();
      else if (to >= takes.length && at === takes.length - 1) dialog().querySelector("[data-select-more]")?.click();
      else takes[Math.min(to, takes.length - 1)]?.focus();
    } else if (at >= 0 && /^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.altKey) {
      dialog().querySelector("[data-select-words]").focus(); // letters look for something else
    }
  });
  document.addEventListener("keydown", (event) => {
    const keys = tp.pressed(event);
    if (keys !== "control+insert" && keys !== "shift+f4") return;
    const part = event.target.closest?.(".tp-part") ?? document.querySelector(".tp-part:not([hidden])");
    const button = part?.querySelector("[data-pick-open]");
    if (!button || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    open(button.dataset.pickOpen);
  }, true);

  /* --- the scanner: a burst of keys no hand can type, with Enter behind it --- */
  const GAP = 45; // ms between keys
  const LEAST = 6;
  let burst = [];
  let began = null; // the field the burst went into, and what stood there
  const reads = (text) => text.length >= LEAST && /^[\x1d\]()0-9A-Za-z]+$/.test(text) && text.replace(/\D/g, "").length >= LEAST;
  const target = () => {
    const table = document.querySelector(".tp-part:not([hidden]) [data-grid]");
    return table && !table.hasAttribute("data-readonly") ? tp.rows.of(table) : null;
  };
  const isLeading = (element) => {
    const sheet = element.closest?.("[data-grid]") && tp.rows.of(element);
    return Boolean(sheet) && sheet.columnOf(element) === sheet.leading;
  };
  const scanned = async (code, sheet, back) => {
    const answer = await fetch(`${address(sheet.part, "scan")}?code=${encodeURIComponent(code)}`, { headers: { "HX-Request": "true" } });
    const found = answer.ok ? await answer.json() : {};
    if (!found.cells) {
      if (back.field.isConnected) {
        back.field.focus();
        back.field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
      }
      return;
    }
    if (back.field.isConnected && "value" in back.field) {
      back.field.value = back.text; // the code was not meant for this field
      back.field.name = back.name;
    }
    tp.ranges.remember(sheet);
    const row = addRow(sheet, found.cells, found.quantity, "quantity", true);
    finish(sheet, row);
    tp.say(tp.texts.scanned.replace("{what}", Object.values(found.cells)[0][0]));
  };
  addEventListener("keydown", (event) => {
    if (!event.isTrusted || !form() || document.querySelector("dialog[open]")) return;
    const now = performance.now();
    const last = burst.at(-1);
    if (event.key === "Enter" && last && now - last.at < GAP * 2) {
      const code = burst.map((one) => one.key).join("");
      const back = began;
      burst = [];
      const sheet = target();
      if (!sheet || !reads(code) || !sheet.leading || isLeading(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      scanned(code, sheet, back);
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) {
      if (event.key !== "Shift") burst = [];
      return;
    }
    if (!last || now - last.at > GAP) {
      burst = [];
      began = { field: event.target, text: event.target.value ?? "", name: event.target.name ?? "" };
    }
    burst.push({ key: event.key, at: now });
  }, true);
})();
