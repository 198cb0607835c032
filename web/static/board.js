/* A board by keyboard: arrows go from card to card, up and down in a column and across columns;
   Enter opens the card, Tab goes on to what can be done to it. */
(() => {
  "use strict";
  const cardsOf = (lane) => [...lane.querySelectorAll("[data-board-card]")];
  const step = (lanes, from, by) => {
    for (let place = from + by; place >= 0 && place < lanes.length; place += by)
      if (cardsOf(lanes[place]).length) return lanes[place];
    return null;
  };
  document.addEventListener("keydown", (event) => {
    const board = document.querySelector("[data-board]");
    if (!board || event.ctrlKey || event.altKey || event.metaKey || !event.key.startsWith("Arrow")) return;
    const here = document.activeElement;
    const outside = here === document.body || here === board;
    if (!outside && !board.contains(here)) return;
    const lanes = [...board.querySelectorAll("[data-lane]")];
    if (outside) {
      event.preventDefault();
      board.querySelector("[data-board-card]")?.focus();
      return;
    }
    const lane = here.closest("[data-lane]");
    const card = here.closest(".tp-card-order")?.querySelector("[data-board-card]");
    if (!lane || !card) return;
    const cards = cardsOf(lane);
    const place = cards.indexOf(card);
    let next = null;
    if (event.key === "ArrowDown") next = cards[place + 1];
    else if (event.key === "ArrowUp") next = cards[place - 1];
    else {
      const other = step(lanes, lanes.indexOf(lane), event.key === "ArrowRight" ? 1 : -1);
      if (other) next = cardsOf(other)[Math.min(place, cardsOf(other).length - 1)];
    }
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
})();
