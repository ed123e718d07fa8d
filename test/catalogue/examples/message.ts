/** Examples as HTTP: their messages are read and sent, and what comes back is judged. */
import { type Code, faceOf } from "../../../src/reasons/index.ts";
import type { Stage } from "./stage.ts";

/** What came of a message: granted, or the code that was journalled and the one that the requester may see. */
export type Verdict =
  | { readonly is: "granted" }
  | { readonly is: Code; readonly face: Code }
  | { readonly is: `odd: ${string}` };

export interface Message {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** Reads a message; throws where it is not one. */
export function read(text: string): Message {
  const at = text.indexOf("\n\n");
  const [start = "", ...lines] = (at === -1 ? text : text.slice(0, at)).split("\n");
  const [, method = "", target = ""] = /^([A-Z]+) ((?:https?:\/)?\/\S+) HTTP\/1\.1$/.exec(start) ?? [];
  if (method === "") throw new Error(`This is no start line: ${start}`);
  const headers = lines.map((line) => {
    const [, name = "", value = ""] = /^([A-Z][A-Za-z-]*): (\S.*\S)$/.exec(line) ?? [];
    if (name === "") throw new Error(`This is no header: ${line}`);
    return [name, value] as const;
  });
  return { method, target, headers, body: at === -1 ? undefined : text.slice(at + 2) };
}

export interface Sent {
  readonly verdict: Verdict;
  readonly url: URL;
  /** Its members, where it was JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Fills a message and sends it. */
export async function send({ world, issuer, attempt }: Stage, text: string): Promise<Sent> {
  const { method, target, headers, body } = read(await attempt.fill(text));
  const url = new URL(target, issuer);
  const before = world.journal.length;
  const response = await world.send(url.href, {
    method,
    headers: headers.filter(([name]) => name !== "Host").map(([name, value]): [string, string] => [name, value]),
    ...(body !== undefined && { body }),
  });
  const answer = await response.text();
  const [refusal, ...more] = world.journal.slice(before).map((entry) => entry.refusal);
  const location = response.headers.get("location");
  // Why a token is not shown as active is for the journal alone.
  const hidden = url.pathname === "/introspect" && answer === '{"active":false}';
  const told = hidden || response.status >= 400 || (location !== null && /[?#&]error=/.test(location));
  const sent = { url, json: answer.startsWith("{") ? (JSON.parse(answer) as Sent["json"]) : {} };
  if (more.length > 0) return { ...sent, verdict: { is: "odd: refused more than once" } };
  if (refusal !== undefined && told) return { ...sent, verdict: { is: refusal.refused, face: faceOf(refusal) } };
  if (refusal === undefined && !told && brings(url.pathname, response, answer))
    return { ...sent, verdict: { is: "granted" } };
  return { ...sent, verdict: { is: `odd: ${response.status} at ${url.pathname}, journalled ${refusal?.refused}` } };
}

/** Whether a response is what one goes to this endpoint for: it may be fine and yet another thing. */
function brings(path: string, { status, headers }: Response, answer: string): boolean {
  const location = headers.get("location") ?? "";
  switch (path) {
    case "/token":
      return status === 200 && answer.includes('"access_token"');
    case "/authorize":
      return location === "" ? status === 200 && answer.includes('name="csrf"') : location.includes("code=");
    case "/register":
      return status === 201;
    case "/consent":
      return location.includes("code=");
    case "/sign-in":
      return headers.getSetCookie().some((cookie) => cookie.startsWith("candor-session-"));
    default:
      return status === 200 || status === 303 || (path.startsWith("/admin/v1/") && (status === 201 || status === 204));
  }
}
