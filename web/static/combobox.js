/* A reference typed by hand: choices come as one types; what was chosen stands in a hidden key.

   <div data-combo data-source="/pick/party"> <input type=hidden data-combo-key>
   <input data-combo-text role=combobox aria-controls=options> </div>
   Choices are shown in the one list #options, which lies above everything. A text without a key
   (typed faster than choices come, or scanned) is looked up by the server. */
(() => {
  "use strict";
  let active = null; // the combo whose choices are shown
  let shownFor = null; // the text they were asked for
  let timer = 0;
  let waiting = null;

  const list = () => document.getElementById("options");
  const all = () => [...list().querySelectorAll('[role="option"]:not([aria-disabled])')];
  const keyOf = (combo) => combo.querySelector("[data-combo-key]");
  const textOf = (combo) => combo.querySelector("[data-combo-text]");
  const chosen = () => list().querySelector('[aria-selected="true"]');

  const mark = (option) => {
    for (const one of all()) one.setAttribute("aria-selected", one === option);
    const text = active && textOf(active);
    if (!text) return;
    if (option) {
      text.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else text.removeAttribute("aria-activedescendant");
  };

  const place = () => {
    const box = textOf(active).getBoundingClientRect();
    const wide = Math.max(box.width, Math.min(420, innerWidth - 16));
    const style = list().style;
    style.width = `${wide}px`;
    style.left = `${Math.max(8, Math.min(box.left, innerWidth - wide - 8))}px`;
    const below = innerHeight - box.bottom;
    if (below < 240 && box.top > below) {
      style.top = "auto";
      style.bottom = `${innerHeight - box.top + 2}px`;
    } else {
      style.bottom = "auto";
      style.top = `${box.bottom + 2}px`;
    }
  };

  const close = () => {
    clearTimeout(timer);
    waiting?.abort();
    if (!active) return;
    const text = textOf(active);
    text?.setAttribute("aria-expanded", "false");
    text?.removeAttribute("aria-activedescendant");
    active = null;
    shownFor = null;
    if (list().matches(":popover-open")) list().hidePopover();
  };

  // What narrows the choices: other fields of the row or form, by their names.
  const narrowed = (combo) => {
    const asked = new URLSearchParams();
    const form = combo.closest("form");
    for (const pair of (combo.dataset.narrow ?? "").split(" ").filter(Boolean)) {
      const [name, path] = pair.split("=");
      const field = [...(form?.elements ?? [])].find((one) => one.name.replace(/~$/, "") === path);
      if (field?.value) asked.set(`filter[${name}]`, field.value);
    }
    return asked;
  };

  const ask = async (combo, words) => {
    waiting?.abort();
    waiting = new AbortController();
    const asked = narrowed(combo);
    asked.set("q", words);
    if (!words) asked.set("recent", recent(combo).join(","));
    try {
      const answer = await fetch(`${combo.dataset.source}?${asked}`, {
        signal: waiting.signal, headers: { "HX-Request": "true" },
      });
      if (!answer.ok) return;
      const html = await answer.text();
      if (document.activeElement !== textOf(combo)) return;
      open(combo, words, html);
    } catch (why) {
      if (why.name !== "AbortError") close();
    }
  };

  /* What was chosen lately comes first where nothing is typed. */
  const place_of = (combo) => `recent:${document.querySelector("[data-person]")?.dataset.person ?? ""}:${combo.dataset.source}`;
  const recent = (combo) => (localStorage.getItem(place_of(combo)) ?? "").split(",").filter(Boolean);
  const remember = (combo, key) => localStorage.setItem(place_of(combo), [key, ...recent(combo).filter((one) => one !== key)].slice(0, 8).join(","));

  const open = (combo, words, html) => {
    active = combo;
    shownFor = words;
    (combo.closest("dialog, main") ?? document.body).append(list()); // what lies outside a dialog is out of reach
    list().innerHTML = html;
    list().setAttribute("aria-label", textOf(combo).getAttribute("aria-label") ?? "");
    if (!list().matches(":popover-open")) list().showPopover();
    place();
    textOf(combo).setAttribute("aria-expanded", "true");
    mark(words ? all().find((one) => one.dataset.key) ?? null : null);
  };

  const put = (combo, words, key) => {
    const text = textOf(combo);
    text.value = words;
    text.dataset.settled = words;
    keyOf(combo).value = key;
    if (key) remember(combo, key);
    if (text.form?.matches("[data-form]")) for (const field of [text, keyOf(combo)]) tp.typed?.(field);
    keyOf(combo).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const choose = (option) => {
    const combo = active;
    if (option.dataset.createOption !== undefined) return create(combo);
    close();
    put(combo, option.dataset.text, option.dataset.key);
  };
  const create = (combo) => {
    const words = keyOf(combo).value ? "" : textOf(combo).value.trim();
    close();
    if (combo.dataset.create) tp.create(combo, words);
  };
  const openRecord = (combo) => {
    const key = keyOf(combo).value;
    if (combo.dataset.open && key) window.open(`${combo.dataset.open}/${key}`, "_blank", "noopener");
  };

  tp.combo = {
    put,
    isOpen: (text) => active !== null && textOf(active) === text,
    /* Take the marked choice if it belongs to what is typed; says whether it did. */
    settle(text) {
      const option = this.isOpen(text) && shownFor === text.value ? chosen() : null;
      if (option) choose(option);
      else close();
      return Boolean(option);
    },
    close,
  };

  tp.on("input", "[data-combo-text]", (_event, text) => {
    const combo = text.closest("[data-combo]");
    keyOf(combo).value = "";
    clearTimeout(timer);
    if (!text.value.trim()) {
      close();
      return;
    }
    timer = setTimeout(() => ask(combo, text.value), 110);
  });
  tp.on("keydown", "[data-combo-text]", (event, text) => {
    const combo = text.closest("[data-combo]");
    const isOpen = tp.combo.isOpen(text);
    const inGrid = Boolean(text.closest("[data-grid]"));
    if (event.key === "Enter" && event.ctrlKey && isOpen && combo.dataset.create) {
      event.preventDefault();
      event.stopPropagation();
      create(combo);
    } else if (event.key === "F2") {
      event.preventDefault();
      openRecord(combo);
    } else if ((event.key === "F4" && !event.shiftKey) || (event.altKey && event.key === "ArrowDown" && !inGrid) || (event.key === "ArrowDown" && !event.ctrlKey && !isOpen && !inGrid)) {
      event.preventDefault();
      event.stopPropagation();
      ask(combo, keyOf(combo).value ? "" : text.value);
    } else if (isOpen && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      const found = all();
      const at = found.indexOf(chosen());
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(found[(at + step + found.length) % found.length] ?? null);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && isOpen && !inGrid) {
      event.preventDefault();
      tp.combo.settle(text);
    } else if (event.key === "Tab") tp.combo.settle(text);
  }, true);
  tp.on("focusin", "[data-combo-text]", (_event, text) => text.select());
  tp.on("focusout", "[data-combo-text]", (event) => {
    if (!list().contains(event.relatedTarget)) close();
  });
  tp.on("mousedown", "#options", (event) => event.preventDefault()); // the field keeps the focus
  tp.on("click", '#options [role="option"]:not([aria-disabled])', (_event, option) => { if (active) choose(option); });
  tp.on("click", "[data-combo-text]", (event, text) => { if (event.ctrlKey || event.metaKey) openRecord(text.closest("[data-combo]")); });
  tp.on("click", "[data-combo-clear]", (_event, button) => {
    const combo = button.closest("[data-combo]");
    put(combo, "", "");
    textOf(combo).focus();
  });
  tp.on("click", "[data-combo-open]", (_event, button) => {
    const combo = button.closest("[data-combo]");
    textOf(combo).focus();
    ask(combo, "");
  });
  document.addEventListener("scroll", (event) => {
    if (active && !list().contains(event.target)) close();
  }, true);
  addEventListener("resize", close);
})();
