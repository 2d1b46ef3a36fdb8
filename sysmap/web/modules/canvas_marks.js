/* How an organisation is marked: the shapes of vis-network for ours, a sample for the legend, a name in lines, and a pin. */
import { make } from "./elements.js";

export const SHAPES = { circle: "dot", square: "square", triangle: "triangle", diamond: "diamond", star: "star", hexagon: "hexagon", pentagon: "hexagon", "triangle-down": "triangleDown", plus: "square" };
export const PLAIN = { shape: "circle", fill: "#ffffff", stroke: "#1a1a1a", dash: [3, 2.5] };

export function swatch(look) {
  const made = make("span", { class: `swatch swatch-${SHAPES[look.shape] || "dot"}${look.dash.length ? " swatch-dashed" : ""}`, "aria-hidden": "true" });
  made.style.background = look.fill;
  return made;
}

/** A name in lines of about so many letters, three at most. */
export function wrapped(name, most) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const now = lines[lines.length - 1];
    if (now && (now + " " + word).length > most) { lines.push(word); } else { lines[lines.length - 1] = now ? `${now} ${word}` : word; }
  }
  const shown = lines.slice(0, 3).map((line) => (Array.from(line).length > most + 6 ? `${Array.from(line).slice(0, most + 5).join("")}…` : line));
  return lines.length > 3 ? [...shown.slice(0, 2), `${shown[2]} …`] : shown;
}

/** A small pin at the upper right of each of these places, of the same size on the screen however far one is in. */
export function drawPins(context, places, dot, scale) {
  const size = 5 / scale;
  context.save();
  for (const { x, y } of places) {
    const [left, top] = [x + dot + size * 0.4, y - dot - size * 0.4];
    context.beginPath();
    context.moveTo(left - size * 1.3, top + size * 1.3);
    context.lineTo(left, top);
    Object.assign(context, { lineWidth: 2 / scale, strokeStyle: "#1a1a1a", fillStyle: "#1a1a1a" });
    context.stroke();
    context.beginPath();
    context.arc(left, top, size * 0.75, 0, 7);
    context.fill();
    Object.assign(context, { lineWidth: 1.5 / scale, strokeStyle: "#ffffff" });
    context.stroke();
  }
  context.restore();
}
