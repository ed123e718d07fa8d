/** Proofs of an attested instance's key, and the server's challenges in them (attestation-based client authentication, 5.1, 6 and 7.2). */
import { type Attempt, type AttestedDoor, attestedDoor, challenged } from "../attested.ts";
import { ATTESTATION, CHALLENGE, PROOF } from "../attesting.ts";
import { mustBeShut } from "../door.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { all, either, type Finding, type Findings, notApplicable, worst } from "../finding.ts";
import { macWithPublicKey, pairLike } from "../foreign-key.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { TIMES, usedTwice } from "../replayed.ts";
import { signerOf, unsigned } from "../sign.ts";

interface Named extends Attempt {
  /** What is wrong with it, to begin a sentence. */
  readonly called: string;
}

const HOUR = 3600;

/** Proofs, and requests with them, that must be refused. */
function attempts(lab: Lab, { client, keys: { instance } }: AttestedDoor) {
  const of = (called: string, proof: NonNullable<Attempt["changes"]>["proof"] = {}): Named => ({
    called: `A proof ${called}`,
    changes: { proof },
  });
  const right = () => lab.attestation(client)[PROOF];
  return {
    absent: { called: "An attestation without a proof", headers: { [PROOF]: undefined } },
    alone: { called: "A proof without an attestation", headers: { [ATTESTATION]: undefined } },
    twice: { called: "A request with two proofs", headers: { [PROOF]: `${right()}, ${right()}` } },
    type: of("whose typ is another one", { header: { typ: "JWT" } }),
    signature: of("that is signed with another key", {
      signer: signerOf({ ...instance, key: pairLike(instance.key) }),
    }),
    altered: of("whose signature is cut off", { signer: unsigned }),
    none: of("with alg none", { header: { alg: "none" }, signer: unsigned }),
    "public-key-as-secret": of("whose signature is a MAC with the attested public key", {
      header: { alg: "HS256" },
      signer: macWithPublicKey(instance.key),
    }),
    crit: of("with a critical header that nobody knows", {
      header: { crit: ["urn:example:unknown"], "urn:example:unknown": true },
    }),
    "no-aud": of("without aud", { claims: { aud: undefined } }),
    "wrong-aud": of("for another server", { claims: { aud: "https://login.invalid" } }),
    "no-jti": of("without jti", { claims: { jti: undefined } }),
    "no-iat": of("without iat", { claims: { iat: undefined } }),
  } satisfies Readonly<Record<string, Named>>;
}

type Name = keyof ReturnType<typeof attempts>;

export const attestationProofs = probe({
  does: "Sends attestations with proofs, right ones and wrong ones, old ones, and some twice.",
  needs: ["token endpoint", "attested clients"],
  finds: [
    ...(["absent", "alone", "twice", "type", "signature", "altered", "none", "public-key-as-secret"] as const),
    ...(["crit", "no-aud", "wrong-aud", "no-jti", "no-iat", "old", "replayed", "replayed-at-once"] as const),
    ...(["challenge-endpoint", "challenge-no-store", "no-challenge", "other-challenge", "challenge-error"] as const),
  ],
  async run(lab) {
    const door = await attestedDoor(lab);
    const shut: Partial<Record<Name, Finding>> = {};
    for (const [name, attempt] of Object.entries(attempts(lab, door)) as [Name, Named][])
      shut[name] = mustBeShut(door, await door.ask(attempt), attempt.called);
    return {
      ...(shut as Record<Name, Finding>),
      old: await old(lab, door),
      ...(await replayed(lab, door)),
      ...(await challenges(lab, door)),
    };
  },
});

/** A challenge says as well as iat when a proof was made. */
async function old(lab: Lab, door: AttestedDoor): Promise<Finding> {
  if (lab.heard.challenge() !== undefined) return notApplicable("The server's challenge says when a proof was made.");
  const iat = Math.floor(lab.now() / 1000) - HOUR;
  return mustBeShut(door, await door.ask({ changes: { proof: { claims: { iat } } } }), "A proof of an hour ago");
}

async function replayed(lab: Lab, { client, ask, rush, isOpen }: AttestedDoor) {
  const one = lab.attestation(client);
  return usedTwice({
    ...{ what: "proof", isOpen, first: await ask({ headers: one }), second: await ask({ headers: one }) },
    atOnce: () => rush(TIMES, { headers: lab.attestation(client) }),
  });
}

const OF_CHALLENGES = [
  ...(["challenge-endpoint", "challenge-no-store", "no-challenge", "other-challenge", "challenge-error"] as const),
];

async function challenges(lab: Lab, door: AttestedDoor): Promise<Findings<(typeof OF_CHALLENGES)[number]>> {
  const got = await challenged(lab);
  if (got === undefined) return all(OF_CHALLENGES, notApplicable("The metadata has no challenge_endpoint."));
  const without = await door.ask({ changes: { proof: { claims: { challenge: undefined } } } });
  const other = await door.ask({ changes: { proof: { claims: { challenge: lab.fresh() } } } });
  return {
    "challenge-endpoint": either(
      statusOf(got) === 200 && typeof jsonOf(got)?.attestation_challenge === "string",
      "It returns a challenge.",
      `It returns ${briefly(got)}, and no attestation_challenge.`,
      got,
    ),
    "challenge-no-store": either(
      /no-store/i.test(headerOf(got, "cache-control") ?? ""),
      "Cache-Control has no-store.",
      "Cache-Control has no no-store.",
      got,
    ),
    "no-challenge": mustBeShut(door, without, "A proof without a challenge"),
    "other-challenge": mustBeShut(door, other, "A proof with a challenge that isn't the server's"),
    "challenge-error": challengeError([without, other].filter((one) => !door.isOpen(one))),
  };
}

function challengeError(refusals: readonly Exchange[]): Finding {
  const [first, ...rest] = refusals.map((one) => {
    const [error, next] = [errorOf(one), headerOf(one, CHALLENGE)];
    return either(
      error === "use_attestation_challenge" && next !== undefined,
      "The error is use_attestation_challenge, with a new challenge.",
      error === "use_attestation_challenge"
        ? `The response has no ${CHALLENGE} header.`
        : `The response is ${briefly(one)} instead of use_attestation_challenge.`,
      one,
    );
  });
  return first === undefined ? notApplicable("Nothing was refused.") : worst([first, ...rest]);
}
