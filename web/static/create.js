/* A record made on the way: a small form above the one at hand; what is made is chosen. */
(() => {
  "use strict";
  let target = null; // the reference it is made for
  const dialog = () => document.getElementById("create");
  const headers = () => ({ "HX-Request": "true", "X-CSRF-Token": JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRF-Token"] });
  const draw = (html) => {
    document.body.append(document.getElementById("options")); // it may lie in what is replaced
    dialog().innerHTML = html;
    const empty = [...dialog().querySelectorAll(".tp-input")].filter((one) => one.type !== "hidden" && !one.readOnly && !one.disabled);
    (empty.find((one) => one.getAttribute("aria-invalid") === "true") ?? empty.find((one) => one.getAttribute("aria-required") === "true") ?? empty[0])?.focus();
  };
  tp.create = async (combo, words) => {
    target = combo;
    const asked = new URLSearchParams(words ? { name: words } : {});
    for (const pair of (combo.dataset.narrow ?? "").split(" ").filter(Boolean)) {
      const [name, path] = pair.split("=");
      const field = [...(combo.closest("form")?.elements ?? [])].find((one) => one.name.replace(/~$/, "") === path);
      if (field?.value) asked.set(name, field.value); // a contract is made for the party at hand
    }
    const answer = await fetch(`${combo.dataset.create}?${asked}`, { headers: headers() });
    if (!answer.ok) return tp.say(answer.status === 401 ? tp.texts.signed_out : tp.texts.refused, answer.status);
    const made = document.createElement("dialog");
    made.id = "create";
    made.className = "tp-dialog tp-create-dialog";
    made.setAttribute("aria-labelledby", "create-title");
    made.addEventListener("close", () => {
      document.body.append(document.getElementById("options"));
      made.remove();
      target?.querySelector("[data-combo-text]")?.focus();
    });
    document.body.append(made);
    made.showModal();
    draw(await answer.text());
  };
  tp.on("submit", "[data-create-form]", async (event, form) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: headers() });
    if (answer.headers.get("Content-Type")?.includes("json")) {
      const { key, text } = await answer.json();
      const combo = target;
      dialog().close();
      tp.combo.put(combo, text, key);
      const row = tp.rows.of(combo)?.rowOf(combo);
      if (row) tp.rows.of(combo).touch(row, tp.rows.of(combo).columnOf(combo));
    } else if (answer.status === 401) tp.say(tp.texts.signed_out);
    else if (answer.status >= 500) tp.say(tp.texts.refused, answer.status);
    else draw(await answer.text());
  });
  tp.on("keydown", "[data-create-form]", (event, form) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
})();
