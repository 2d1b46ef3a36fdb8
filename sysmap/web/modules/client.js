/* How does a page of ours ask the service? With the fixed documents, by name; what comes back is data, or one of two failures:
   Unreachable (try again later, nothing is known of what came of it) and Refused (the service said no, with a sentence and a code). */
import { documents } from "./documents.js";

const PASSING = new Set(["STORE_UNAVAILABLE", "TOO_SLOW", "MAP_BUSY", "TOO_FAST"]);

export class Unreachable extends Error {
  constructor(message, code = "") { super(message); this.code = code; }
}

export class Refused extends Error {
  constructor(message, code) { super(message); this.code = code; }
}

/** The answer to one document. An edit that failed as Unreachable is sent again with the same edit id: it is done once. */
export async function ask(name, variables = {}) {
  const body = JSON.stringify({ query: documents[name], variables });
  const answer = await sent("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const said = await answer.json().catch(() => { throw new Unreachable("The answer was cut off."); });
  const wrong = said.errors && said.errors[0];
  if (wrong) {
    const code = (wrong.extensions && wrong.extensions.code) || "FAILED";
    if (PASSING.has(code)) { throw new Unreachable(wrong.message, code); }
    throw new Refused(wrong.message, code);
  }
  return said.data;
}

/** A request to a route of ours. A failure that says so in JSON becomes Refused with its sentence and what to do. */
export async function sent(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") { throw error; }
    throw new Unreachable("The service does not answer.");
  }
  if (answer.ok) { return answer; }
  const told = await answer.json().then((said) => said.error || {}, () => ({}));
  if (answer.status === 401) { throw new Refused(told.message || "You are not let in any more.", "VISIT"); }
  if (answer.status >= 502 || PASSING.has(told.code)) { throw new Unreachable(told.message || "The service does not answer.", told.code); }
  const refused = new Refused([told.message, told.fix].filter(Boolean).join(". ") || "That did not work.", told.code || "FAILED");
  refused.problems = told.problems || [];
  throw refused;
}

/** An id that no other edit has. crypto.randomUUID is not there on an address that is not this computer's own, without https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the page was given, as data. */
export function given() {
  return JSON.parse(document.getElementById("given").textContent);
}
