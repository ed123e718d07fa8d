/** What must hold of a request for each reason about its form: read off the request itself. */
import { expect } from "vitest";
import type { Code, Evidence } from "../../../src/reasons/index.ts";
import { ISSUER, registered as inWorld } from "../../catalogue/world.ts";
import { count, expectSent, isQuotation, type Sent } from "./sent.ts";

export type Holds = { readonly [C in Code]?: (evidence: Evidence<C>, sent: Sent) => void };

/** Parameters that the endpoints know; whatever else is sent is ignored. */
const AUTHORIZE =
  "client_id redirect_uri response_type response_mode scope state nonce code_challenge code_challenge_method prompt max_age login_hint id_token_hint display ui_locales claims_locales acr_values claims candor_prompt request request_uri registration audience resource";
const TOKEN =
  "grant_type client_id client_secret client_assertion client_assertion_type code redirect_uri code_verifier refresh_token scope audience resource";
const KNOWN: Readonly<Record<string, string>> = {
  authorization: AUTHORIZE,
  token: TOKEN,
  pushed: `${AUTHORIZE} client_secret client_assertion client_assertion_type`,
  introspection: "token token_type_hint client_id client_secret client_assertion client_assertion_type",
  revocation: "token token_type_hint client_id client_secret client_assertion client_assertion_type",
  bearer: "access_token",
  "sign-out": "id_token_hint logout_hint client_id post_logout_redirect_uri state ui_locales",
};
const knownOf = ({ on }: Sent): readonly string[] | undefined => KNOWN[on.decision]?.split(" ");

const bare = (name: string) =>
  name
    .replace(/^(amp;)+/, "")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");

/** Nothing is under the name, and what is said to look like it was sent, and is another. */
export function isMissing(parameter: string, near: string | undefined, sent: Sent, among = sent.read): void {
  expect(sent.value(parameter)).toBeUndefined();
  // Empty counts as absent (RFC 6749 3.1).
  const names = among.filter(([, value]) => value !== "").map(([name]) => name);
  if (near !== undefined) {
    expect(names).toContain(near);
    expect(near).not.toBe(parameter);
  } else if (among === sent.read) {
    // A name that is the same but for its spelling is never passed over.
    const alike = names.filter((name) => name !== parameter && name.length <= 40 && bare(name) === bare(parameter));
    expect(alike.filter((name) => /^[\x20-\x7E]*$/.test(name))).toEqual([]);
  }
}

/** The first part of a form that isn't a UTF-8 once it is decoded. */
function undecodable(text: string): string | undefined {
  const decodes = (part: string): boolean => {
    try {
      return decodeURIComponent(part.replaceAll("+", " ")) !== undefined;
    } catch {
      return false;
    }
  };
  return text.split("&").find((part) => !decodes(part));
}

const media = ({ headers }: Sent) => headers.get("content-type")?.split(";", 1)[0] || "none";

/** RFC 8707 2. */
const REPEATABLE = ["resource"];

export const ofRequests = {
  "transport/insecure": (e, { url }) => {
    expect(url.protocol).not.toBe("https:");
    expect(`${e.scheme}:`).toBe(url.protocol);
    expect(e.issuer).toBe(ISSUER);
  },
  "request/http-malformed": (e, { headers }) => {
    // Of what the web's Request can carry, only this is ambiguous. It has each header once: repeated ones are joined.
    expect(e.fault).toBe("the Authorization header has more than one credential in it");
    expect(headers.get("authorization")).toMatch(/,/);
  },
  "request/not-opened": (e, { method, headers }) => {
    const [name = "", word = ""] = e.sign.split(": ");
    if (e.sign === "HEAD") expect(method).toBe("HEAD");
    else expect(headers.get(name)).toContain(word);
  },
  "request/version-unsupported": ({ parameters }, { read, headers }) => {
    if (parameters[0]?.startsWith("Authorization"))
      return void expect(headers.get("authorization")).toMatch(/^oauth .*(oauth_|realm)/i);
    const one = /^oauth_(consumer_key|token|signature|signature_method|timestamp|nonce|version|callback|verifier)$/;
    const there = read.filter(
      ([name, value], at) => one.test(name) && value !== "" && read.findIndex(([other]) => other === name) === at,
    );
    expect(parameters).toEqual(there.map(([name]) => name));
  },
  "request/reference-unknown": (_, { url }) => expect(url.pathname).toMatch(/^\/refusals/),
  "request/parameter-absent": (e, sent) => isMissing(e.parameter, e.near, sent),
  "request/parameter-repeated": ({ parameters }, sent) => {
    const names = sent.read.map(([name]) => name);
    const repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
    const known = knownOf(sent);
    // Of our own pages' forms nothing at all may be repeated, and names of strangers are covered.
    if (known === undefined)
      return void expect(parameters.filter((name) => !repeated.some((one) => isQuotation(name, one)))).toEqual([]);
    expect([...parameters].sort()).toEqual(
      repeated.filter((name) => known.includes(name) && name !== "resource").sort(),
    );
  },
  "request/parameter-invalid": (e, { value, form, read }) => {
    if (e.parameter === "answer")
      return void expect(["allow", "deny"]).not.toContain(form.find(([name]) => name === "answer")?.[1]);
    if (e.parameter === "limit" || e.parameter === "next") return void expect(read).toBeDefined();
    const [given = "", most = e.expected.match(/\d+/)?.[0]] = [value(e.parameter)];
    if (e.parameter === "prompt") {
      expect(given.split(" ").some((word) => isQuotation(e.sent ?? "", word))).toBe(true);
      return void expect(e.expected.split(", ")).not.toContain(e.sent);
    }
    expect(e.parameter).toBe("max_age");
    expectSent(e.sent, given);
    // A number is beyond the bound that is named, and what isn't number hears so.
    if (/^\d+$/.test(given)) expect(BigInt(given) > BigInt(most ?? -1) && most !== undefined).toBe(true);
    else expect(e.expected).toBe("a number of seconds in the digits 0-9");
  },
  "request/parameter-too-long": (e, { read }) => {
    const there = read.filter(([name]) => isQuotation(e.parameter, name) || /^\*+$/.test(e.parameter));
    expect(there.map(([, value]) => count(value))).toContain(e.length);
    expect(e.length).toBeGreaterThan(e.limit);
  },
  "request/parameter-misplaced": ({ parameters }, sent) => {
    const names = sent.query.map(([name]) => name);
    // The first one counts, and any of those that may come several times, or of tokens that an API sees. An empty one is none.
    const counts = sent.url.pathname.startsWith("/demo/api/") ? [...REPEATABLE, "access_token"] : REPEATABLE;
    const isSent = (name: string): boolean => {
      const values = sent.query.filter(([one]) => one === name).map(([, value]) => value);
      return (counts.includes(name) ? values : values.slice(0, 1)).some((value) => value !== "");
    };
    const first = names.filter((name, at) => names.indexOf(name) === at && isSent(name));
    expect(parameters).toEqual(first.filter((name) => knownOf(sent)?.includes(name)));
    expect(sent.says).toContain(parameters.includes("access_token") ? "in the URL" : "in the query");
  },
  "request/too-many-parameters": (e, { queryText, bodyText }) => {
    const pieces = [queryText, bodyText].map((text) => text.split("&").filter((piece) => piece !== "").length);
    expect(Math.max(...pieces)).toBeGreaterThan(e.limit);
  },
  "request/too-large": (e, { queryText, bodyText, says }) => {
    if (e.measured === "URL") expect(Number(e.length)).toBeGreaterThan(e.limit);
    else if (e.length === undefined)
      expect([e.measured, Buffer.byteLength(bodyText) > e.limit]).toEqual(["body", true]);
    else expect([e.length, e.length > e.limit]).toEqual([(e.measured === "query" ? queryText : bodyText).length, true]);
    expect(says).toContain(String(e.measured));
  },
  "request/malformed": ({ at }, { queryText, bodyText, on }) => {
    const part = [bodyText, queryText].map(undecodable).find((found) => found !== undefined);
    expect(part).toBeDefined();
    if (at && !at.startsWith("*") && on.decision === "token") expect(part?.split("=", 1)[0]).toContain(at.slice(0, 1));
  },
  "request/wrong-method": (e, { method }) => {
    expect(e.method).toBe(method);
    expect(e.allowed).not.toContain(method);
  },
  "request/wrong-content-type": (e, sent) => {
    expectSent(e.sent, media(sent));
    expect(sent.says).not.toContain("Content-Type is none");
    const { bodyText } = sent;
    if (e.looks === "JSON") expect(bodyText.trimStart()).toMatch(/^[{[]/);
    else if (e.looks === "XML") expect(bodyText.trimStart()).toMatch(/^</);
    else if (e.looks !== undefined)
      expect([media(sent).startsWith("multipart/"), bodyText.includes("--")]).toEqual([true, true]);
    else expect(media(sent).toLowerCase()).not.toBe("application/x-www-form-urlencoded");
  },
  "request/content-encoding-unsupported": (e, { headers, says }) => {
    expectSent(e.sent, headers.get("content-encoding") ?? "");
    expect(says).toContain(e.sent);
    expect(e.sent.toLowerCase()).not.toBe("identity");
  },
  "request/wrong-endpoint": (e, { url }) => {
    expectSent(e.path, url.pathname);
    if (e.near !== undefined) expect(e.near).not.toBe(url.pathname);
    else expect(e.metadata).toBe(`${url.origin}/.well-known/openid-configuration`);
  },
  "request/grant-type-unsupported": (e, { value }) => {
    expectSent(e.sent, value("grant_type"));
    expect(e.offered).not.toContain(e.sent);
    if (e.near !== undefined) expect(e.offered).toContain(e.near);
  },
  "request/response-type-unsupported": (e, { value }) => {
    expectSent(e.sent, value("response_type"));
    expect(e.offered).not.toContain(e.sent);
  },
  "request/response-mode-unsupported": (e, { value }) => {
    expectSent(e.sent, value("response_mode"));
    expect(e.offered).not.toContain(e.sent);
  },
  "request/object-unsupported": (_, { value }) => expect(value("request")).toBeDefined(),
  "request/object-uri-unsupported": (_, { value }) => expect(value("request_uri")).toBeDefined(),
  "request/registration-unsupported": (_, { value }) => expect(value("registration")).toBeDefined(),
  "request/object-uri-invalid": (_, { value }) => expect(value("request_uri")).toBeDefined(),
  "request/object-malformed": (e, { value }) => expect(e.length).toBe(count(value("request") ?? "")),
  "request/object-undecryptable": (e, { value }) => {
    const parts = value("request")?.split(".") ?? [];
    expect(parts.length === 5).toBe(e.because !== "not-encrypted");
    if (e.alg !== undefined && e.alg !== "none") expect(atob(parts[0] ?? "")).toContain(e.alg);
  },
  "request/object-unverified": (_, { value }) => expect(value("request")?.split(".")).toHaveLength(3),
  "request/object-claim-invalid": (e, { value }) => {
    const [, body = ""] = value("request")?.split(".") ?? [];
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    if (e.claim !== "typ" && e.claim !== "request_uri") expect(claims).toHaveProperty(e.claim);
  },
  "request/object-required": (e, { value, world }) => {
    expect(value("request")).toBeUndefined();
    expect(inWorld(world.deps, e.clientId)?.client.requireSignedRequestObject).toBe(true);
  },
  "request/push-required": (e, { value, world }) => {
    expect(value("request_uri")).toBeUndefined();
    const client = inWorld(world.deps, e.clientId)?.client;
    const byServer = world.deps.registry.settings.requirePushedRequests === true;
    expect(e.by).toBe(byServer ? "server" : "client");
    expect(byServer || client?.requirePushedRequests).toBe(true);
  },
  "request/pushed-unknown": (e, { value }) => {
    expect(value("request_uri")).toMatch(/^urn:ietf:params:oauth:request_uri:/);
    if (e.known) expect(value("request_uri")).toContain("candor_pushed_");
  },
  "request/pushed-by-other-client": (e, { value }) => {
    expectSent(e.clientId, value("client_id"));
    expect(e.pushedBy).not.toBe(e.clientId);
  },
  "request/pushed-expired": (e) => expect(Math.abs(e.age)).toBeGreaterThanOrEqual(e.lifetime),
  "request/exchange-token-unusable": (e, { value }) => {
    expect(value(e.parameter)).toBeDefined();
    expect(e.because).toBe("malformed");
  },
  "request/token-type-unsupported": (e, { value }) => {
    expectSent(e.sent, value(e.parameter));
    expect(e.offered).not.toContain(e.sent);
  },
  "request/exchange-not-allowed": (e, { world }) => {
    const allowed = inWorld(world.deps, e.clientId)?.client.tokenExchange?.subjects ?? [];
    expect([e.because, e.clientId]).toEqual(["subject", "exchanging"]);
    expect([e.clientId, ...allowed]).not.toContain(e.detail);
  },
  "request/pushed-used": (e, { value }) => expectSent(e.clientId, value("client_id")),
  "pkce/required": (e, sent) => isMissing("code_challenge", e.near, sent),
  "pkce/method-unsupported": (e, sent) => {
    if (e.sent === undefined) return isMissing("code_challenge_method", e.near, sent);
    expectSent(e.sent, sent.value("code_challenge_method"));
    expect(e.sent).not.toBe("S256");
  },
  "pkce/challenge-malformed": (e, { value }) => {
    const challenge = value("code_challenge") ?? "";
    expect(e.length).toBe(count(challenge));
    const looks: Readonly<Record<string, RegExp>> = {
      hexadecimal: /^[0-9a-f]{64}$/i,
      "padded with =": /=$/,
      "base64 in place of base64url": /^(?=.*[+/])[A-Za-z0-9+/]+$/,
      "not base64url": /[^A-Za-z0-9_-]/,
      "not 32 bytes in base64url": /^(?!.{43}$)[A-Za-z0-9_-]*$/,
    };
    expect(challenge).toMatch(looks[e.looks] ?? /no such look/);
  },
} satisfies Holds;
