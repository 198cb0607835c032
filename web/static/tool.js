/* Tools of a grid that plugins bring along: a dialog about the record of a row, whose quantities become rows. */
(() => {
  "use strict";
  const dialog = () => document.getElementById("tool");
  let part = "";
  let from = null; // the row the dialog is about
  let field = null;

  /* The row the hands are in, else the last one that holds something. */
  const rowOf = (sheet) => {
    const row = field?.isConnected ? sheet.rowOf(field) : null;
    return row && !sheet.isEmpty(row) ? row : sheet.filled.at(-1);
  };
  const takes = () => [...dialog().querySelectorAll("[data-tool-take]")];
  const taken = () => takes().filter((one) => tp.rows.scaled(one.value) > 0n);
  const tell = () => {
    const count = taken().length;
    dialog().querySelector("[data-tool-add]").disabled = !count;
    dialog().querySelector("[data-tool-chosen]").textContent = count ? tp.texts.chosen.replace("{number}", count) : "";
  };
  const open = async (button) => {
    part = button.dataset.part;
    const sheet = tp.rows.named(part);
    const column = sheet.columns.find((one) => one.name === button.dataset.about);
    const row = rowOf(sheet);
    const key = row && column ? sheet.cell(row, column)[1] : null;
    if (!key) {
      tp.say(tp.texts.tool_row);
      return;
    }
    const answer = await fetch(`${button.dataset.gridTool}?${button.dataset.about}=${encodeURIComponent(key)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) {
      tp.say(answer.status === 401 ? tp.texts.signed_out : tp.texts.refused, answer.status);
      return;
    }
    from = row;
    dialog()?.remove();
    document.body.insertAdjacentHTML("beforeend", await answer.text());
    dialog().addEventListener("close", () => {
      dialog()?.remove();
      if (field?.isConnected) field.focus();
    });
    dialog().showModal();
    takes()[0]?.focus();
    tell();
  };
  const add = () => {
    const sheet = tp.rows.named(part);
    const quantity = dialog().dataset.quantity;
    const found = taken().map((one) => [JSON.parse(one.dataset.cells), one.value.trim()]);
    tp.ranges.remember(sheet);
    const [cells] = found[0];
    const named = (name) => sheet.columns.find((one) => one.name === name);
    const empty = Object.keys(cells).some((name) => named(name) && !sheet.cell(from, named(name))[1]);
    let last = null;
    if (empty) { // the row that says only what the dialog is about becomes the first
      const [first, much] = found.shift();
      for (const [name, [text, key]] of Object.entries(first)) if (named(name)) sheet.put(from, named(name), text, key);
      sheet.put(from, named(quantity), much.replace(".", tp.texts.decimal));
      last = from;
    }
    for (const [each, much] of found) last = tp.adding.row(sheet, each, tp.rows.unscaled(tp.rows.scaled(much)), quantity, true);
    field = null; // the hands go on in the rows
    dialog().close();
    tp.adding.finish(sheet, last);
  };
  const step = (input, across, down) => {
    const cell = input.closest("td");
    const row = cell.parentElement;
    const rows = [...dialog().querySelectorAll("tbody tr")];
    let at = rows.indexOf(row);
    let place = cell.cellIndex;
    for (;;) {
      at += down;
      place += across;
      const next = rows[at]?.cells[place];
      if (!next) return;
      const found = next.querySelector("[data-tool-take]");
      if (found) return void found.focus();
    }
  };

  tp.on("focusin", "[data-grid] input, [data-grid] select", (_event, input) => { field = input; });
  tp.on("click", "[data-grid-tool]", (_event, button) => open(button));
  tp.on("click", "[data-tool-add]", add);
  tp.on("input", "[data-tool-take]", tell);
  tp.on("focusin", "[data-tool-take]", (_event, input) => input.select());
  tp.on("keydown", "#tool", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.ctrlKey) {
        if (taken().length) add();
      } else {
        const every = takes();
        every[(every.indexOf(event.target) + 1) % every.length]?.focus();
      }
      return;
    }
    const way = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
    if (!way || !event.target.matches("[data-tool-take]")) return;
    if (way[0] && event.target.value && event.target.selectionStart !== event.target.selectionEnd - event.target.value.length) return;
    event.preventDefault();
    step(event.target, ...way);
  });
})();
