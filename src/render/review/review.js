"use strict";
// Keeps boxes and comments by the fingerprints of changes, and exports them.

(() => {
  const root = document.documentElement;
  const STORE = "virta-review";
  const changes = [...document.querySelectorAll("[data-fingerprint]")];
  const organisation = document.getElementById("organisation");
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || {};
    } catch {
      return {};
    }
  };
  let kept = read();
  const keep = () => {
    try {
      localStorage.setItem(STORE, JSON.stringify(kept));
    } catch {
      // Kept until the page is closed, and in the export.
    }
  };
  const show = () => {
    organisation.value = kept.organisation || "";
    for (const change of changes) {
      const known = (kept.changes || {})[change.dataset.fingerprint] || {};
      change.querySelector("input").checked = !!known.seen;
      change.querySelector("textarea").value = known.text || "";
      change.querySelector(".review__comment").open = !!known.text;
      change.toggleAttribute("data-done", !!known.seen);
    }
    progress();
  };
  const progress = () => {
    const seen = changes.filter((change) => change.querySelector("input").checked).length;
    document.getElementById("progress").textContent = `${seen} / ${changes.length}`;
  };
  const gather = () => {
    kept.organisation = organisation.value.trim();
    kept.changes = kept.changes || {};
    for (const change of changes) {
      const seen = change.querySelector("input").checked;
      const text = change.querySelector("textarea").value.trim();
      change.toggleAttribute("data-done", seen);
      if (seen || text) kept.changes[change.dataset.fingerprint] = { seen, text };
      else delete kept.changes[change.dataset.fingerprint];
    }
    keep();
    progress();
  };
  const exported = () => {
    gather();
    const of = (change) => kept.changes[change.dataset.fingerprint] || {};
    const comments = changes.filter((change) => of(change).text).map((change) => {
      const { fingerprint, target, title } = change.dataset;
      return { fingerprint, ...(target ? { target } : {}), title, text: of(change).text };
    });
    const accepted = changes.filter((change) => of(change).seen).map((change) => change.dataset.fingerprint);
    const { old, new: now } = root.dataset;
    return JSON.stringify({ schema: "comments", old, new: now, organisation: kept.organisation, comments, accepted }, null, 2) + "\n";
  };
  document.addEventListener("change", gather);
  document.addEventListener("input", gather);
  document.getElementById("export").addEventListener("click", () => {
    const text = exported();
    const out = document.getElementById("exported");
    out.hidden = false;
    out.value = text;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "comments.json";
    link.click();
  });
  document.getElementById("earlier").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const read = JSON.parse(await file.text());
    kept.organisation = read.organisation || kept.organisation;
    kept.changes = kept.changes || {};
    for (const { fingerprint, text } of read.comments || []) kept.changes[fingerprint] = { ...kept.changes[fingerprint], text };
    for (const fingerprint of read.accepted || []) kept.changes[fingerprint] = { ...kept.changes[fingerprint], seen: true };
    keep();
    show();
  });
  // Both renderings stand apart from the page and from each other; they take its style.
  const style = new CSSStyleSheet();
  style.replaceSync(document.querySelector("style").textContent);
  for (const host of document.querySelectorAll("[data-page]")) if (host.shadowRoot) host.shadowRoot.adoptedStyleSheets = [style];
  show();
})();
