/** What must hold of a request for each reason about its client, its redirect URI and what it asks for. */

import { expect } from "vitest";
import { isPublic } from "../../../src/protocol/client.ts";
import { factsOf } from "../../../src/protocol/grants/grant-type.ts";
import type { RefreshFacts } from "../../../src/protocol/grants/refresh-token/facts.ts";
import { refreshToken } from "../../../src/protocol/grants/refresh-token/grant.ts";
import { stateAt } from "../../../src/protocol/scope/catalogue.ts";
import type { Evidence } from "../../../src/reasons/index.ts";
import { differingParts, partsOf } from "../../../src/reasons/uris.ts";
import { registered as inWorld } from "../../catalogue/world.ts";
import { ofAssertions } from "./of-assertions.ts";
import { ofAttestations } from "./of-attestations.ts";
import { ofCertificates } from "./of-certificates.ts";
import { type Holds, isMissing } from "./of-requests.ts";
import { basicOf, expectSent, isQuotation, registered, type Sent } from "./sent.ts";

/** The ids and the secret by which the client presented itself. */
function presented(sent: Sent): { readonly ids: readonly string[]; readonly secret: string | undefined } {
  const basic = basicOf(sent);
  if (basic !== undefined) return basic;
  const of = (name: string) => sent.form.find(([one]) => one === name)?.[1] || undefined;
  return { ids: [of("client_id") ?? ""], secret: of("client_secret") };
}

const isClient = (clientId: string, sent: Sent) =>
  expect(presented(sent).ids.some((id) => isQuotation(clientId, id))).toBe(true);

function isWrong(clientId: string, sent: Sent): void {
  const of = inWorld(sent.world.deps, clientId);
  const { secret = "" } = presented(sent);
  const readings = [secret, new URLSearchParams(`x=${secret}`).get("x") ?? ""];
  expect(readings.some((one) => of?.credentials.matchSecret(one) !== undefined)).toBe(false);
}

/** What each reason may be said of: the parts that differ, as they are written. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "trailing-slash": ["path"],
  "wrong-case": ["scheme", "user", "host", "path", "query"],
  encoding: ["scheme", "user", "host", "port", "path", "query"],
  "scheme-mismatch": ["scheme"],
  "port-mismatch": ["port"],
  "host-mismatch": ["host"],
  "path-mismatch": ["path", "query"],
};

/** A difference that is named is there, and every other one is named too. */
function differs(by: string, given: string, other: string): void {
  const parts = differingParts(given, other);
  expect(parts).not.toEqual([]);
  expect(PARTS[by]).toEqual(expect.arrayContaining([...parts]));
  if (by === "wrong-case") expect(given.toLowerCase()).toBe(other.toLowerCase());
  if (by === "encoding") expect(decodeURIComponent(given)).toBe(other);
  if (by === "trailing-slash") expect(Math.abs(given.length - other.length)).toBe(1);
}

const differently =
  (by: string) =>
  (e: Evidence<"redirect-uri/encoding">, sent: Sent): void => {
    const client = registered(sent, e.clientId);
    expectSent(e.sent, sent.value("redirect_uri"));
    expect(client?.redirectUris).toContain(e.registered);
    if (e.sent.includes("*") || e.sent.endsWith("…")) return;
    differs(by, e.sent, e.instead ?? e.registered);
    // No other one is nearer.
    if (by === "path-mismatch" && client?.applicationType !== "native")
      for (const other of client?.redirectUris ?? [])
        expect(differingParts(e.sent, other).length).toBeGreaterThanOrEqual(
          differingParts(e.sent, e.registered).length,
        );
    if (by === "port-mismatch") return void expect(sent.says).toContain(portIn(e.sent));
    // Another port than the registered one is passed over only where any is accepted, and is then spoken of.
    const otherPort = partsOf(e.instead ?? e.registered).port !== partsOf(e.registered).port;
    expect(sent.says.includes("(any port is accepted)")).toBe(otherPort);
    if (otherPort) expect(client?.applicationType).toBe("native");
  };

const portIn = (uri: string): string =>
  ({ "": "it has none", ":": "it has a colon and no number" })[partsOf(uri).port] ??
  `port ${partsOf(uri).port.slice(1)}${partsOf(uri).port[1] === "0" && partsOf(uri).port !== ":0" ? ", which begins with a zero" : ""}`;

type Offence = Evidence<"scope/unknown">;

/** Whether what is said of one word of a scope is so. */
function offends(said: string, sent: Sent, clientId: string | undefined): void {
  const { on } = sent;
  const token = on.decision === "token" ? factsOf<RefreshFacts>(refreshToken, on)?.token : undefined;
  const granted = token?.is === "found" ? token.grant.scopes : [];
  const { scopes } = sent.world.deps.registry.catalogue;
  const [, word = "", fault = ""] =
    /^'(.*?)' (has been removed|joins scopes by|has (?:a|another) .* in it|has characters|is written|is unknown|isn't allowed|is about|was not granted|has been withdrawn|belongs to)/s.exec(
      said,
    ) ?? [];
  const known = scopes.get(word);
  const state = known && stateAt(known, sent.now).is;
  switch (fault) {
    case "has been removed":
      return void expect(state).toBe("removed");
    case "joins scopes by":
    case /^has an?.* in it$/.exec(fault)?.[0]: {
      const marks: Readonly<Record<string, RegExp>> = {
        comma: /,|%2C/i,
        semicolon: /;/,
        bar: /\|/,
        plus: /\+/,
        space: /%20|[^\S \t\r\n]/,
        tab: /[\t\r\n]/,
      };
      // One scope with a mark beside it is not joined to another.
      const parts = word.split(/[,;|+\s]|%20|%2C/i).filter((part) => part !== "");
      if (fault === "joins scopes by") expect(parts.length).toBeGreaterThan(1);
      const named = Object.keys(marks).filter((name) =>
        said
          .slice(word.length + 2)
          .split(/ instead of | in it/)[0]
          ?.includes(name),
      );
      return void expect(word).toMatch(marks[named.includes("space") ? "space" : (named[0] ?? "")] ?? /no mark/);
    }
    case "has characters":
      return void expect(word).toMatch(/[^\x21\x23-\x5B\x5D-\x7E]/);
    case "is written": {
      const other = /is written '(.*)': /.exec(said)?.[1] ?? "";
      return void expect([scopes.has(other), other.toLowerCase(), other === word]).toEqual([
        true,
        word.toLowerCase(),
        false,
      ]);
    }
    case "is unknown": {
      const meant = /Did you mean '(.*)'\?/.exec(said)?.[1];
      return void expect([known, meant === undefined || scopes.has(meant)]).toEqual([undefined, true]);
    }
    case "isn't allowed":
      return void expect([
        state === "removed",
        registered(sent, clientId ?? said.split(" for ")[1] ?? "")?.scopes.includes(word),
      ]).toEqual([false, false]);
    case "is about":
      return void expect(known?.personal).toBe(true);
    case "was not granted":
      return void expect(granted).not.toContain(word);
    case "has been withdrawn":
      return void expect(granted).toContain(word);
    case "belongs to":
      return void expect(said.endsWith(` ${known?.api}`)).toBe(true);
    default: {
      const many = /^the request has (\d+) scope values, more than the (\d+)/.exec(said);
      const words = sent.value("scope")?.split(" ") ?? [];
      if (many !== null)
        return void expect([words.filter(Boolean).length, Number(many[1]) > Number(many[2])]).toEqual([
          Number(many[1]),
          true,
        ]);
      expect([said, words.includes("")]).toEqual(["scopes are separated by exactly one space", true]);
    }
  }
}

/** All that is said of a scope parameter; nothing that is wrong with it goes unnamed, but for what is cut off. */
function ofScope(e: Offence & { clientId?: string }, sent: Sent): void {
  const value = sent.value("scope") ?? "";
  expectSent(e.sent, value);
  for (const said of e.offenders) if (!said.includes("…") && !said.includes("***")) offends(said, sent, e.clientId);
  const words = value.split(" ");
  for (const word of e.words) if (word !== "…") expect(words.some((one) => isQuotation(word, one))).toBe(true);
}

const of = (e: object, sent: Sent) => ofScope(e as Offence, sent);

export const ofClients = {
  "client/unknown": (e, sent) => {
    isClient(e.clientId, sent);
    for (const id of presented(sent).ids) expect(registered(sent, id)).toBeUndefined();
    expect(e.credentials).toBe((presented(sent).secret ?? "") !== "");
  },
  "client/not-registered": (e, sent) => {
    const client = registered(sent, sent.value("client_id") ?? e.clientId);
    if (sent.value("client_id") !== undefined) expectSent(e.clientId, sent.value("client_id"));
    expect(client === undefined || client.disabled || client.redirectUris.length === 0).toBe(true);
  },
  "client/disabled": (e, sent) => expect(registered(sent, e.clientId)?.disabled).toBe(true),
  "client/grant-type-not-allowed": (e, sent) => {
    expectSent(e.sent, sent.value("grant_type"));
    expect(registered(sent, e.clientId)?.grantTypes).not.toContain(e.sent);
    expect(e.allowed).toEqual(registered(sent, e.clientId)?.grantTypes);
  },
  "client/response-type-not-allowed": (e, sent) => {
    expectSent(e.sent, sent.value("response_type"));
    expect(registered(sent, e.clientId)?.grantTypes).not.toContain("authorization_code");
  },
  "client/introspection-not-allowed": (e, sent) => {
    expect(e.issuedTo).not.toBe(e.clientId);
    const serves = registered(sent, e.clientId)?.introspects ?? [];
    expect(e.audience.filter((api) => serves.includes(api))).toEqual([]);
  },
  "client-auth/secret-wrong": (e, sent) => {
    isClient(e.clientId, sent);
    isWrong(e.clientId, sent);
  },
  "client-auth/secret-expired": (e, sent) => expect(e.expiredAt).toBeLessThanOrEqual(sent.now),
  "client-auth/secret-absent": (_, sent) => expect(presented(sent).secret ?? "").toBe(""),
  "client-auth/method-mismatch": (e, sent) => {
    isClient(e.clientId, sent);
    const client = registered(sent, e.clientId);
    expect(e.registered).toEqual(client?.authMethods);
    if (e.sent === "a client_secret")
      return void expect([client && isPublic(client), presented(sent).secret === undefined]).toEqual([true, false]);
    expect(e.registered).not.toContain(e.sent);
    expect(e.sent === "client_secret_basic").toBe((basicOf(sent)?.secret ?? "") !== "");
  },
  "client-auth/throttled": (e) => expect(e.retryAfter).toBeGreaterThan(0),
  "client-auth/repeated": ({ methods }, sent) => {
    const assertion = sent.value("client_assertion") ?? sent.value("client_assertion_type");
    const ways = [basicOf(sent), sent.value("client_secret"), assertion].filter((one) => one !== undefined);
    expect(ways.length).toBe(methods.length);
    expect(methods.length).toBeGreaterThan(1);
  },
  ...ofAssertions,
  ...ofAttestations,
  ...ofCertificates,
  "client-auth/malformed": (e, sent) => {
    const header = sent.headers.get("authorization") ?? "";
    if (e.scheme === "none") expect(header).not.toMatch(/^(basic|bearer) /i);
    else expect(header.toLowerCase().startsWith(e.scheme.toLowerCase())).toBe(true);
    const usable =
      /^basic +[A-Za-z0-9+/]+={0,2}$/i.test(header) &&
      (basicOf(sent)?.ids[0] ?? "") !== "" &&
      Buffer.from(header.slice(6), "base64").includes(":");
    expect(usable).toBe(false);
  },
  "client-auth/client-id-mismatch": (e, sent) => {
    expect(basicOf(sent)?.ids.some((id) => isQuotation(e.header, id))).toBe(true);
    expectSent(e.body, sent.value("client_id"));
    expect(e.header).not.toBe(e.body);
  },
  "redirect-uri/absent": (e, sent) => {
    isMissing("redirect_uri", e.near, sent);
    expect(e.registered).toBe(registered(sent, e.clientId)?.redirectUris.length);
    if (e.registered === 1) expect(sent.value("scope")?.split(" ")).toContain("openid");
  },
  "redirect-uri/malformed": (e, sent) => {
    const uri = sent.value("redirect_uri") ?? "";
    expectSent(e.sent, uri);
    if (e.expected.includes("fragment")) expect(uri).toContain("#");
    else if (e.expected.includes("ASCII")) expect(uri).toMatch(/[^\x21-\x7E]/u);
    else expect(URL.canParse(uri)).toBe(false);
  },
  "redirect-uri/encoding": differently("encoding"),
  "redirect-uri/trailing-slash": differently("trailing-slash"),
  "redirect-uri/scheme-mismatch": differently("scheme-mismatch"),
  "redirect-uri/port-mismatch": differently("port-mismatch"),
  "redirect-uri/host-mismatch": differently("host-mismatch"),
  "redirect-uri/wrong-case": differently("wrong-case"),
  "redirect-uri/path-mismatch": differently("path-mismatch"),
  "redirect-uri/unregistered": (e, sent) => {
    expectSent(e.sent, sent.value("redirect_uri"));
    expect(registered(sent, e.clientId)?.redirectUris).not.toContain(sent.value("redirect_uri"));
  },
  "redirect-uri/post-logout-unregistered": (e, sent) => {
    expectSent(e.sent, sent.value("post_logout_redirect_uri"));
    expect(registered(sent, e.clientId ?? "")?.postLogoutRedirectUris).not.toContain(
      sent.value("post_logout_redirect_uri"),
    );
    if (e.by !== undefined && e.near !== undefined && !/[*…]/.test(e.sent)) differs(e.by, e.sent, e.near);
    expect(sent.says.includes("(any port is accepted)")).toBe(e.near !== undefined && !e.uris.includes(e.near));
  },
  "scope/wrong-delimiter": of,
  "scope/malformed": of,
  "scope/unknown": of,
  "scope/misspelled": of,
  "scope/wrong-case": of,
  "scope/not-allowed-for-client": of,
  "scope/removed": of,
  "scope/exceeds-grant": of,
  "scope/mixes-resources": of,
  "scope/unsuitable": of,
  "scope/missing": (e, sent) => {
    isMissing("scope", e.near, sent);
    expect(registered(sent, e.clientId)?.scopes).toEqual(expect.arrayContaining([...e.allowed]));
  },
  "resource/malformed": (e, sent) => {
    const value = sent.read.filter(([name]) => name === e.parameter).map(([, one]) => one);
    expect(value.some((one) => one.split(" ").some((word) => isQuotation(e.sent, word)))).toBe(true);
    if (e.fault === "has a fragment") expect(e.sent).toContain("#");
    else expect(e.sent).not.toMatch(/^[a-z][a-z0-9+.-]*:\S+$/i);
  },
  "resource/unknown": (e, sent) => {
    expect(
      sent.read.some(([name, one]) => name === e.parameter && one.split(" ").some((word) => isQuotation(e.sent, word))),
    ).toBe(true);
    expect(sent.world.deps.registry.catalogue.apis.has(e.sent)).toBe(false);
    if (e.near !== undefined) expect(sent.world.deps.registry.catalogue.apis.has(e.near)).toBe(true);
  },
  "resource/mismatch": (e, sent) => {
    expect(
      sent.read.some(([name, one]) => name === e.parameter && one.split(" ").some((word) => isQuotation(e.sent, word))),
    ).toBe(true);
    const { scopes } = sent.world.deps.registry.catalogue;
    for (const name of e.scopes) expect(scopes.get(name)?.api).not.toBe(e.sent);
    for (const name of e.available) {
      const scope = scopes.get(name) ?? expect.fail(`${name} is no scope.`);
      expect(stateAt(scope, sent.now).is).not.toBe("removed");
    }
  },
  "resource/several": (e, sent) => {
    const named = sent.read.flatMap(([name, one]) =>
      name === "resource" ? one.split(" ") : name === "audience" ? [one] : [],
    );
    for (const api of e.resources) if (api !== "…") expect(named.some((one) => isQuotation(api, one))).toBe(true);
    expect(new Set(named.filter((one) => one !== "")).size).toBeGreaterThan(1);
  },
} satisfies Holds;
