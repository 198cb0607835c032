/* Forms: faults that lead to their fields, tabs, keys of the fields, the panel beside. */
(() => {
  "use strict";
  const form = () => document.querySelector("[data-form]");

  tp.on("tp:leave", "[data-combo-text]", (_event, text) => tp.combo.settle(text));

  /* Faults lead to their fields; that of a row may have to be drawn first. */
  const drawn = (id) => {
    const [, part, key, name] = /^f-(\w+)-([0-9a-f-]{36})-(\w+)$/.exec(id) ?? [];
    const sheet = part && tp.rows.named(part);
    const row = sheet?.byKey.get(key);
    return row ? sheet.fieldAt(row, sheet.columns.find((one) => one.name === name)) : null;
  };
  tp.on("click", "[data-jump]", (event, link) => {
    const field = document.getElementById(link.dataset.jump) ?? drawn(link.dataset.jump);
    if (!field) return;
    event.preventDefault();
    const fold = field.closest("details");
    if (fold) fold.open = true;
    const part = field.closest(".tp-part");
    if (part?.hidden) document.getElementById(`tab-${part.id.replace("part-", "")}`)?.click();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });

  /* Tabs of parts */
  const showTab = (tab) => {
    for (const one of tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')) {
      const on = one === tab;
      one.setAttribute("aria-selected", on);
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    }
  };
  tp.on("click", "[data-tab]", (_event, tab) => showTab(tab));
  tp.on("keydown", "[data-tab]", (event, tab) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...tab.parentNode.querySelectorAll("[data-tab]")];
    const next = all[(all.indexOf(tab) + step + all.length) % all.length];
    showTab(next);
    next.focus();
  });

  /* Days: arrows go a day on or back, a calendar is not needed for it */
  tp.on("focusin", ".tp-input", (_event, field) => {
    if (field.closest("[data-form]") && field.type === "text" && !field.matches("[data-combo-text]")) field.select();
  });
  tp.on("keydown", "[data-form] .tp-facts :is(input, select)", (event, field) => {
    if (event.defaultPrevented) return;
    const all = [...field.form.querySelectorAll("input, select, textarea")]
      .filter((one) => one.name && !one.name.startsWith("_") && one.type !== "hidden" && !one.readOnly && !one.disabled && one.checkVisibility());
    const next = event.key === "Enter" && !event.ctrlKey ? all[all.indexOf(field) + 1]
      : event.key === "ArrowDown" && event.ctrlKey ? all.find((one) => one.matches(".tp-cell")) : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /* The side panel: movements, links, history. It takes the focus, and gives it back. */
  let before = null;
  const tellPanel = (name) => {
    for (const one of document.querySelectorAll("[data-panel-open]"))
      one.setAttribute("aria-expanded", one.dataset.panelOpen === name);
  };
  const closePanel = () => {
    const aside = document.getElementById("aside");
    aside.hidden = true;
    aside.dataset.shown = "";
    tellPanel("");
    before?.focus();
    before = null;
  };
  const openPanel = (name) => {
    const aside = document.getElementById("aside");
    before ??= document.activeElement;
    aside.hidden = false;
    aside.dataset.shown = name;
    tellPanel(name);
    aside.querySelector(`[data-panel-open="${name}"]`)?.focus();
    htmx.ajax("GET", `${aside.dataset.source}/${name}`, { target: "#aside-body", swap: "innerHTML", source: aside });
  };
  tp.on("click", "[data-panel-open]", (_event, button) => {
    const aside = document.getElementById("aside");
    const name = button.dataset.panelOpen;
    if (!aside.hidden && aside.dataset.shown === name && !aside.contains(button)) closePanel();
    else openPanel(name);
  });
  tp.on("click", "[data-panel-close]", closePanel);
  tp.on("keydown", "#aside", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closePanel();
  });

  /* What was folded stays folded, kind by kind */
  document.addEventListener("toggle", (event) => {
    const kind = event.target.dataset?.seldom;
    if (kind) localStorage.setItem(`seldom:${kind}`, event.target.open ? "open" : "");
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    const one = form();
    if (!one) return;
    for (const fold of one.querySelectorAll("[data-seldom]")) fold.open = localStorage.getItem(`seldom:${fold.dataset.seldom}`) === "open";
    const open = [...one.querySelectorAll(".tp-facts .tp-input")].filter((field) => !field.readOnly && !field.disabled && !field.value);
    const first = open.find((field) => field.getAttribute("aria-required") === "true") ?? one.querySelector("[data-grid] .tp-cell") ?? open[0];
    if (matchMedia("(pointer: fine)").matches && location.pathname.endsWith("/new")) first?.focus();
  });
})();
