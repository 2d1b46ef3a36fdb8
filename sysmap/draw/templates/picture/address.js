/* The view in the address: after the number sign, which is never sent. What comes from there is looked up, and never written into the page. */
function remember(page) {
  if (!page.alone) { return; }
  var found = new URLSearchParams(), home = page.frame === page.data.opens;
  if (!home) { found.set("at", String(page.frame)); }
  if (page.finder.value.trim() !== "") { found.set("find", page.finder.value.trim()); }
  page.checks.forEach(function (check) { if (check.checked) { found.append("only", check.dataset.term + ":" + check.parentNode.textContent.trim()); } });
  if (page.least !== null) { found.set("least", String(page.least)); }
  if (page.chosen !== null) { found.set("who", page.nodes.get(page.chosen).key); }
  if (page.tie !== null) { found.set("tie", page.tie); }
  if (page.near) { found.set("near", "1"); }
  if (page.view) { found.set("view", page.view.join(",")); }
  var text = found.toString(), bare = window.location.href.split("#")[0];
  if (text === "" && window.location.hash.indexOf("=") < 0) { return; }
  /* A page may be framed where the history is closed to it: then the view is not remembered, and nothing else changes. */
  try { window.history.replaceState(null, "", text === "" ? bare : bare + "#" + text); } catch (closed) { page.alone = false; }
}

function recall(page) {
  var hash = window.location.hash.slice(1);
  if (!page.alone || hash.indexOf("=") < 0) { return; }
  var asked = new URLSearchParams(hash), only = asked.getAll("only");
  var at = Number(asked.get("at") || page.data.opens);
  if (page.data.frames[at]) { slide(page, at); }
  page.finder.value = asked.get("find") || "";
  page.checks.forEach(function (check) { check.checked = only.indexOf(check.dataset.term + ":" + check.parentNode.textContent.trim()) >= 0; });
  if (only.length && page.filters) { page.filters.open = true; }
  if (page.strength) { page.strength.value = asked.get("least") || ""; if (page.strength.selectedIndex < 0) { page.strength.value = ""; } }
  var who = asked.get("who"), tie = asked.get("tie"), view = (asked.get("view") || "").split(",").map(Number);
  var node = who === null ? null : page.data.nodes.find(function (one) { return one.key === who && page.dots.has(one.id); });
  page.near = asked.get("near") === "1" && Boolean(node);
  filter(page);
  if (node) { choose(page, node.id, false); } else if (tie !== null && page.edges.has(tie) && page.edges.get(tie).frame === page.frame) { chooseTie(page, tie, false); }
  if (page.network && view.length === 3 && view.every(isFinite)) {
    page.view = view;
    page.network.moveTo({ position: { x: view[0], y: view[1] }, scale: Math.max(0.1, Math.min(12, view[2])), animation: false });
  }
  remember(page);
}
