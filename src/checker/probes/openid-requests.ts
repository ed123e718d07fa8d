/** What an authorization request may ask of an OpenID Provider (OpenID Connect Core 3.1.2.1, 3.1.2.6, 5.5, 15.1). */
import { setTimeout as wait } from "node:timers/promises";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { type Jwt, jwtOf } from "../jwt.ts";
import type { Authorized, Changes, Lab, Tokens } from "../lab.ts";
import { probe } from "../probe.ts";
import { pagesOf, wasGranted, wasRefused } from "../redirect.ts";
import type { TestClient } from "../target.ts";

/** Parameters that need not be obeyed, and must not be refused (OpenID Connect Core 15.1). */
const TOLERATED = {
  "display-page": { display: "page" },
  "display-popup": { display: "popup" },
  "ui-locales": { ui_locales: "xx-XX fr-CA en" },
  "claims-locales": { claims_locales: "xx-XX fr-CA en" },
  "acr-values": { acr_values: "urn:example:no-such-class" },
  "login-hint": { login_hint: "nobody@app.example" },
  "unknown-claims": { claims: JSON.stringify({ userinfo: { "urn:example:no-such-claim": null } }) },
} as const satisfies Readonly<Record<string, Changes>>;

type Tolerated = keyof typeof TOLERATED;

export const openidRequests = probe({
  does: "Asks with prompt, max_age, hints, locales and claims, with a user who is signed in.",
  needs: ["ID tokens", "token endpoint"],
  finds: [
    ...(Object.keys(TOLERATED) as Tolerated[]),
    ...(["prompt-login", "prompt-consent", "prompt-none", "prompt-conflict", "max-age-zero"] as const),
    ...(["max-age-malformed", "auth-time-kept", "hint", "hint-forged", "hint-unsigned"] as const),
    ...(["nonce-absent", "nonce-characters", "claims-auth-time", "claims-malformed", "sub-kept"] as const),
  ],
  async run(lab) {
    const client = onlyOpenid(lab.client("web"));
    const ask = (changes: Changes): Promise<Authorized> => lab.authorize(client, changes);
    const first = await lab.tokens(client, { max_age: "1000000" });
    await secondAfter(lab, first);
    const second = await lab.tokens(client, { max_age: "1000000" });
    // A page may ask for a password by a script, so no page may have been shown at all.
    const keepsSession = pagesOf(second.from).length === 0;
    const tolerated = {} as Record<Tolerated, Finding>;
    for (const [name, changes] of Object.entries(TOLERATED))
      tolerated[name as Tolerated] = wasGranted(await ask(changes));
    return {
      ...tolerated,
      ...(keepsSession ? await withSession(lab, client, second) : noSession),
      "prompt-conflict": wasRefused(await ask({ prompt: "none login" })),
      "max-age-malformed": wasRefused(await ask({ max_age: "soon" })),
      "auth-time-kept": keepsSession ? sameTime(first, second) : unclear("The user had to sign in again."),
      "sub-kept": sameSub(first, second),
      ...(await nonces(lab, client)),
      ...(await claims(lab, client)),
    };
  },
});

/** Fewer scopes need less consent. */
const onlyOpenid = (client: TestClient): TestClient => ({ ...client, scope: "openid" });

const noSession = (() => {
  const none = unclear("The server keeps no session of the user that could be seen.");
  return {
    "prompt-login": none,
    "prompt-consent": none,
    "prompt-none": none,
    "max-age-zero": none,
    hint: none,
    "hint-forged": none,
    "hint-unsigned": none,
  };
})();

async function withSession(
  lab: Lab,
  client: TestClient,
  { id }: Tokens,
): Promise<Record<keyof typeof noSession, Finding>> {
  const ask = (changes: Changes): Promise<Authorized> => lab.authorize(client, changes);
  const hinted = async (hint: string): Promise<Authorized> => ask({ prompt: "none", id_token_hint: hint });
  const jwt = jwtOf(id ?? "");
  const noId = unclear("There is no ID token.");
  return {
    "prompt-login": seen(await ask({ prompt: "login" })),
    "prompt-consent": seen(await ask({ prompt: "consent" })),
    "max-age-zero": seen(await ask({ max_age: "0" })),
    "prompt-none": silent(await ask({ prompt: "none" })),
    hint: id === undefined ? noId : silent(await hinted(id)),
    "hint-forged": id === undefined || jwt === undefined ? noId : wasRefused(await hinted(forged(lab, id, jwt))),
    "hint-unsigned": jwt === undefined ? noId : wasRefused(await hinted(unsigned(lab, jwt))),
  };
}

/** The user saw something. */
const seen = (authorized: Authorized): Finding =>
  either(pagesOf(authorized).length > 0, "A page is shown.", "No page is shown.", authorized.last);

/** A code, and no page. */
const silent = (authorized: Authorized): Finding =>
  pagesOf(authorized).length > 0
    ? either(false, "", "A page is shown.", ...pagesOf(authorized).slice(0, 1))
    : wasGranted(authorized);

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Of another user, with a signature that doesn't fit. */
const forged = (lab: Lab, id: string, { claims: all }: Jwt): string => {
  const [header, , signature] = id.split(".");
  return `${header}.${encoded({ ...all, sub: lab.fresh() })}.${signature}`;
};

const unsigned = (lab: Lab, { claims: all }: Jwt): string =>
  `${encoded({ alg: "none" })}.${encoded({ ...all, sub: lab.fresh() })}.`;

const claimsOf = ({ id }: Tokens): Readonly<Record<string, unknown>> => jwtOf(id ?? "")?.claims ?? {};

/** `auth_time` has seconds: within the one in which the user signed in, a new one looks like the old one. */
async function secondAfter(lab: Lab, tokens: Tokens): Promise<void> {
  const { auth_time: time } = claimsOf(tokens);
  if (typeof time !== "number") return;
  const left = (time + 1) * 1_000 - lab.now();
  if (left > 0 && left <= 1_000) await wait(left);
}

function sameTime(first: Tokens, second: Tokens): Finding {
  const [one, other] = [claimsOf(first).auth_time, claimsOf(second).auth_time];
  if (one === undefined || other === undefined) return unclear("There is no auth_time.", second.exchange);
  return either(
    one === other,
    "Both ID tokens have the same auth_time.",
    `auth_time is ${other} instead of ${one}, although the user didn't sign in again.`,
    first.exchange,
    second.exchange,
  );
}

function sameSub(first: Tokens, second: Tokens): Finding {
  const [one, other] = [claimsOf(first).sub, claimsOf(second).sub];
  if (one === undefined) return unclear("There is no ID token.", first.exchange);
  return either(
    one === other,
    "Both ID tokens have the same sub.",
    `sub is ${JSON.stringify(other)} instead of ${JSON.stringify(one)}.`,
    first.exchange,
    second.exchange,
  );
}

const NONCE = "a b+c%2Bd&e=f\"g'h<i>/?#";

async function nonces(lab: Lab, client: TestClient): Promise<Record<"nonce-absent" | "nonce-characters", Finding>> {
  const without = await lab.authorize(client, { nonce: undefined });
  const granted = wasGranted(without);
  const code = without.landing.returned?.parameters.get("code");
  const exchange = code == null ? undefined : await lab.redeem({ ...without, code });
  const { id_token: token } = exchange === undefined ? {} : (JSON.parse(exchange.came?.body || "{}") as Jwt["claims"]);
  const nonce = jwtOf(String(token))?.claims.nonce;
  const odd = await lab.tokens(client, { nonce: NONCE });
  return {
    "nonce-absent":
      exchange === undefined
        ? granted
        : either(nonce === undefined, "There is no nonce.", `nonce is ${JSON.stringify(nonce)}.`, exchange),
    "nonce-characters": either(
      claimsOf(odd).nonce === NONCE,
      "nonce came back unchanged.",
      `nonce came back as ${JSON.stringify(claimsOf(odd).nonce)}.`,
      odd.exchange,
    ),
  };
}

async function claims(lab: Lab, client: TestClient): Promise<Record<"claims-auth-time" | "claims-malformed", Finding>> {
  if (lab.target.metadata.claims_parameter_supported !== true) {
    const not = notApplicable("The claims parameter isn't supported.");
    return { "claims-auth-time": not, "claims-malformed": not };
  }
  const asked = await lab.tokens(client, { claims: JSON.stringify({ id_token: { auth_time: { essential: true } } }) });
  return {
    "claims-auth-time": either(
      typeof claimsOf(asked).auth_time === "number",
      "The ID token has auth_time.",
      "The ID token has no auth_time.",
      asked.exchange,
    ),
    "claims-malformed": wasRefused(await lab.authorize(client, { claims: "{no JSON" }), "invalid_request"),
  };
}
