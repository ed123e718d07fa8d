/** A JWT that the client signs with its private key (RFC 7523 2.2, OpenID Connect Core 9). */
import { refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import { formOf, type Received } from "../received.ts";
import { readSentJwt } from "../sent-jwt.ts";
import { ASSERTION_TYPE, macBytes } from "./assertion.ts";
import { ANY_SECRET, presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

const PARAMETERS = ["client_assertion_type", "client_assertion"] as const;
const [TYPE, ASSERTION] = PARAMETERS;

const isUsed = ({ body }: Received): boolean => {
  const { values } = formOf(body);
  return values.has(TYPE) || values.has(ASSERTION);
};

/**
 * "The value of the sub claim must be the client_id" (RFC 7523 3), so a request needn't name the client again. Whether the JWT has a signature
 * or a MAC is the only difference between the two methods.
 */
function readAssertion(assertion: string | undefined): {
  readonly method: string;
  readonly subject: string | undefined;
} {
  const read = readSentJwt(assertion ?? "");
  if ("looks" in read) return { method: "private_key_jwt", subject: undefined };
  const { header, claims } = read;
  const method = macBytes(header.alg ?? "") === undefined ? "private_key_jwt" : "client_secret_jwt";
  return { method, subject: typeof claims.sub === "string" ? claims.sub : undefined };
}

export const privateKeyJwt: AuthenticationMethod<"private_key_jwt"> = {
  name: "private_key_jwt",
  cites: openid("core", "9"),
  sends: "`client_assertion_type` and `client_assertion`, a JWT that it signs with a key in `jwks` or at `jwksUri`.",
  secret: false,
  keys: true,
  parameters: PARAMETERS,
  isUsed,
  checks: [
    {
      asks: "Is the type of the client assertion supported?",
      cites: rfc(7521, "4.2"),
      run: ({ received }) => {
        const { values } = formOf(received.body);
        const sent = values.get(TYPE);
        if (sent !== undefined && sent !== ASSERTION_TYPE)
          return refuse("client-auth/assertion-unsupported", { parameters: [TYPE], sent });
        const missing = PARAMETERS.find((name) => !values.has(name));
        return missing === undefined || !isUsed(received)
          ? undefined
          : refuse("request/parameter-absent", { parameter: missing });
      },
    },
  ],
  presents: (received) => {
    const assertion = formOf(received.body).values.get(ASSERTION);
    const { method, subject } = readAssertion(assertion);
    const presented = presentedInBody(method, received, assertion);
    return { ...presented, clientId: presented.clientId ?? subject };
  },
  authenticate: (bare, clientId) =>
    withParameters(bare, { client_id: clientId, [TYPE]: ASSERTION_TYPE, [ASSERTION]: ANY_SECRET }),
};
