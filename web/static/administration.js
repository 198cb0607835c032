/* Administration: what its pages do by themselves. */
(() => {
  "use strict";

  /* A file that is too big is told of before it is sent. */
  tp.on("change", "input[type=file][data-most-bytes]", (_event, field) => {
    const big = [...field.files].some((one) => one.size > Number(field.dataset.mostBytes));
    field.setCustomValidity(big ? field.dataset.tooBig : "");
    document.getElementById(`${field.id}-fault`).textContent = big ? field.dataset.tooBig : "";
  });

  /* What was shown once is copied by a button. */
  tp.on("click", "[data-copy]", async (_event, button) => {
    const from = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent);
    } catch {
      getSelection().selectAllChildren(from); // without https: it is marked, Ctrl+C does the rest
      return;
    }
    tp.say(button.dataset.done);
  });
  tp.on("change", "select[data-submits]", (_event, field) => field.form.requestSubmit());
  tp.on("focusin", "#typed input", (_event, field) => {
    const way = field.form.querySelector("[data-opens=typed]");
    if (way) way.checked = true;
  });

  /* Rows are sifted by words while one types: data-sift names the table. */
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const sift = (table) => {
    const field = document.querySelector(`[data-sift="${table.id}"]`);
    const words = plain(field?.value ?? "").split(/\s+/).filter(Boolean);
    const out = document.querySelector("[data-sift-hide]")?.checked;
    const ticked = document.querySelector("[data-sift-ticked]")?.checked;
    const rows = [...table.querySelectorAll("tbody tr[data-href], tbody tr[data-sift-row]")];
    let shown = 0;
    for (const row of rows) {
      const group = plain(row.closest("[data-sift-group]")?.querySelector(".tp-group")?.textContent ?? "");
      const text = `${plain(row.textContent)} ${group}`;
      const fits = words.every((word) => text.includes(word)) && !(out && "out" in row.dataset) &&
        (!ticked || row.querySelector("input:checked, .tp-locked"));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of table.querySelectorAll("[data-sift-group]"))
      group.hidden = ![...group.querySelectorAll("[data-sift-row]")].some((row) => !row.hidden);
    const none = table.querySelector(".tp-sift-none");
    if (none) none.hidden = shown > 0;
  };
  tp.on("input", "[data-sift]", (_event, field) => sift(document.getElementById(field.dataset.sift)));
  tp.on("change", "[data-sift-hide], [data-sift-ticked]", (_event, box) => {
    const field = box.closest(".tp-sheet").querySelector("[data-sift]");
    sift(document.getElementById(field.dataset.sift));
  });
  tp.on("keydown", "[data-sift]", (event, field) => {
    if (event.key === "Enter") event.preventDefault(); // it is no button of the form around it
    if (event.key !== "ArrowDown") return;
    const table = document.getElementById(field.dataset.sift);
    const first = [...table.querySelectorAll("input")].find((one) => one.offsetParent);
    if (!first) return;
    event.preventDefault();
    enter(first);
  });

  /* The table of rights: one stop for Tab, arrows go from box to box, Shift+Space ticks a row. */
  const matrix = () => document.querySelector("[data-matrix]");
  const boxes = (within) => [...within.querySelectorAll("input[type=checkbox]")];
  const enter = (box) => {
    if (matrix()) for (const one of boxes(matrix())) one.tabIndex = one === box ? 0 : -1;
    box.focus();
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const beside = (box, key) => {
    const row = boxes(box.closest("tr"));
    if (key === "ArrowLeft" || key === "ArrowRight") return row[row.indexOf(box) + (key === "ArrowRight" ? 1 : -1)];
    const rows = [...matrix().querySelectorAll("[data-sift-row]")].filter((one) => !one.hidden && boxes(one).length);
    const at = rows.indexOf(box.closest("tr"));
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1,
      PageDown: Math.min(at + 12, rows.length - 1), PageUp: Math.max(at - 12, 0) }[key];
    const found = rows[goal] ? boxes(rows[goal]) : [];
    const column = box.closest("td").cellIndex;
    const near = (one) => Math.abs(one.closest("td").cellIndex - column);
    return found.sort((one, other) => near(one) - near(other))[0];
  };
  tp.on("keydown", "[data-matrix] input", (event, box) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && event.shiftKey) {
      event.preventDefault();
      const row = boxes(box.closest("tr"));
      const on = !row.every((one) => one.checked);
      for (const one of row) one.checked = on;
      changes();
      return;
    }
    if (!/^(Arrow|Home$|End$|Page)/.test(event.key)) return;
    event.preventDefault();
    const next = beside(box, event.key);
    if (next) enter(next);
    else if (event.key === "ArrowUp") document.querySelector("[data-sift]")?.focus();
  });
  tp.on("focusin", "[data-matrix] input", (_event, box) => {
    for (const one of boxes(matrix())) one.tabIndex = one === box ? 0 : -1;
  });

  /* What would change is told before it is saved, and marked in the table. */
  const changes = () => {
    const told = document.querySelector("[data-changed]");
    if (!told) return;
    const all = boxes(matrix()).filter((one) => one.checked !== one.defaultChecked);
    for (const cell of matrix().querySelectorAll(".tp-changed-more, .tp-changed-less"))
      cell.classList.remove("tp-changed-more", "tp-changed-less");
    for (const [name, on] of [["more", true], ["less", false]]) {
      const some = all.filter((one) => one.checked === on);
      for (const one of some) one.closest("td").classList.add(`tp-changed-${name}`);
      const line = told.querySelector(`[data-changed-${name}]`);
      line.hidden = !some.length;
      line.querySelector("span").textContent = some.map((one) => one.getAttribute("aria-label")).join("; ");
    }
    told.hidden = !all.length;
  };
  tp.on("change", "[data-matrix] input", changes);
  document.addEventListener("DOMContentLoaded", () => {
    if (!matrix()) return;
    boxes(matrix()).forEach((one, place) => { one.tabIndex = place ? -1 : 0; });
    changes();
  });
  let saving = false;
  tp.on("submit", "form:has([data-matrix])", () => { saving = true; });
  addEventListener("beforeunload", (event) => {
    const unsaved = matrix() && !saving && boxes(matrix()).some((one) => one.checked !== one.defaultChecked);
    if (unsaved) event.preventDefault();
  });

  /* Records chosen one after another become chips: data-chooser around a combo and its chips. */
  const chip = (chooser, key, text) => {
    const chips = chooser.querySelector("[data-chips]");
    if ([...chips.querySelectorAll("input")].some((one) => one.value === key)) return;
    const made = chooser.querySelector("template").content.firstElementChild.cloneNode(true);
    made.querySelector("input").value = key;
    made.querySelector("span").textContent = text;
    chips.append(made);
  };
  tp.on("change", "[data-chooser] [data-combo-key]", (_event, key) => {
    const text = key.closest("[data-combo]").querySelector("[data-combo-text]");
    if (!key.value) return;
    chip(key.closest("[data-chooser]"), key.value, text.value);
    key.value = "";
    text.value = "";
  });
  tp.on("click", "[data-chip-off]", (_event, button) => {
    const chooser = button.closest("[data-chooser]");
    button.closest("[data-chip]").remove();
    chooser.querySelector("[data-combo-text]")?.focus();
  });
})();
