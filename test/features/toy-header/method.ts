/** A client authentication method that no standard knows: the client's secret is in a header of its own. */
import { namedInBody, presentedInBody } from "../../../src/protocol/client-authentication/credentials.ts";
import type { AuthenticationMethod } from "../../../src/protocol/client-authentication/method.ts";
import type { Received } from "../../../src/protocol/received.ts";
import { refuse } from "../../../src/reasons/index.ts";
import { rfc } from "../../../src/specs.ts";

const HEADER = "x-toy-key";

const isUsed = ({ headers }: Received): boolean => headers?.has(HEADER) === true;

export const toyHeader: AuthenticationMethod<"toy_header"> = {
  name: "toy_header",
  cites: rfc(6749, "2.3.2"),
  sends: "`client_id` in the body, and the secret in the header X-Toy-Key.",
  secret: true,
  headers: [HEADER],
  isUsed,
  checks: [
    namedInBody("Does the key come with a client_id?", { cites: rfc(6749, "2.3.2"), isUsed }),
    {
      asks: "Is the key long enough to be one?",
      cites: rfc(6749, "2.3.2"),
      run: ({ received: { headers } }) =>
        (headers?.get(HEADER)?.length ?? 8) >= 8 ? undefined : refuse("client-auth/malformed", { scheme: "none" }),
    },
  ],
  presents: (received) => presentedInBody("toy_header", received, received.headers?.get(HEADER)),
  authenticate: (bare, clientId) => ({
    ...bare,
    headers: new Map([[HEADER, "*".repeat(32)]]),
    body: {
      values: new Map([["client_id", clientId], ...("refused" in bare.body ? [] : bare.body.values)]),
      repeated: [],
    },
  }),
};
