"use strict";
(async () => {
  let known;
  for (;;) {
    try {
      const answer = await (await fetch("/__virta/wait" + (known === undefined ? "" : "?since=" + known))).json();
      show(answer.errors);
      if (known !== undefined && answer.reading !== known && !answer.errors) { location.reload(); return; }
      known = answer.reading;
    } catch {
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
  function show(errors) {
    document.getElementById("virta-errors")?.remove();
    if (!errors) return;
    const box = document.createElement("pre");
    box.id = "virta-errors";
    box.lang = "en";
    box.setAttribute("role", "alert");
    box.textContent = errors;
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", margin: 0, padding: "1rem", zIndex: 9999,
      background: "#2b0f0d", color: "#ffd9d4", font: "14px/1.5 ui-monospace, monospace", borderTop: "4px solid #ff9d94",
    });
    document.body.append(box);
  }
})();
