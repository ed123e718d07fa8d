/** Which difference is named for a redirect URI that is not registered, and which registered one it is held against. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { client } from "../../test/catalogue/samples.ts";
import { reasonOf, refuse } from "../reasons/index.ts";
import { differingParts, partsOf, withPart } from "../reasons/uris.ts";
import { isRegistered } from "./redirect-uri.ts";
import { nearestRegistered, refuseRedirectUri } from "./redirect-uri-difference.ts";

const HTTPS = "https://app.example/callback";
const LOCAL = "http://localhost:3000/cb";
const QUERY = "https://app.example/callback?tenant=7";

describe("one difference", () => {
  it.each<[registered: string, sent: string, code: string]>([
    [HTTPS, `${HTTPS}/`, "trailing-slash"],
    ["https://app.example/", "https://app.example", "trailing-slash"],
    [HTTPS, "https://app.example/Callback", "wrong-case"],
    [HTTPS, "https://App.Example/callback", "wrong-case"],
    [HTTPS, "HTTPS://app.example/callback", "wrong-case"],
    [HTTPS, "https%3A%2F%2Fapp.example%2Fcallback", "encoding"],
    [HTTPS, "https://app.example/call%62ack", "encoding"],
    [HTTPS, "http://app.example/callback", "scheme-mismatch"],
    [LOCAL, "https://localhost:3000/cb", "scheme-mismatch"],
    [HTTPS, "https://app.example:8443/callback", "port-mismatch"],
    [LOCAL, "http://localhost:3001/cb", "port-mismatch"],
    [LOCAL, "http://localhost/cb", "port-mismatch"],
    ["http://127.0.0.1:3000/cb", "http://127.0.0.1:3001/cb", "port-mismatch"],
    [LOCAL, "http://127.0.0.1:3000/cb", "host-mismatch"],
    [LOCAL, "http://[::1]:3000/cb", "host-mismatch"],
    [HTTPS, "https://www.app.example/callback", "host-mismatch"],
    ["https://www.app.example/callback", HTTPS, "host-mismatch"],
    [HTTPS, "https://app.internal/callback", "host-mismatch"],
    [HTTPS, "https://app.example/other", "path-mismatch"],
    [HTTPS, QUERY, "path-mismatch"],
    [QUERY, HTTPS, "path-mismatch"],
    [QUERY, "https://app.example/callback?tenant=8", "path-mismatch"],
    [HTTPS, "https://app.example/callback/../../evil", "path-mismatch"],
    [HTTPS, "https://app.example/./callback", "path-mismatch"],
  ])("registered %s, sent %s: %s", (registered, sent, kind) => {
    expect(refuseRedirectUri(sent, client({ redirectUris: [registered] }))).toEqual(
      refuse(`redirect-uri/${kind}` as "redirect-uri/encoding", { clientId: "photos", sent, registered }),
    );
  });
});

describe("more than one difference, or nothing in common", () => {
  it.each([
    [HTTPS, "http://app.example:8080/callback"],
    [HTTPS, "http://app.example/other"],
    [HTTPS, "http://www.app.example/callback"],
    [HTTPS, "https://app.example:8443/other"],
    ["http://app.example:3000/cb", LOCAL],
    [HTTPS, "https://evil.example/callback"],
    [HTTPS, "https://app.example@evil.example/callback"],
    [HTTPS, "https://app.example.evil.example/other"],
    [HTTPS, "com.example.app:/callback"],
    [LOCAL, "http://127.0.0.1:4000/cb"],
    [LOCAL, "http://app.example:3000/cb"],
  ])("registered %s, sent %s: not registered", (registered, sent) => {
    const refusal = refuse("redirect-uri/unregistered", { clientId: "photos", sent, uris: [registered] });
    expect(refuseRedirectUri(sent, client({ redirectUris: [registered] }))).toEqual(refusal);
  });
});

describe("what is not a redirect URI at all", () => {
  it.each([
    ["callback", "send an absolute URI"],
    ["", "send an absolute URI"],
    ["https://", "it must name a host after //"],
    ["http://127.0.0.1:99999/cb", "its port must be a number up to 65535"],
    ["https://b\u00fccher.example/cb", "in ASCII without white space, it is 'https://xn--bcher-kva.example/cb'"],
    [` ${HTTPS}`, `in ASCII without white space, it is '${HTTPS}'`],
    [`${HTTPS}#token`, "it must have no fragment"],
    [`${HTTPS}#`, "it must have no fragment"],
    [`"${HTTPS}"`, "it must have no quotation marks or brackets around it"],
    [`'${HTTPS}'`, "it must have no quotation marks or brackets around it"],
    [`<${HTTPS}>`, "it must have no quotation marks or brackets around it"],
  ])("%j: %s", (sent, expected) => {
    const registered = client({ redirectUris: [HTTPS], applicationType: "native" });
    expect(refuseRedirectUri(sent, registered)).toEqual(refuse("redirect-uri/malformed", { sent, expected }));
  });
});

describe("of several registered ones, the nearest is named", () => {
  const registered = client({ redirectUris: ["https://app.example/first", HTTPS, LOCAL] });
  it.each<[sent: string, kind: string, nearest: string]>([
    [`${HTTPS}/`, "trailing-slash", HTTPS],
    ["https://app.example/CALLBACK", "wrong-case", HTTPS],
    ["https://app.example/call%62ack", "encoding", HTTPS],
    ["https://app.example/second", "path-mismatch", "https://app.example/first"],
    ["http://localhost:3001/cb", "port-mismatch", LOCAL],
    ["https://app.example/callbak", "path-mismatch", HTTPS],
    ["https://app.example/firsd", "path-mismatch", "https://app.example/first"],
    ["https://app.example/callback?x=1", "path-mismatch", HTTPS],
  ])("%s: %s of %s", (sent, kind, nearest) => {
    expect(refuseRedirectUri(sent, registered)).toEqual(
      refuse(`redirect-uri/${kind}` as "redirect-uri/encoding", { clientId: "photos", sent, registered: nearest }),
    );
  });
});

describe("of a native client", () => {
  const [ipv4, ipv6] = ["http://127.0.0.1/cb", "http://[::1]:7777/cb?x=1"];
  const native = client({ applicationType: "native", redirectUris: [ipv4, ipv6] });
  it.each<[sent: string, nearest: string]>([
    ["http://127.0.0.1:51004/other", ipv4],
    ["http://[::1]:51004/other", ipv6],
  ])("%s differs in its path, and its port is free: %s", (sent, registered) => {
    const instead = withPart(registered, "port", ":51004");
    expect(refuseRedirectUri(sent, native)).toEqual(
      refuse("redirect-uri/path-mismatch", { clientId: "photos", sent, registered, instead }),
    );
  });
});

it.each([
  [HTTPS, "callback"],
  ["callback", HTTPS],
])("%s is not near to %s", (sent, registered) => expect(nearestRegistered(sent, [registered])).toBeUndefined());

describe("of a native client, what is to be sent has the port that the application listens on", () => {
  const uris = ["http://127.0.0.1/cb", "http://localhost:7777/cb"];
  const native = client({ applicationType: "native", anyLocalhostPort: true, redirectUris: uris });
  it.each<[sent: string, kind: string, registered: string, instead: string | undefined]>([
    ["HTTP://127.0.0.1:3000/cb", "wrong-case", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://LOCALHOST:3000/cb", "wrong-case", "http://localhost:7777/cb", "http://localhost:3000/cb"],
    ["http://127.0.0.1:3000/cb/", "trailing-slash", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://127.0.0.1:3000/c%62", "encoding", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http%3A%2F%2Flocalhost%3A3000%2Fcb", "encoding", "http://localhost:7777/cb", "http://localhost:3000/cb"],
    ["https://localhost:3000/cb", "scheme-mismatch", "http://localhost:7777/cb", "http://localhost:3000/cb"],
    ["http://[::1]:3000/cb", "host-mismatch", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://127.1:3000/cb", "host-mismatch", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://[::ffff:127.0.0.1]:3000/cb", "host-mismatch", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://localhost:3000/other", "path-mismatch", "http://localhost:7777/cb", "http://localhost:3000/other"],
    ["http://127.0.0.1:/cb", "port-mismatch", "http://127.0.0.1/cb", undefined],
    ["http://127.0.0.1:003000/cb", "port-mismatch", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb"],
    ["http://localhost:000080/cb", "port-mismatch", "http://localhost:7777/cb", "http://localhost:80/cb"],
    ["http://localhost:/cb", "port-mismatch", "http://localhost:7777/cb", "http://localhost/cb"],
  ])("%s: %s of %s, send %s", (sent, kind, registered, instead) => {
    const proposed = instead?.replace("/other", "/cb");
    const evidence = { clientId: "photos", sent, registered, ...(proposed !== undefined && { instead: proposed }) };
    expect(refuseRedirectUri(sent, native)).toEqual(
      refuse(`redirect-uri/${kind}` as "redirect-uri/encoding", evidence),
    );
    expect(isRegistered(proposed ?? registered, native)).toBe(true);
  });

  it("any port of localhost is accepted, unless the client says otherwise", () => {
    expect(isRegistered("http://localhost:3000/cb", native)).toBe(true);
    const strict = client({ ...native, anyLocalhostPort: false });
    expect(isRegistered("http://localhost:3000/cb", strict)).toBe(false);
    expect(isRegistered("http://127.0.0.1:3000/cb", strict)).toBe(true);
    expect(refuseRedirectUri("http://localhost:3000/cb", strict)).toEqual(
      refuse("redirect-uri/port-mismatch", {
        clientId: "photos",
        sent: "http://localhost:3000/cb",
        registered: "http://localhost:7777/cb",
      }),
    );
  });
});

const written = fc.record({
  scheme: fc.constantFrom("http", "http", "HTTP", "https", "com.example.app"),
  user: fc.constantFrom("", "", "", "user@"),
  host: fc.constantFrom(
    ..."localhost LocalHost 127.0.0.1 127.1 [::1] [0:0:0:0:0:0:0:1]".split(" "),
    ..."app.example www.app.example xn--bcher-kva.example".split(" "),
  ),
  port: fc.constantFrom("", "", ":", ":80", ":443", ":3000", ":7777"),
  path: fc.constantFrom("", "/", "/cb", "/cb/", "/Cb", "/./cb", "/c%62", "/c%2Fb", "/c%2fb"),
  query: fc.constantFrom("", "", "?", "?x=1"),
});
const member = fc.constantFrom("scheme", "user", "host", "port", "path", "query");

/** A URI, and others that are near to it: written otherwise in up to three parts. */
const near = fc
  .tuple(written, fc.array(fc.tuple(written, fc.array(member, { maxLength: 3 })), { minLength: 1, maxLength: 3 }))
  .map(([sent, others]) => {
    const text = ({ scheme, user, host, port, path, query }: typeof sent): string =>
      `${scheme}://${user}${host}${port}${path}${query}`;
    const changed = others.map(([other, members]) =>
      text({ ...sent, ...Object.fromEntries(members.map((name) => [name, other[name as keyof typeof sent]])) }),
    );
    return [text(sent), changed] as const;
  });

/** What each reason may be said of: the parts that differ, written as they are. */
const MAY_DIFFER: Readonly<Record<string, readonly string[]>> = {
  "trailing-slash": ["path"],
  "wrong-case": ["scheme", "user", "host", "path", "query"],
  encoding: ["scheme", "user", "host", "path", "query"],
  "scheme-mismatch": ["scheme"],
  "port-mismatch": ["port"],
  "host-mismatch": ["host"],
  "path-mismatch": ["path", "query"],
};

it("a difference that is named is there, and every other one is named too; what is to be sent is registered", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      near,
      fc.constantFrom("web" as const, "native" as const),
      fc.boolean(),
      ([sent, redirectUris], applicationType, anyLocalhostPort) => {
        const of = client({ redirectUris, applicationType, anyLocalhostPort });
        fc.pre(!isRegistered(sent, of));
        const { refused, evidence } = refuseRedirectUri(sent, of);
        seen.set(refused, (seen.get(refused) ?? 0) + 1);
        const kind = refused.slice("redirect-uri/".length);
        if (kind === "malformed") return void expect(URL.canParse(sent)).toBe(false);
        if (kind === "unregistered") return;
        const { registered, instead = registered } = evidence as { registered: string; instead?: string };
        expect(redirectUris).toContain(registered);
        expect(isRegistered(instead, of)).toBe(true);
        const parts = differingParts(sent, instead);
        expect(parts).not.toEqual([]);
        expect(MAY_DIFFER[kind]).toEqual(expect.arrayContaining([...parts]));
        if (kind === "wrong-case") expect(sent.toLowerCase()).toBe(instead.toLowerCase());
        if (kind === "encoding") expect(decodeURIComponent(sent)).toBe(instead);
        // The port is another than the registered one only where any is accepted, and then the sentence says so.
        if (kind !== "port-mismatch" && partsOf(sent).port !== partsOf(registered).port) {
          expect(instead).not.toBe(registered);
          expect(reasonOf(refused).says(evidence as never)).toContain("(any port is accepted)");
        }
      },
    ),
    { numRuns: 3_000, seed: 20_260_101 },
  );
  for (const kind of Object.keys(MAY_DIFFER))
    expect([kind, (seen.get(`redirect-uri/${kind}`) ?? 0) > 0]).toEqual([kind, true]);
});

describe("says only what is true", () => {
  it("an explicit default port is a difference of the port, a user name none of the path", () => {
    const of = client({ redirectUris: [HTTPS] });
    expect(refuseRedirectUri("https://app.example:443/callback", of).refused).toBe("redirect-uri/port-mismatch");
    expect(refuseRedirectUri("https://user@app.example/callback", of).refused).toBe("redirect-uri/unregistered");
  });
});

it.each(["http://127.0.0.1:/cb", "http://localhost:/cb", "http://127.0.0.1:000080/cb"])(
  "whoever sends %s is not asked to listen on another port",
  (sent) => {
    const of = client({ redirectUris: ["http://127.0.0.1/cb", "http://localhost/cb"], applicationType: "native" });
    const { refused, evidence } = refuseRedirectUri(sent, of);
    const says = reasonOf(refused).fixes?.(evidence as never)[0]?.says;
    expect([refused, says]).toEqual(["redirect-uri/port-mismatch", expect.stringMatching(/^Send redirect_uri=http:/)]);
  },
);
