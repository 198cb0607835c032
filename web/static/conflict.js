/* Two people change one record: told early, and put together by hand where it comes to that. */
(() => {
  "use strict";
  const form = () => document.querySelector("[data-form]");
  const dialog = () => document.getElementById("conflict");
  const EVERY = 15000; // ms between looks, however often the window gets the focus
  let looked = 0;

  const look = async () => {
    const one = form();
    if (!one?.dataset.version || Date.now() - looked < EVERY || document.hidden || tp.leaving) return;
    looked = Date.now();
    try {
      const answer = await fetch(`${one.dataset.version}?version=${one.elements._version.value}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const note = document.getElementById("meanwhile");
      const told = await answer.json();
      note.hidden = !told.changed;
      note.querySelector("span").textContent = told.changed ?? "";
    } catch { /* the line is down: saving will tell */ }
  };
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  tp.on("click", "[data-meanwhile]", () => {
    if (!tp.isDirty()) location.reload();
    else document.querySelector('button[name="_do"][value="save"]').click(); // what differs is shown
  });

  const take = (told) => {
    for (const one of told.fields) {
      const chosen = dialog().querySelector(`[name="_choice.${one.at}"]:checked`)?.value ?? "theirs";
      if (chosen !== "theirs") continue;
      const [part, key, name] = one.path.split(".");
      if (!name) tp.putField(one.path, one.text, one.key);
      else {
        const sheet = tp.rows.named(part);
        const row = sheet?.byKey.get(key);
        if (row) sheet.put(row, sheet.columns.find((column) => column.name === name), one.text, one.key);
      }
    }
  };
  const takeRows = (told) => {
    for (const sheet of tp.rows.all()) {
      const come = told.added[sheet.part];
      for (const [key, cells] of come?.rows ?? []) {
        const row = sheet.add(Math.max(0, sheet.rows.length - 1));
        sheet.byKey.delete(row.key);
        row.key = key;
        sheet.byKey.set(key, row);
        sheet.columns.forEach((column, at) => {
          const cell = Array.isArray(cells[at]) ? cells[at] : [cells[at], null];
          sheet.put(row, column, cell[0], cell[1]);
        });
      }
      const gone = (told.removed[sheet.part] ?? []).map((key) => sheet.byKey.get(key)).filter(Boolean);
      if (gone.length) sheet.remove(gone);
      sheet.settle();
      sheet.draw();
    }
  };
  const show = (one) => {
    one.showModal();
    one.querySelector("input, [data-conflict-do]")?.focus();
  };
  const unanswered = () => [...dialog().querySelectorAll("[data-both]")].find((row) => !row.querySelector("input:checked"));
  tp.on("click", "[data-conflict-do]", (_event, button) => {
    const told = JSON.parse(dialog().dataset.conflict);
    const act = button.dataset.conflictDo;
    if (act === "merge") {
      const open = unanswered();
      if (open) {
        open.classList.add("tp-both-open");
        open.querySelector("input").focus();
        return;
      }
      take(told);
      takeRows(told);
    }
    form().elements._version.value = told.version;
    const action = told.action || "save";
    dialog().close();
    document.querySelector(`button[name="_do"][value="${action}"]`)?.click();
  });
  document.addEventListener("htmx:after:swap", () => {
    const one = dialog();
    if (one?.dataset.conflict && !one.open) show(one);
  });
  tp.on("click", "[data-conflict-open]", () => show(dialog()));
})();
