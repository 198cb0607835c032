/* The frame: side bar, menus, palette, words told, keys of the page. No script stands in a page:
   everything here hangs on data- attributes. */
(() => {
  "use strict";
  const root = document.documentElement;
  tp.texts = {};

  tp.on = (type, selector, act, capture) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(event, found);
    }, capture);

  tp.say = (text, number) => {
    const toast = document.createElement("div");
    toast.className = "tp-toast";
    toast.dataset.toast = "";
    toast.textContent = number === undefined ? text : text.replace("{number}", number);
    document.getElementById("toasts").append(toast);
    tp.fade(toast);
    return toast;
  };
  /* A word told goes away by itself; not while somebody reads it, nor soon where it can be acted on. */
  tp.fade = (toast) => {
    let timer;
    const wait = () => { timer = setTimeout(() => toast.remove(), toast.querySelector("a, button") ? 15000 : 6000); };
    const stay = () => clearTimeout(timer);
    for (const type of ["mouseenter", "focusin"]) toast.addEventListener(type, stay);
    for (const type of ["mouseleave", "focusout"]) toast.addEventListener(type, () => { stay(); wait(); });
    wait();
  };

  /* Side bar */
  const narrow = (on) => {
    if (on) root.dataset.tpSide = "narrow"; else delete root.dataset.tpSide;
    document.querySelector("[data-side-narrow]")?.setAttribute("aria-pressed", on);
    tp.keep("tp_side", on ? "narrow" : "wide");
  };
  const drawer = (open) => {
    document.querySelector(".tp-frame")?.classList.toggle("tp-side-open", open);
    document.querySelector("[data-side-open]")?.setAttribute("aria-expanded", open);
    if (open) document.querySelector(".tp-nav a, .tp-nav summary")?.focus();
  };
  tp.on("click", "[data-side-narrow]", () => narrow(root.dataset.tpSide !== "narrow"));
  tp.on("click", "[data-side-open]", () => drawer(true));
  tp.on("click", "[data-side-close]", () => drawer(false));
  tp.on("click", ".tp-nav summary", () => { if (root.dataset.tpSide === "narrow") narrow(false); });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.(".tp-nav details")) return;
    const open = [...document.querySelectorAll(".tp-nav details[open]")].map((one) => one.dataset.section);
    tp.keep("tp_open", open.join(" "));
  }, true);

  /* Menus: a button and a list under it */
  const list = (menu) => menu.querySelector(".tp-menu-list");
  const items = (menu) => [...list(menu).querySelectorAll('[role^="menuitem"]')]
    .filter((one) => !one.closest("li[hidden]"));
  const show = (menu, open, focus) => {
    list(menu).hidden = !open;
    menu.querySelector("button").setAttribute("aria-expanded", open);
    if (open && focus) (items(menu)[0] ?? list(menu).querySelector("input:not([type=hidden]), button"))?.focus();
  };
  const closeMenus = (but) => {
    for (const menu of document.querySelectorAll("[data-menu]"))
      if (menu !== but && !list(menu).hidden) show(menu, false);
  };
  document.addEventListener("click", (event) => {
    const menu = event.target.closest("[data-menu]");
    closeMenus(menu);
    if (!menu) return;
    const inside = list(menu).contains(event.target);
    if (!inside && event.target.closest("button")) show(menu, list(menu).hidden, true);
    else if (inside && !menu.hasAttribute("data-menu-stays")) {
      menu.querySelector("button").focus();
      show(menu, false);
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[data-menu]");
    if (!menu || list(menu).hidden) return;
    if (event.key === "Escape") {
      show(menu, false);
      menu.querySelector("button").focus();
      event.stopPropagation();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    if (step && all.length) {
      event.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    } else if (event.key.length === 1 && /\p{L}/u.test(event.key) && at >= 0) {
      // A letter goes to the next item that begins with it.
      const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      after.find((one) => one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  });
  document.addEventListener("focusin", (event) => closeMenus(event.target.closest("[data-menu]")));

  /* Theme and height of rows: seen at once, kept with the person, and in the browser for the
     pages before signing in. */
  const setScreen = (name, button) => {
    for (const one of button.closest("ul, div").querySelectorAll(`[data-${name}-set]`))
      one.setAttribute("aria-checked", one === button);
    if (!document.body.dataset.person) return;
    htmx.ajax("POST", "/me/screen", {
      source: button, target: button, swap: "none", values: { [name]: button.dataset[`${name}Set`] },
    });
  };
  tp.on("click", "[data-theme-set]", (_event, button) => {
    tp.setTheme(button.dataset.themeSet);
    setScreen("theme", button);
  });
  tp.on("click", "[data-density-set]", (_event, button) => {
    root.dataset.tpDensity = button.dataset.densitySet;
    tp.keep("tp_density", button.dataset.densitySet);
    setScreen("density", button);
  });

  /* The sheet of keys: those of this page are read off it, so that it can not be out of date. */
  const openKeys = tp.openKeys = () => {
    const sheet = document.getElementById("keys");
    if (!sheet || sheet.open) return;
    const here = document.getElementById("keys-here");
    here.replaceChildren(...keyed().map((one) => {
      const row = document.getElementById("keys-row").content.firstElementChild.cloneNode(true);
      row.firstElementChild.textContent = tp.keyOf(one);
      row.lastElementChild.textContent = tp.wordOf(one);
      return row;
    }));
    here.closest("section").hidden = !here.children.length;
    sheet.showModal();
  };
  tp.on("click", "[data-keys-open]", openKeys);
  tp.on("click", "#keys", (event, dialog) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });

  /* Keys of the page: data-key="Insert" or "Control+s" on what they press */
  const pressed = (event) =>
    [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : "", event.key]
      .filter(Boolean).join("+").toLowerCase();
  // Letters are taken by their place on the keyboard, so that they work in the Russian layout.
  const byPlace = (event) => event.code.startsWith("Key") ? { ...flags(event), key: event.code.slice(3).toLowerCase() } : event;
  const flags = ({ ctrlKey, metaKey, altKey, shiftKey }) => ({ ctrlKey, metaKey, altKey, shiftKey });
  tp.pressed = (event) => pressed(byPlace(event));
  // What stands in a closed menu has its key all the same.
  const keyed = () => [...document.querySelectorAll("[data-key]")]
    .filter((one) => !one.disabled && (one.offsetParent !== null || one.closest(".tp-menu")));
  tp.keyed = keyed;
  tp.press = (one) => {
    document.activeElement?.dispatchEvent(new Event("tp:leave", { bubbles: true }));
    one.click();
  };
  tp.wordOf = (one) => {
    const word = one.cloneNode(true);
    for (const key of word.querySelectorAll("kbd")) key.remove();
    return word.textContent.trim() || one.title;
  };
  tp.keyOf = (one) => one.dataset.key.replace("Control", "Ctrl").replaceAll("+", " ");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !event.key) return;
    const keys = tp.pressed(event);
    if (keys === "control+k") {
      event.preventDefault();
      tp.openPalette();
      return;
    }
    if (event.target.closest?.("dialog") || document.querySelector("dialog[open]")) return;
    if (keys === "f1") {
      event.preventDefault();
      tp.openHelp(event.target);
      return;
    }
    const asks = event.key === "?" && !event.target.closest?.("input, textarea, select");
    if (asks || (event.ctrlKey && event.code === "Slash")) {
      event.preventDefault();
      tp.openKeys();
      return;
    }
    const found = keyed().find((one) => one.dataset.key.toLowerCase() === keys);
    if (found) {
      event.preventDefault();
      tp.press(found);
    }
  });
  tp.on("click", "[data-dialog-close]", (_event, button) => button.closest("dialog").close());
  tp.on("click", "[data-back]", () => history.back());

  /* What the server could not do */
  document.addEventListener("htmx:error", (event) => {
    const name = event.detail?.error?.name;
    if (name !== "AbortError" || event.detail?.ctx?.request?.signal?.reason === "timeout") tp.say(tp.texts.failed);
  });
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx.response.status;
    if (status === 401) tp.say(tp.texts.signed_out);
    else if (status >= 500 || status === 403 || status === 404) tp.say(tp.texts.refused, status);
  });

  document.addEventListener("DOMContentLoaded", () => {
    tp.texts = JSON.parse(document.body.dataset.texts || "{}");
    for (const toast of document.querySelectorAll("[data-toast]")) tp.fade(toast);
    document.querySelector('.tp-nav [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  });
})();
