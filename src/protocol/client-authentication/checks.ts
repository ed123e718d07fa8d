/** Whether a client is who it says it is (RFC 6749 2.3, 3.2.1). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type Client, isPublic } from "../client.ts";
import { refuseDocument } from "../client-document.ts";
import type { Check } from "../decision.ts";
import { methodsOf } from "../profiles/index.ts";
import { refusalOfAssertion, refusalOfSignature } from "./assertion.ts";
import { refusalOfAttestation, refusalOfAttester } from "./attestation.ts";
import { refusalOfCertificate } from "./certificate.ts";
import type { ClientFacts } from "./facts.ts";
import { methodOf } from "./index.ts";

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
    // Before the client is looked up, so that it tells nothing about which clients exist.
    asks: "Could its assertion be accepted from any client?",
    cites: rfc(7523, "3"),
    run: ({ client: { assertion, attestation, clientId } }) =>
      assertion === undefined
        ? attestation && refusalOfAttestation(attestation, clientId)
        : refusalOfAssertion(assertion, clientId),
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
    run: ({ client }) => {
      if (client.client !== undefined) return undefined;
      if (client.unusable !== undefined) return refuseDocument(client.clientId ?? "", client.unusable);
      return client.gone === true
        ? refuse("client/registration-gone", { clientId: client.clientId ?? "" })
        : refuse("client/unknown", { clientId: client.clientId ?? "", credentials: client.secret.is !== "absent" });
    },
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
    run: ({ client: facts }) => {
      const { client, clientId = "", secret } = facts;
      if (secret.is === "absent" || secret.is === "right") return undefined;
      const method = methodOf(facts.method);
      if (secret.is === "wrong" && client !== undefined && isPublic(client)) {
        const sent = method?.secret === false ? facts.method : "a client_secret";
        return refuse("client-auth/method-mismatch", { clientId, sent, registered: client.authMethods });
      }
      const { assertion, attestation, certificate } = facts;
      if (certificate !== undefined) return refusalOfCertificate(certificate, clientId);
      const byAttester = attestation && refusalOfAttester(attestation, clientId);
      if (byAttester !== undefined) return byAttester;
      const own = assertion === undefined ? method?.refuses?.(facts) : refusalOfSignature(assertion, clientId);
      if (own !== undefined) return own;
      return secret.is === "expired"
        ? refuse("client-auth/secret-expired", { clientId, expiredAt: secret.at })
        : refuse("client-auth/secret-wrong", { clientId, length: secret.length });
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
      const registered = methodsOf(client);
      return registered.includes(facts.method)
        ? undefined
        : refuse("client-auth/method-mismatch", {
            clientId: client.id,
            sent: facts.method,
            registered,
            earlier: facts.earlier?.code,
            earlierTitle: facts.earlier?.title,
            earlierRef: facts.earlier?.ref,
          });
    },
  },
];
