/** A client authentication method (RFC 6749 2.3): a file beside this one, and a line in `list.ts`. */
import type { Refusal } from "../../reasons/index.ts";
import type { Section } from "../../specs.ts";
import type { Check } from "../decision.ts";
import type { Parameter } from "../parameter.ts";
import type { Posted } from "../post.ts";
import type { Received } from "../received.ts";
import type { ClientFacts } from "./facts.ts";

/** What was presented. Secrets exist only here, between the request and their comparison; never in facts. */
export interface Presented {
  /** The name of the method. */
  readonly method: string;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** Id and secret of HTTP Basic as sent, before form-decoding, if that makes a difference. */
  readonly undecoded: { readonly clientId: string; readonly secret: string } | undefined;
}

export interface AuthenticationMethod<Name extends string = string> {
  /** As in the metadata (RFC 8414 2) and in a client's `authMethods`. */
  readonly name: Name;
  readonly cites: Section;
  /** What a client sends to authenticate, in words for the documentation. */
  readonly sends: string;
  /** Whether what it presents is one of the client's registered secrets. */
  readonly secret: boolean;
  /** Whether what it presents is verified with the client's public keys. */
  readonly keys?: true;
  /** Whether it needs the certificate of the connection, so that it exists only where `mutualTls` is set. */
  readonly certificate?: true;
  /** Whether it needs somebody who attests clients, so that it exists only where `clientAttestation` is set. */
  readonly attestation?: true;
  /** Parameters that no other method uses. They are declared in `parameters.ts`. */
  readonly parameters?: readonly Parameter["name"][];
  /** Headers, in lower case, that carry its credentials, other than Authorization. The journal keeps their length and a thumbprint. */
  readonly headers?: readonly string[];
  /** Whether a request uses it. */
  readonly isUsed: (received: Received) => boolean;
  /** Whether the request is complete. They run for every request, whichever method it uses. */
  readonly checks?: readonly Check<Posted>[];
  /** The ids under which it names the client, if it does so in another place than client_id. One of them must be the same. */
  readonly names?: (received: Received) => readonly string[];
  /** What a request that passed the checks presents. */
  readonly presents: (received: Received) => Presented;
  /** Why what it presented isn't accepted, if `secret-wrong` and `secret-expired` don't say it. */
  readonly refuses?: (client: ClientFacts) => Refusal | undefined;
  /** The request as the client would send it with this method. What is in the place of a secret is never compared. `bare`: without any credentials. */
  readonly authenticate: (bare: Received, clientId: string) => Received;
}
