"use strict";
// Compares any regions in any indicators. Without it the page offers the same as ready-made pages.

(async () => {
  const place = document.querySelector("[data-compare]");
  // A file system gives no data to scripts: the plain links below say the same.
  if (!place || location.protocol === "file:") return;
  // A reader's device is told of it when the whole is there, not of each part.
  place.setAttribute("aria-busy", "true");
  const lang = document.body.lang || document.documentElement.lang;
  const read = async (name) => {
    const answer = await fetch(new URL(name, location.href));
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };
  let choices;
  try {
    choices = await read(place.dataset.compare);
  } catch {
    place.removeAttribute("aria-busy");
    return; // Not whole: the plain links below say the same.
  }
  const { words, regions, groups, areas, indicators } = choices;
  const say = (key, fill = {}) => Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
  const make = (tag, set = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), set);
    element.append(...children);
    return element;
  };
  const regionOf = new Map(regions.map((region) => [region.code, region]));
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const indicatorOf = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const country = regions.find((region) => region.level === "country");
  const MANY = 64;

  // 1. The choice, read from the address and kept there.
  const asked = new URL(location.href).searchParams;
  const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
  const firstArea = indicators.length > MANY ? indicators.find((indicator) => indicator.area)?.area : undefined;
  const choice = {
    regions: new Set(list("regions").filter((code) => regionOf.has(code))),
    indicators: new Set(list("indicators").filter((id) => indicatorOf.has(id))),
    against: asked.get("against") ?? (country ? country.code : ""),
  };
  if (!choice.regions.size) regions.filter((region) => region.level === "county").slice(0, 3).forEach((region) => choice.regions.add(region.code));
  if (!choice.indicators.size) indicators.filter((indicator) => !firstArea || indicator.area === firstArea).forEach((indicator) => choice.indicators.add(indicator.id));
  const isBench = (name) => regionOf.has(name) || (name.startsWith("group:") && groupOf.has(name.slice(6)));
  if (!isBench(choice.against)) choice.against = country ? country.code : regions[0]?.code;
  const keep = () => {
    const address = new URL(location.href);
    const set = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
    set("regions", [...choice.regions].join(","));
    set("indicators", choice.indicators.size === indicators.length ? "" : [...choice.indicators].join(","));
    set("against", choice.against);
    // Commas are written as they are, so that the address can be read.
    history.replaceState(null, "", address.href.replaceAll("%2C", ",").replaceAll("%3A", ":"));
  };

  // 2. The method, by the rules of the static pages.
  const judged = (isHigher, polarity) => {
    if (polarity === "none") return isHigher ? "higher" : "lower";
    return isHigher === (polarity === "higher-is-better") ? "better" : "worse";
  };
  // Without an interval, values that are written alike are called equal.
  const bare = (own, other) => (own.text === other.text ? "equal" : own.value > other.value ? "higher" : "lower");
  const written = (value, decimals) => new Intl.NumberFormat(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const against = (indicator, own, bench) => {
    if (!own.interval) return bare(own, bench);
    if (own.interval[0] <= bench.value && bench.value <= own.interval[1]) return "similar";
    return judged(own.value > bench.value, indicator.polarity);
  };
  const between = (indicator, own, other) => {
    if (!own.interval || !other.interval) return bare(own, other);
    if (own.interval[0] <= other.interval[1] && other.interval[0] <= own.interval[1]) return "similar";
    return judged(own.value > other.value, indicator.polarity);
  };
  const median = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const position = (sorted.length - 1) / 2;
    const below = Math.floor(position);
    return sorted[below] + (position - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
  };
  /** How a region stands to what was chosen: `null` where the two cannot be compared. */
  const comparison = (indicator, values, code) => {
    const own = values[code];
    if (own?.value === undefined || choice.against === code) return null;
    if (choice.against.startsWith("group:")) {
      const members = groupOf.get(choice.against.slice(6)).regions.filter((member) => member !== code);
      const others = members.map((member) => values[member]).filter((other) => other?.value !== undefined && other.period === own.period);
      if (others.length < 2) return null;
      const bench = median(others.map((other) => other.value));
      // A median of values of others has no interval of its own and is no published value: no more is said than higher or lower.
      const verdict = bare(own, { value: bench, text: written(bench, indicator.decimals) });
      return { verdict, difference: own.value - bench };
    }
    const bench = values[choice.against];
    if (bench?.value === undefined || bench.period !== own.period) return null;
    const isCounty = regionOf.get(choice.against).level === "county";
    return { verdict: isCounty ? between(indicator, own, bench) : against(indicator, own, bench), difference: own.value - bench.value };
  };

  // 3. The controls.
  const boxes = (title, items, chosen, name) => {
    const field = make("fieldset", {}, make("legend", { textContent: title }));
    const row = make("div", { className: "free__row" });
    const box = make("div", { className: `free__boxes${name === "indicators" ? " free__boxes--wide" : ""}`, tabIndex: 0 });
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    const inputs = items.map((item) => {
      const input = make("input", { type: "checkbox", name: "choice", value: item.code ?? item.id, checked: chosen.has(item.code ?? item.id) });
      input.addEventListener("change", () => {
        input.checked ? chosen.add(input.value) : chosen.delete(input.value);
        show();
      });
      box.append(make("label", {}, input, make("span", { textContent: item.name })));
      return input;
    });
    const set = (holds) => {
      inputs.forEach((input) => {
        input.checked = holds(input.value);
        input.checked ? chosen.add(input.value) : chosen.delete(input.value);
      });
      show();
    };
    const button = (text, holds) => {
      const element = make("button", { type: "button", textContent: text });
      element.addEventListener("click", () => set(holds));
      row.append(element);
    };
    button(words.all, (value) => regionOf.get(value)?.level !== "country" && (name === "indicators" || regionOf.get(value)?.level === "county"));
    button(words.none, () => false);
    field.append(row, box);
    return { field, row, box, inputs, set };
  };
  const chooser = (label, options, value, act) => {
    const select = make("select", { name: "choose" });
    options.forEach(([key, text]) => select.append(make("option", { value: key, textContent: text, selected: key === value })));
    select.addEventListener("change", () => act(select.value));
    return make("label", { textContent: label }, make("br"), select);
  };
  const sortedRegions = boxes(words.regions, regions, choice.regions, "regions");
  if (groups.length) {
    const options = [["", "–"], ...groups.map((group) => [group.id, group.name])];
    sortedRegions.row.append(chooser(words.groups, options, "", (id) => id && sortedRegions.set((code) => groupOf.get(id).regions.includes(code))));
  }
  const allIndicators = boxes(words.indicators, indicators, choice.indicators, "indicators");
  if (areas.length) {
    const used = areas.filter((area) => indicators.some((indicator) => indicator.area === area.id));
    const options = [["", "–"], ...used.map((area) => [area.id, area.name])];
    allIndicators.row.append(chooser(words.area, options, "", (id) => id && allIndicators.set((value) => indicatorOf.get(value).area === id)));
  }
  const find = make("input", { type: "search", name: "find", autocomplete: "off" });
  find.addEventListener("input", () => {
    const wanted = find.value.toLocaleLowerCase(lang).split(" ").filter(Boolean);
    allIndicators.inputs.forEach((input) => {
      const text = indicatorOf.get(input.value).name.toLocaleLowerCase(lang);
      input.parentElement.hidden = !wanted.every((word) => text.includes(word));
    });
  });
  allIndicators.row.append(make("label", { textContent: words.filter }, make("br"), find));
  const benches = [
    ...(country ? [[country.code, country.name]] : []),
    ...regions.filter((region) => region.level === "collaboration-area").map((region) => [region.code, region.name]),
    ...groups.map((group) => [`group:${group.id}`, say("median", { name: group.name })]),
    ...regions.filter((region) => region.level === "county").map((region) => [region.code, region.name]),
  ];
  const bench = chooser(words.against, benches, choice.against, (value) => {
    choice.against = value;
    show();
  });

  // 4. The table.
  const files = new Map();
  const valuesOf = (indicator) => {
    if (!files.has(indicator.file)) files.set(indicator.file, read(`values-${indicator.file}.json`));
    return files.get(indicator.file);
  };
  const tag = (verdict) => place.querySelector(`template[data-verdict="${verdict}"]`).content.cloneNode(true);
  const small = (text) => make("small", { className: "sub", textContent: text });
  const signed = (value, decimals) =>
    new Intl.NumberFormat(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "exceptZero" }).format(value);
  const cell = (indicator, of, code) => {
    const own = of.regions[code];
    const td = make("td", { className: "n" });
    if (!own || own.value === undefined) {
      td.classList.add("void");
      td.textContent = own?.text ?? words["not-compared"];
      return td;
    }
    td.append(make("b", { textContent: own.text }));
    if (own.status) td.append(small(own.status));
    const found = comparison(indicator, of.regions, code);
    if (found) td.append(tag(found.verdict), small(say("difference", { difference: signed(found.difference, indicator.decimals) })));
    else td.append(small(choice.against === code ? words.bench : words["not-compared"]));
    if (own.rank) td.append(small(say("rank", { rank: own.rank, ranked: of.ranked })));
    return td;
  };
  const link = (href, text) => (href ? make("a", { href, textContent: text }) : document.createTextNode(text));
  const head = (text, className = "") => Object.assign(make("th", { textContent: text, className }), { scope: "col" });
  const rowHead = (...children) => Object.assign(make("th", {}, ...children), { scope: "row" });
  const columnHead = (region) => Object.assign(make("th", { className: "n" }, link(region.href, region.name)), { scope: "col" });
  const unit = (indicator, of) => [indicator.unit, of.period].filter(Boolean).join(", ");
  const status = make("p", { className: "small muted" });
  status.setAttribute("role", "status");
  const result = make("div");
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    keep();
    const rows = indicators.filter((indicator) => choice.indicators.has(indicator.id));
    const columns = regions.filter((region) => choice.regions.has(region.code));
    if (!rows.length || !columns.length) {
      status.textContent = words.nothing;
      result.replaceChildren();
      return;
    }
    status.textContent = words.loading;
    let values;
    try {
      values = Object.assign({}, ...(await Promise.all([...new Set(rows.map((row) => row.file))].map((file) => valuesOf({ file })))));
    } catch {
      status.textContent = words.failed;
      return;
    }
    if (mine !== turn) return;
    const name = benches.find(([key]) => key === choice.against)?.[1] ?? "";
    const table = make("table", { className: "values" });
    const said = make("span", {}, make("b", { id: "free-caption", textContent: say("caption", { against: name }) }));
    const caption = make("caption", {}, said);
    if (rows.length > 1 && rows.some((row) => row.illustrative)) said.append(words["made-up"]);
    const body = make("tbody");
    if (rows.length === 1) {
      const [indicator] = rows;
      const of = values[indicator.id];
      said.append(`${indicator.name}, ${unit(indicator, of)}. ${indicator.source}`);
      table.append(caption, make("thead", {}, make("tr", {}, head(words.region), head(indicator.name, "n"))), body);
      const order = (region) => of.regions[region.code]?.rank ?? Infinity;
      [...columns].sort((a, b) => order(a) - order(b)).forEach((region) => body.append(make("tr", {}, rowHead(link(region.href, region.name)), cell(indicator, of, region.code))));
    } else {
      table.append(caption, make("thead", {}, make("tr", {}, head(words.indicator), ...columns.map(columnHead))), body);
      const inOrder = [...areas, { id: undefined, name: words.other }];
      inOrder.forEach((area) => {
        const ofArea = rows.filter((row) => row.area === area.id);
        if (!ofArea.length) return;
        body.append(make("tr", { className: "group" }, Object.assign(make("th", { textContent: area.name, colSpan: columns.length + 1 }), { scope: "rowgroup" })));
        ofArea.forEach((indicator) => {
          const of = values[indicator.id];
          body.append(make("tr", {}, rowHead(link(indicator.href, indicator.name), small(unit(indicator, of))), ...columns.map((region) => cell(indicator, of, region.code))));
        });
      });
    }
    const scroll = make("div", { className: "scroll", tabIndex: 0 }, table);
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-labelledby", "free-caption");
    // Where the values come from, and whether they are made up: each line once.
    const sources = [...new Set(rows.map((row) => row.source))].map((source) => make("li", { textContent: source }));
    const list = make("ul", { className: "remarks" }, ...sources);
    const folded = sources.length < 4 ? list : make("details", { className: "fold" }, make("summary", { textContent: `${words.sources} (${sources.length})` }), list);
    result.replaceChildren(scroll, folded);
    // What fits scrolls with the page.
    scroll.classList.toggle("scroll--always", scroll.scrollWidth > scroll.clientWidth + 1);
    status.textContent = say("shown", { indicators: rows.length, regions: columns.length, against: name });
  };

  const title = make("h2", { id: "s-free", textContent: words.title });
  const form = make("form", {}, sortedRegions.field, allIndicators.field, make("div", { className: "free__row" }, bench));
  form.addEventListener("submit", (event) => event.preventDefault());
  place.classList.add("sec");
  place.append(title, make("p", { textContent: words.lead }), form, status, result, make("p", { className: "small muted", textContent: words["area-note"] }));
  await show();
  place.removeAttribute("aria-busy");
})();
