/**
 * The whole code and PKCE loop of a user who is signed in and has agreed before: authorize, redirect, redeem, ID token. Bound to a
 * key, the code and its token need a proof (RFC 9449).
 */
import { authorizationQuery, codeOf, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, isType, jsonOf } from "../load/expect.ts";
import { follower } from "../load/follow.ts";
import { getTail, post, postHead } from "../load/request.ts";
import { JKT, proofHeader } from "../load/signed.ts";
import { WEB } from "../world.ts";
import type { Scenario } from "./scenario.ts";

/** Proofs are made beforehand and taken in turn: making them is the application's work, not the server's. */
const PROOFS = 64;

const loop = (isBound: boolean): Pick<Scenario, "unit" | "against" | "prepare"> => ({
  unit: "loops",
  against: "authorization servers",
  async prepare(target, connections) {
    const browser = new Browser();
    const path = target.paths.authorization;
    await browser.visit(
      new URL(`${path}?${authorizationQuery("openid", makeProof())}`, target.origin),
      WEB.redirectUri,
    );
    const cookies = browser.cookiesFor(path);
    const tail = getTail(target, cookies);
    const head = postHead(target, target.paths.token, WEB);
    const url = target.origin + target.paths.token;
    const more: Record<string, string> = isBound ? { dpop_jkt: JKT } : {};
    const type = isBound ? "DPoP" : "Bearer";
    const makeStep = (): Step => {
      const attempts = Array.from({ length: PROOFS }, makeProof).map((proof) => ({
        proof,
        request: `GET ${path}?${authorizationQuery("openid", proof, more)}${tail}`,
      }));
      let turn = 0;
      const follow = follower(target, cookies);
      return async (connection) => {
        const attempt = attempts[turn++ % PROOFS] as (typeof attempts)[number];
        const code = codeOf(await follow(await connection.send(attempt.request), connection), target);
        const answer = await connection.send(
          post(isBound ? head + proofHeader(url) : head, redemption(code, attempt.proof)),
        );
        const { access_token, id_token, scope, token_type } = jsonOf(answer, 200);
        const right = isOpaque(access_token) && isEs256Jwt(id_token) && scope === "openid" && isType(token_type, type);
        expect(right, "an opaque access token and an ES256 ID token", answer);
      };
    };
    return Array.from({ length: connections }, makeStep);
  },
});

export const codeLoop: Scenario = {
  name: "code",
  title: "code + PKCE loop, ES256 ID token",
  targets: { overMap: 3, overSqlite: 8, overPostgres: 4, overOne: 1.7 },
  ...loop(false),
};

export const boundCodeLoop: Scenario = {
  name: "dpop-code",
  title: "DPoP-bound code + PKCE loop, ES256 ID token",
  targets: { overMap: 2.5 },
  ...loop(true),
};
