/** The parameters of a request where they are: in the query, in a form, in a JSON object. What isn't changed stays as it was written. */
import { headerOf, jsonOf, type Request } from "../exchange.ts";

export type Value = string | undefined;

export interface Parameters {
  /** Names with their values. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly has: (name: string) => boolean;
  readonly with: (name: string, value: Value) => Request;
}

const decoded = (text: string): string => new URLSearchParams(`v=${text}`).get("v") ?? text;

interface Part {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
}

const partsOf = (text: string): readonly Part[] =>
  text
    .split("&")
    .filter((raw) => raw !== "")
    .map((raw) => {
      const [name = "", value = ""] = raw.split(/=(.*)/s);
      return { name: decoded(name), value: decoded(value), raw };
    });

/** The first of this name has the new value, and the others are gone. */
function changed(text: string, name: string, value: Value): string {
  const parts = partsOf(text);
  const first = parts.findIndex((part) => part.name === name);
  const own = value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  const rest = parts.flatMap((part, at) => (part.name !== name ? [part.raw] : at === first ? own : []));
  return (first === -1 ? [...rest, ...own] : rest).join("&");
}

function inText(text: string, change: (text: string) => Request): Parameters {
  const parts = partsOf(text);
  return {
    pairs: parts.map(({ name, value }) => [name, value]),
    has: (name) => parts.some((part) => part.name === name),
    with: (name, value) => change(changed(text, name, value)),
  };
}

export function inQuery(request: Request): Parameters {
  const [, base = "", query = ""] = /^([^?#]*)(?:\?([^#]*))?/.exec(request.url) ?? [];
  return inText(query, (text) => ({ ...request, url: text === "" ? base : `${base}?${text}` }));
}

/** `undefined` if the request has no body with parameters. A POST without a body may get a form. */
export function inBody(request: Request): Parameters | undefined {
  const { body, method, headers } = request;
  const json = jsonOf(body);
  const withBody = (text: string): Request => ({ ...request, body: { bytes: Buffer.byteLength(text), text } });
  if (json !== undefined)
    return {
      pairs: Object.entries(json).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value] as const] : [],
      ),
      has: (name) => Object.hasOwn(json, name),
      with: (name, value) => {
        const { [name]: _, ...rest } = json;
        return withBody(JSON.stringify(value === undefined ? rest : { ...json, [name]: value }));
      },
    };
  const type = headerOf(headers, "content-type");
  const isForm = type === undefined ? method === "POST" : /x-www-form-urlencoded/i.test(type);
  if (!isForm) return undefined;
  return inText(body.text ?? "", (text) => {
    const made = withBody(text);
    if (type !== undefined) return made;
    return { ...made, headers: [...headers, ["content-type", "application/x-www-form-urlencoded"]] };
  });
}
