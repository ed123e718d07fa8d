/** Bound access tokens at an API, or at userinfo if no API is given (RFC 9449 7). */
import { type ProofChanges, type Prover, proofKey, proofOf, proverOf } from "../dpop.ts";
import { briefly, type Exchange, headersOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear, worst } from "../finding.ts";
import { granting } from "../granting.ts";
import { CannotTell, type Lab, pairsOf, redemptionOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { mustBeRefused } from "../refusals.ts";
import type { ToSend } from "../sender.ts";
import { endpoint } from "../target.ts";
import { wrongProofs } from "./dpop.ts";

/** Those of the token endpoint that are asked again here. */
const AGAIN = ["wrong-htm", "wrong-htu", "old", "future", "no-jti", "typ", "none", "signature"] as const;

interface Api {
  readonly url: string;
  /** Gets a token, with a proof or without. */
  token(prover: Prover | undefined): Promise<Exchange>;
}

export const dpopApi = probe({
  does: "Uses a bound access token with proofs, right ones and wrong ones.",
  needs: ["DPoP", "token endpoint", "an API or userinfo"],
  finds: [
    ...AGAIN,
    ...(["without-proof", "as-bearer", "another-key", "bearer-token", "no-ath", "wrong-ath", "replayed"] as const),
    ...(["challenge", "challenge-algs", "error"] as const),
  ],
  async run(lab) {
    const { url, token } = apiOf(lab);
    const [own, foreign] = [proverOf(lab, await proofKey(lab)), proverOf(lab, await proofKey(lab))];
    const { access } = tokensIn(await token(own));
    const as = (scheme: string, one = access) => ({ url, headers: { authorization: `${scheme} ${one}` } });
    const ask = (changes?: ProofChanges, prover = own): Promise<Exchange> => prover.send(as("DPoP"), changes, access);
    const good = await ask();
    if (statusOf(good) !== 200) throw new CannotTell(`A right proof is refused: ${briefly(good)}.`, [good]);
    const wrong = wrongProofs(lab, own.by, foreign.by, url);
    const found: Partial<Record<(typeof AGAIN)[number], Finding>> = {};
    const refusals: Exchange[] = [];
    for (const name of AGAIN) {
      const exchange = await ask(wrong[name]);
      if (["wrong-htm", "wrong-htu", "signature"].includes(name)) refusals.push(exchange);
      found[name] = mustBeRefused(exchange, `A proof ${wrong[name].called} is accepted.`);
    }
    const without = await lab.send(as("DPoP"));
    const bearer = await lab.send(as("Bearer"));
    return {
      ...(found as Record<(typeof AGAIN)[number], Finding>),
      "without-proof": mustBeRefused(without, "The token works without a proof."),
      "as-bearer": mustBeRefused(bearer, "The token works as a bearer token."),
      "another-key": mustBeRefused(await ask({}, foreign), "The token works with another key."),
      "bearer-token": await bearerToken(lab, own, await token(undefined), as),
      "no-ath": mustBeRefused(await ask({ claims: { ath: undefined } }), "A proof without ath is accepted."),
      "wrong-ath": mustBeRefused(
        await ask({ claims: { ath: lab.fresh(32) } }),
        "A proof for another token is accepted.",
      ),
      replayed: await replayed(lab, own, url, access),
      ...challenges(without),
      error: errors(refusals),
    };
  },
});

/** The API that was given, or userinfo. */
function apiOf(lab: Lab): Api {
  const send = (prover: Prover | undefined, request: ToSend): Promise<Exchange> =>
    prover === undefined ? lab.send(request) : prover.send(request);
  const { api } = lab.target;
  if (api?.url !== undefined) {
    const { client, parameters } = granting(lab);
    const token = async (prover: Prover | undefined) =>
      send(prover, lab.asClient(client, lab.endpoint("token"), pairsOf(await parameters())));
    return { url: api.url, token };
  }
  const web = lab.client("web");
  const token = async (prover: Prover | undefined) =>
    send(prover, lab.asClient(web, lab.endpoint("token"), pairsOf(redemptionOf(await lab.code(web)))));
  if (web.redirect_uri === undefined || endpoint(lab.target, "userinfo") === undefined)
    throw new CannotTell("An API is needed: api.url.");
  return { url: lab.endpoint("userinfo"), token };
}

async function bearerToken(
  lab: Lab,
  own: Prover,
  exchange: Exchange,
  as: (scheme: string, token: string) => { readonly url: string; readonly headers: Readonly<Record<string, string>> },
): Promise<Finding> {
  const { access_token: token, token_type: type } = jsonOf(exchange) ?? {};
  if (typeof token !== "string" || /^dpop$/i.test(String(type)))
    return notApplicable("The client gets bound tokens alone.", exchange);
  const plain = await lab.send(as("Bearer", token));
  if (statusOf(plain) !== 200) return notApplicable(`Bearer tokens aren't accepted: ${briefly(plain)}.`, plain);
  return mustBeRefused(await own.send(as("DPoP", token), {}, token), "A bearer token is accepted as a bound one.");
}

async function replayed(lab: Lab, own: Prover, url: string, token: string): Promise<Finding> {
  const dpop = proofOf(lab, own.by, { method: "GET", url, token, nonce: own.nonce() });
  const headers = { authorization: `DPoP ${token}`, dpop };
  const first = await lab.send({ url, headers });
  const second = await lab.send({ url, headers });
  if (statusOf(first) !== 200) return unclear(`A right proof is refused: ${briefly(first)}.`, first);
  return either(statusOf(second) !== 200, "It works once.", "The same proof works twice.", first, second);
}

/** The challenge for DPoP, if there is one. */
const challengeOf = (exchange: Exchange): string | undefined =>
  headersOf(exchange, "www-authenticate").find((one) => /(^|,\s*)DPoP\b/i.test(one));

function challenges(without: Exchange): Record<"challenge" | "challenge-algs", Finding> {
  const challenge = challengeOf(without);
  if (statusOf(without) === 200) {
    const none = notApplicable("Nothing is refused.", without);
    return { challenge: none, "challenge-algs": none };
  }
  return {
    challenge: either(
      challenge !== undefined,
      `It is ${challenge}.`,
      "The refusal has no WWW-Authenticate with DPoP.",
      without,
    ),
    "challenge-algs":
      challenge === undefined
        ? notApplicable("There is no challenge.", without)
        : either(
            /\balgs="[^"]+"/i.test(challenge),
            `It is ${challenge}.`,
            `It is ${challenge}, without algs.`,
            without,
          ),
  };
}

function errors(refusals: readonly Exchange[]): Finding {
  const [first, ...rest] = refusals
    .filter((one) => statusOf(one) === 401)
    .map((one) => {
      const said = /\berror="?([^",\s]+)/i.exec(challengeOf(one) ?? "")?.[1];
      return either(
        said === "invalid_dpop_proof" || said === "invalid_token",
        `The error is ${said}.`,
        `The challenge has ${said === undefined ? "no error" : `error="${said}"`} instead of invalid_dpop_proof.`,
        one,
      );
    });
  return first === undefined ? unclear("Nothing was refused with 401.") : worst([first, ...rest]);
}
