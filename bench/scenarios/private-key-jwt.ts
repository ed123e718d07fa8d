/** client_credentials of a client that signs an assertion for each request (RFC 7523), for an opaque token. */
import { expect, isOpaque, isType, jsonOf } from "../load/expect.ts";
import { form, post, postHead } from "../load/request.ts";
import { assertion } from "../load/signed.ts";
import { OPAQUE_API, SIGNER } from "../world.ts";
import { everywhere, type Scenario } from "./scenario.ts";

export const privateKeyJwt: Scenario = {
  name: "private-key-jwt",
  title: "client_credentials by private_key_jwt (ES256), opaque token",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 2.5 },
  async prepare(target, connections) {
    const head = postHead(target, target.paths.token);
    const body = form({
      ...{ grant_type: "client_credentials", scope: OPAQUE_API.scope, client_id: SIGNER.id },
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    return everywhere(connections, async (connection) => {
      const request = post(head, `${body}&client_assertion=${assertion(target.origin)}`);
      const answer = await connection.send(request);
      const { access_token, token_type, scope } = jsonOf(answer, 200);
      const right = isOpaque(access_token) && isType(token_type, "Bearer") && scope === OPAQUE_API.scope;
      expect(right, "an opaque bearer token", answer);
    });
  },
};
