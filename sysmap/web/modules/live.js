/* What becomes different on a map, as it happens: one subscription over a WebSocket, taken up again after every break where it stood. */
import { documents } from "./documents.js";
import { newId } from "./client.js";

const WAIT = [250, 500, 1000, 2000, 4000];
const SILENCE = 15000;

/**
 * Follow a map. `heard(event)` gets each event of the document; `state("live" | "broken")` when the line stands or breaks;
 * `lost()` when the feed cannot be taken up where it stood, so that the map has to be read again. Gives a function that ends it.
 */
export function follow(name, map, cursor, { heard, state, lost }) {
  let since = cursor, socket = null, tries = 0, over = false, watch = 0, timer = 0;

  function again() {
    clearTimeout(watch);
    if (over) { return; }
    state("broken");
    timer = setTimeout(open, WAIT[Math.min(tries, WAIT.length - 1)]);
    tries += 1;
  }

  function alive() {
    clearTimeout(watch);
    watch = setTimeout(() => socket.close(), SILENCE);
  }

  function open() {
    clearTimeout(timer);
    const mine = socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/graphql", "graphql-transport-ws");
    const say = (message) => mine.send(JSON.stringify(message));
    const beat = setInterval(() => { if (mine.readyState === WebSocket.OPEN) { say({ type: "ping" }); } }, SILENCE / 3);
    mine.onopen = () => say({ type: "connection_init" });
    mine.onmessage = (message) => {
      const told = JSON.parse(message.data);
      alive();
      if (told.type === "connection_ack") {
        say({ type: "subscribe", id: newId(), payload: { query: documents[name], variables: { map, since } } });
        tries = 0;
        state("live");
      } else if (told.type === "next" && told.payload.data) {
        since = told.payload.data.mapChanged.cursor;
        heard(told.payload.data.mapChanged);
      } else if (told.type === "next" || told.type === "error") {
        since = null;
        over = true;
        mine.close();
        lost();
      } else if (told.type === "ping") {
        say({ type: "pong" });
      }
    };
    mine.onclose = () => { clearInterval(beat); again(); };
    alive();
  }

  open();
  window.addEventListener("online", () => { if (!over && socket.readyState === WebSocket.CLOSED) { open(); } });
  return () => { over = true; clearTimeout(timer); clearTimeout(watch); socket.close(); };
}
