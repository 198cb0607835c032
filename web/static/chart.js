/* Charts: whatever carries data-chart is drawn by ECharts, which is fetched only when the first
   one comes into sight. Colours are the theme's; figures are shown as the server wrote them.
   A page that brings new charts in later (htmx) needs to do nothing more. */
(() => {
  "use strict";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const drawn = new Map();
  let engine;

  const fetchEngine = (address) => {
    engine ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => done(window.echarts);
      script.onerror = () => { engine = undefined; failed(new Error(address)); };
      document.head.append(script);
    });
    return engine;
  };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--tp-${name}`).trim();
  const palette = () => [1, 2, 3, 4, 5, 6, 7, 8].map((at) => colour(`chart-${at}`));
  const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });

  /* What is said at the pointer: text alone, so that no name can be taken for markup. */
  const said = (told) => (points) => {
    const list = Array.isArray(points) ? points : [points];
    if (told.shape === "heat") {
      const [x, y] = list[0].value;
      return `${told.labels[y]}\n${told.series[x].title}: ${told.series[x].shown[y] || "–"}`;
    }
    if (told.shape === "treemap") {
      const at = told.labels.indexOf(list[0].name);
      return at < 0 ? "" : `${list[0].name}\n${told.series[0].shown[at] || "–"}`;
    }
    const lines = list.map((one) => {
      const value = told.series[told.shape === "pie" ? 0 : one.seriesIndex].shown[one.dataIndex];
      return told.series.length > 1 && told.shape !== "pie" ? `${one.seriesName}: ${value || "–"}` : value || "–";
    });
    return [told.labels[list[0].dataIndex], ...lines].join("\n");
  };

  const series = (told) => {
    const own = palette().filter(Boolean);
    let turn = 0;
    return told.series.map((one) => ({
      name: one.title,
      type: one.shape,
      data: one.values,
      stack: told.stacked ? "all" : undefined,
      barMaxWidth: 28,
      symbol: told.labels.length > 40 ? "none" : "circle",
      symbolSize: 5,
      lineStyle: { width: 2, type: one.faint ? "dashed" : "solid" },
      itemStyle: {
        color: one.faint ? colour("chart-faint") : own[turn++ % own.length],
        borderRadius: one.shape === "bar" && !told.stacked ? 2 : 0,
      },
    }));
  };

  const round = (told) => [{
    type: "pie",
    radius: ["46%", "72%"],
    label: { color: colour("ink"), formatter: "{b}", overflow: "truncate", width: 130 },
    labelLine: { lineStyle: { color: colour("rule-3") } },
    itemStyle: { borderColor: colour("sheet"), borderWidth: 2 },
    data: told.labels.map((name, at) => ({ name, value: told.series[0].values[at] })),
  }];

  const tiles = (told) => [{
    type: "treemap",
    roam: false, nodeClick: false, breadcrumb: { show: false }, left: 0, right: 0, top: 0, bottom: 0,
    label: { color: colour("on-accent"), overflow: "truncate" },
    itemStyle: { borderColor: colour("sheet"), borderWidth: 2, gapWidth: 2 },
    data: told.labels.map((name, at) => ({ name, value: Math.max(0, told.series[0].values[at] ?? 0) })),
  }];

  const heat = (told) => {
    const cells = told.series.flatMap((one, x) => one.values.map((value, y) => [x, y, value ?? 0]));
    const sizes = cells.map((one) => one[2]);
    const words = { color: colour("ink-2"), hideOverlap: true };
    const axis = { type: "category", axisTick: { show: false }, axisLine: { show: false } };
    return {
      grid: { left: 4, right: 12, bottom: 4, top: 8, containLabel: true },
      xAxis: { ...axis, data: told.series.map((one) => one.title), axisLabel: words },
      yAxis: { ...axis, data: told.labels, inverse: true, axisLabel: { ...words, width: 130, overflow: "truncate" } },
      visualMap: { show: false, min: Math.min(0, ...sizes), max: Math.max(1, ...sizes), inRange: { color: [colour("tint"), colour("chart-1")] } },
      series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: colour("sheet"), borderWidth: 1 } }],
    };
  };

  const axes = (told) => {
    const words = { color: colour("ink-2"), hideOverlap: true };
    const names = {
      type: "category", data: told.labels, inverse: told.lying, axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("rule-2") } },
      axisLabel: told.lying ? { ...words, width: 150, overflow: "truncate" } : words,
    };
    const figures = {
      type: "value", axisLabel: { ...words, formatter: (value) => short.format(value) },
      splitLine: { lineStyle: { color: colour("rule") } }, splitNumber: 4,
    };
    return told.lying ? { xAxis: figures, yAxis: names } : { xAxis: names, yAxis: figures };
  };

  const option = (told) => ({
    animation: !still.matches,
    animationDuration: 140,
    animationDurationUpdate: 140,
    color: palette().filter(Boolean),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
    tooltip: {
      trigger: ["pie", "treemap", "heat"].includes(told.shape) ? "item" : "axis", renderMode: "richText", confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: colour("wash"), opacity: 0.6 } },
      backgroundColor: colour("raised"), borderColor: colour("rule-2"), textStyle: { color: colour("ink") },
      formatter: said(told),
    },
    legend: told.series.length > 1 && ["bar", "line"].includes(told.shape)
      ? { top: 0, left: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: colour("ink-2") } }
      : { show: false },
    ...(told.shape === "pie" ? { series: round(told) }
      : told.shape === "treemap" ? { series: tiles(told) }
      : told.shape === "heat" ? heat(told)
      : {
          grid: { left: 4, right: 20, bottom: 4, top: told.series.length > 1 ? 30 : 10, containLabel: true },
          ...axes(told),
          series: series(told),
        }),
  });

  const draw = (figure, echarts) => {
    const told = JSON.parse(figure.dataset.chart);
    const plot = figure.querySelector("[data-chart-plot]");
    plot.style.setProperty("--tp-chart-rows", told.lying ? told.labels.length : 0);
    const chart = echarts.getInstanceByDom(plot) ?? echarts.init(plot);
    chart.setOption(option(told), true);
    chart.off("click");
    if (told.links.some(Boolean))
      chart.on("click", (event) => { if (told.links[event.dataIndex]) location.assign(told.links[event.dataIndex]); });
    if (!drawn.has(figure)) resized.observe(plot);
    drawn.set(figure, chart);
    figure.dataset.chartDrawn = figure.dataset.chart.length;
  };

  const begin = async (figure) => {
    try {
      draw(figure, await fetchEngine(figure.dataset.chartEngine));
    } catch {
      figure.classList.add("tp-chart-plain"); // the figures stand in the table
    }
  };

  const resized = new ResizeObserver((entries) => {
    for (const one of entries) window.echarts.getInstanceByDom(one.target)?.resize();
  });
  const seen = new IntersectionObserver((entries) => {
    for (const one of entries) {
      if (!one.isIntersecting) continue;
      seen.unobserve(one.target);
      begin(one.target);
    }
  }, { rootMargin: "120px" });

  const look = () => {
    for (const [figure, chart] of drawn) {
      if (figure.isConnected) continue;
      chart.dispose();
      drawn.delete(figure);
    }
    for (const figure of document.querySelectorAll("[data-chart]")) {
      if (!drawn.has(figure)) seen.observe(figure);
      else if (!figure.querySelector("[data-chart-plot]").firstChild) {
        // The part was drawn anew by the server over the old one.
        drawn.get(figure).dispose();
        drawn.delete(figure);
        seen.observe(figure);
      } else draw(figure, window.echarts);
    }
  };
  const again = () => { for (const figure of drawn.keys()) draw(figure, window.echarts); };

  document.addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  });
  document.addEventListener("htmx:after:swap", look);
  still.addEventListener("change", again);
  // Canvas does not know the paper's width of its own accord.
  window.addEventListener("beforeprint", () => { for (const chart of drawn.values()) chart.resize(); });
  tp.charts = { look };
})();
