/** client_credentials (RFC 6749 4.4): an opaque token, which is stored, or an ES256 JWT, which is signed. */
import { expect, isEs256Jwt, isOpaque, isType, jsonOf } from "../load/expect.ts";
import { form, post, postHead } from "../load/request.ts";
import { JWT_API, JWT_SERVICE, OPAQUE_API, SERVICE } from "../world.ts";
import { everywhere, type Scenario } from "./scenario.ts";

export const opaqueToken: Scenario = {
  name: "opaque",
  title: "client_credentials, opaque token",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 2.5, overSqlite: 8, overPostgres: 4 },
  async prepare(target, connections) {
    const body = form({ grant_type: "client_credentials", scope: OPAQUE_API.scope });
    const request = post(postHead(target, target.paths.token, SERVICE), body);
    return everywhere(connections, async (connection) => {
      const answer = await connection.send(request);
      const { access_token, token_type, scope } = jsonOf(answer, 200);
      const right = isOpaque(access_token) && isType(token_type, "Bearer") && scope === OPAQUE_API.scope;
      expect(right, "an opaque bearer token", answer);
    });
  },
};

export const jwt: Scenario = {
  name: "es256",
  title: "client_credentials, ES256 JWT",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 2.5 },
  async prepare(target, connections) {
    const body = form({ grant_type: "client_credentials", scope: JWT_API.scope, resource: JWT_API.resource });
    const request = post(postHead(target, target.paths.token, JWT_SERVICE), body);
    return everywhere(connections, async (connection) => {
      const answer = await connection.send(request);
      const { access_token, token_type, scope } = jsonOf(answer, 200);
      const right = isEs256Jwt(access_token) && isType(token_type, "Bearer") && scope === JWT_API.scope;
      expect(right, "an ES256 JWT as bearer token", answer);
    });
  },
};
