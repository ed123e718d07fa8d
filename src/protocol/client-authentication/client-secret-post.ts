/** The secret in the form (RFC 6749 2.3.1). */
import { rfc } from "../../specs.ts";
import { formOf, type Received } from "../received.ts";
import { ANY_SECRET, namedInBody, presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

const isUsed = ({ body }: Received): boolean => formOf(body).values.has("client_secret");

export const clientSecretPost: AuthenticationMethod<"client_secret_post"> = {
  name: "client_secret_post",
  cites: rfc(6749, "2.3.1"),
  sends: "`client_id` and `client_secret` in the body.",
  secret: true,
  parameters: ["client_secret"],
  isUsed,
  checks: [namedInBody("Does a secret in the body come with a client_id?", { cites: rfc(6749, "2.3.1"), isUsed })],
  presents: (received) =>
    presentedInBody("client_secret_post", received, formOf(received.body).values.get("client_secret")),
  authenticate: (bare, clientId) => withParameters(bare, { client_id: clientId, client_secret: ANY_SECRET }),
};
