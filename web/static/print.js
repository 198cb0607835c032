/* Papers: what is chosen is shown at once; a template is tried while it is typed. */
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);
  const choice = one("[data-print-choice]");
  const look = one("[data-print-look]");

  if (choice) {
    one("[data-print-show]").hidden = true;
    choice.addEventListener("change", () => choice.reportValidity() && choice.requestSubmit());
    const now = one("[data-print-now]");
    now.hidden = false;
    now.addEventListener("click", () => { look.contentWindow.focus(); look.contentWindow.print(); });
  }

  const source = one("[data-template-source]");
  if (!source) return;
  const form = source.form;
  const where = one("[data-template-line]");
  const preview = one("[data-template-preview]");
  let waiting = 0;
  let saving = false;
  const first = source.value;

  const at = () => source.value.slice(0, source.selectionStart).split("\n").length;
  const say = () => { where.textContent = `${where.dataset.word} ${at()}`; };
  ["keyup", "click", "input", "focus"].forEach((name) => source.addEventListener(name, say));

  const goTo = (line) => {
    const lines = source.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    source.focus();
    source.setSelectionRange(start, start + (lines[line - 1] || "").length);
    source.scrollTop = Math.max(0, (line - 5) * 18);
    say();
  };

  const tryIt = () => { if (preview) preview.click(); };
  source.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(tryIt, 700); });
  source.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || !event.altKey) return;
    event.preventDefault();
    source.setRangeText("  ", source.selectionStart, source.selectionEnd, "end");
  });
  form.addEventListener("change", (event) => { if (event.target.matches("[data-template-again]")) tryIt(); });

  look.addEventListener("load", () => {
    const fault = look.contentDocument?.querySelector("[data-line]");
    source.setAttribute("aria-invalid", fault ? "true" : "false");
  });
  document.addEventListener("click", (event) => {
    const jump = event.target.closest("[data-template-jump]");
    if (jump) { event.preventDefault(); goTo(Number(jump.dataset.templateJump)); return; }
    const paste = event.target.closest("[data-template-paste]");
    if (!paste) return;
    source.focus();
    source.setRangeText(paste.dataset.templatePaste, source.selectionStart, source.selectionEnd, "end");
    source.dispatchEvent(new Event("input", { bubbles: true }));
  });

  form.addEventListener("submit", (event) => { saving = !event.submitter?.matches("[data-template-preview]"); });
  addEventListener("beforeunload", (event) => {
    if (!saving && source.value !== first) event.preventDefault();
  });
  const told = one("[data-template-jump]");
  if (told) goTo(Number(told.dataset.templateJump));
  tryIt();
})();
