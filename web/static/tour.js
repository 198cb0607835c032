/* First steps: the step one has begun is remembered in this tab, and a coach beside the form says
   what to do until the base shows that it is done. */
(() => {
  "use strict";
  const KEY = "tp:step";
  const box = () => document.getElementById("coach");
  const leave = () => {
    sessionStorage.removeItem(KEY);
    box()?.replaceChildren();
  };
  tp.on("click", "[data-tour-step]", (_event, link) => sessionStorage.setItem(KEY, link.dataset.tourStep));
  tp.on("click", "[data-tour-leave]", leave);
  const show = () => {
    const step = sessionStorage.getItem(KEY);
    if (!step || !box() || location.pathname === "/") return;
    const asked = new URLSearchParams({ step, address: location.pathname });
    htmx.ajax("GET", `/tour/coach?${asked}`, { source: box(), target: box(), swap: "innerHTML" });
  };
  document.addEventListener("htmx:after:swap", () => {
    const seen = box()?.querySelector("[data-tour-seen]");
    if (!seen || seen.dataset.told) return;
    seen.dataset.told = "yes";
    htmx.ajax("POST", "/tour", { source: box(), target: box(), swap: "none", values: { do: "seen", step: seen.dataset.tourSeen } });
  });
  document.addEventListener("DOMContentLoaded", show);
})();
