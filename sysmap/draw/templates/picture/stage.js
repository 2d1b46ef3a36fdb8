/* The stage: vis-network holds the drawing; pictures change, and the view moves, by buttons as well as by wheel and finger. */
var still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function moved(duration) { return still ? false : { duration: duration, easingFunction: "easeInOutQuad" }; }

function build(page) {
  var data = page.data, holder = document.createElement("div");
  data.options.nodes.ctxRenderer = painter(page);
  holder.className = "held";
  page.stage.appendChild(holder);
  page.holder = holder;
  page.network = new vis.Network(holder, {
    nodes: new vis.DataSet(data.nodes.map(function (node) { return { id: node.id, x: node.x, y: node.y }; })),
    edges: new vis.DataSet(data.edges.map(function (edge) {
      return Object.assign({ id: edge.id, from: edge.from, to: edge.to }, data.lines[edge.look]);
    }))
  }, data.options);
  Array.prototype.forEach.call(holder.querySelectorAll("[tabindex]"), function (part) { part.setAttribute("tabindex", "-1"); });
  holder.setAttribute("aria-hidden", "true");
  page.network.on("beforeDrawing", function (ctx) { behind(page, ctx); });
  page.network.on("afterDrawing", function (ctx) { before(page, ctx); under(page, ctx); });
}

/* Which picture is shown: its dots, its ties and, beside the drawing, its words. */
function show(page, number) {
  var data = page.data, frame = data.frames[number];
  page.frame = number;
  page.dots = new Map(frame.dots.map(function (dot) { return ["d" + dot[0], dot]; }));
  page.around = new Map();
  page.dots.forEach(function (dot, id) { page.around.set(id, []); });
  page.here = data.edges.filter(function (edge) { return edge.frame === number; });
  page.here.forEach(function (edge) { page.around.get(edge.from).push(edge); page.around.get(edge.to).push(edge); });
  page.root.querySelectorAll("[data-frame]").forEach(function (part) { part.hidden = Number(part.dataset.frame) !== number; });
  page.root.querySelector("[data-title]").textContent = frame.title;
  page.root.querySelector("[data-when]").textContent = frame.when;
  offer(page);
  page.words = page.root.querySelector(".key [data-frame='" + number + "']");
  page.rows = Array.prototype.slice.call(page.words.querySelectorAll("tbody tr"));
}

/* Filters are offered for what is on the picture that is shown. */
function offer(page) {
  page.used = new Set();
  page.dots.forEach(function (dot) { dot[2].forEach(function (number) { page.used.add(number); }); });
  page.here.forEach(function (edge) { (edge.facts || []).forEach(function (number) { page.used.add(number); }); });
  page.checks.forEach(function (check) { check.parentNode.hidden = !page.used.has(Number(check.value)); });
  page.root.querySelectorAll("fieldset").forEach(function (field) { field.hidden = field.querySelectorAll("label:not([hidden])").length < 2; });
  page.valued = Boolean(page.strength) && page.here.some(function (edge) { return edge.value !== undefined; });
  if (page.strength) { page.strength.parentNode.hidden = !page.valued; }
}

/* vis-network draws, and finds under the pointer, what these two lists hold: setting them is a thousand times quicker than its data sets. */
function draw(page, edges) {
  if (!page.network) { return; }
  page.network.body.nodeIndices = page.data.nodes.map(function (node) { return node.id; }).filter(function (id) { return page.dots.has(id); });
  page.network.body.edgeIndices = edges.map(function (edge) { return edge.id; });
  page.network.redraw();
}

function fit(page) {
  var plot = page.data.plot;
  return {
    position: { x: plot[0] + plot[2] / 2, y: plot[1] + plot[3] / 2 },
    scale: Math.min(page.holder.clientWidth / (plot[2] + 44), page.holder.clientHeight / (plot[3] + 16)) || 1
  };
}

function seen(page, position) {
  var at = page.network.canvasToDOM(position), across = page.holder.clientWidth, down = page.holder.clientHeight;
  return at.x > across * 0.05 && at.x < across * 0.95 && at.y > down * 0.05 && at.y < down * 0.95;
}

function whole(page, move) {
  page.view = null;
  page.network.moveTo(Object.assign(fit(page), { animation: move ? moved(250) : false }));
}

function go(page, position, scale) {
  page.view = [Math.round(position.x), Math.round(position.y), Number(Math.max(0.1, Math.min(12, scale)).toFixed(3))];
  page.network.moveTo({ position: position, scale: page.view[2], animation: moved(150) });
}

function zoom(page, by) { go(page, page.network.getViewPosition(), page.network.getScale() * by); }

function pan(page, across, down) {
  var at = page.network.getViewPosition(), scale = page.network.getScale();
  go(page, { x: at.x + across * page.holder.clientWidth * 0.25 / scale, y: at.y + down * page.holder.clientHeight * 0.25 / scale }, scale);
}

/* Paper gets the whole picture, sharp, whatever part of it was on the screen. */
function printed(page) {
  var paper = page.stage.querySelector("canvas.paper") || document.createElement("canvas"), network = page.network;
  var at = network.getViewPosition(), scale = network.getScale();
  paper.className = "paper"; paper.width = 2200; paper.height = 1630;
  network.setSize("2200px", "1630px");
  network.moveTo({ position: fit(page).position, scale: Math.min(2200 / (page.data.plot[2] + 44), 1630 / (page.data.plot[3] + 16)), animation: false });
  network.redraw();
  var drawn = page.holder.querySelector("canvas");
  paper.getContext("2d").drawImage(drawn, 0, 0, paper.width, paper.height);
  page.stage.appendChild(paper);
  network.setSize("100%", "100%");
  network.moveTo({ position: at, scale: scale, animation: false });
  network.redraw();
}
