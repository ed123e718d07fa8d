/** What an API says about itself (RFC 9728). */
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import type { ProtectOptions } from "./options.ts";

/** Protected resource metadata (RFC 9728 2). */
export interface ResourceMetadata {
  /** Its identifier. */
  readonly resource: string;
  /** Issuers of its tokens. */
  readonly authorization_servers: readonly string[];
  /** How tokens may be sent: in the header alone. */
  readonly bearer_methods_supported: readonly string[];
  /** Algorithms that proofs may be signed with. */
  readonly dpop_signing_alg_values_supported: readonly string[];
  /** Whether all tokens must be bound to a key. */
  readonly dpop_bound_access_tokens_required?: boolean;
  /** Scopes that its operations need. */
  readonly scopes_supported?: readonly string[];
  /** Types of authorization details that its operations need. */
  readonly authorization_details_types_supported?: readonly string[];
  /** Its name for users. */
  readonly resource_name?: string;
}

/** Where it is: the well-known part comes before the path of the resource (RFC 9728 3.1). */
export function metadataUrl({ resource, origin }: Pick<ProtectOptions, "resource" | "origin">): URL {
  const { pathname, search } = URL.canParse(resource) ? new URL(resource) : { pathname: "/", search: "" };
  const at = origin ?? new URL(resource).origin;
  return new URL(`${at}/.well-known/oauth-protected-resource${pathname === "/" ? "" : pathname}${search}`);
}

export function metadataOf({
  resource,
  issuer,
  scopes,
  detailTypes,
  name,
  dpopRequired,
}: ProtectOptions): ResourceMetadata {
  return {
    resource,
    authorization_servers: [issuer],
    bearer_methods_supported: ["header"],
    dpop_signing_alg_values_supported: CLIENT_SIGNING_ALGS,
    ...(dpopRequired === true && { dpop_bound_access_tokens_required: true }),
    ...(scopes !== undefined && { scopes_supported: scopes }),
    ...(detailTypes !== undefined && { authorization_details_types_supported: detailTypes }),
    ...(name !== undefined && { resource_name: name }),
  };
}
