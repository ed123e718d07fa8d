/** Token exchange (RFC 8693): an API exchanges a user's access token for one of its own. */
import { authorizationQuery, codeOf, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import { Connection } from "../load/connection.ts";
import type { Step } from "../load/drive.ts";
import { expect, isOpaque, jsonOf } from "../load/expect.ts";
import { form, getTail, post, postHead } from "../load/request.ts";
import type { Target } from "../load/target.ts";
import { EXCHANGER, OPAQUE_API, WEB } from "../world.ts";
import type { Scenario } from "./scenario.ts";

const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

export const tokenExchange: Scenario = {
  name: "exchange",
  title: "token exchange, opaque tokens",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 2.5 },
  async prepare(target, connections) {
    const head = postHead(target, target.paths.token, EXCHANGER);
    const makeStep = (subject_token: string): Step => {
      const body = form({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        ...{ subject_token, subject_token_type: ACCESS_TOKEN, scope: OPAQUE_API.scope },
      });
      const request = post(head, body);
      return async (connection) => {
        const answer = await connection.send(request);
        const { access_token, issued_token_type, scope } = jsonOf(answer, 200);
        const right = isOpaque(access_token) && issued_token_type === ACCESS_TOKEN && scope === OPAQUE_API.scope;
        expect(right && access_token !== subject_token, "another opaque token", answer);
      };
    };
    return (await tokensOf(target, connections)).map(makeStep);
  },
};

/** Access tokens of the user, each of an authorization of its own. */
async function tokensOf(target: Target, count: number): Promise<string[]> {
  const scope = `openid ${OPAQUE_API.scope}`;
  const path = target.paths.authorization;
  const browser = new Browser();
  await browser.visit(new URL(`${path}?${authorizationQuery(scope, makeProof())}`, target.origin), WEB.redirectUri);
  const tail = getTail(target, browser.cookiesFor(path));
  const head = postHead(target, target.paths.token, WEB);
  const connection = await Connection.open(target.port);
  const tokens: string[] = [];
  while (tokens.length < count) {
    const proof = makeProof();
    const code = codeOf(await connection.send(`GET ${path}?${authorizationQuery(scope, proof)}${tail}`), target);
    const answer = await connection.send(post(head, redemption(code, proof)));
    const { access_token } = jsonOf(answer, 200);
    expect(isOpaque(access_token), "an opaque token", answer);
    tokens.push(access_token as string);
  }
  connection.close();
  return tokens;
}
