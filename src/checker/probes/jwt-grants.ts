/** Tokens for assertions of an issuer that the server trusts (RFC 7523 2.1 and 3). */
import { type Asserting, acceptsIdJag, asserting } from "../asserting.ts";
import type { AssertionChanges } from "../authentication.ts";
import { type Exchange, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable } from "../finding.ts";
import { macWithPublicKey, pairLike } from "../foreign-key.ts";
import { JWT_BEARER_GRANT } from "../grant-types.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { allHaveError, mustBeRefused } from "../refusals.ts";
import { publicJwk, signerOf, unsigned } from "../sign.ts";
import { listed } from "../target.ts";

interface Attempt extends AssertionChanges {
  /** What is wrong with it, to end "An assertion …". */
  readonly called: string;
}

const HOUR = 3600;

/** Assertions that must be refused. */
function wrongAssertions(lab: Lab, { key }: Asserting) {
  const now = Math.floor(lab.now() / 1000);
  const foreign = pairLike(key.key);
  const by = signerOf({ ...key, key: foreign });
  const of = (called: string, claims: Record<string, unknown>): Attempt => ({ called, claims });
  return {
    "no-iss": of("without iss", { iss: undefined }),
    "wrong-iss": of("of an issuer that nobody knows", { iss: "https://idp.invalid" }),
    "no-sub": of("without sub", { sub: undefined }),
    "no-aud": of("without aud", { aud: undefined }),
    "wrong-aud": of("for another server", { aud: "https://login.invalid" }),
    "no-exp": of("without exp", { exp: undefined }),
    expired: of("that expired an hour ago", { iat: now - HOUR - 60, exp: now - HOUR }),
    "exp-text": of("whose exp is text", { exp: "tomorrow" }),
    "not-yet": of("that isn't valid yet", { nbf: now + HOUR, exp: now + 2 * HOUR }),
    signature: { called: "that is signed with another key", signer: by },
    altered: { called: "whose signature is cut off", signer: unsigned },
    none: { called: "with alg none", header: { alg: "none" }, signer: unsigned },
    "public-key-as-secret": {
      called: "whose signature is a MAC with the public key",
      header: { alg: "HS256" },
      signer: macWithPublicKey(key.key),
    },
    "key-in-header": {
      called: "that brings its own key",
      header: { jwk: publicJwk(foreign), kid: undefined },
      signer: by,
    },
    crit: {
      called: "with a critical header that nobody knows",
      header: { crit: ["urn:example:unknown"], "urn:example:unknown": true },
    },
  } satisfies Readonly<Record<string, Attempt>>;
}

type Wrong = keyof ReturnType<typeof wrongAssertions>;

/** What is wrong with these is the assertion alone, so that the error must be invalid_grant. */
const TELLING: readonly string[] = ["wrong-iss", "no-aud", "wrong-aud", "expired", "signature"];

export const jwtGrants = probe({
  does: "Asks for tokens with assertions of an issuer that the server trusts, right ones and wrong ones.",
  needs: ["token endpoint", "JWT grants"],
  finds: [
    ...(["no-iss", "wrong-iss", "no-sub", "no-aud", "wrong-aud", "no-exp", "expired", "exp-text"] as const),
    ...(["not-yet", "signature", "altered", "none", "public-key-as-secret", "key-in-header", "crit"] as const),
    ...(["malformed", "no-assertion", "replayed", "error", "wrong-secret", "metadata"] as const),
  ],
  async run(lab) {
    const by = await asserting(lab);
    const found: Partial<Record<Wrong, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, attempt] of Object.entries(wrongAssertions(lab, by)) as [Wrong, Attempt][]) {
      const exchange = await by.ask(by.assertion(attempt));
      if (TELLING.includes(name) && statusOf(exchange) !== 200) refusals.push(exchange);
      found[name] = mustBeRefused(exchange, `An assertion ${attempt.called} is accepted.`);
    }
    const { client } = by;
    const grants = listed(lab.target, "grant_types_supported");
    return {
      ...(found as Record<Wrong, Finding>),
      malformed: mustBeRefused(await by.ask("not-a.jwt"), "What isn't a JWT is accepted, or ends in an error."),
      "no-assertion": allHaveError([await by.ask("", { assertion: undefined })], "invalid_request"),
      replayed: await replayed(lab, by),
      error: allHaveError(refusals, "invalid_grant"),
      "wrong-secret":
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : allHaveError(
              [await by.ask(by.assertion(), {}, { ...client, client_secret: `not-${client.client_secret}` })],
              "invalid_client",
            ),
      metadata:
        grants === undefined
          ? notApplicable("The metadata has no grant_types_supported.")
          : either(
              grants.includes(JWT_BEARER_GRANT),
              "grant_types_supported lists it.",
              "grant_types_supported doesn't list it.",
              lab.target.oauth.exchange,
            ),
    };
  },
});

async function replayed(lab: Lab, { assertion, ask }: Asserting): Promise<Finding> {
  if (acceptsIdJag(lab.target)) return notApplicable("Identity assertions may be sent again until they expire.");
  const same = assertion();
  const first = await ask(same);
  const second = await ask(same);
  return either(statusOf(second) !== 200, "It works once.", "The same assertion works twice.", first, second);
}
