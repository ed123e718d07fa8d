/** The secret in the form (RFC 6749 2.3.1). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { nameMeant } from "../parameter-names.ts";
import { formOf } from "../received.ts";
import { ANY_SECRET, presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

export const clientSecretPost: AuthenticationMethod<"client_secret_post"> = {
  name: "client_secret_post",
  cites: rfc(6749, "2.3.1"),
  sends: "`client_id` and `client_secret` in the body.",
  secret: true,
  parameters: ["client_secret"],
  isUsed: ({ body }) => formOf(body).values.has("client_secret"),
  checks: [
    {
      asks: "Does a secret in the body come with a client_id?",
      cites: rfc(6749, "2.3.1"),
      run: ({ received: { authorization, body } }) => {
        const { values } = formOf(body);
        if (authorization.is === "basic" || !values.has("client_secret") || values.has("client_id")) return undefined;
        const near = [...values.keys()].find((name) => nameMeant(name) === "client_id");
        return refuse("request/parameter-absent", { parameter: "client_id", near });
      },
    },
  ],
  presents: (received) =>
    presentedInBody("client_secret_post", received, formOf(received.body).values.get("client_secret")),
  authenticate: (bare, clientId) => withParameters(bare, { client_id: clientId, client_secret: ANY_SECRET }),
};
