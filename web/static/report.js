/* Reports: groups fold, levels open at a key, what is chosen is put in order by dragging. */
(() => {
  "use strict";
  const lines = () => [...document.querySelectorAll(".tp-nested tbody tr")];
  const level = (row) => Number(row.dataset.level);

  /* Show what no folded group above hides. */
  const look = () => {
    let hidden = Infinity;
    for (const row of lines()) {
      const mine = level(row);
      if (mine <= hidden) hidden = Infinity;
      row.hidden = mine > hidden;
      if (hidden === Infinity && row.dataset.open === "false") hidden = mine;
    }
  };
  const fold = (row, open) => {
    if (!row.hasAttribute("data-folds")) return;
    row.dataset.open = open;
    row.querySelector("[data-fold]").setAttribute("aria-expanded", open);
  };

  tp.on("click", "[data-fold]", (_event, button) => {
    const row = button.closest("tr");
    fold(row, row.dataset.open !== "true");
    look();
  });
  tp.on("click", "[data-fold-level]", (_event, button) => {
    const deepest = Number(button.dataset.foldLevel);
    for (const row of lines()) fold(row, level(row) < deepest);
    look();
  });
  tp.on("keydown", "[data-fold]", (event, button) => {
    const all = [...document.querySelectorAll("[data-fold]")].filter((one) => one.offsetParent !== null);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[all.indexOf(button) + step]?.focus();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      fold(button.closest("tr"), event.key === "ArrowRight");
      look();
    }
  });

  /* What is chosen moves by Alt+arrows on its buttons, and by dragging. */
  tp.on("keydown", "[data-order-item]", (event, item) => {
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!way || !event.altKey) return;
    event.preventDefault();
    const button = document.getElementById(`${item.id}-${way}`);
    if (!button?.disabled) button?.click();
  });

  // A rule is asked for as a whole, by its button.
  document.addEventListener("change", (event) => {
    if (event.target.closest?.(".tp-mark-new")) event.stopPropagation();
  }, true);

  let loading;
  const sorter = (address) => (loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Sortable);
    script.onerror = failed;
    document.head.append(script);
  }));
  // The library is fetched when a grip is first touched: most people never drag.
  tp.on("pointerenter", "[data-order]", async (_event, list) => {
    if (list.dataset.ordered) return;
    list.dataset.ordered = "1";
    try {
      (await sorter(list.dataset.sorter)).create(list, {
        handle: "[data-order-grip]",
        draggable: "[data-order-item]",
        animation: 0,
        onEnd: () => list.dispatchEvent(new Event("change", { bubbles: true })),
      });
    } catch {
      loading = undefined; // the arrows beside each do the same
    }
  }, true);
})();
