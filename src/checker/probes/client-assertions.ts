/** Client authentication by tokens that clients sign (RFC 7523 2.2 and 3, RFC 7521 4.2). */
import { type AssertionChanges, basic, JWT_BEARER } from "../authentication.ts";
import { type Door, grantOf, mustAuthenticate, mustBeShut } from "../door.ts";
import { briefly, type Exchange, errorOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable } from "../finding.ts";
import { macWithPublicKey, pairLike } from "../foreign-key.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { allHaveError } from "../refusals.ts";
import { TIMES, usedTwice } from "../replayed.ts";
import { macOf, publicJwk, signerOf, signingKey, unsigned } from "../sign.ts";
import type { Signer } from "../signer.ts";
import type { TestClient } from "../target.ts";

interface Attempt {
  /** What is wrong with it, to end "An assertion …". */
  readonly called: string;
  readonly changes?: AssertionChanges;
  /** Parameters beside the usual ones, or instead of them. */
  readonly form?: Changes;
  readonly headers?: Readonly<Record<string, string>>;
}

const HOUR = 3600;

/** Assertions, and requests with them, that must be refused. */
function attempts(lab: Lab, client: TestClient) {
  const [now, id] = [Math.floor(lab.now() / 1000), client.client_id];
  const key = foreignKey(client);
  const of = (called: string, claims: Record<string, unknown>): Attempt => ({ called, changes: { claims } });
  return {
    "no-iss": of("without iss", { iss: undefined }),
    "wrong-iss": of("with another iss", { iss: `not-${id}` }),
    "no-sub": of("without sub", { sub: undefined }),
    "wrong-sub": of("with another sub", { sub: `not-${id}` }),
    "no-aud": of("without aud", { aud: undefined }),
    "wrong-aud": of("for another server", { aud: "https://login.invalid" }),
    "no-exp": of("without exp", { exp: undefined }),
    expired: of("that expired an hour ago", { iat: now - HOUR - 60, exp: now - HOUR }),
    "exp-text": of("whose exp is text", { exp: "tomorrow" }),
    "not-yet": of("that isn't valid yet", { nbf: now + HOUR, exp: now + 2 * HOUR }),
    signature: { called: "that is signed with another key", changes: { signer: key.signer } },
    altered: { called: "whose signature is cut off", changes: { signer: unsigned } },
    none: { called: "with alg none", changes: { header: { alg: "none" }, signer: unsigned } },
    "key-in-header": {
      called: "that brings its own key",
      changes: { header: { jwk: key.jwk, kid: undefined }, signer: key.signer },
    },
    crit: {
      called: "with a critical header that nobody knows",
      changes: { header: { crit: ["urn:example:unknown"], "urn:example:unknown": true } },
    },
    malformed: { called: "that is no JWT", form: { client_assertion: "not-a.jwt" } },
    "no-type": { called: "without client_assertion_type", form: { client_assertion_type: undefined } },
    "wrong-type": { called: "with another client_assertion_type", form: { client_assertion_type: "urn:example:jwt" } },
    "client-id-differs": { called: "with another client_id beside it", form: { client_id: `not-${id}` } },
    "two-methods": { called: "beside a secret", headers: { authorization: basic(id, lab.fresh()) } },
  } satisfies Readonly<Record<string, Attempt>>;
}

/** A key of the same kind that the server has never seen. */
function foreignKey(client: TestClient): { readonly signer: Signer; readonly jwk?: object } {
  if (client.private_key === undefined)
    return { signer: macOf("a secret of somebody else who is no client", algOf(client)) };
  const { alg, key } = signingKey(client.private_key, client.token_endpoint_auth_signing_alg);
  const foreign = pairLike(key);
  return { signer: signerOf({ alg, key: foreign }), jwk: publicJwk(foreign) };
}

const algOf = ({ token_endpoint_auth_signing_alg: alg }: TestClient): string => alg ?? "HS256";

/** What is wrong with these is the assertion alone, so that the error must be invalid_client. */
const TELLING: readonly string[] = ["no-iss", "wrong-iss", "no-aud", "wrong-aud", "no-exp", "expired", "signature"];

type Name = keyof ReturnType<typeof attempts>;

const NO_ASSERTION = { client_assertion: undefined, client_assertion_type: undefined };

interface AssertionDoor extends Door {
  /** Claims of a right assertion that are not the usual ones. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly good: Exchange;
  ask(attempt: Omit<Attempt, "called">, assertion?: string): Promise<Exchange>;
}

export const clientAssertions = probe({
  does: "Authenticates a client by signed tokens, right ones and wrong ones.",
  needs: ["token endpoint", "client assertions"],
  finds: [
    ...(["no-iss", "wrong-iss", "no-sub", "wrong-sub", "no-aud", "wrong-aud", "no-exp", "expired"] as const),
    ...(["exp-text", "not-yet", "signature", "altered", "none", "key-in-header", "crit", "malformed"] as const),
    ...(["no-type", "wrong-type", "client-id-differs", "two-methods", "twice", "bare-client-id"] as const),
    ...(["client-id-optional", "public-key-as-secret", "no-jti", "replayed", "replayed-at-once"] as const),
    ...(["error", "aud-issuer", "aud-issuer-only", "aud-single"] as const),
  ],
  async run(lab) {
    const door = await doorOf(lab, lab.client("jwt"));
    const { client, claims, good } = door;
    const shut: Partial<Record<Name, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, attempt] of Object.entries(attempts(lab, client)) as [Name, Attempt][]) {
      const exchange = await door.ask(attempt);
      if (TELLING.includes(name) && !door.isOpen(exchange)) refusals.push(exchange);
      shut[name] = mustBeShut(door, exchange, `An assertion ${attempt.called}`);
    }
    const usesIssuer = claims.aud === undefined;
    const assertion = lab.assertion(client, { claims });
    const twice = await door.ask({ form: { client_assertion: [assertion, lab.assertion(client, { claims })] } });
    const without = await door.ask({ form: { client_id: undefined } });
    return {
      ...(shut as Record<Name, Finding>),
      twice: mustBeShut(door, twice, "An assertion that is sent twice"),
      "bare-client-id": await mustAuthenticate(
        lab,
        door,
        await door.ask({ form: NO_ASSERTION }),
        "A client with keys that authenticates with nothing",
      ),
      "client-id-optional": either(
        door.isOpen(without),
        "client_id may be left out.",
        `Without client_id, the response is ${briefly(without)}.`,
        without,
      ),
      "public-key-as-secret": await publicKeyAsSecret(door),
      "no-jti":
        lab.target.openid.content === undefined
          ? notApplicable("The server is no OpenID Provider.")
          : mustBeShut(door, await door.ask({ changes: { claims: { jti: undefined } } }), "An assertion without jti"),
      ...(await replayed(lab, door)),
      error: allHaveError(refusals, "invalid_client"),
      "aud-issuer": either(
        usesIssuer,
        "The issuer is accepted as aud.",
        "The issuer isn't accepted as aud, only the token endpoint's URL.",
        good,
      ),
      ...(await audiences(lab, door)),
    };
  },
});

/** Throws `CannotTell` if the client isn't authenticated, or if nothing tells whether it is. */
async function doorOf(lab: Lab, client: TestClient): Promise<AssertionDoor> {
  const url = lab.endpoint("token");
  const nothing = { ...grantOf(lab, client), client_id: client.client_id, client_assertion_type: JWT_BEARER };
  const asking =
    (usual: Readonly<Record<string, unknown>>): AssertionDoor["ask"] =>
    ({ changes, form = {}, headers = {} }, assertion) => {
      const claims = { ...usual, ...changes?.claims };
      const client_assertion = assertion ?? lab.assertion(client, { ...changes, claims });
      const sent = { url, form: pairsOf({ ...nothing, client_assertion }, form), headers };
      return lab.sendProved(client, () => sent);
    };
  for (const claims of [{}, { aud: url }]) {
    const ask = asking(claims);
    const good = await ask({});
    if (statusOf(good) !== 200 && errorOf(good) !== "invalid_grant") continue;
    const isOpen = (one: Exchange): boolean => errorOf(one) === errorOf(good) && statusOf(one) === statusOf(good);
    const stranger = await ask({
      form: { client_id: "nobody", client_assertion: lab.assertion({ ...client, client_id: "nobody" }) },
    });
    if (isOpen(stranger)) throw new CannotTell("Clients that don't exist get the same response.", [good, stranger]);
    return { client, claims, good, ask, isOpen };
  }
  throw new CannotTell(`The client jwt can't authenticate with ${client.token_endpoint_auth_method}.`, [
    await asking({})({}),
  ]);
}

/** RFC 8725 2.1: what is public must not do as a secret. */
async function publicKeyAsSecret(door: AssertionDoor): Promise<Finding> {
  const { private_key } = door.client;
  if (private_key === undefined) return notApplicable("The client signs with a secret.");
  const signer = macWithPublicKey(signingKey(private_key).key);
  const exchange = await door.ask({ changes: { header: { alg: "HS256" }, signer } });
  return mustBeShut(door, exchange, "An assertion whose signature is a MAC with the public key");
}

async function replayed(lab: Lab, { client, claims, ask, isOpen }: AssertionDoor) {
  const one = lab.assertion(client, { claims });
  return usedTwice({
    ...{ what: "assertion", isOpen, first: await ask({}, one), second: await ask({}, one) },
    atOnce: () => {
      const form = pairsOf({
        ...grantOf(lab, client),
        client_id: client.client_id,
        client_assertion_type: JWT_BEARER,
        client_assertion: lab.assertion(client, { claims }),
      });
      return lab.rushProved(TIMES, client, () => ({ url: lab.endpoint("token"), form }));
    },
  });
}

async function audiences(lab: Lab, door: AssertionDoor): Promise<Record<"aud-issuer-only" | "aud-single", Finding>> {
  const aud = door.claims.aud ?? lab.target.issuer;
  const byUrl = await door.ask({ changes: { claims: { aud: lab.endpoint("token") } } });
  const several = await door.ask({ changes: { claims: { aud: [aud, "https://login.invalid"] } } });
  return {
    "aud-issuer-only":
      lab.endpoint("token") === lab.target.issuer
        ? held("The token endpoint's URL is the issuer.")
        : mustBeShut(door, byUrl, "An assertion for the token endpoint's URL"),
    "aud-single": mustBeShut(door, several, "An assertion for two servers"),
  };
}
