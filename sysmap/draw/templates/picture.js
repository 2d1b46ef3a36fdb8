"use strict";
/* Shows every picture on the page with vis-network. Text reaches the page through textContent alone. */
(function () {
  var still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function start(root) {
    var data = JSON.parse(root.querySelector("script[data-picture]").textContent);
    var stage = root.querySelector("[data-stage]");
    var hint = root.querySelector("[data-hint]");
    var status = root.querySelector(".found");
    var find = root.querySelector("input[type=search]");
    var rows = Array.prototype.slice.call(root.querySelectorAll("tbody tr"));
    var nodes = new Map(data.nodes.map(function (node) { return [node.id, node]; }));
    var edges = new Map(data.edges.map(function (edge) { return [edge.id, edge]; }));
    var around = new Map(data.nodes.map(function (node) { return [node.id, []]; }));
    var dimmed = new Set();
    var chosen = null;
    data.edges.forEach(function (edge) { around.get(edge.from).push(edge); around.get(edge.to).push(edge); });

    function mark(ctx, look, state, alpha) {
      ctx.globalAlpha = alpha;
      function trace() {
        ctx.beginPath();
        if (!look.points.length) { ctx.arc(0, 0, look.radius, 0, 2 * Math.PI); return; }
        look.points.forEach(function (point, at) { if (at) { ctx.lineTo(point[0], point[1]); } else { ctx.moveTo(point[0], point[1]); } });
        ctx.closePath();
      }
      if (state.selected || state.hover) {
        ctx.beginPath(); ctx.arc(0, 0, look.radius * 1.5 + 5, 0, 2 * Math.PI);
        ctx.lineWidth = 3; ctx.strokeStyle = "#0072b2"; ctx.setLineDash([]); ctx.stroke();
      }
      if (look.ring) {
        ctx.beginPath(); ctx.arc(0, 0, look.radius * 1.5 + 2, 0, 2 * Math.PI);
        ctx.lineWidth = Math.max(1, look.width); ctx.strokeStyle = look.stroke; ctx.setLineDash([]); ctx.stroke();
      }
      trace(); ctx.fillStyle = look.fill; ctx.fill();
      ctx.strokeStyle = look.stroke; ctx.setLineDash([]);
      if (look.hatch.length) {
        ctx.lineWidth = Math.max(0.5, Math.min(1.1, look.radius / 9)); ctx.beginPath();
        look.hatch.forEach(function (line) { ctx.moveTo(line[0][0], line[0][1]); ctx.lineTo(line[1][0], line[1][1]); });
        ctx.stroke();
      }
      trace(); ctx.lineWidth = look.width; ctx.setLineDash(look.dash); ctx.stroke();
    }

    function name(ctx, node, state, x, y) {
      var close = network.getScale() > 1.9;
      var text = node.text || (state.selected || state.hover || close ? [node.name, data.looks[node.look].radius + 4, 4, "start", 10] : null);
      if (!text) { return; }
      if (state.selected || state.hover) { text = [node.name].concat(text.slice(1)); }
      ctx.save(); ctx.translate(x, y); ctx.setLineDash([]);
      ctx.globalAlpha = dimmed.has(node.id) ? 0.15 : 1;
      if (node.leader) {
        ctx.beginPath(); ctx.moveTo(node.leader[0], node.leader[1]); ctx.lineTo(node.leader[2], node.leader[3]);
        ctx.lineWidth = 0.6; ctx.strokeStyle = "#4d4d4d"; ctx.stroke();
      }
      ctx.font = text[4] + "px system-ui, 'Noto Sans', sans-serif";
      ctx.textBaseline = "alphabetic"; ctx.lineJoin = "round";
      ctx.textAlign = { start: "left", middle: "center", end: "right" }[text[3]];
      ctx.lineWidth = 3; ctx.strokeStyle = "#ffffff"; ctx.strokeText(text[0], text[1], text[2]);
      ctx.fillStyle = "#1a1a1a"; ctx.fillText(text[0], text[1], text[2]);
      ctx.restore();
    }

    function paint(given) {
      var node = nodes.get(given.id), look = data.looks[node.look], ctx = given.ctx;
      return {
        drawNode: function () {
          ctx.save(); ctx.translate(given.x, given.y);
          mark(ctx, look, given.state, dimmed.has(node.id) ? 0.15 : 1);
          ctx.restore();
        },
        drawExternalLabel: function () { name(ctx, node, given.state, given.x, given.y); },
        nodeDimensions: { width: 2 * look.radius + 3, height: 2 * look.radius + 3 }
      };
    }

    var shownNodes = new vis.DataSet(data.nodes.map(function (node) { return { id: node.id, x: node.x, y: node.y }; }));
    var shownEdges = new vis.DataSet(data.edges.map(function (edge) {
      return Object.assign({ id: edge.id, from: edge.from, to: edge.to }, data.lines[edge.look]);
    }));
    data.options.nodes.ctxRenderer = paint;
    var holder = document.createElement("div");
    holder.className = "drawn";
    holder.style.position = "absolute"; holder.style.inset = "0";
    stage.appendChild(holder);
    var network = new vis.Network(holder, { nodes: shownNodes, edges: shownEdges }, data.options);
    Array.prototype.forEach.call(holder.querySelectorAll("[tabindex]"), function (part) { part.setAttribute("tabindex", "-1"); });
    holder.setAttribute("aria-hidden", "true");

    if (data.mark) {
      network.on("beforeDrawing", function (ctx) {
        ctx.save(); ctx.translate(data.plot[0] + data.plot[2] / 2, data.plot[1] + data.plot[3] / 2); ctx.rotate(-0.42);
        ctx.font = "64px system-ui, 'Noto Sans', sans-serif"; ctx.textAlign = "center"; ctx.fillStyle = "rgba(138,138,138,0.22)";
        ctx.fillText(data.mark, 0, 0); ctx.restore();
      });
    }

    function whole(move) {
      var scale = Math.min(stage.clientWidth / (data.plot[2] + 44), stage.clientHeight / (data.plot[3] + 16)) || 1;
      var position = { x: data.plot[0] + data.plot[2] / 2, y: data.plot[1] + data.plot[3] / 2 };
      network.moveTo({ position: position, scale: scale, animation: move && !still ? { duration: 250, easingFunction: "easeInOutQuad" } : false });
    }

    function zoom(by) {
      network.moveTo({ scale: Math.max(0.1, Math.min(12, network.getScale() * by)), animation: still ? false : { duration: 150, easingFunction: "easeInOutQuad" } });
    }

    function entry(list, edge, from) {
      var other = edge.from === from ? edge.to : edge.from;
      var item = document.createElement("li"), button = document.createElement("button");
      button.type = "button"; button.textContent = edge.said;
      button.addEventListener("click", function () { choose(other, true); });
      item.appendChild(button); list.appendChild(item);
    }

    function describe(id) {
      var box = root.querySelector("[data-chosen]"), node = nodes.get(id);
      var details = root.querySelector("[data-details]"), ties = root.querySelector("[data-ties]");
      box.hidden = false;
      root.querySelector("[data-name]").textContent = node.name;
      details.textContent = ""; ties.textContent = "";
      (node.details || []).forEach(function (pair) {
        var term = document.createElement("dt"), value = document.createElement("dd");
        term.textContent = pair[0]; value.textContent = pair[1];
        details.appendChild(term); details.appendChild(value);
      });
      root.querySelector("[data-ties-heading]").hidden = !around.get(id).length;
      around.get(id).forEach(function (edge) { entry(ties, edge, id); });
    }

    function highlight(test) { rows.forEach(function (row) { row.classList.toggle("on", test(row)); }); }

    function choose(id, move) {
      chosen = id;
      if (id === null) {
        root.querySelector("[data-chosen]").hidden = true;
        network.unselectAll(); highlight(function () { return false; });
        return;
      }
      network.selectNodes([id], false);
      describe(id);
      if (move) {
        network.moveTo({ position: nodes.get(id), animation: still ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
        root.querySelector("[data-name]").focus();
      }
      highlight(function (row) { return (" " + (row.dataset.dots || "")).indexOf(" " + id.slice(1) + " ") >= 0; });
    }

    function filter() {
      var asked = find.value.trim().toLocaleLowerCase(), shown = 0;
      rows.forEach(function (row) { row.hidden = asked !== "" && row.textContent.toLocaleLowerCase().indexOf(asked) < 0; });
      dimmed.clear();
      data.nodes.forEach(function (node) {
        var words = [node.name].concat((node.details || []).map(function (pair) { return pair[1]; })).join(" ").toLocaleLowerCase();
        if (asked !== "" && words.indexOf(asked) < 0) { dimmed.add(node.id); } else { shown += 1; }
      });
      var changed = [];
      data.edges.forEach(function (edge) {
        var hide = dimmed.size > 0 && dimmed.has(edge.from) && dimmed.has(edge.to);
        if (Boolean(edge.hidden) !== hide) { edge.hidden = hide; changed.push({ id: edge.id, hidden: hide }); }
      });
      if (changed.length) { shownEdges.update(changed); }
      status.textContent = asked === "" ? "" : shown + " of " + data.nodes.length + " found";
      network.redraw();
    }

    function say(words, event) {
      if (!words) { hint.hidden = true; return; }
      var box = stage.parentNode.getBoundingClientRect();
      hint.textContent = words; hint.hidden = false;
      hint.style.left = Math.min(event.clientX - box.left + 14, Math.max(0, box.width - hint.offsetWidth - 4)) + "px";
      hint.style.top = (event.clientY - box.top + 14) + "px";
    }

    network.on("selectNode", function (event) { choose(event.nodes[0], false); });
    network.on("click", function (event) { if (!event.nodes.length) { choose(null, false); } });
    network.on("hoverNode", function (event) { say(nodes.get(event.node).name, event.event); });
    network.on("hoverEdge", function (event) { say(edges.get(event.edge).said, event.event); });
    network.on("blurNode", function () { say("", null); });
    network.on("blurEdge", function () { say("", null); });
    /* A moment later: vis puts its own scale back after it says that the size changed, and names at the edge would be cut off. */
    network.on("resize", function () { Promise.resolve().then(function () { if (chosen === null) { whole(false); } }); });
    find.addEventListener("input", filter);
    root.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      if (button.hasAttribute("data-pick")) {
        var first = (button.closest("tr").dataset.dots || "").trim().split(" ")[0];
        if (first !== "") { choose("d" + first, true); }
      }
      var what = button.dataset.do;
      if (what === "closer") { zoom(1.35); }
      if (what === "further") { zoom(1 / 1.35); }
      if (what === "whole") { whole(true); }
      if (what === "none") { choose(null, false); find.focus(); }
    });
    root.addEventListener("keydown", function (event) { if (event.key === "Escape" && chosen !== null) { choose(null, false); } });
    network.once("afterDrawing", function () { root.dataset.ready = "yes"; });
    whole(false);
    network.redraw();
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-sysmap-picture]"), start);
})();
