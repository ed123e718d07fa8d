/** What the document of a client means: its metadata by the rules of a registration, and what a document may not have. */
import type { Client } from "../../protocol/client.ts";
import { methodOf } from "../../protocol/client-authentication/index.ts";
import { type ClientDocumentPolicy, isAmong } from "../../protocol/client-document.ts";
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import type { Members } from "../representation.ts";
import { fault } from "./faults.ts";
import { type RegistrationReading, readRegistration } from "./read.ts";
import { isOfProgram } from "./redirects.ts";

/** Everybody can read a document, so it has no secret (section 4.1). */
const SECRETS = ["client_secret", "client_secret_expires_at"];

const GRANT_TYPES = ["authorization_code", "refresh_token"];

export interface ReadDocument {
  readonly faults: readonly MetadataFault[];
  readonly client?: Client;
  readonly logoUri?: string | undefined;
}

type Given = Omit<RegistrationReading, "policy" | "sector" | "responseTypes"> & {
  readonly policy: ClientDocumentPolicy;
};

export function readDocument(body: Members, { policy, ...given }: Given): ReadDocument {
  const { id } = given;
  const uris: readonly unknown[] = Array.isArray(body.redirect_uris) ? body.redirect_uris : [];
  const read = readRegistration(
    {
      // A document without a method is that of a public client: no other one needs no secret.
      token_endpoint_auth_method: "none",
      // Most run on the user's machine and in browsers too, and take any port of the loopback address.
      ...(uris.some((uri) => typeof uri === "string" && isOfProgram(uri)) && { application_type: "native" }),
      ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
    },
    {
      ...given,
      policy: { grantTypes: GRANT_TYPES, schemes: [], pkceRequired: true },
      sector: undefined,
      responseTypes: ["code"],
    },
  );
  const method = methodOf(String(body.token_endpoint_auth_method ?? "none"));
  const faults = [
    ...(body.client_id === id
      ? []
      : [fault("client_id", body.client_id, "the URL of the document, character by character")]),
    ...SECRETS.filter((member) => body[member] !== undefined).map((member) => ({
      ...{ of: "metadata" as const, member, sent: "there" },
      expected: "nothing, because everybody can read the document",
    })),
    ...(method?.secret === true
      ? [fault("token_endpoint_auth_method", method.name, "none or private_key_jwt, because a document has no secret")]
      : []),
    ...read.faults,
  ];
  if (faults.length > 0 || read.client === undefined) return { faults };
  const isVouchedFor = isAmong(policy.hosts, new URL(id).hostname);
  return {
    faults,
    client: { ...read.client, byDocument: true, ...(!isVouchedFor && { unvouched: true }) },
    logoUri: read.logoUri,
  };
}
