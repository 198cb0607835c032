/* Administration: what its pages do by themselves. */
(() => {
  "use strict";

  /* A file that is too big is told of before it is sent. */
  tp.on("change", "input[type=file][data-most-bytes]", (_event, field) => {
    const big = [...field.files].some((one) => one.size > Number(field.dataset.mostBytes));
    field.setCustomValidity(big ? field.dataset.tooBig : "");
    document.getElementById(`${field.id}-fault`).textContent = big ? field.dataset.tooBig : "";
  });
})();
