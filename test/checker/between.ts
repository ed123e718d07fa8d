/** What most faults are made of: changes of a request, of a response, of the redirect that an authorization request ends with. */
import { CALLBACK } from "./mutant-server.ts";
import type { Answer, Ask, Between, Fixed, Message } from "./through.ts";

/** The members of a JSON response, changed. */
export function withMembers(
  answer: Answer,
  change: (members: Record<string, unknown>) => Record<string, unknown>,
): Answer {
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) };
}

export function withHeader(answer: Answer, name: string, value: string | undefined): Answer {
  const headers = new Headers(answer.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return { ...answer, headers };
}

const JSON_HEADERS = { "content-type": "application/json", "cache-control": "no-store" };

export const refusal = (error: string, status = 400, also: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers({ ...JSON_HEADERS, ...also }),
  body: JSON.stringify({ error }),
});

export const granted = (members: Readonly<Record<string, unknown>>): Answer => ({
  status: 200,
  headers: new Headers(JSON_HEADERS),
  body: JSON.stringify(members),
});

/** Without its parts of the form or the query that are named, or with other values. */
export function withParameters(message: Message, changes: Readonly<Record<string, string | undefined>>): Message {
  const [query, form] = [new URLSearchParams(message.query), new URLSearchParams(message.form)];
  for (const parameters of message.method === "POST" ? [form] : [query])
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) parameters.delete(name);
      else parameters.set(name, value);
    }
  return { ...message, query, form };
}

export const parameter = ({ method, form, query }: Message, name: string): string | undefined =>
  (method === "POST" ? form : query).get(name) ?? undefined;

/** As a client, by Basic. */
export function asClient(message: Message, id: string, secret: string): Message {
  const headers = new Headers(message.headers);
  headers.set("authorization", `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`);
  return { ...withParameters(message, { client_id: undefined, client_secret: undefined }), headers };
}

/** Who a request says it is from. */
export function clientOf({ headers, form, query }: Message): string {
  const [, basic] = headers.get("authorization")?.match(/^Basic (.+)$/) ?? [];
  const [id = ""] = basic === undefined ? [] : Buffer.from(basic, "base64").toString().split(":");
  return id === "" ? (form.get("client_id") ?? query.get("client_id") ?? "") : id;
}

type Path = string | ((path: string) => boolean);
const is = (path: Path, actual: string): boolean => (typeof path === "string" ? path === actual : path(actual));

export const METADATA: Path = (path) => path.startsWith("/.well-known/");

/** Changes the responses of an endpoint. */
export const responding =
  (path: Path, change: (answer: Answer, message: Message, server: Fixed) => Answer | Promise<Answer>) =>
  (server: Fixed): Between =>
  async (message, ask) => {
    const answer = await ask(message);
    return is(path, message.path) ? change(answer, message, server) : answer;
  };

/** Changes the requests to an endpoint, or responds itself. */
export const asking =
  (path: Path, change: (message: Message, ask: Ask) => Message | Answer | Promise<Answer>) =>
  (): Between =>
  async (message, ask) => {
    if (!is(path, message.path)) return ask(message);
    const changed = await change(message, ask);
    return "status" in changed ? changed : ask(changed);
  };

/** Changes the parameters that the browser brings back to the application. */
export const returning = (
  change: (parameters: URLSearchParams, message: Message) => void,
  into = "?",
): (() => Between) =>
  responding(
    () => true,
    (answer, message) => {
      const location = answer.headers.get("location") ?? "";
      if (!location.startsWith(`${CALLBACK}?`)) return answer;
      const parameters = new URLSearchParams(location.slice(CALLBACK.length + 1));
      change(parameters, message);
      return withHeader(answer, "location", `${CALLBACK}${into}${parameters}`);
    },
  ) as () => Between;

/** A redirect to the application. */
export function redirected(message: Message, parameters: Readonly<Record<string, string>>, into = "?"): Answer {
  const state = parameter(message, "state");
  const all = new URLSearchParams({ ...parameters, ...(state !== undefined && { state }) });
  return { status: 303, headers: new Headers({ location: `${CALLBACK}${into}${all}` }), body: "" };
}

/** One after another, the first next to the network. */
export const both =
  (outer: (server: Fixed) => Between, inner: (server: Fixed) => Between) =>
  (server: Fixed): Between => {
    const [one, other] = [outer(server), inner(server)];
    return (message, ask) => one(message, (next) => other(next, ask));
  };
