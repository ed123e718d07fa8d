/** Proofs of possession at the token endpoint (RFC 9449 4.3, 5, 6, 8). */
import { decodeJwt } from "jose";
import { type ProofChanges, type ProofKey, type Prover, proofKey, proofOf, proverOf } from "../dpop.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { type Granting, granting } from "../granting.ts";
import { type Lab, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { allHaveError } from "../refusals.ts";
import { TIMES, usedTwice } from "../replayed.ts";
import type { ToSend } from "../sender.ts";
import { macOf, unsigned } from "../sign.ts";
import { listed } from "../target.ts";

interface Attempt extends ProofChanges {
  /** What is wrong with it, to end "A proof …". */
  readonly called: string;
}

const HOUR = 3600;

/** Proofs that must be refused wherever they are sent. */
export function wrongProofs(lab: Lab, by: ProofKey, other: ProofKey, url: string) {
  const now = Math.floor(lab.now() / 1000);
  const of = (called: string, claims: Record<string, unknown>): Attempt => ({ called, claims });
  const secret = lab.fresh(32);
  return {
    "no-jti": of("without jti", { jti: undefined }),
    "no-htm": of("without htm", { htm: undefined }),
    "no-htu": of("without htu", { htu: undefined }),
    "no-iat": of("without iat", { iat: undefined }),
    "wrong-htm": of("for another method", { htm: "PUT" }),
    "wrong-htu": of("for another URL", { htu: `${new URL(url).origin}/not-this-one` }),
    "wrong-host": of("for another server", { htu: `https://login.invalid${new URL(url).pathname}` }),
    old: { ...of("of an hour ago", { iat: now - HOUR }), withoutNonce: true },
    future: { ...of("of the next hour", { iat: now + HOUR }), withoutNonce: true },
    typ: { called: "whose typ is JWT", header: { typ: "JWT" } },
    none: { called: "with alg none", header: { alg: "none" }, signer: unsigned },
    mac: {
      called: "with a MAC",
      header: { alg: "HS256", jwk: { kty: "oct", k: Buffer.from(secret).toString("base64url") } },
      signer: macOf(secret),
    },
    signature: { called: "that is signed with another key", signer: other.signer },
    "no-jwk": { called: "without a key", header: { jwk: undefined } },
    "private-key": { called: "with its private key", header: { jwk: by.privateJwk } },
    crit: {
      called: "with a critical header that nobody knows",
      header: { crit: ["urn:example:unknown"], "urn:example:unknown": true },
    },
    malformed: { called: "that isn't a JWT", headers: { dpop: "not-a.jwt" } },
  } satisfies Readonly<Record<string, Attempt>>;
}

type Wrong = keyof ReturnType<typeof wrongProofs>;

/** What is wrong with these is the proof alone, so that the error must be invalid_dpop_proof. */
const TELLING: readonly string[] = ["wrong-htm", "wrong-htu", "typ", "signature", "malformed"];

export const dpop = probe({
  does: "Asks for tokens with proofs of possession, right ones and wrong ones.",
  needs: ["DPoP", "token endpoint"],
  finds: [
    ...(["no-jti", "no-htm", "no-htu", "no-iat", "wrong-htm", "wrong-htu", "wrong-host", "old", "future"] as const),
    ...(["typ", "none", "mac", "signature", "no-jwk", "private-key", "crit", "malformed", "two-proofs"] as const),
    ...(["error", "token-type", "htu-normalized", "query-ignored", "replayed", "replayed-at-once"] as const),
    ...(["algs", "bound-jwt", "bound-introspection", "introspection-type"] as const),
    ...(["nonce-checked", "nonce-error", "nonce-characters", "nonce-no-store"] as const),
  ],
  async run(lab) {
    const [by, other] = [await proofKey(lab), await proofKey(lab)];
    const prover = proverOf(lab, by);
    const grant = granting(lab);
    const ask = async (changes?: ProofChanges): Promise<Exchange> => prover.send(await requestOf(lab, grant), changes);
    const good = await ask();
    const { access } = tokensIn(good);
    const url = (await requestOf(lab, grant)).url;
    const found: Partial<Record<Wrong, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, attempt] of Object.entries(wrongProofs(lab, by, other, url)) as [Wrong, Attempt][]) {
      const exchange = await ask(attempt);
      if (TELLING.includes(name) && statusOf(exchange) !== 200) refusals.push(exchange);
      found[name] = mustBeRefused(exchange, attempt.called);
    }
    return {
      ...(found as Record<Wrong, Finding>),
      "two-proofs": await twoProofs(lab, grant, prover),
      error: allHaveError(refusals, "invalid_dpop_proof"),
      "token-type": either(
        /^dpop$/i.test(String(jsonOf(good)?.token_type)),
        "token_type is DPoP.",
        `token_type is ${JSON.stringify(jsonOf(good)?.token_type)}.`,
        good,
      ),
      ...(await spellings(lab, grant, prover)),
      ...(await replayed(lab, grant, prover)),
      algs: algorithms(lab),
      "bound-jwt": boundJwt(access, by, good),
      ...(await introspected(lab, access, by)),
      ...(await nonces(prover, ask)),
    };
  },
});

/** A token request without its proof. */
async function requestOf(lab: Lab, { client, parameters }: Granting): Promise<ToSend> {
  return lab.asClient(client, lab.endpoint("token"), pairsOf(await parameters()));
}

const mustBeRefused = (exchange: Exchange, called: string): Finding =>
  exchange.came === undefined || statusOf(exchange) >= 500
    ? either(false, "", `A proof ${called} gets ${briefly(exchange)} instead of an error of OAuth.`, exchange)
    : either(
        statusOf(exchange) !== 200,
        `The response is ${briefly(exchange)}.`,
        `A proof ${called} is accepted.`,
        exchange,
      );

/** RFC 9449 4.3: there is one proof and no more. */
async function twoProofs(lab: Lab, grant: Granting, prover: Prover): Promise<Finding> {
  const request = await requestOf(lab, grant);
  const make = (): string => proofOf(lab, prover.by, { method: "POST", url: request.url, nonce: prover.nonce() });
  const exchange = await lab.send({ ...request, headers: { ...request.headers, DPoP: make(), dpop: make() } });
  return mustBeRefused(exchange, "beside another one");
}

/** RFC 9449 4.3: the query is not compared, and URLs are normalized before they are. */
async function spellings(
  lab: Lab,
  grant: Granting,
  prover: Prover,
): Promise<Record<"htu-normalized" | "query-ignored", Finding>> {
  const request = await requestOf(lab, grant);
  const { protocol, host, pathname } = new URL(request.url);
  const htu = `${protocol.toUpperCase()}//${host.toUpperCase()}${pathname}`;
  const normalized = await prover.send(request, { claims: { htu } });
  const withQuery = await requestOf(lab, grant);
  const query = await prover.send({ ...withQuery, url: `${withQuery.url}?for=nothing` });
  const accepts = (one: Exchange, what: string): Finding =>
    statusOf(one) !== 200 && errorOf(one) !== "invalid_dpop_proof"
      ? unclear(`The response is ${briefly(one)}.`, one)
      : either(statusOf(one) === 200, "The proof is accepted.", `${what} is refused.`, one);
  return {
    "htu-normalized": accepts(normalized, "A URL whose host is in capitals"),
    "query-ignored": accepts(query, "A proof without the URL's query"),
  };
}

async function replayed(lab: Lab, grant: Granting, prover: Prover) {
  const proof = (url: string): string => proofOf(lab, prover.by, { method: "POST", url, nonce: prover.nonce() });
  const withProof = (one: ToSend, dpop: string): ToSend => ({ ...one, headers: { ...one.headers, dpop } });
  const request = await requestOf(lab, grant);
  const same = proof(request.url);
  return usedTwice({
    ...{ what: "proof", isOpen: (one) => statusOf(one) === 200 },
    first: await lab.send(withProof(request, same)),
    second: await lab.send(withProof(await requestOf(lab, grant), same)),
    atOnce: grant.isRepeatable
      ? async () => lab.rush(Array(TIMES).fill(withProof(await requestOf(lab, grant), proof(request.url))))
      : undefined,
  });
}

function algorithms({ target }: Lab): Finding {
  const algs = listed(target, "dpop_signing_alg_values_supported") ?? [];
  const wrong = algs.filter((one) => one === "none" || one.startsWith("HS"));
  return either(
    wrong.length === 0,
    "All of them are asymmetric.",
    `dpop_signing_alg_values_supported has ${wrong.join(", ")}.`,
    target.oauth.exchange,
  );
}

function boundJwt(access: string, by: ProofKey, shows: Exchange): Finding {
  if (access.split(".").length !== 3) return notApplicable("The access token isn't a JWT.");
  const { jkt } = (decodeJwt(access).cnf ?? {}) as { readonly jkt?: unknown };
  return either(
    jkt === by.thumbprint,
    "cnf.jkt is that of the key.",
    `cnf.jkt is ${JSON.stringify(jkt)} instead of the key's thumbprint.`,
    shows,
  );
}

async function introspected(
  lab: Lab,
  access: string,
  by: ProofKey,
): Promise<Record<"bound-introspection" | "introspection-type", Finding>> {
  const { metadata, clients } = lab.target;
  const both = (finding: Finding) => ({ "bound-introspection": finding, "introspection-type": finding });
  if (typeof metadata.introspection_endpoint !== "string")
    return both(notApplicable("The metadata has no introspection_endpoint."));
  const asker = clients.api ?? clients.web ?? clients.service;
  if (asker === undefined) return both(unclear("A client that introspects is needed."));
  const shows = await lab.send(lab.asClient(asker, metadata.introspection_endpoint, pairsOf({ token: access })));
  const { active, cnf, token_type } = jsonOf(shows) ?? {};
  if (active !== true) return both(unclear("Introspection doesn't know the token.", shows));
  const { jkt } = (cnf ?? {}) as { readonly jkt?: unknown };
  return {
    "bound-introspection": either(
      jkt === by.thumbprint,
      "cnf.jkt is that of the key.",
      `cnf.jkt is ${JSON.stringify(jkt)} instead of the key's thumbprint.`,
      shows,
    ),
    "introspection-type":
      token_type === undefined
        ? notApplicable("The response has no token_type.", shows)
        : either(
            /^dpop$/i.test(String(token_type)),
            "token_type is DPoP.",
            `token_type is ${JSON.stringify(token_type)}.`,
            shows,
          ),
  };
}

const NONCES = ["nonce-checked", "nonce-error", "nonce-characters", "nonce-no-store"] as const;

/** RFC 9449 8: what servers that send nonces must do. */
async function nonces(
  prover: Prover,
  ask: (changes: ProofChanges) => Promise<Exchange>,
): Promise<Record<(typeof NONCES)[number], Finding>> {
  const none = notApplicable("The server sends no nonce.");
  if (prover.nonce() === undefined)
    return { "nonce-checked": none, "nonce-error": none, "nonce-characters": none, "nonce-no-store": none };
  const wrong = await ask({ claims: { nonce: "not-a-nonce-of-this-server" } });
  const [challenge] = prover.challenges;
  const nonce = prover.nonce() ?? "";
  return {
    "nonce-checked": mustBeRefused(wrong, "with a nonce that the server never sent"),
    "nonce-error":
      challenge === undefined
        ? unclear("The server never asked for a nonce.")
        : either(
            statusOf(challenge) === 400 && headerOf(challenge, "dpop-nonce") !== undefined,
            "The response is 400 with DPoP-Nonce.",
            `The response that asks for a nonce is ${briefly(challenge)}${headerOf(challenge, "dpop-nonce") === undefined ? ", without DPoP-Nonce" : ""}.`,
            challenge,
          ),
    "nonce-characters": either(
      /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(nonce),
      "It has the allowed characters.",
      `DPoP-Nonce is ${JSON.stringify(nonce)}.`,
    ),
    "nonce-no-store":
      challenge === undefined
        ? unclear("The server never asked for a nonce.")
        : either(
            /no-store/i.test(headerOf(challenge, "cache-control") ?? ""),
            "Cache-Control has no-store.",
            "The response with the nonce may be cached.",
            challenge,
          ),
  };
}
