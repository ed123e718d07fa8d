/** What a client must check of an ID token (OpenID Connect Core 3.1.3.7). */
import { createHash } from "node:crypto";
import { createLocalJWKSet, type JWK, jwtVerify } from "jose";
import { type Jwt, jwtOf, keySet } from "../jwt.ts";
import { CannotTell } from "../lab.ts";
import { listed } from "../target.ts";
import type { Checked } from "./reporter.ts";
import type { Trial } from "./trial.ts";

/** Reads and checks it. `nonce`: that of the request; none if there was none. Returns whether everything is fine. */
export async function checkIdToken(
  trial: Trial,
  token: string,
  access: string,
  nonce: string | undefined,
): Promise<boolean> {
  const { report, lab } = trial;
  report.section("The ID token");
  report.decoded("It says", token);
  const jwt = jwtOf(token);
  if (jwt === undefined) {
    report.say("It is no signed JWT that can be read without a key.");
    return true;
  }
  const all = [...claimsOf(trial, jwt, nonce), await signatureOf(trial, token, jwt), ...hashOf(jwt, access)];
  report.checked(all);
  if (typeof jwt.claims.exp === "number" && jwt.claims.exp * 1_000 <= lab.now())
    report.say("Perhaps the clock of this machine, or of the server, is wrong.");
  return all.every(({ isFine }) => isFine);
}

const check = (what: string, isFine: boolean, good: string, bad: string): Checked => ({
  what,
  isFine,
  says: isFine ? good : bad,
});

function claimsOf({ lab, client }: Trial, { claims, header }: Jwt, nonce: string | undefined): readonly Checked[] {
  const { iss, aud, azp, exp, iat } = claims;
  const issuer = lab.target.metadata.issuer ?? lab.target.issuer;
  const audiences = [aud].flat();
  const isForMe =
    audiences.includes(client.client_id) && (audiences.length === 1 || azp === undefined || azp === client.client_id);
  const now = lab.now() / 1_000;
  const algorithms = listed(lab.target, "id_token_signing_alg_values_supported");
  return [
    check("iss", iss === issuer, `${iss}`, `${iss}, and the issuer is ${issuer}`),
    check(
      "aud",
      isForMe,
      "the client",
      `${audiences.join(", ")}${azp === undefined ? "" : `, azp ${azp}`}, and the client is ${client.client_id}`,
    ),
    ...(nonce === undefined
      ? []
      : [
          check(
            "nonce",
            claims.nonce === nonce,
            "that of the request",
            `${claims.nonce ?? "missing"}, and not that of the request`,
          ),
        ]),
    check(
      "exp",
      typeof exp === "number" && exp > now,
      "in the future",
      typeof exp === "number" ? `${Math.round(now - exp)} seconds ago` : "missing",
    ),
    check(
      "iat",
      typeof iat === "number" && iat < now + 60,
      "in the past",
      typeof iat === "number" ? `${Math.round(iat - now)} seconds in the future` : "missing",
    ),
    check(
      "alg",
      header.alg !== "none" && (algorithms?.includes(String(header.alg)) ?? true),
      String(header.alg),
      `${header.alg}, and the metadata has ${algorithms?.join(", ")}`,
    ),
  ];
}

/** With the keys behind jwks_uri, or with the client's secret (OpenID Connect Core 10.1). */
async function signatureOf({ lab, client }: Trial, token: string, { header }: Jwt): Promise<Checked> {
  const what = "signature";
  // Dates have a check of their own.
  const options = { currentDate: new Date(0), clockTolerance: 1e12 };
  try {
    if (String(header.alg).startsWith("HS"))
      await jwtVerify(token, new TextEncoder().encode(client.client_secret ?? ""), options);
    else {
      const { keys } = await keySet(lab);
      await jwtVerify(token, createLocalJWKSet({ keys: keys as JWK[] }), options);
    }
    return { what, isFine: true, says: `of the key ${header.kid ?? "without kid"}` };
  } catch (error) {
    const says = error instanceof CannotTell ? error.message : `not verified: ${(error as Error).message}`;
    return { what, isFine: false, says };
  }
}

/** OpenID Connect Core 3.1.3.6: the left half of the access token's hash. */
function hashOf({ header, claims }: Jwt, access: string): readonly Checked[] {
  const { at_hash: hash } = claims;
  const bits = /(256|384|512)$/.exec(String(header.alg))?.[1] ?? (/^Ed/.test(String(header.alg)) ? "512" : undefined);
  if (hash === undefined || bits === undefined) return [];
  const whole = createHash(`sha${bits}`).update(access).digest();
  const expected = whole.subarray(0, whole.length / 2).toString("base64url");
  return [check("at_hash", hash === expected, "that of the access token", "not that of the access token")];
}
