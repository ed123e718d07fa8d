/** What is wrong with a response, whatever was asked: nothing may ever be. */
import { isCode } from "../../src/reasons/index.ts";
import { MARK } from "./seeds.ts";
import type { Exchange } from "./socket.ts";

const OF_THE_DEMO = [
  "demo-web-secret",
  "demo-service-secret",
  "demo-strict-secret",
  "correct-horse-battery",
  "staple-battery-horse",
  "open-the-console",
];
const INNARDS =
  /\bat [^\n]{0,200}\.(?:ts|tsx|js|mjs):\d+|node_modules|PRIVATE KEY|"d":"|SQLITE_|\bundefined\b|\[object Object\]/;
const TEXT = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;

/** The demo's own pages print its public passwords; its application shows what was sent to it, to whoever sent it. */
const ownPage = (sent: string) => /^\S+ (?:http:\/\/[^/ ]*)?\/+(?:demo(?!\/api)|[? ])/i.test(sent);

/** Worked examples are of the demo. */
const exampleIn = (sent: string) => /^\S+ \S*\/errors\/[a-z-]+\/[a-z0-9-]+/i.test(sent);

export function* faultsOf({ sent, answer, hung }: Exchange, whole: boolean, issuer: string): Generator<string> {
  if (hung) yield "no answer in time";
  if (answer === "") {
    // Node closes the connection of a CONNECT that nobody listens for.
    if (whole && !sent.startsWith("CONNECT")) yield "no answer at all";
    return;
  }
  const [head = "", ...rest] = answer.split("\r\n\r\n");
  // What comes after the first response, if anything, is looked at as a whole only.
  const length = sent.startsWith("HEAD ") ? 0 : Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  const body = rest.join("\r\n\r\n").slice(0, length);
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(head)?.[1] ?? 0);
  if (status < 200 || /^HTTP\/1\.[01] 5/m.test(answer)) yield `status ${status}`;
  if (/^x-injected/im.test(head)) yield "a header was injected";
  if (!ownPage(sent)) {
    if (answer.includes(MARK)) yield "a planted secret came back";
    if (!exampleIn(sent)) for (const secret of OF_THE_DEMO) if (answer.includes(secret)) yield `${secret} was told`;
    // The script of a page is the same for everybody: what it explains are innards of others.
    const told = /^content-type: text\/javascript/im.test(head) ? "" : answer.replaceAll(/<script>.*?<\/script>/gs, "");
    if (INNARDS.test(told)) yield `the server's innards: ${INNARDS.exec(told)?.[0]}`;
  }
  const location = /^location: (.*)$/im.exec(head)?.[1]?.trim();
  if (location !== undefined && !location.startsWith(`${issuer}/`)) yield `sent to ${location}`;
  if (status >= 400 && /^content-type: application\/json/im.test(head) && body !== "")
    yield* faultsOfJson(body, issuer);
  if (status >= 400 && !/^content-type:/im.test(head) && body !== "") yield "an error without a type";
}

function* faultsOfJson(body: string, issuer: string): Generator<string> {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(body) as Record<string, unknown>;
  } catch {
    yield `no JSON: ${body.slice(0, 100)}`;
    return;
  }
  const keys = Object.keys(said).sort().join(" ");
  if (keys !== "error error_description error_uri") yield `the JSON has ${keys}`;
  if (!/^[a-z_]+$/.test(String(said.error))) yield `error is ${said.error}`;
  if (!TEXT.test(String(said.error_description)) || String(said.error_description).length > 600)
    yield "error_description";
  const [uri = "", code = ""] =
    /^(.*)\/errors\/([a-z-]+\/[a-z0-9-]+)(?:\?ref=[0-9a-z]{12})?$/.exec(String(said.error_uri))?.slice(1) ?? [];
  if (uri !== issuer || !isCode(code)) yield `error_uri is ${said.error_uri}`;
}
