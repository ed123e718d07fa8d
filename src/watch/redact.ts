/** An exchange without secrets: the only form in which it may be shown, saved or copied. */
import { cover } from "../doctor/secrets.ts";
import { wellFormed } from "../doctor/text.ts";
import type { Body, Exchange, Headers } from "./exchange.ts";
import type { Kind } from "./kind.ts";
import { inForm, inHtml, inJson, inUrl, type Mask } from "./redact-text.ts";
import { isSecret } from "./secret-names.ts";
import { type StandIn, standIns } from "./stand-in.ts";

/** Redacts exchanges of one recording. What one exchange shows to be secret is covered in the later ones too, wherever it appears. */
export type Redact = (exchange: Exchange, kind: Kind, isFailure: boolean) => Exchange;

/** Secrets that are remembered, and characters below which a value could be an ordinary word. */
const MOST = 1_000;
const SHORTEST = 8;

export function redacting(key: Uint8Array): Redact {
  const standIn = standIns(key);
  const known = new Map<string, string>();
  const mask: Mask = (secret) => {
    const said = standIn(secret);
    if (secret.length >= SHORTEST && said !== secret && !/^[a-z]+$/i.test(secret)) {
      // The last ones are the ones that will be repeated.
      known.delete(secret);
      known.set(secret, said);
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
    }
    return said;
  };
  return (exchange, kind, isFailure) => {
    const masked = maskedExchange(exchange, kind, isFailure, mask, () => [...known.keys()]);
    return swept(masked, (text) => sweep(text, known, standIn));
  };
}

function maskedExchange(
  { request, response, ...rest }: Exchange,
  kind: Kind,
  isFailure: boolean,
  mask: Mask,
  known: () => readonly string[],
): Exchange {
  // What an API is sent and returns is nothing that the protocol speaks of. Its errors are.
  const isOurs = kind.name !== "api" && kind.name !== "other";
  const isPage = !isOurs || kind.name === "response" || kind.name === "sign-out";
  const requestBody =
    kind.name === "api" ? { bytes: request.body.bytes } : bodyOf(request.body, request.headers, isPage);
  const isKept = isOurs || isFailure;
  return {
    ...rest,
    request: { ...request, url: inUrl(request.url, mask), headers: headersOf(request.headers), body: requestBody },
    ...(response !== undefined && {
      response: {
        ...response,
        headers: headersOf(response.headers),
        body: isKept ? bodyOf(response.body, response.headers, false) : { bytes: response.body.bytes },
      },
    }),
  };

  function bodyOf({ bytes, text }: Body, headers: Headers, isPageForm: boolean): Body {
    if (text === undefined || text === "") return { bytes };
    const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? "";
    if (/x-www-form-urlencoded/i.test(type) || /^[\w.%-]{1,80}=[^\s]*$/.test(text))
      return { bytes, text: inForm(text, mask, isPageForm) };
    const json = inJson(text, mask, kind.name === "userinfo" || kind.name === "introspection");
    if (json !== undefined) return { bytes, text: json };
    if (/^eyJ[\w-]+\.[\w.-]+$/.test(text.trim())) return { bytes, text: mask(text.trim()) };
    const page = /^\s*</.test(text) ? inHtml(text, mask) : text;
    return { bytes, text: cover(known())(page) };
  }

  function headersOf(headers: Headers): Headers {
    return headers.map(([name, value]) => [name, headerValue(name.toLowerCase(), value, mask)] as const);
  }
}

function headerValue(name: string, value: string, mask: Mask): string {
  switch (name) {
    case "authorization":
      return credentials(value, mask);
    case "cookie":
      return value.replace(/([^;=\s]+)=([^;]*)/g, (_, cookie: string, content: string) => `${cookie}=${mask(content)}`);
    case "set-cookie":
      return value.replace(/^([^;=]*=)([^;]*)/, (_, cookie: string, content: string) => cookie + mask(content));
    case "dpop-nonce":
    case "www-authenticate":
      return value;
    default:
      return isSecret(name) ? mask(value) : inUrl(value, mask);
  }
}

/** The client's id in HTTP Basic is no secret, and whether it is the right one matters. */
function credentials(value: string, mask: Mask): string {
  const [scheme = "", rest] = value.split(/ +(.*)/s);
  if (rest === undefined) return mask(value);
  if (!/^basic$/i.test(scheme)) return `${scheme} ${mask(rest)}`;
  const [id = "", secret] = Buffer.from(rest, "base64").toString("utf8").split(/:(.*)/s);
  if (secret === undefined) return `${scheme} ${mask(rest)}`;
  return `${scheme} ${Buffer.from(`${id}:${mask(secret)}`).toString("base64")}`;
}

/** A JWT that no name gave away. One that stands in for another ends with its fingerprint. */
const JWT = /\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/g;

function sweep(text: string, known: ReadonlyMap<string, string>, standIn: StandIn): string {
  let bare = text;
  for (const [secret, said] of known) {
    for (const spelled of new Set([secret, encodeURIComponent(wellFormed(secret))]))
      if (bare.includes(spelled)) bare = bare.replaceAll(spelled, said);
  }
  return bare.includes("eyJ")
    ? bare.replaceAll(JWT, (token) => (/\.redacted-\d+-/.test(token) ? token : standIn(token)))
    : bare;
}

function swept({ request, response, failure, ...rest }: Exchange, bare: (text: string) => string): Exchange {
  const body = ({ bytes, text }: Body): Body => (text === undefined ? { bytes } : { bytes, text: bare(text) });
  const headers = (all: Headers): Headers => all.map(([name, value]) => [name, bare(value)] as const);
  return {
    ...rest,
    request: { ...request, url: bare(request.url), headers: headers(request.headers), body: body(request.body) },
    ...(response !== undefined && {
      response: { ...response, headers: headers(response.headers), body: body(response.body) },
    }),
    ...(failure !== undefined && { failure: bare(failure) }),
  };
}
