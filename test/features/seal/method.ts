/** A client authentication method that compares nothing that is registered: a parameter has the id backwards. Both halves. */
import { presentedInBody, withParameters } from "../../../src/protocol/client-authentication/credentials.ts";
import type { AuthenticationMethod } from "../../../src/protocol/client-authentication/method.ts";
import { formOf } from "../../../src/protocol/received.ts";
import { refuse } from "../../../src/reasons/index.ts";
import type { Verification } from "../../../src/service/client-authentication/verification.ts";
import { rfc } from "../../../src/specs.ts";

const PARAMETER = "client_assertion";

const backwards = (text: string): string => [...text].reverse().join("");

export const seal: AuthenticationMethod<"seal"> = {
  name: "seal",
  cites: rfc(7521, "4.2"),
  sends: "`client_id`, and the same backwards as `client_assertion`.",
  secret: false,
  parameters: [PARAMETER],
  isUsed: ({ body }) => formOf(body).values.has(PARAMETER),
  presents: (received) => presentedInBody("seal", received, formOf(received.body).values.get(PARAMETER)),
  refuses: () => refuse("request/parameter-invalid", { parameter: PARAMETER, expected: "client_id backwards" }),
  authenticate: (bare, clientId) => withParameters(bare, { client_id: clientId, [PARAMETER]: backwards(clientId) }),
};

export const sealed: Verification = async ({ registry }, { clientId, secret = "" }, _now) => {
  const found = clientId === undefined ? undefined : await registry.client(clientId);
  const isRight = found !== undefined && secret === backwards(found.client.id);
  return {
    facts: {
      method: "seal",
      clientId,
      client: found?.client,
      secret: isRight ? { is: "right" } : { is: "wrong", length: secret.length },
    },
    guessable: false,
  };
};
