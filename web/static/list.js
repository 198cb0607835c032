/* Lists: rows open by Enter or click, arrows move, letters search, heads sort. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-list] tbody tr[data-href]")];
  const kept = () => `row:${location.pathname}`;

  const put = (row) => {
    if (!row) return;
    for (const one of document.querySelectorAll('[data-list] tbody tr[tabindex="0"]')) one.tabIndex = -1;
    row.tabIndex = 0;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const keepPlace = (row) => {
    sessionStorage.setItem(kept(), row.id);
    sessionStorage.setItem(`${kept()}?`, location.search);
  };
  const open = (row, elsewhere) => {
    keepPlace(row);
    if (elsewhere) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  };

  tp.openRow = open;

  // A click goes to the row, two open it (see lists.js); a touch opens it at once.
  tp.on("click", "[data-list] tbody tr[data-href]", (event, row) => {
    if (event.target.closest("a, button, input, select, form") || getSelection().toString()) return;
    if (event.pointerType === "touch" || event.ctrlKey || event.metaKey) open(row, event.ctrlKey || event.metaKey);
    else put(row);
  });
  tp.on("click", "[data-list] tbody tr[data-href] a", (_event, link) =>
    keepPlace(link.closest("tr")));
  tp.on("click", "[data-sort]", (_event, button) => {
    const form = document.getElementById("list-form");
    let field = form.elements.sort;
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "sort" });
      form.append(field);
    }
    field.value = button.dataset.sort;
    form.requestSubmit();
  });
  tp.on("click", "[data-filter-clear]", (_event, button) => {
    for (const field of button.closest(".tp-filter").querySelectorAll("input")) {
      if (field.type === "radio") field.checked = field.value === "";
      else field.value = "";
    }
    document.getElementById("list-form").requestSubmit();
  });

  /* Figures of a report that lead on: arrows go from one to another, Enter opens what is behind. */
  const figures = () => [...document.querySelectorAll(".tp-answer td.tp-number a")];
  const idle = () => ["", "main", "report-scroll"].includes(document.activeElement?.id ?? "") &&
    !document.activeElement?.matches("a, button, input, select, textarea, tr");
  const beside = (link, key) => {
    const all = figures();
    if (key === "ArrowLeft" || key === "ArrowRight") return all[all.indexOf(link) + (key === "ArrowRight" ? 1 : -1)];
    const place = link.closest("td").cellIndex;
    const column = all.filter((one) => one.closest("td").cellIndex === place);
    return column[column.indexOf(link) + (key === "ArrowDown" ? 1 : -1)];
  };
  document.addEventListener("keydown", (event) => {
    if (!/^Arrow/.test(event.key) || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    const link = event.target.closest?.(".tp-answer td.tp-number a");
    const next = link ? beside(link, event.key) : idle() && event.key === "ArrowDown" ? figures()[0] : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const search = document.querySelector("[data-list-search]");
    if (event.target === search && event.key === "ArrowDown") {
      event.preventDefault();
      put(rows()[0]);
      return;
    }
    if (event.target.closest?.("[data-cell]")) return;
    const row = event.target.closest?.("[data-list] tbody tr[data-href]");
    if (!row) {
      if (idle() && ["ArrowDown", "ArrowUp"].includes(event.key) && rows().length) put(rows()[0]);
      return;
    }
    const all = rows();
    const at = all.indexOf(row);
    const page = Math.max(1, Math.floor(row.closest(".tp-scroll").clientHeight / row.offsetHeight) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -all.length, End: all.length }[event.key];
    if (step) {
      event.preventDefault();
      if (at === 0 && event.key === "ArrowUp") search?.focus();
      else put(all[Math.max(0, Math.min(all.length - 1, at + step))]);
    } else if (event.key === "Enter" && event.target === row) {
      event.preventDefault();
      open(row);
    } else if (search && event.key.length === 1 && event.key !== " ") {
      search.focus(); // a letter typed over the rows begins a search
    }
  });

  // Empty fields need not stand in the address.
  document.addEventListener("htmx:config:request", (event) => {
    if (!["list-form", "report-form"].includes(event.detail.ctx.sourceElement.id)) return;
    const body = event.detail.ctx.request.body;
    for (const [name, value] of [...body]) if (value === "") body.delete(name);
    document.getElementById("list-scroll")?.scrollTo(0, 0);
  });

  tp.on("change", "[data-clears]", (_event, field) => { document.getElementById(field.dataset.clears).value = ""; }, true);
  tp.on("click", "[data-print]", () => window.print());

  // One left from a row further down: go on until it is there, as scrolling would.
  const comeBack = async (id) => {
    for (let turn = 0; turn < 40 && document.querySelector(".tp-more") && !document.getElementById(id); turn++) {
      const scroll = document.getElementById("list-scroll");
      const count = rows().length;
      scroll.scrollTop = scroll.scrollHeight;
      for (let wait = 0; wait < 100 && rows().length === count; wait++) await new Promise((done) => setTimeout(done, 30));
    }
    put(document.getElementById(id) ?? rows().at(-1));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const left = sessionStorage.getItem(kept());
    const before = document.getElementById(left ?? "");
    if (before) put(before);
    else if (left && location.search === sessionStorage.getItem(`${kept()}?`)) comeBack(left);
    else if (matchMedia("(pointer: fine)").matches) document.querySelector("[data-list-search]")?.focus();
  });
})();
