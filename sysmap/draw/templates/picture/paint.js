/* Painting: dots, names and areas on the canvas, as the still pictures have them. Text from people is drawn, never parsed. */
function trace(ctx, points) {
  ctx.beginPath();
  points.forEach(function (point, at) { if (at) { ctx.lineTo(point[0], point[1]); } else { ctx.moveTo(point[0], point[1]); } });
  ctx.closePath();
}

function circle(ctx, radius, width, colour) {
  ctx.beginPath(); ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.lineWidth = width; ctx.strokeStyle = colour; ctx.setLineDash([]); ctx.stroke();
}

function drawDot(ctx, look, marked) {
  function shape() {
    if (look.points.length) { trace(ctx, look.points); } else { ctx.beginPath(); ctx.arc(0, 0, look.radius, 0, 2 * Math.PI); }
  }
  if (marked) { circle(ctx, look.radius * 1.5 + 5, 3, "#0072b2"); }
  if (look.ring) { circle(ctx, look.radius * 1.5 + 2, Math.max(1, look.width), look.stroke); }
  shape(); ctx.fillStyle = look.fill; ctx.fill();
  ctx.strokeStyle = look.stroke; ctx.setLineDash([]);
  if (look.hatch.length) {
    ctx.lineWidth = Math.max(0.5, Math.min(1.1, look.radius / 9)); ctx.beginPath();
    look.hatch.forEach(function (line) { ctx.moveTo(line[0][0], line[0][1]); ctx.lineTo(line[1][0], line[1][1]); });
    ctx.stroke();
  }
  shape(); ctx.lineWidth = look.width; ctx.setLineDash(look.dash); ctx.stroke();
}

function words(ctx, text, x, y, size, align, colour) {
  ctx.font = size + "px system-ui, 'Noto Sans', sans-serif";
  ctx.textBaseline = "alphabetic"; ctx.lineJoin = "round"; ctx.textAlign = align; ctx.setLineDash([]);
  ctx.lineWidth = size * 0.28; ctx.strokeStyle = "#ffffff"; ctx.strokeText(text, x, y);
  ctx.fillStyle = colour || "#1a1a1a"; ctx.fillText(text, x, y);
}

/* Too small on the screen to be read where they stand, names are written larger, and those that would cover something wait for a closer look. */
function readable(page, node, text, radius) {
  var scale = page.network.getScale(), size = 9.5 / scale, wide = text.length * size * 0.58, half = page.holder.clientWidth / scale / 2;
  var middle = page.network.getViewPosition().x, gap = radius + 3 / scale;
  var sides = [["start", gap, node.x + gap], ["end", -gap, node.x - gap - wide]].filter(function (side) {
    var box = [side[2], node.y - size * 0.6, side[2] + wide, node.y + size * 0.6];
    var free = box[0] > middle - half && box[2] < middle + half && page.boxes.every(function (one) {
      return box[2] < one[0] || one[2] < box[0] || box[3] < one[1] || one[3] < box[1];
    });
    if (free) { side.push(box); }
    return free;
  });
  if (!sides.length) { return null; }
  page.boxes.push(sides[0][3]);
  return [text, sides[0][1], size * 0.35, sides[0][0], size];
}

function drawName(ctx, page, dot, node, marked) {
  var scale = page.network.getScale(), radius = page.data.looks[dot[1]].radius;
  var text = dot[3] || (marked || scale > 1.9 || page.near ? [node.name, radius + 4, 4, "start", 10] : null), leader = dot[4];
  if (!text) { return; }
  if (text[4] * scale < 6.5) {
    text = readable(page, node, text[0], radius) || (marked ? [text[0], radius + 3 / scale, 3 / scale, "start", 9.5 / scale] : null);
    leader = null;
  }
  if (!text) { return; }
  if (leader) {
    ctx.beginPath(); ctx.moveTo(leader[0], leader[1]); ctx.lineTo(leader[2], leader[3]);
    ctx.lineWidth = 0.6; ctx.strokeStyle = "#4d4d4d"; ctx.setLineDash([]); ctx.stroke();
  }
  words(ctx, marked ? node.name : text[0], text[1], text[2], text[4], { start: "left", middle: "center", end: "right" }[text[3]]);
}

/* What vis-network calls for each dot. */
function painter(page) {
  return function (given) {
    var node = page.nodes.get(given.id), dot = page.dots.get(given.id), ctx = given.ctx;
    var look = page.data.looks[dot ? dot[1] : 0], marked = given.id === page.chosen || given.state.hover;
    function at(draw) {
      return function () {
        ctx.save(); ctx.translate(given.x, given.y);
        ctx.globalAlpha = page.faint.has(given.id) ? 0.12 : 1;
        draw();
        ctx.restore();
      };
    }
    return {
      drawNode: at(function () { drawDot(ctx, look, marked); }),
      drawExternalLabel: at(function () { if (dot && !(page.faint.has(given.id) && page.near)) { drawName(ctx, page, dot, node, marked); } }),
      nodeDimensions: { width: 2 * look.radius + 3, height: 2 * look.radius + 3 }
    };
  };
}

function behind(page, ctx) {
  var data = page.data, frame = data.frames[page.frame], plot = data.plot;
  page.boxes = frame.dots.map(function (dot) {
    var node = page.nodes.get("d" + dot[0]), reach = data.looks[dot[1]].radius;
    return [node.x - reach, node.y - reach, node.x + reach, node.y + reach];
  });
  frame.areas.forEach(function (area) {
    trace(ctx, area[0]);
    if (area[1]) { ctx.fillStyle = area[1]; ctx.fill(); }
    if (area[2]) { ctx.strokeStyle = area[2]; ctx.lineWidth = 1; ctx.setLineDash(area[3]); ctx.stroke(); }
    if (area[4]) { words(ctx, area[4], area[0][0][0], area[0][0][1], 11, "left"); }
  });
  frame.rules.forEach(function (rule) {
    ctx.beginPath(); ctx.moveTo(rule[0], rule[1]); ctx.lineTo(rule[2], rule[3]);
    ctx.strokeStyle = rule[4]; ctx.lineWidth = rule[5]; ctx.setLineDash(rule[6]); ctx.lineCap = rule[7] ? "round" : "butt"; ctx.stroke();
  });
  ctx.lineCap = "butt";
  if (!frame.mark) { return; }
  ctx.save(); ctx.translate(plot[0] + plot[2] / 2, plot[1] + plot[3] / 2); ctx.rotate(-0.42);
  ctx.font = "64px system-ui, 'Noto Sans', sans-serif"; ctx.textAlign = "center"; ctx.fillStyle = "rgba(138,138,138,0.22)";
  ctx.fillText(frame.mark, 0, 0); ctx.restore();
}

function before(page, ctx) {
  page.data.frames[page.frame].notes.forEach(function (note) {
    words(ctx, note[0], note[1], note[2], note[3], { start: "left", middle: "center", end: "right" }[note[4]], note[5]);
  });
}

/* Under the chosen tie, or all ties of the chosen one, runs a wide pale band: it tells them from the rest without colour. */
function under(page, ctx) {
  var edges = page.tie !== null ? [page.tie] : page.chosen === null ? [] : page.network.body.edgeIndices.filter(function (id) {
    var edge = page.edges.get(id);
    return edge.from === page.chosen || edge.to === page.chosen;
  });
  ctx.save(); ctx.globalCompositeOperation = "destination-over"; ctx.setLineDash([]); ctx.lineCap = "round";
  ctx.lineWidth = page.tie !== null ? 11 : 7; ctx.strokeStyle = page.tie !== null ? "#9cc9ea" : "#cfe4f4";
  edges.forEach(function (id) {
    var edge = page.network.body.edges[id];
    if (!edge || !edge.connected || page.edges.get(id).frame !== page.frame) { return; }
    ctx.beginPath();
    for (var part = 0; part <= 16; part += 1) {
      var point = edge.edgeType.getPoint(part / 16);
      if (part) { ctx.lineTo(point.x, point.y); } else { ctx.moveTo(point.x, point.y); }
    }
    ctx.stroke();
  });
  ctx.restore();
}
