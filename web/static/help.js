/* Help on the screen one is on: F1 opens it beside the screen, at the field one stands in; F1 once
   more shows the keys. */
(() => {
  "use strict";
  const panel = () => document.getElementById("help");
  const body = () => document.getElementById("help-body");
  let wanted = ""; // the field one stood in

  const nameOf = (target) => {
    const field = target?.closest?.("[data-combo]")?.querySelector("[data-combo-key]") ?? target;
    return (field?.name ?? "").split(".").pop().replace(/:text$|~$/, "");
  };
  tp.openHelp = (target) => {
    if (!panel() || panel().open) return;
    wanted = nameOf(target);
    panel().showModal();
    htmx.ajax("GET", `/help/of?address=${encodeURIComponent(location.pathname)}`, { source: body(), target: body(), swap: "innerHTML" });
  };
  document.addEventListener("htmx:after:swap", () => {
    if (!panel()?.open || !wanted) return;
    const field = body().querySelector(`[data-help-field="${CSS.escape(wanted)}"]`);
    if (!field) return;
    field.classList.add("tp-help-now");
    field.scrollIntoView({ block: "center" });
    wanted = "";
  });
  tp.on("click", "[data-help-open]", () => tp.openHelp(null));
  tp.on("click", "#help", (event, box) => {
    if (event.target === box || event.target.closest("[data-close]")) box.close();
  });
  tp.on("keydown", "#help", (event) => {
    if (event.key !== "F1") return;
    event.preventDefault();
    panel().close();
    tp.openKeys();
  });
  const failed = (event) => {
    if (event.target.id !== "help-body") return;
    body().replaceChildren(document.getElementById("help-fault").content.cloneNode(true));
  };
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:response:error", failed);
})();
