/** Nothing is sent to a URL before client and redirect URI are trusted: whatever the authorization request says. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiveCarried } from "../../src/protocol/received.ts";
import { authorize } from "../../src/service/authorization.ts";
import { findSession, type SignedIn } from "../../src/service/sessions.ts";
import { CHALLENGE } from "../catalogue/samples.ts";
import { ISSUER, openWorld, registered, type World } from "../catalogue/world.ts";

const NATIVE = { id: "native", redirectUris: ["http://127.0.0.1/cb", "com.example.app:/cb"], scopes: ["read_profile"] };

let world: World;
let ada: SignedIn | undefined;
beforeAll(async () => {
  const native = { ...NATIVE, applicationType: "native" as const, authMethods: ["none" as const] };
  world = await openWorld({ clients: [native, { ...native, id: "off", disabled: true }] });
  const { cookie = "" } = await world.signedIn("ada");
  ada = await findSession(world.deps, cookie.split("=")[1], world.clock.now);
});
afterAll(() => world.close());

const CALLBACKS = [`${ISSUER}/demo/callback`, `${ISSUER}/demo/spa`, ...NATIVE.redirectUris, "http://127.0.0.1:5000/cb"];
const evil = fc.constantFrom(
  "https://evil.test/cb",
  `${ISSUER}/demo/callback/../../evil`,
  `${ISSUER}@evil.test/demo/callback`,
  "http://127.0.0.1:99999/cb",
  "http://127.0.0.1:80@evil.test/cb",
  "javascript:alert(1)",
);
const uri = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...CALLBACKS) },
  evil,
  fc
    .tuple(fc.constantFrom(...CALLBACKS), fc.constantFrom("/", "?", "#", "%00", "\r\nX: y", ".evil.test", " "))
    .map((p) => p.join("")),
  fc.webUrl(),
  fc.string({ unit: "binary" }),
);

/** A parameter: as a rule there, once, with one of these values; now and then odd, absent, or there twice. */
function of(value: fc.Arbitrary<string>, absent = 1): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 20, arbitrary: value.map((one) => [one]) },
    { weight: absent, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(value, { minLength: 2, maxLength: 2 }) },
  );
}
const one = (...values: string[]) =>
  fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...values) }, fc.string({ unit: "binary", maxLength: 20 }));
const RARELY = 400;

const parameters = fc.record({
  client_id: of(one("demo-web", "demo-web", "demo-spa", "native", "off")),
  redirect_uri: of(uri, 5),
  response_type: of(one("code")),
  response_mode: of(one("query", "form_post", "fragment"), 20),
  scope: of(one("openid", "read_profile", "openid read_profile"), 5),
  state: of(fc.string({ unit: "binary" }), 5),
  code_challenge: of(one(CHALLENGE)),
  code_challenge_method: of(one("S256")),
  prompt: of(one("none", "login", "consent"), 30),
  max_age: of(one("0", "60"), 100),
  id_token_hint: of(one("eyJh.eyJz.c2ln"), RARELY),
  request: of(one("eyJ"), RARELY),
  oauth_token: of(one("x"), RARELY),
});
const queries = parameters.map((all) => {
  const pairs = Object.entries(all).flatMap(([name, values]) => values.map((value) => [name, value]));
  return new URLSearchParams(pairs).toString();
});

const trustworthy = (uri: string, clientId: string): boolean => {
  const client = registered(world.deps, clientId)?.client;
  if (client === undefined || client.disabled) return false;
  const port = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/cb$/.exec(uri)?.[1];
  return client.redirectUris.includes(uri) || (clientId === "native" && port !== undefined && Number(port) < 65_536);
};

describe("the authorization endpoint", () => {
  it("responds to a URL only where it is registered for the client that the request names", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        queries,
        fc.boolean(),
        fc.constantFrom(undefined, "allow", "deny"),
        async (query, signedIn, said) => {
          const sent = new URLSearchParams(query);
          const outcome = await authorize(
            world.deps,
            receiveCarried(query),
            async () => (signedIn ? ada : undefined),
            said,
          );
          seen.add(outcome.is);
          if (outcome.is === "untrusted") return;
          expect(sent.getAll("client_id")).toEqual([outcome.to.client.id]);
          expect(sent.getAll("redirect_uri").length).toBeLessThan(2);
          expect(sent.get("redirect_uri") || outcome.to.uri).toBe(outcome.to.uri);
          expect(trustworthy(outcome.to.uri, outcome.to.client.id)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(seen).toEqual(new Set(["untrusted", "refused", "ask", "granted"]));
  });

  it("over HTTP: a Location or a form that posts itself goes to such a URL, and nowhere else", async () => {
    let redirects = 0;
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const answer = await world.send(`/authorize?${query}`);
        const text = await answer.text();
        expect(answer.status).toBeLessThan(500);
        const location = answer.headers.get("location") ?? /<form[^>]*action="(?!\/)([^"]+)"/.exec(text)?.[1];
        if (location === undefined) return;
        redirects++;
        const clientId = new URLSearchParams(query).get("client_id") ?? "";
        const uris = [...(registered(world.deps, clientId)?.client.redirectUris ?? []), "http://127.0.0.1:5000/cb"];
        expect(uris).toContain(location.split(/[?#]/, 1)[0]);
      }),
      { numRuns: 1_000 },
    );
    expect(redirects).toBeGreaterThan(50);
  });
});
