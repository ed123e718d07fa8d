/** Whether a client is who it says it is (RFC 6749 2.3, 3.2.1). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type AuthMethod, type Client, isPublic } from "../client.ts";
import type { Check } from "../decision.ts";

/** What the same client was just refused for when it wanted the same. */
export interface Earlier {
  readonly code: string;
  readonly title: string;
  readonly ref: string;
}

/** What was found about the client. A check sees only the result of its secret's comparison. */
export interface ClientFacts {
  /** Loaded only if the method is refused, because this may be a library's second try. */
  readonly earlier?: Earlier | undefined;
  /** Seconds to wait, if too many attempts have failed. */
  readonly throttled?: number | undefined;
  readonly method: AuthMethod;
  /** The client_id sent. */
  readonly clientId: string | undefined;
  readonly client: Client | undefined;
  readonly secret:
    | { readonly is: "absent" }
    | { readonly is: "right" }
    | { readonly is: "expired"; readonly at: number }
    | { readonly is: "wrong"; readonly length: number };
}

/** Facts of a client that has passed `clientChecks`. */
export function authenticated({ client }: ClientFacts): Client {
  if (client === undefined) throw new Error("The client is used before its checks have run.");
  return client;
}

export const clientChecks: readonly Check<{ readonly client: ClientFacts }>[] = [
  {
    // "the authorization server MUST protect any endpoint utilizing it against brute force attacks" (RFC 6749 2.3.1).
    asks: "Are there few enough failed attempts?",
    cites: rfc(6749, "2.3.1"),
    run: ({ client: { throttled } }) =>
      throttled === undefined ? undefined : refuse("client-auth/throttled", { retryAfter: throttled }),
  },
  {
    asks: "Does the request name a client?",
    cites: rfc(6749, "3.2.1"),
    run: ({ client }) => {
      if (client.clientId !== undefined) return undefined;
      return client.secret.is === "absent"
        ? refuse("client-auth/secret-absent", {})
        : refuse("request/parameter-absent", { parameter: "client_id" });
    },
  },
  {
    asks: "Is the client known?",
    cites: rfc(6749, "5.2"),
    run: ({ client }) =>
      client.client === undefined
        ? refuse("client/unknown", { clientId: client.clientId ?? "", credentials: client.secret.is !== "absent" })
        : undefined,
  },
  {
    asks: "Did a confidential client send credentials?",
    cites: rfc(6749, "3.2.1"),
    run: ({ client }) =>
      client.secret.is === "absent" && !isPublic(authenticated(client))
        ? refuse("client-auth/secret-absent", {})
        : undefined,
  },
  {
    asks: "Is its secret right?",
    cites: rfc(6749, "2.3.1"),
    run: ({ client: { client, clientId = "", secret } }) => {
      if (secret.is === "wrong") {
        return client !== undefined && isPublic(client)
          ? refuse("client-auth/method-mismatch", { clientId, sent: "a client_secret", registered: client.authMethods })
          : refuse("client-auth/secret-wrong", { clientId, length: secret.length });
      }
      if (secret.is === "expired") return refuse("client-auth/secret-expired", { clientId, expiredAt: secret.at });
      return undefined;
    },
  },
  {
    asks: "Is the client enabled?",
    cites: rfc(6749, "5.2"),
    run: ({ client }) =>
      authenticated(client).disabled ? refuse("client/disabled", { clientId: client.clientId ?? "" }) : undefined,
  },
  {
    asks: "Is it registered for the method it used?",
    cites: rfc(6749, "2.3"),
    run: ({ client: facts }) => {
      const client = authenticated(facts);
      return client.authMethods.includes(facts.method)
        ? undefined
        : refuse("client-auth/method-mismatch", {
            clientId: client.id,
            sent: facts.method,
            registered: client.authMethods,
            earlier: facts.earlier?.code,
            earlierTitle: facts.earlier?.title,
            earlierRef: facts.earlier?.ref,
          });
    },
  },
];
