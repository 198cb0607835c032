/* What is new: one page of a browser asks the server and tells the others. It asks every few
   seconds while somebody looks and works, seldom otherwise, ever more seldom while nobody answers. */
(() => {
  "use strict";
  const OFTEN = 4000, SELDOM = 20000, HIDDEN = 30000, IDLE = 5 * 60000, LONGEST = 60000;
  const TURN = "tp_pulse_at", SHOWN = "tp_noticed", PREFER = "tp_prefer_";
  const bell = () => document.querySelector("[data-pulse]");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("tp-pulse") : null;
  let tag = "";
  let acted = Date.now();
  let failures = 0;
  let timer = 0;
  let busy = false;
  let working = false;
  let title = "";

  const prefers = (name) => localStorage.getItem(PREFER + name) !== "no";

  /* Notices that were shown once are not shown again, in no page of this browser. */
  const fresh = (notices) => {
    const kept = localStorage.getItem(SHOWN);
    const known = new Set((kept ?? "").split(" "));
    const found = notices.filter((one) => !known.has(one.key));
    localStorage.setItem(SHOWN, [...known, ...found.map((one) => one.key)].slice(-200).join(" "));
    return kept === null ? [] : found;
  };

  const toast = (one) => {
    const said = tp.say(one.text);
    if (!one.link) return;
    const link = document.createElement("a");
    link.href = one.link;
    link.dataset.notice = one.key.split(".")[0];
    link.className = "tp-toast-button";
    link.textContent = tp.texts.open;
    said.append(link);
    tp.fade(said);
  };

  const showWork = (works) => {
    const chip = document.querySelector("[data-pulse-work]");
    chip.hidden = !works.length;
    working = works.length > 0;
    if (!working) return;
    const one = works[0];
    chip.querySelector("[data-pulse-title]").textContent = one.title;
    chip.querySelector("[data-pulse-percent]").textContent = one.percent === null ? one.done : `${one.percent} %`;
    chip.title = works.map((each) => each.title).join(" · ");
  };

  const show = (facts) => {
    const count = document.querySelector("[data-bell-count]");
    const many = facts.unread > 99 ? "99+" : String(facts.unread);
    count.hidden = !facts.unread;
    count.textContent = many;
    document.title = facts.unread ? `(${many}) ${title}` : title;
    showWork(facts.work);
    if (document.hidden) return;
    const found = fresh(facts.notices);
    if (prefers("toasts")) for (const one of found.slice(0, 3)) toast(one);
  };

  const pause = () => {
    const usual = document.hidden ? HIDDEN : Date.now() - acted > IDLE ? SELDOM : working ? OFTEN / 2 : OFTEN;
    return Math.min(LONGEST, usual * 2 ** failures) * (0.9 + Math.random() / 5);
  };
  const again = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait ?? pause());
  };

  const ask = async (now) => {
    if (busy || !bell()) return;
    const last = Number(localStorage.getItem(TURN) ?? 0);
    if (now !== true && Date.now() - last < pause() * 0.8) return again(); // another page has asked
    busy = true;
    localStorage.setItem(TURN, Date.now());
    try {
      const answer = await fetch(bell().dataset.pulse, {
        headers: { "X-By-Clock": "1", ...(tag && { "If-None-Match": tag }) },
        redirect: "manual",
      });
      failures = answer.ok || answer.status === 304 ? 0 : Math.min(failures + 1, 6);
      if (answer.ok) {
        tag = answer.headers.get("ETag") ?? "";
        const facts = await answer.json();
        show(facts);
        channel?.postMessage(facts);
      } else if (answer.type === "opaqueredirect") return; // signed out
    } catch {
      failures = Math.min(failures + 1, 6);
    } finally {
      busy = false;
    }
    again();
  };
  tp.pulse = () => again(0);

  const wake = () => {
    const slept = Date.now() - acted > IDLE;
    acted = Date.now();
    if (slept) ask(true);
  };
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel"]) addEventListener(type, wake, { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(true); });
  channel?.addEventListener("message", (event) => { if (bell()) show(event.data); });

  /* The list under the bell */
  tp.on("click", "[data-bell]", () =>
    htmx.ajax("GET", "/me/bell", { target: "#bell-list", swap: "outerMorph", source: bell() }));
  document.addEventListener("htmx:after:request", (event) => {
    const request = event.detail?.ctx?.request;
    if (request?.method?.toUpperCase() === "POST" && request.action?.includes("/me/notices")) ask(true);
  });
  /* Whoever opens what a notice is about has read it. */
  tp.on("click", "[data-notice]", (_event, link) => {
    const token = JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRF-Token"];
    const body = new URLSearchParams({ do: "read", id: link.dataset.notice });
    fetch("/me/notices", { method: "POST", body, keepalive: true, redirect: "manual", headers: { "X-CSRF-Token": token } });
  });
  /* The buttons of “later” send what they stand for */
  tp.on("click", ".tp-later-box button", (_event, button) => {
    const form = button.form;
    let field = form.querySelector('input[name="do"]');
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "do" });
      form.append(field);
    }
    field.value = "later";
  }, true);

  tp.on("change", "[data-prefer]", (_event, box) =>
    localStorage.setItem(PREFER + box.dataset.prefer, box.checked ? "yes" : "no"));

  document.addEventListener("DOMContentLoaded", () => {
    title = document.title;
    for (const box of document.querySelectorAll("[data-prefer]")) box.checked = prefers(box.dataset.prefer);
    if (bell()) ask(true);
  });
})();
