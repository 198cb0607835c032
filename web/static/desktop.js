/* The desktop: boxes that load by themselves, and their arranging by mouse, finger or keys.
   The boxes as they stand are the layout; each change of them is kept at once. */
(() => {
  "use strict";
  const desk = () => document.querySelector("[data-desktop]");
  const boxes = () => [...desk().querySelectorAll("[data-box]")];
  const body = (box) => box.querySelector("[data-widget-body]");
  const title = (box) => box.querySelector("h2").textContent.trim();

  /* What could not be loaded says so in its own box. */
  const failed = (target) => {
    const place = target?.closest?.("[data-widget-body]");
    place?.removeAttribute("aria-busy");
    place?.replaceChildren(document.getElementById("widget-fault").content.cloneNode(true));
    return Boolean(place);
  };
  document.addEventListener("htmx:error", (event) => failed(event.target));
  document.addEventListener("htmx:response:error", (event) => failed(event.target));
  tp.on("click", "[data-widget-again]", (_event, button) => {
    const place = button.closest("[data-widget-body]");
    place.setAttribute("aria-busy", "true");
    htmx.trigger(place, "again");
  });
  document.addEventListener("htmx:after:swap", (event) => event.target.removeAttribute?.("aria-busy"));

  tp.on("change", "[data-submits]", (_event, field) => field.form.requestSubmit());

  /* Arranging */
  const arranging = () => desk()?.hasAttribute("data-arranging");
  const tell = (name, values) => {
    let text = desk().dataset[name];
    for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
    document.getElementById("desktop-said").textContent = text;
  };
  const keep = () => {
    document.getElementById("desktop-empty").hidden = boxes().length > 0;
    const there = new Set(boxes().map((box) => box.dataset.widget));
    for (const one of document.querySelectorAll("[data-widget-add][data-once]"))
      one.closest("li").hidden = there.has(one.dataset.widgetAdd);
    const layout = boxes().map((box) => ({
      key: box.dataset.box, widget: box.dataset.widget, width: Number(box.dataset.width),
      options: JSON.parse(box.dataset.options),
    }));
    htmx.ajax("POST", "/desktop", {
      source: desk(), target: desk(), swap: "none",
      values: { layout: JSON.stringify(layout), whose: desk().dataset.whose },
    });
  };

  const move = (box, step, focus) => {
    const all = boxes();
    const at = all.indexOf(box);
    const beside = all[at + step];
    if (beside) {
      if (step > 0) beside.after(box); else beside.before(box);
      keep();
    }
    focus?.focus();
    box.scrollIntoView({ block: "nearest" });
    tell("sayPlace", { title: title(box), place: boxes().indexOf(box) + 1, count: all.length });
  };
  const widen = (box, step) => {
    const width = Math.min(3, Math.max(1, Number(box.dataset.width) + step));
    if (width !== Number(box.dataset.width)) {
      box.dataset.width = width;
      keep();
    }
    tell("sayWidth", { title: title(box), width });
  };
  const remove = (box) => {
    const near = box.nextElementSibling ?? box.previousElementSibling;
    box.remove();
    keep();
    tell("sayGone", { title: title(box) });
    (near?.querySelector("[data-box-handle]") ?? document.querySelector("[aria-controls=menu-widgets]")).focus();
  };
  const add = async (name) => {
    const asked = new URLSearchParams({ widget: name, whose: desk().dataset.whose });
    const answer = await fetch(`/desktop/box?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return tp.say(tp.texts.failed);
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    const box = made.content.querySelector("[data-box]");
    desk().append(box);
    htmx.process(box);
    keep();
    tell("sayNew", { title: title(box) });
    box.scrollIntoView({ block: "nearest" });
    box.querySelector("[data-box-handle]").focus();
  };

  const boxed = (act) => (_event, button) => act(button.closest("[data-box]"), button);
  tp.on("click", "[data-box-move]", boxed((box, button) => move(box, Number(button.dataset.boxMove), button)));
  tp.on("click", "[data-box-widen]", boxed((box, button) => widen(box, Number(button.dataset.boxWiden))));
  tp.on("click", "[data-box-remove]", boxed(remove));
  tp.on("click", "[data-widget-add]", (_event, button) => {
    const menu = button.closest("[data-menu]");
    menu.querySelector(".tp-menu-list").hidden = true;
    menu.querySelector("button").setAttribute("aria-expanded", "false");
    add(button.dataset.widgetAdd);
  });
  tp.on("keydown", "[data-box-handle]", (event, handle) => {
    const box = handle.closest("[data-box]");
    const acts = {
      ArrowLeft: () => move(box, -1, handle), ArrowUp: () => move(box, -1, handle),
      ArrowRight: () => move(box, 1, handle), ArrowDown: () => move(box, 1, handle),
      "+": () => widen(box, 1), "=": () => widen(box, 1), "-": () => widen(box, -1),
      Delete: () => remove(box),
    };
    if (!acts[event.key] || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  });

  const set = (form) => {
    const box = form.closest("[data-box]");
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    box.dataset.options = JSON.stringify(Object.fromEntries(chosen));
    const asked = new URLSearchParams(chosen);
    const source = `/desktop/widgets/${box.dataset.widget}${chosen.length ? `?${asked}` : ""}`;
    body(box).setAttribute("hx-get", source);
    htmx.ajax("GET", source, { source: body(box), target: body(box), swap: "innerHTML" });
    keep();
  };
  tp.on("change", "[data-box-options]", (_event, form) => set(form));
  tp.on("submit", "[data-box-options]", (event) => event.preventDefault());

  const drag = () => {
    const script = document.createElement("script");
    script.src = desk().dataset.sortable;
    script.onload = () => window.Sortable.create(desk(), {
      handle: "[data-box-handle]", draggable: "[data-box]", animation: 120, ghostClass: "tp-widget-drag",
      onEnd: (event) => { if (event.oldIndex !== event.newIndex) keep(); },
    });
    document.head.append(script);
  };
  document.addEventListener("DOMContentLoaded", () => { if (arranging()) drag(); });
})();
