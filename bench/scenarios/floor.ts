/** The floor: what `node:http` alone can respond, sent the same bytes as client_credentials. */
import { expect, isType, jsonOf } from "../load/expect.ts";
import { form, post, postHead } from "../load/request.ts";
import { OPAQUE_API, SERVICE } from "../world.ts";
import { everywhere, type Scenario } from "./scenario.ts";

export const floor: Scenario = {
  name: "floor",
  title: "floor: a small form read, 300 bytes of JSON returned",
  unit: "requests",
  against: "floor",
  targets: {},
  async prepare(target, connections) {
    const body = form({ grant_type: "client_credentials", scope: OPAQUE_API.scope });
    const request = post(postHead(target, target.paths.token, SERVICE), body);
    return everywhere(connections, async (connection) => {
      const answer = await connection.send(request);
      expect(isType(jsonOf(answer, 200).token_type, "Bearer"), "the floor's response", answer);
    });
  },
};
