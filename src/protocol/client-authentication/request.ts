/** How a client presents itself (RFC 6749 2.3): one method per request. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { AuthMethod } from "../client.ts";
import type { Check } from "../decision.ts";
import type { Form } from "../form.ts";
import { nameMeant } from "../parameter-names.ts";
import type { Posted } from "../post.ts";
import { formOf, type Received } from "../received.ts";

/** What was presented. Secrets exist only here, between the request and their comparison; never in facts. */
export interface Presented {
  readonly method: AuthMethod;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** Id and secret of HTTP Basic as sent, before form-decoding, if that makes a difference. */
  readonly undecoded: { readonly clientId: string; readonly secret: string } | undefined;
}

const ASSERTION = ["client_assertion_type", "client_assertion"];

export const credentialChecks: readonly Check<Posted>[] = [
  {
    // Comes before all others, so that a client that signs its requests sees this reason. Otherwise it would see that it sent
    // nothing, or twice.
    asks: "Does the client authenticate without an assertion?",
    cites: rfc(7521, "4.2"),
    run: ({ received: { query, body } }) => {
      const sentIn = (form: Form | Refusal, name: string): boolean => !("refused" in form) && form.values.has(name);
      const parameters = ASSERTION.filter((name) => sentIn(query, name) || sentIn(body, name));
      return parameters.length === 0 ? undefined : refuse("client-auth/assertion-unsupported", { parameters });
    },
  },
  {
    asks: "Can the Authorization header be read?",
    cites: rfc(6749, "2.3.1"),
    run: ({ received: { authorization } }) =>
      authorization.is === "malformed" || authorization.is === "bearer"
        ? refuse("client-auth/malformed", { scheme: authorization.scheme })
        : undefined,
  },
  {
    // "The client MUST NOT use more than one authentication method in each request." (RFC 6749 2.3)
    asks: "Does the client authenticate in one way?",
    cites: rfc(6749, "2.3"),
    run: ({ received: { authorization, body } }) =>
      authorization.is === "basic" && formOf(body).values.has("client_secret")
        ? refuse("client-auth/repeated", { methods: ["client_secret_basic", "client_secret_post"] })
        : undefined,
  },
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
  {
    asks: "Do header and body name the same client?",
    cites: rfc(6749, "2.3"),
    run: ({ received: { authorization, body } }) => {
      const sent = formOf(body).values.get("client_id");
      if (authorization.is !== "basic" || sent === undefined) return undefined;
      const { clientId, undecoded } = authorization;
      return sent === clientId || sent === undecoded?.clientId
        ? undefined
        : refuse("client-auth/client-id-mismatch", { header: clientId, body: sent });
    },
  },
];

/** The client's credentials, from the Authorization header or the form, after the checks have passed. */
export function presentedBy({ authorization, body }: Received): Presented {
  if (authorization.is === "basic") {
    const { clientId, secret, undecoded } = authorization;
    // A public client whose library insists on Basic sends an empty password, which isn't a credential.
    const method = (undecoded?.secret ?? secret) === "" ? "none" : "client_secret_basic";
    return { method, clientId, secret: secret === "" ? undefined : secret, undecoded };
  }
  const { values } = formOf(body);
  const secret = values.get("client_secret");
  return {
    method: secret === undefined ? "none" : "client_secret_post",
    clientId: values.get("client_id"),
    secret,
    undecoded: undefined,
  };
}
