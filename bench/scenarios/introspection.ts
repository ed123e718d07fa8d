/** Introspection of opaque access tokens (RFC 7662) by the resource server that they are for, also with signed responses (RFC 9701). */
import { type Answer, Connection } from "../load/connection.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, jsonOf } from "../load/expect.ts";
import { form, post, postHead } from "../load/request.ts";
import type { Target } from "../load/target.ts";
import { OPAQUE_API, RESOURCE_SERVER, SERVICE } from "../world.ts";
import type { Scenario } from "./scenario.ts";

/** Tokens for each connection, so that not one row is read again and again. */
const TOKENS = 8;

const introspecting = (isSigned: boolean): Pick<Scenario, "unit" | "against" | "prepare"> => ({
  unit: "requests",
  against: "authorization servers",
  async prepare(target, connections) {
    const plain = postHead(target, target.paths.introspection, RESOURCE_SERVER);
    const head = isSigned ? plain.replace("application/json", "application/token-introspection+jwt") : plain;
    const tokens = await issueTokens(target, connections * TOKENS);
    const makeStep = (_: unknown, index: number): Step => {
      // The hint spares the peer a third look-up.
      const requests = tokens
        .slice(index * TOKENS, (index + 1) * TOKENS)
        .map((token) => post(head, form({ token, token_type_hint: "access_token" })));
      let turn = 0;
      return async (connection) => {
        const answer = await connection.send(requests[turn++ % TOKENS] as string);
        const { active, client_id, scope } = isSigned ? signedIn(answer) : jsonOf(answer, 200);
        expect(active === true && client_id === SERVICE.id && scope === OPAQUE_API.scope, "an active token", answer);
      };
    };
    return Array.from({ length: connections }, makeStep);
  },
});

export const introspection: Scenario = {
  name: "introspection",
  title: "introspection of an opaque token",
  targets: { overMap: 4, overFloor: 0.5 },
  ...introspecting(false),
};

export const signedIntrospection: Scenario = {
  name: "introspection-jwt",
  title: "introspection of an opaque token, ES256 JWT response",
  targets: { overMap: 2.5 },
  ...introspecting(true),
};

/** What a signed response says about the token (RFC 9701 5). */
function signedIn(answer: Answer): Record<string, unknown> {
  expect(answer.status === 200 && isEs256Jwt(answer.body), "an ES256 JWT", answer);
  const claims = JSON.parse(Buffer.from(answer.body.split(".")[1] ?? "", "base64url").toString());
  return claims.token_introspection;
}

async function issueTokens(target: Target, count: number): Promise<string[]> {
  const body = form({ grant_type: "client_credentials", scope: OPAQUE_API.scope });
  const request = post(postHead(target, target.paths.token, SERVICE), body);
  const connection = await Connection.open(target.port);
  const tokens: string[] = [];
  while (tokens.length < count) {
    const answer = await connection.send(request);
    const { access_token } = jsonOf(answer, 200);
    expect(isOpaque(access_token), "an opaque token", answer);
    tokens.push(access_token as string);
  }
  connection.close();
  return tokens;
}
