/* Forms: worked out by the server as one types, saved by keys, guarded against loss. */
(() => {
  "use strict";
  const form = () => document.querySelector("[data-form]");
  const fresh = new WeakSet(); // fields typed into since the last question to the server
  let dirty = false;
  let leaving = false;
  let saving = false;
  let asked = 0; // questions to the server that are not answered yet
  let touched = null; // the field typed into since it got the focus
  let settling = [];

  const setDirty = (on) => {
    dirty = on;
    const word = document.querySelector("[data-dirty-word]");
    if (word) word.hidden = !on;
  };

  /* A value typed by hand is sent under its plain name; one the house filled in has a ~. */
  tp.typed = (field) => {
    if (!field.name) return;
    field.name = field.name.replace(/~$/, "");
    if (field.type === "checkbox") {
      const no = document.getElementById(`${field.id}-no`);
      if (no) no.name = field.name;
    }
    fresh.add(field);
    const changed = field.form?.querySelector("[data-changed]");
    const path = field.name.replace(/:text$/, "");
    if (changed && !changed.value.split(" ").includes(path)) changed.value = `${changed.value} ${path}`.trim();
    setDirty(true);
  };

  /* When the answers to all questions have come; at once where none is open. */
  tp.settled = () => asked === 0 ? null : new Promise((go) => settling.push(go));

  tp.recalculate = () => {
    const one = form();
    if (!one || saving || !one.dataset.recalculate) return;
    htmx.ajax("POST", one.dataset.recalculate, { source: one, target: "#form", swap: "outerMorph" });
  };

  document.addEventListener("focusin", () => { touched = null; });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.form?.matches("[data-form]")) return;
    touched = field;
    tp.typed(field);
    if (field.matches("[data-combo-text]")) tp.typed(field.closest("[data-combo]").querySelector("[data-combo-key]"));
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.form?.matches("[data-form]")) {
      tp.typed(event.target);
      tp.recalculate();
    }
  });

  document.addEventListener("htmx:config:request", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx.sourceElement.matches?.("[data-form]")) return;
    for (const field of ctx.sourceElement.elements) fresh.delete(field);
    if (ctx.request.submitter) saving = true;
    ctx.asked = true;
    asked++;
  });
  document.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.hx?.redirect) leaving = true;
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.request?.submitter) saving = false;
    if (!event.detail.ctx.asked) return;
    asked = Math.max(0, asked - 1);
    if (asked === 0) settling.splice(0).forEach((go) => go());
  });

  /* What was typed while the answer was on its way stays. */
  htmx.registerExtension("tp", {
    htmx_before_morph_attr: (element, detail) => {
      if (fresh.has(element) && ["name", "value", "aria-invalid"].includes(detail.attrName)) return false;
      if (element.dataset?.keep?.split(" ").includes(detail.attrName)) return false;
      if (detail.attrName === "aria-expanded" || detail.attrName === "aria-activedescendant") return false;
      return true;
    },
  });
  document.addEventListener("htmx:after:swap", () => {
    const one = form();
    if (!one) return;
    for (const field of one.elements) {
      if (fresh.has(field) || field === document.activeElement) continue;
      if (field.type === "checkbox") field.checked = field.hasAttribute("checked");
      else if (field.tagName === "SELECT") {
        const at = [...field.options].findIndex((option) => option.hasAttribute("selected"));
        if (at >= 0) field.selectedIndex = at;
      } else if (field.type === "hidden" || field.type === "text") {
        const kept = field.getAttribute("value") ?? "";
        if (field.value !== kept && !field.hasAttribute("data-changed")) field.value = kept;
      }
    }
    const active = document.activeElement;
    if (active?.matches(".tp-cell:not(select)") && !fresh.has(active) && touched !== active) {
      active.value = active.getAttribute("value") ?? active.value;
      active.select?.(); // typing goes over what has come
    }
    const faulty = one.querySelector(".tp-complaints [role=alert]");
    if (faulty) document.getElementById("main").scrollTo(0, 0);
    tp.grid?.settle(one);
  });

  tp.on("tp:leave", "[data-combo-text]", (_event, text) => tp.combo.settle(text));

  /* Faults lead to their fields */
  tp.on("click", "[data-jump]", (event, link) => {
    const field = document.getElementById(link.dataset.jump);
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
      .filter((one) => one.type !== "hidden" && !one.readOnly && !one.disabled && one.checkVisibility());
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
    const kind = event.target.dataset?.fold;
    if (kind) localStorage.setItem(`fold:${kind}`, event.target.open ? "open" : "");
  }, true);

  addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => {
    const one = form();
    if (!one) return;
    for (const fold of one.querySelectorAll("[data-fold]")) fold.open = localStorage.getItem(`fold:${fold.dataset.fold}`) === "open";
    const open = [...one.querySelectorAll(".tp-facts .tp-input")].filter((field) => !field.readOnly && !field.disabled && !field.value);
    const first = open.find((field) => field.getAttribute("aria-required") === "true") ?? one.querySelector("[data-grid] .tp-cell") ?? open[0];
    if (matchMedia("(pointer: fine)").matches && location.pathname.endsWith("/new")) first?.focus();
  });
})();
