/* Runs before the page is drawn, so that it never flashes in the other theme. */
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wish = root.dataset.tpTheme;
    root.dataset.bsTheme = wish === "auto" ? (dark.matches ? "dark" : "light") : wish;
  };
  dark.addEventListener("change", apply);
  apply();
  window.tp = {
    setTheme(wish) {
      root.dataset.tpTheme = wish;
      tp.keep("tp_theme", wish);
      apply();
    },
    keep(name, value) {
      document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax`;
    },
  };
})();
