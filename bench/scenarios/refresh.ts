/** Refresh with rotation (RFC 6749 6, RFC 9700 4.14): each connection owns a family and always sends its newest token. */
import { authorizationQuery, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import { Connection } from "../load/connection.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, jsonOf } from "../load/expect.ts";
import { post, postHead } from "../load/request.ts";
import type { Target } from "../load/target.ts";
import { WEB } from "../world.ts";
import type { Scenario } from "./scenario.ts";

export const refresh: Scenario = {
  name: "refresh",
  title: "refresh with rotation, ES256 ID token",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 2, overSqlite: 8 },
  async prepare(target, connections) {
    const head = postHead(target, target.paths.token, WEB);
    const makeStep = (first: string): Step => {
      let newest = first;
      return async (connection) => {
        const sent = newest;
        const answer = await connection.send(
          post(head, `grant_type=refresh_token&refresh_token=${encodeURIComponent(sent)}`),
        );
        const { access_token, id_token, refresh_token } = jsonOf(answer, 200);
        const right =
          isOpaque(access_token) && isEs256Jwt(id_token) && isOpaque(refresh_token) && refresh_token !== sent;
        expect(right, "an access token, an ES256 ID token and a new refresh token", answer);
        newest = refresh_token as string;
      };
    };
    return (await startFamilies(target, head, connections)).map(makeStep);
  },
};

/** One user, one session, so many authorizations; `prompt=consent` because offline_access asks for it (OpenID Connect Core 11). */
async function startFamilies(target: Target, head: string, count: number): Promise<string[]> {
  const browser = new Browser();
  const connection = await Connection.open(target.port);
  const tokens: string[] = [];
  for (let family = 0; family < count; family++) {
    const proof = makeProof();
    const query = authorizationQuery("openid offline_access", proof, { prompt: "consent" });
    const back = await browser.visit(new URL(`${target.paths.authorization}?${query}`, target.origin), WEB.redirectUri);
    const code = encodeURIComponent(back.searchParams.get("code") ?? "");
    const answer = await connection.send(post(head, redemption(code, proof)));
    const { refresh_token } = jsonOf(answer, 200);
    expect(isOpaque(refresh_token), "a refresh token for offline_access", answer);
    tokens.push(refresh_token as string);
  }
  connection.close();
  return tokens;
}
