"use strict";
// Adds to pages that are whole without it: search fields, sorting, choices kept in the address.

(() => {
  const words = document.currentScript.dataset;
  const lang = document.body.lang || document.documentElement.lang;
  const collator = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
  const fold = (text) => text.toLocaleLowerCase(lang).replace(/\s+/g, " ").trim();

  /** A parameter of the address, changed without a step in the history. */
  const keep = (name, value) => {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    try {
      history.replaceState(null, "", address);
    } catch {
      // A page read from a file may not be allowed to change its address.
    }
  };

  /** A search field before `place` that shows only those of `items` that have all its words. */
  const addFilter = (place, items, name, groups = []) => {
    const box = document.createElement("div");
    box.className = "find";
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("p");
    input.type = "search";
    input.id = `find-${name}`;
    input.autocomplete = "off";
    label.htmlFor = input.id;
    label.textContent = place.dataset.label || words.filter;
    count.setAttribute("role", "status");
    box.append(label, input, count);
    place.before(box);
    const texts = items.map((item) => fold(item.textContent));
    const apply = () => {
      const wanted = fold(input.value).split(" ").filter(Boolean);
      let shown = 0;
      items.forEach((item, at) => {
        item.hidden = !wanted.every((word) => texts[at].includes(word));
        shown += item.hidden ? 0 : 1;
      });
      groups.forEach((group) => {
        group.hidden = !group.querySelector("li:not([hidden]), tbody tr:not([hidden])");
      });
      const found = words.found.replace("{n}", shown).replace("{total}", items.length);
      count.textContent = wanted.length ? (shown ? found : words.none) : "";
    };
    input.addEventListener("input", () => {
      apply();
      keep(name, input.value.trim());
    });
    input.value = new URL(location.href).searchParams.get(name) || "";
    apply();
    return input;
  };

  /** What a cell is sorted by: its key, or the link that heads its row, or its text; a number is read as it is written in either language. */
  const keyOf = (cell) => {
    if (!cell) return "";
    const named = (cell.tagName === "TH" && cell.querySelector("a")) || cell;
    const text = cell.dataset.key ?? named.textContent.trim();
    return cell.classList.contains("n") ? text.replace(/[\s%]/g, "").replace("−", "-").replace(",", ".") : text;
  };

  /** Buttons in the heads of a table that sort its rows; cells that say why there is no value stay last. */
  const addSorting = (table) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim() || head.colSpan > 1) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const empty = (row) => (row.cells[column]?.classList.contains("void") || keyOf(row.cells[column]) === "" ? 1 : 0);
        const rows = [...body.rows].map((row, at) => ({ row, at, key: keyOf(row.cells[column]), empty: empty(row) }));
        const full = rows.filter((row) => !row.empty);
        const numeric = full.every((row) => Number.isFinite(Number(row.key)));
        const order = (a, b) => (numeric ? a.key - b.key : collator.compare(a.key, b.key));
        rows.sort((a, b) => a.empty - b.empty || (a.empty ? 0 : (down ? -1 : 1) * order(a, b)) || a.at - b.at);
        body.append(...rows.map(({ row }) => row));
      });
    });
  };

  document.querySelectorAll("table[data-tools]").forEach((table, at) => {
    const body = table.tBodies[0];
    if (!body || !table.tHead || table.tBodies.length > 1) return;
    if (body.rows.length > 2) addSorting(table);
    if (body.rows.length > 15) addFilter(table.closest(".scroll") || table, [...body.rows], at ? `q${at + 1}` : "q");
  });

  document.querySelectorAll("[data-filter]").forEach((list, at) => {
    const items = [...list.querySelectorAll("li")];
    const groups = [...list.querySelectorAll("[data-group]")];
    if (items.length > 9) addFilter(list, items, at ? `q${at + 1}` : "q", groups);
  });

  // Checkboxes that filter by CSS alone: the script only keeps the choice in the address.
  document.querySelectorAll("fieldset[data-keep]").forEach((set) => {
    const name = set.dataset.keep;
    const boxes = [...set.querySelectorAll("input[type=checkbox]")];
    const off = new URL(location.href).searchParams.get(name)?.split(",") ?? [];
    boxes.forEach((box) => {
      if (off.includes(box.value)) box.checked = false;
      box.addEventListener("change", () => {
        keep(name, boxes.filter((other) => !other.checked).map((other) => other.value).join(","));
      });
    });
  });

  // A definition shown at a link goes away on Escape, until one looks elsewhere.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("[data-tip]:is(:hover, :focus-visible)").forEach((link) => {
      link.classList.add("is-quiet");
      const wake = () => link.classList.remove("is-quiet");
      link.addEventListener("blur", wake, { once: true });
      link.addEventListener("mouseleave", wake, { once: true });
    });
  });

  // Rows of a table by whom they are for; the readers and their names are a list of the page.
  document.querySelectorAll("table[data-choose]").forEach((table) => {
    const name = table.dataset.choose;
    const choices = [...document.querySelectorAll(`li[id^="${name}-"]`)];
    if (choices.length < 2) return;
    const box = document.createElement("div");
    box.className = "chooser-by noprint";
    const label = document.createElement("label");
    const select = document.createElement("select");
    const status = document.createElement("span");
    select.id = `choose-${name}`;
    label.htmlFor = select.id;
    label.textContent = table.dataset.label;
    status.setAttribute("role", "status");
    select.append(new Option(table.dataset.all, ""));
    choices.forEach((item) => select.append(new Option(item.querySelector("b").textContent, item.id)));
    box.append(label, select, status);
    table.before(box);
    const rows = [...table.querySelectorAll("tr[data-of]")];
    const apply = () => {
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = select.value !== "" && !row.dataset.of.split(" ").includes(select.value);
        shown += row.hidden ? 0 : 1;
      });
      [...table.tBodies].forEach((body) => {
        body.hidden = !body.querySelector("tr[data-of]:not([hidden])");
      });
      status.textContent = select.value ? words.found.replace("{n}", shown).replace("{total}", rows.length) : "";
    };
    select.addEventListener("change", () => {
      apply();
      keep(name, select.value.slice(name.length + 1));
    });
    const asked = new URL(location.href).searchParams.get(name);
    if (asked && choices.some((item) => item.id === `${name}-${asked}`)) select.value = `${name}-${asked}`;
    apply();
  });

  // A table that fits its place needs no stop of the keyboard.
  const wide = new Set(document.querySelectorAll(".scroll--always"));
  const fits = () => {
    document.querySelectorAll(".scroll").forEach((box) => {
      // Measured as if it fitted: a window that grew wider again needs no inner scrolling.
      if (!wide.has(box)) box.classList.remove("scroll--always");
      const isWider = box.scrollWidth > box.clientWidth + 1;
      if (isWider) box.classList.add("scroll--always");
      if (isWider || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  fits();
  addEventListener("resize", fits);

  // The list of releases closes on Escape and when one looks elsewhere.
  const releases = document.querySelector("details.switch");
  if (releases) {
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && releases.open) {
        releases.open = false;
        releases.querySelector("summary").focus();
      }
    });
    addEventListener("click", (event) => {
      if (!releases.contains(event.target)) releases.open = false;
    });
  }
})();
