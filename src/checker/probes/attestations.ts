/** Attestations of a client's instance: right ones and wrong ones (attestation-based client authentication, 4 and 7.1). */
import { type Attempt, type AttestedDoor, attestedDoor, BARE } from "../attested.ts";
import { ATTESTATION, ATTESTED } from "../attesting.ts";
import { mustAuthenticate, mustBeShut } from "../door.ts";
import { briefly, type Exchange, errorOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear, worst } from "../finding.ts";
import { macWithPublicKey, pairLike } from "../foreign-key.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { publicJwk, signerOf, unsigned } from "../sign.ts";
import { listed } from "../target.ts";

interface Named extends Attempt {
  /** What is wrong with it, to end "An attestation …". */
  readonly called: string;
}

const HOUR = 3600;

/** Attestations, and requests with them, that must be refused. */
function attempts(lab: Lab, { client, keys: { attester, instance } }: AttestedDoor) {
  const now = Math.floor(lab.now() / 1000);
  const foreign = pairLike(attester.key);
  const signer = signerOf({ ...attester, key: foreign });
  const of = (called: string, attestation: NonNullable<Attempt["changes"]>["attestation"] = {}): Named => ({
    called,
    changes: { attestation },
  });
  const right = () => lab.attestation(client)[ATTESTATION];
  return {
    type: of("whose typ is another one", { header: { typ: "JWT" } }),
    signature: of("that is signed with another key", { signer }),
    altered: of("whose signature is cut off", { signer: unsigned }),
    none: of("with alg none", { header: { alg: "none" }, signer: unsigned }),
    "public-key-as-secret": of("whose signature is a MAC with the attester's public key", {
      header: { alg: "HS256" },
      signer: macWithPublicKey(attester.key),
    }),
    "key-in-header": of("that brings its own key", { header: { jwk: publicJwk(foreign), kid: undefined }, signer }),
    crit: of("with a critical header that nobody knows", {
      header: { crit: ["urn:example:unknown"], "urn:example:unknown": true },
    }),
    "no-sub": of("without sub", { claims: { sub: undefined } }),
    "wrong-sub": of("of another client", { claims: { sub: `not-${client.client_id}` } }),
    "no-exp": of("without exp", { claims: { exp: undefined } }),
    expired: of("that expired an hour ago", { claims: { iat: now - 2 * HOUR, exp: now - HOUR } }),
    "not-yet": of("that isn't valid yet", { claims: { nbf: now + HOUR, exp: now + 2 * HOUR } }),
    "no-cnf": of("without cnf", { claims: { cnf: undefined } }),
    "private-cnf": of("with a private key", { claims: { cnf: { jwk: instance.key.export({ format: "jwk" }) } } }),
    malformed: { called: "that is no JWT", headers: { [ATTESTATION]: "not-a.jwt" } },
    twice: { called: "that is sent twice", headers: { [ATTESTATION]: `${right()}, ${right()}` } },
  } satisfies Readonly<Record<string, Named>>;
}

type Name = keyof ReturnType<typeof attempts>;

/** What is wrong with these is the attestation alone, so that the error must be one of client authentication. */
const TELLING: readonly string[] = ["type", "signature", "altered", "expired", "no-cnf"];
const ERRORS: readonly unknown[] = ["invalid_client", "invalid_client_attestation", "use_fresh_attestation"];

export const attestations = probe({
  does: "Authenticates an instance of a client by attestations, right ones and wrong ones.",
  needs: ["token endpoint", "attested clients"],
  finds: [
    ...(["type", "signature", "altered", "none", "public-key-as-secret", "key-in-header", "crit", "no-sub"] as const),
    ...(["wrong-sub", "no-exp", "expired", "not-yet", "no-cnf", "private-cnf", "malformed", "twice"] as const),
    ...(["bare-client-id", "error", "algorithms"] as const),
  ],
  async run(lab) {
    const door = await attestedDoor(lab);
    const shut: Partial<Record<Name, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, attempt] of Object.entries(attempts(lab, door)) as [Name, Named][]) {
      const exchange = await door.ask(attempt);
      if (TELLING.includes(name) && !door.isOpen(exchange)) refusals.push(exchange);
      shut[name] = mustBeShut(door, exchange, `An attestation ${attempt.called}`);
    }
    const bare = await door.ask({ headers: BARE });
    return {
      ...(shut as Record<Name, Finding>),
      "bare-client-id": await mustAuthenticate(lab, door, bare, "A client that must be attested, and isn't,"),
      error: refusedRightly(refusals),
      algorithms: algorithms(lab),
    };
  },
});

/** Each code that is right for one of them is right for all. */
function refusedRightly(refusals: readonly Exchange[]): Finding {
  const [first, ...rest] = refusals.map((one) =>
    either(
      ERRORS.includes(errorOf(one)),
      "The error is one of client authentication.",
      `The response is ${briefly(one)} instead of invalid_client or invalid_client_attestation.`,
      one,
    ),
  );
  return first === undefined ? unclear("Nothing was refused.") : worst([first, ...rest]);
}

function algorithms({ target }: Lab): Finding {
  if (!(listed(target, "token_endpoint_auth_methods_supported") ?? []).includes(ATTESTED))
    return notApplicable("The metadata doesn't list attest_jwt_client_auth.");
  const missing = ["attestation", "attestation_pop"]
    .map((which) => `client_${which}_signing_alg_values_supported`)
    .filter((name) => !listed(target, name)?.length);
  return either(
    missing.length === 0,
    "Both lists are there.",
    `The metadata has no ${missing.join(" and no ")}.`,
    target.oauth.exchange,
  );
}
