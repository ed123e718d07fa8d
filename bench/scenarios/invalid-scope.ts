/** A refusal: client_credentials with a scope that cannot be had (RFC 6749 5.2). */
import { expect, jsonOf } from "../load/expect.ts";
import { form, post, postHead } from "../load/request.ts";
import { OPAQUE_API, REFUSED_SCOPE, SERVICE } from "../world.ts";
import { everywhere, type Scenario } from "./scenario.ts";

export const invalidScope: Scenario = {
  name: "invalid-scope",
  title: "invalid_scope refusal",
  unit: "requests",
  against: "authorization servers",
  targets: { overMap: 4, overFloor: 0.5 },
  async prepare(target, connections) {
    const body = form({ grant_type: "client_credentials", scope: `${OPAQUE_API.scope} ${REFUSED_SCOPE}` });
    const request = post(postHead(target, target.paths.token, SERVICE), body);
    return everywhere(connections, async (connection) => {
      const answer = await connection.send(request);
      const { error, error_description } = jsonOf(answer, 400);
      expect(error === "invalid_scope" && typeof error_description === "string", "invalid_scope", answer);
    });
  },
};
