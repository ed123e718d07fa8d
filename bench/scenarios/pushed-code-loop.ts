/** The loop of code and PKCE with a request that is pushed first (RFC 9126): push, authorize, redirect, redeem. */
import { authorizationQuery, codeOf, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, jsonOf } from "../load/expect.ts";
import { getTail, post, postHead } from "../load/request.ts";
import { WEB } from "../world.ts";
import type { Scenario } from "./scenario.ts";

const PROOFS = 64;

export const pushedCodeLoop: Scenario = {
  name: "par-code",
  title: "PAR + code + PKCE loop, ES256 ID token",
  unit: "loops",
  against: "authorization servers",
  targets: { overMap: 2.5 },
  async prepare(target, connections) {
    const browser = new Browser();
    const path = target.paths.authorization;
    const first = `${path}?${authorizationQuery("openid", makeProof())}`;
    await browser.visit(new URL(first, target.origin), WEB.redirectUri);
    const tail = getTail(target, browser.cookiesFor(path));
    const [push, redeem] = [target.paths.pushed, target.paths.token].map((one) => postHead(target, one, WEB));
    const makeStep = (): Step => {
      const attempts = Array.from({ length: PROOFS }, makeProof).map((proof) => ({
        proof,
        request: post(push as string, authorizationQuery("openid", proof)),
      }));
      let turn = 0;
      return async (connection) => {
        const attempt = attempts[turn++ % PROOFS] as (typeof attempts)[number];
        const { request_uri } = jsonOf(await connection.send(attempt.request), 201);
        const query = `client_id=${WEB.id}&request_uri=${encodeURIComponent(String(request_uri))}`;
        const code = codeOf(await connection.send(`GET ${path}?${query}${tail}`), target);
        const answer = await connection.send(post(redeem as string, redemption(code, attempt.proof)));
        const { access_token, id_token, scope } = jsonOf(answer, 200);
        const right = isOpaque(access_token) && isEs256Jwt(id_token) && scope === "openid";
        expect(right, "an opaque access token and an ES256 ID token", answer);
      };
    };
    return Array.from({ length: connections }, makeStep);
  },
};
