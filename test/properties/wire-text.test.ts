/** What goes over the wire stays in RFC 6749's characters, whatever was sent. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isCode } from "../../src/reasons/index.ts";
import { descriptionOf, wireText } from "../../src/render/wire-text.ts";
import { cases } from "../breadth.ts";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, asService, encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";

/** error_description: %x20-21 / %x23-5B / %x5D-7E; error_uri and a scope, moreover, without space (RFC 6749 appendix A.8, A.9, A.4). */
const TEXT = /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/;
const URI = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

const hex = (one: string): string => (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

const unicode = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('"', "\\", "\r\nset-cookie: a=b", '", error="x', "\0", "\x7f", "\u2028", "é".repeat(700)),
);

describe("wireText", () => {
  it("keeps to the characters and to the length", () => {
    fc.assert(
      fc.property(fc.oneof(unicode, fc.string({ unit: "binary", minLength: 590, maxLength: 2_000 })), (text) => {
        const plain = wireText(text);
        expect(plain).toMatch(TEXT);
        expect(plain.length).toBeLessThanOrEqual(600);
        // Nothing is lost: the text can be read out of it again, but for what is cut off.
        const whole = text.replaceAll(/[^\x20-\x7E]|["\\]/gu, (one) => `<U+${hex(one)}>`);
        if (whole.length <= 600) expect(plain).toBe(whole);
        else expect(whole.startsWith(plain.replace(/\.{3}$/, ""))).toBe(true);
        expect(plain.replaceAll(/<U\+[0-9A-F]{4,6}>/g, "")).not.toMatch(/<U\+?[0-9A-F]*\.{3}$/);
      }),
      { numRuns: cases(1_500) },
    );
  });

  it.each([
    ["'b\u00fccher' is unknown", "'b<U+00FC>cher' is unknown"],
    ['\'["a","b"]\' is unknown', "'[<U+0022>a<U+0022>,<U+0022>b<U+0022>]' is unknown"],
    ["'a\\b' is unknown", "'a<U+005C>b' is unknown"],
    ["'\u{1f511}\ud800\r\n'", "'<U+1F511><U+D800><U+000D><U+000A>'"],
    [`'${"x".repeat(199)}\u2026' is unknown`, `'${"x".repeat(199)}...' is unknown`],
  ])("%j: %s", (text, plain) => expect(wireText(text)).toBe(plain));

  it("doesn't change what is allowed, and doesn't cut what is short enough", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x21\x23-\x5B\x5D-\x7E]{0,600}$/), (text) => {
        expect(wireText(text)).toBe(text);
      }),
    );
  });
});

describe("descriptionOf", () => {
  it("ends with the whole reference, whatever is said and however long it is", () => {
    const text = fc.oneof(unicode, fc.string({ unit: "binary", minLength: 560, maxLength: 2_000 }));
    fc.assert(
      fc.property(text, (says) => {
        const description = descriptionOf(says, "25kpgjw2dde2");
        expect(description).toMatch(TEXT);
        expect(description.length).toBeLessThanOrEqual(600);
        expect(description.endsWith(" (ref 25kpgjw2dde2)")).toBe(true);
        const end = " (ref 25kpgjw2dde2)".length;
        expect(description.slice(0, -end)).toBe(wireText(says, 600 - end));
      }),
      { numRuns: cases(2_000) },
    );
  });
});

describe("over HTTP", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  function checkBody(body: Record<string, unknown>): void {
    expect(Object.keys(body).sort()).toEqual(["error", "error_description", "error_uri"]);
    expect(body.error).toMatch(/^[a-z_]+$/);
    expect(body.error_description).toMatch(TEXT);
    expect(body.error_uri).toMatch(URI);
    const [, code = "", ref] =
      /^https:\/\/id\.example\/errors\/([a-z-]+\/[a-z0-9-]+)\?ref=([0-9a-z]{12})$/.exec(String(body.error_uri)) ?? [];
    expect(isCode(code)).toBe(true);
    expect(String(body.error_description).endsWith(` (ref ${ref})`)).toBe(true);
  }

  it("in JSON: token endpoint", async () => {
    const names = [
      "grant_type",
      "scope",
      "client_id",
      "code",
      "refresh_token",
      "code_verifier",
      "redirect_uri",
      "oauth_token",
    ];
    const form = fc.dictionary(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, unicode), unicode, {
      maxKeys: 5,
    });
    const kind = fc.constantFrom(undefined, "client_credentials", "authorization_code", "refresh_token");
    await fc.assert(
      fc.asyncProperty(form, kind, fc.boolean(), async (form, grant_type, authenticated) => {
        const fields = { ...form, ...(grant_type && { grant_type }) };
        const answer = await world.form("/token", fields, authenticated ? asService : {});
        if (answer.status === 200) return;
        expect([400, 401]).toContain(answer.status);
        const body = (await answer.json()) as Record<string, unknown>;
        checkBody(body);
        expect(answer.headers.get("cache-control")).toBe("no-store");
        expect(answer.headers.has("www-authenticate")).toBe(answer.status === 401 && authenticated);
      }),
      { numRuns: cases(800) },
    );
  });

  it("in a challenge: one scheme, and quoted strings that are not broken out of", async () => {
    const token = fc.oneof(fc.stringMatching(/^[\x21-\x7E]{1,60}$/), fc.stringMatching(/^[\x20-\x7E\xA0-\xFF]{0,60}$/));
    await fc.assert(
      fc.asyncProperty(token, async (token) => {
        const answer = await world.send("/userinfo", { headers: { authorization: `Bearer ${token}` } });
        const challenge = answer.headers.get("www-authenticate") ?? "";
        expect(challenge).toMatch(/^Bearer realm="[^"\\]*"(, (error|error_description|error_uri|scope)="[^"\\]*")*$/);
        checkBody((await answer.json()) as Record<string, unknown>);
      }),
      { numRuns: cases(400) },
    );
  });

  it("in the challenge of a client: the error of the JSON, once each", async () => {
    const pair = fc.oneof(fc.stringMatching(/^[\x20-\x7E]{0,60}$/), unicode).map((text) => basic(text));
    const header = fc.oneof(pair, fc.stringMatching(/^[\x21-\x7E]{1,20}( [\x20-\x7E]{0,20})?$/));
    await fc.assert(
      fc.asyncProperty(header, async (authorization) => {
        const answer = await world.form("/token", { grant_type: "client_credentials" }, { authorization });
        const body = (await answer.json()) as Record<string, string>;
        if (answer.status !== 401) return;
        const members = Object.entries(body).map(([name, value]) => `, ${name}="${value}"`);
        const challenge = `Basic realm="${ISSUER}", charset="UTF-8"${members.join("")}`;
        expect(answer.headers.get("www-authenticate")).toBe(challenge);
        expect(challenge.replaceAll(/"[^"\\]*"/g, "")).toBe(
          "Basic realm=, charset=, error=, error_description=, error_uri=",
        );
      }),
      { numRuns: cases(400) },
    );
  });

  it("in a redirect: once each, state as it came, iss always", async () => {
    const parameters = fc.record({ scope: unicode, state: unicode, prompt: unicode, nonce: unicode, max_age: unicode });
    await fc.assert(
      fc.asyncProperty(parameters, async (sent) => {
        const text = encode({ ...AUTHORIZE, ...sent });
        const answer = await world.send(`/authorize?${text}`);
        const location = answer.headers.get("location");
        if (location === null) return;
        expect(location).toMatch(URI);
        const back = new URL(location).searchParams;
        expect(back.getAll("iss")).toEqual([ISSUER]);
        // What cannot be said in UTF-8 was replaced when the request was encoded, not here.
        expect(back.get("state") ?? "").toBe(new URLSearchParams(text).get("state"));
        const { iss: _, state: __, session_state: ___, ...error } = Object.fromEntries(back);
        checkBody(error);
      }),
      { numRuns: cases(600) },
    );
  });
});
