/** Every reported error: in responses, their headers and bodies, in redirects, in texts. */
import type { HttpResponse, Material } from "../material.ts";
import { apartFromReference } from "../reference.ts";
import type { ErrorSaid, RequestView, View } from "../view.ts";
import { partsOf } from "./address.ts";
import { decodeBase64Bytes } from "./base64.ts";
import { challengesOf } from "./challenge.ts";
import { pairsOf } from "./form-text.ts";
import { objectsWithin, parsedLoosely } from "./json.ts";
import { namesOf, vendorCodes } from "./names.ts";
import { type Said, saidInJson, tellsError } from "./said-json.ts";
import { looksLikePage, saidOnPage } from "./said-page.ts";
import { saidInText } from "./said-text.ts";
import { wordsOfUri } from "./uri-words.ts";

export function errorsOf(
  material: Material,
  requests: readonly RequestView[],
  redirects: View["redirects"],
): ErrorSaid[] {
  const errors: ErrorSaid[] = [];
  // What is said about a single request without a response counts as its response.
  const [first] = requests.length === 1 ? requests : [];
  const unanswered = first?.exchange.response === undefined ? first : undefined;
  for (const exchange of material.exchanges) {
    if (exchange.response === undefined) continue;
    const request = requests.find((one) => one.exchange === exchange) ?? unanswered;
    for (const said of saidBy(exchange.response)) {
      const { status, headers } = exchange.response;
      errors.push({ ...said, ...(status !== undefined && { status }), headers, from: "response", request });
    }
  }
  for (const { url, parameters } of redirects) {
    const said = saidInRedirect(url, parameters);
    const request = answered(requests, parameters);
    if (said !== undefined) errors.push({ ...said, headers: {}, from: "redirect", request });
  }
  for (const text of material.texts.slice(0, 100))
    errors.push({ ...saidInText(text), headers: {}, from: "text", ...(unanswered && { request: unanswered }) });
  for (const name of material.names) {
    const codes = vendorCodes(name);
    errors.push({ error: name, words: name, codes, headers: {}, from: "text" });
  }
  return errors.map((said) => withUriWords({ ...said, ...apartFromReference(said.words) }));
}

/** The page of an error is named after its cause. What a Candor refers to says it better. */
function withUriWords(said: ErrorSaid): ErrorSaid {
  const words = said.ref === undefined ? wordsOfUri(said.uri, said.error) : undefined;
  return words === undefined ? said : { ...said, words: `${said.words}\n${words}`.trim() };
}

/** The authorization request that a redirect belongs to: the one with its state, or the only one. */
function answered(requests: readonly RequestView[], parameters: ReadonlyMap<string, string>): RequestView | undefined {
  const asked = requests.filter(({ endpoint }) => endpoint === "authorization");
  const state = parameters.get("state");
  return (
    asked.findLast((one) => state !== undefined && one.parameters.get("state") === state) ??
    (asked.length === 1 ? asked[0] : undefined)
  );
}

function* saidBy({ status, headers, body = "" }: HttpResponse): Generator<Said> {
  const failed = status !== undefined && status >= 400;
  const before: string[] = [];
  for (const said of saidInChallenges(headers["www-authenticate"] ?? "")) {
    before.push(said.error ?? "");
    yield said;
  }
  const said = saidInBody(body, status, headers["content-type"] ?? "");
  if (said !== undefined) yield said;
  else if (failed && before.length === 0) yield { words: body.slice(0, 20_000), codes: [] };
  const { location } = headers;
  if (location !== undefined) {
    const { query, fragment } = partsOf(location);
    const parameters = new Map([...pairsOf(fragment).values, ...pairsOf(query).values]);
    const inLocation = parameters.has("error") ? saidInParameters(parameters) : undefined;
    if (inLocation !== undefined) yield inLocation;
  }
}

function saidInChallenges(header: string): Said[] {
  return challengesOf(header).flatMap(({ scheme, parameters }): Said[] => {
    if (parameters.size === 0) return [];
    const described = parameters.get("error_description");
    const words = [...parameters].filter(([name]) => name !== "nonce").map(([name, value]) => `${name}="${value}"`);
    return [
      {
        error: parameters.get("error"),
        words: [described ?? "", `${scheme} ${words.join(", ")}`].filter((part) => part !== "").join("\n"),
        uri: parameters.get("error_uri"),
        codes: vendorCodes(described ?? ""),
      },
    ];
  });
}

function saidInBody(body: string, status: number | undefined, type: string): Said | undefined {
  const text = body.slice(0, 1_000_000).trim();
  if (text === "") return undefined;
  const failed = status !== undefined && status >= 400;
  const json = /^[{["]/.test(text) ? parsedLoosely(text) : undefined;
  if (typeof json === "object") return tellsError(json, failed) ? withVendorCodes(saidInJson(json)) : undefined;
  if (looksLikePage(text)) {
    const { title, words } = saidOnPage(text);
    const inText = saidInText(words);
    const known = inText.error !== undefined || inText.codes.length > 0;
    if (!failed && !known && !/error|denied|invalid|failed|oops/i.test(`${title} ${words.slice(0, 2_000)}`))
      return undefined;
    return { ...inText, words: [title ?? "", inText.words].join("\n").trim() };
  }
  const form = /^[\w.-]{1,60}=/.test(text) && !/\s/.test(text) ? pairsOf(text).values : undefined;
  if (form?.has("error") || form?.has("oauth_problem")) return saidInParameters(form);
  if (form !== undefined && !failed) return undefined;
  // JSONP, truncated JSON, a sentence.
  const [within] = objectsWithin(text.slice(0, 50_000));
  if (within !== undefined && tellsError(within.value, failed)) return withVendorCodes(saidInJson(within.value));
  if (!failed && status !== undefined && !/error|invalid/i.test(`${type} ${text.slice(0, 2_000)}`)) return undefined;
  return saidInText(text);
}

function withVendorCodes(said: Said): Said {
  const codes = new Set([...said.codes, ...vendorCodes(said.words)]);
  return { ...said, codes: [...codes] };
}

/** A response in the query or the fragment, or in a body of the same form. */
function saidInParameters(parameters: ReadonlyMap<string, string>): Said | undefined {
  const error = parameters.get("error") ?? parameters.get("oauth_problem") ?? parameters.get("error_code");
  const words = [...parameters]
    .filter(([name]) => /error|message|reason|denied|problem|description|detail/i.test(name) && name !== "error_uri")
    .map(([name, value]) => (/^(?:error|error_uri)$/.test(name) ? value : `${value}`));
  const codes = [...parameters]
    .filter(([name]) => /(?:code|suberror|subtype|subcode|reason)$/i.test(name) && name !== "code")
    .map(([, value]) => value)
    .filter((value) => value.length <= 100 && !/\s/.test(value) && value !== "");
  const said = words.join("\n").slice(0, 20_000);
  if (error === undefined && words.length === 0) return undefined;
  return {
    error: error !== undefined && !/\s/.test(error) ? error : undefined,
    words: said,
    uri: parameters.get("error_uri"),
    codes: [...new Set([...codes, ...vendorCodes(said)])],
  };
}

function saidInRedirect(url: URL, parameters: ReadonlyMap<string, string>): Said | undefined {
  const told = toldByGoogle(parameters.get("authError"));
  if (told !== undefined) return told;
  // Microsoft's page about an error has the error's number as `code`.
  const number =
    /(?:^|\.)microsoftonline\.com$/.test(url.hostname) && /\/error$/.test(url.pathname)
      ? parameters.get("code")
      : undefined;
  if (number !== undefined && /^\d{4,8}$/.test(number))
    return { error: undefined, words: `AADSTS${number}`, codes: [`AADSTS${number}`, number] };
  return saidInParameters(parameters);
}

/** Google's error page has its text in base64, inside a protocol buffer. This returns the readable parts. */
function toldByGoogle(encoded: string | undefined): Said | undefined {
  if (encoded === undefined || encoded.length > 10_000) return undefined;
  const bytes = decodeBase64Bytes(encoded.replaceAll(" ", "+"));
  const runs = bytes?.match(/[\x20-\x7e\n]{4,}/g)?.map((run) => run.trim());
  if (runs === undefined || runs.length === 0) return undefined;
  const said = saidInText(runs.join("\n"));
  const [name] = namesOf((runs[0] as string).replaceAll(/^[^a-z]+|[^a-z]+$/gi, ""));
  return { ...said, error: said.error ?? name };
}
