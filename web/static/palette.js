/* The field that leads anywhere (Ctrl+K). The server finds places and records; what belongs to
   this page and this person (its buttons, favourites, where one was lately) is found here. */
(() => {
  "use strict";
  const dialog = () => document.getElementById("palette");
  const field = () => document.getElementById("palette-field");
  const own = () => document.getElementById("palette-own");
  const found = () => document.getElementById("palette-found");
  const options = () => [...document.querySelectorAll('#palette-list [role="option"]')];
  const chosen = () => document.querySelector('#palette-list [aria-selected="true"]');
  let acts = []; // the buttons of the page that stand in the list
  let entered = null; // Enter was pressed before the answer came

  /* Where one was lately: kept in this browser, under the person's name. */
  const MOST = 30;
  const person = () => document.body.dataset.person;
  const place = () => `tp:recent:${person()}`;
  const recents = () => {
    try {
      return JSON.parse(localStorage.getItem(place())) ?? [];
    } catch {
      return [];
    }
  };
  const hereNow = () => {
    const { here, hereIcon } = document.body.dataset;
    return { address: here, title: document.title.replace(/ · tradepost$/, ""), icon: hereIcon };
  };
  const remember = () => {
    const one = hereNow();
    const here = one.address;
    if (!person() || !here) return;
    const rest = recents().filter((other) => other.address !== here);
    try {
      localStorage.setItem(place(), JSON.stringify([one, ...rest].slice(0, MOST)));
    } catch { /* a full or forbidden store forgets, no more */ }
  };

  /* Words are compared as the server does, roughly: begun, or bent at the end. */
  const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";
  const other = (text) => [...text].map((one) => {
    const at = LATIN.indexOf(one);
    return at >= 0 ? CYRILLIC[at] : LATIN[CYRILLIC.indexOf(one)] ?? one;
  }).join("");
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const words = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const fits = (typed, title) => {
    const known = words(title);
    return words(typed).every((word) => known.some((one) =>
      one.startsWith(word) || (word.length > 4 && one.startsWith(word.slice(0, -2)))));
  };
  const wanted = (title) => {
    const typed = field().value;
    return fits(typed, title) || fits(other(typed.toLowerCase()), title);
  };

  const option = (id, one) => {
    const row = document.getElementById("palette-row").content.firstElementChild.cloneNode(true);
    row.id = id;
    row.querySelector(".tp-palette-name").textContent = one.title;
    if (one.key) row.querySelector("kbd").textContent = one.key; else row.querySelector("kbd").remove();
    if (one.act) row.dataset.act = acts.push(one.act) - 1; else row.dataset.href = one.address;
    const sign = row.querySelector(`[data-sign="${one.icon}"]`);
    for (const each of row.querySelectorAll("[data-sign]")) if (each !== (sign ?? row.querySelector("[data-sign]"))) each.remove();
    return row;
  };
  const group = (name, list) => {
    if (!list.length) return [];
    const box = document.getElementById("palette-group").content.firstElementChild.cloneNode(true);
    const title = box.firstElementChild;
    title.id = `own-${name}`;
    title.textContent = dialog().dataset[name];
    box.setAttribute("aria-labelledby", title.id);
    box.append(...list.map((one, at) => option(`own-${name}-${at}`, one)));
    return [box];
  };
  const favourites = () => [...document.querySelectorAll("[data-favourite]")].map((one) => (
    { title: one.textContent.trim(), address: one.getAttribute("href"), icon: "star" }));
  const actions = () => tp.keyed().filter((one) => !one.closest("dialog")).map((one) => (
    { title: tp.wordOf(one), key: tp.keyOf(one), act: one, icon: "corner-down-right" }));
  const drawOwn = () => {
    acts = [];
    const typed = field().value.trim();
    const most = typed ? 4 : 10;
    const here = document.body.dataset.here;
    const some = (list, many) => list.filter((one) => wanted(one.title)).slice(0, many);
    const lately = recents().filter((one) => one.address !== here);
    own().replaceChildren(
      ...group("recent", some(lately, typed ? 4 : 8)),
      ...group("favourites", some(favourites(), most)),
      ...group("actions", some(actions(), most)),
    );
  };

  const mark = (one) => {
    for (const each of options()) each.setAttribute("aria-selected", each === one);
    if (one) {
      field().setAttribute("aria-activedescendant", one.id);
      one.scrollIntoView({ block: "nearest" });
    } else field().removeAttribute("aria-activedescendant");
  };
  const go = (one, elsewhere) => {
    if (one.dataset.act) {
      const act = acts[one.dataset.act];
      dialog().close();
      tp.press(act);
    } else if (elsewhere) window.open(one.dataset.href, "_blank", "noopener");
    else location.assign(one.dataset.href);
  };
  const isCurrent = () => found().firstElementChild?.dataset.found === field().value;
  const best = () => {
    // What was lately open comes first, but what fits exactly before it.
    const first = options()[0];
    return found().querySelector("[data-exact] [role=option]") ?? first;
  };

  tp.openPalette = () => {
    if (!dialog() || dialog().open) return;
    dialog().showModal();
    field().select();
    entered = null;
    drawOwn();
    mark(best());
    htmx.trigger(field(), "open");
  };
  tp.on("click", "[data-palette-open]", tp.openPalette);
  tp.on("click", '#palette-list [role="option"]', (event, one) => go(one, event.ctrlKey || event.metaKey));
  tp.on("click", "#palette", (event, box) => { if (event.target === box) box.close(); });
  tp.on("input", "#palette-field", () => {
    entered = null;
    drawOwn();
    mark(best());
  });
  tp.on("keydown", "#palette-field", (event) => {
    const all = options();
    const at = all.indexOf(chosen());
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, all.length - 1), PageUp: Math.max(at - 8, 0) }[event.key];
    if (to !== undefined && all.length) {
      event.preventDefault();
      entered = null;
      field().dataset.moved = "";
      mark(all[(to + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const moved = field().dataset.moved !== undefined;
      if (chosen() && (isCurrent() || moved)) go(chosen(), event.ctrlKey || event.metaKey);
      else entered = { elsewhere: event.ctrlKey || event.metaKey };
    }
    if (event.key.length === 1 || event.key === "Backspace") delete field().dataset.moved;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!dialog()?.open || !isCurrent()) return;
    if (field().dataset.moved === undefined || !chosen()) mark(best());
    const none = found().querySelector("[data-found-none]");
    if (none) none.hidden = own().children.length > 0;
    document.getElementById("palette-said").textContent = options().length
      ? dialog().dataset.said.replace("{number}", options().length)
      : none?.textContent ?? "";
    if (entered && chosen()) go(chosen(), entered.elsewhere);
    entered = null;
  });
  const failed = (event) => {
    if (event.target.id !== "palette-field") return;
    found().replaceChildren(document.getElementById("palette-fault").content.cloneNode(true));
  };
  document.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.error?.name !== "AbortError") failed(event);
  });

  /* Favourites: the star of this page, and their place in the side bar. */
  tp.on("click", "[data-star]", (_event, button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    htmx.ajax("POST", "/favourites", {
      source: button, target: "#side-favourites", swap: "outerHTML",
      values: { do: on ? "add" : "remove", ...hereNow() },
    });
  });

  document.addEventListener("DOMContentLoaded", remember);
})();
