/** Refresh with rotation (RFC 6749 6, RFC 9700 4.14): each connection owns a family and always sends its newest token; bound, with a proof (RFC 9449). */
import { authorizationQuery, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import { Connection } from "../load/connection.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, isType, jsonOf } from "../load/expect.ts";
import { post, postHead } from "../load/request.ts";
import { proofHeader } from "../load/signed.ts";
import type { Target } from "../load/target.ts";
import { WEB } from "../world.ts";
import type { Scenario } from "./scenario.ts";

const refreshing = (isBound: boolean): Pick<Scenario, "unit" | "against" | "prepare"> => ({
  unit: "requests",
  against: "authorization servers",
  async prepare(target, connections) {
    const head = postHead(target, target.paths.token, WEB);
    const url = target.origin + target.paths.token;
    const headOf = (): string => (isBound ? head + proofHeader(url) : head);
    const type = isBound ? "DPoP" : "Bearer";
    const makeStep = (first: string): Step => {
      let newest = first;
      return async (connection) => {
        const sent = newest;
        const answer = await connection.send(
          post(headOf(), `grant_type=refresh_token&refresh_token=${encodeURIComponent(sent)}`),
        );
        const { access_token, id_token, refresh_token, token_type } = jsonOf(answer, 200);
        const right =
          isOpaque(access_token) && isEs256Jwt(id_token) && isOpaque(refresh_token) && isType(token_type, type);
        expect(right && refresh_token !== sent, "an access token, an ES256 ID token and a new refresh token", answer);
        newest = refresh_token as string;
      };
    };
    return (await startFamilies(target, headOf, connections)).map(makeStep);
  },
});

export const refresh: Scenario = {
  name: "refresh",
  title: "refresh with rotation, ES256 ID token",
  targets: { overMap: 2, overSqlite: 8, overPostgres: 4 },
  ...refreshing(false),
};

export const boundRefresh: Scenario = {
  name: "dpop-refresh",
  title: "DPoP-bound refresh with rotation, ES256 ID token",
  targets: { overMap: 2.5 },
  ...refreshing(true),
};

/** One user, one session, so many authorizations; `prompt=consent` because offline_access asks for it (OpenID Connect Core 11). */
async function startFamilies(target: Target, headOf: () => string, count: number): Promise<string[]> {
  const browser = new Browser();
  const connection = await Connection.open(target.port);
  const tokens: string[] = [];
  for (let family = 0; family < count; family++) {
    const proof = makeProof();
    const query = authorizationQuery("openid offline_access", proof, { prompt: "consent" });
    const back = await browser.visit(new URL(`${target.paths.authorization}?${query}`, target.origin), WEB.redirectUri);
    const code = encodeURIComponent(back.searchParams.get("code") ?? "");
    const answer = await connection.send(post(headOf(), redemption(code, proof)));
    const { refresh_token } = jsonOf(answer, 200);
    expect(isOpaque(refresh_token), "a refresh token for offline_access", answer);
    tokens.push(refresh_token as string);
  }
  connection.close();
  return tokens;
}
