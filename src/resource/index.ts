/**
 * `candor/resource`: checks the access tokens of an API, of Candor or any other issuer, and names the cause of every refusal. Tokens are
 * checked by the issuer's keys or by introspection; audience, scope, DPoP proofs (RFC 9449) and how the user signed in (RFC 9470) are
 * checked as well.
 */
import { type Check, checkOf } from "./check.ts";
import { type Hosts, hostsOf } from "./hosts.ts";
import { metadataOf, metadataUrl, type ResourceMetadata } from "./metadata.ts";
import type { ProtectOptions } from "./options.ts";

export type { Check } from "./check.ts";
export type {
  ExpressMiddleware,
  FastifyAnswer,
  FastifyCall,
  FetchHandler,
  HonoContext,
  Hosts,
  NodeHandler,
  NodeRequest,
} from "./hosts.ts";
export type { ResourceMetadata } from "./metadata.ts";
export type {
  Call,
  Caller,
  Demand,
  Denied,
  DetailDemand,
  Explained,
  LookedUp,
  ProtectOptions,
  RefusedCall,
  TokenDetail,
} from "./options.ts";
export { isDenied } from "./options.ts";

/** An API that is protected. */
export interface ProtectedApi extends Hosts {
  /** Checks one call, in any host. */
  readonly check: Check;
  /** What clients may know about the API (RFC 9728 2). Serve it as JSON at `metadataPath`. */
  readonly metadata: ResourceMetadata;
  /** The path of the metadata, at the origin of the API. */
  readonly metadataPath: string;
}

/** Protects an API. Throws if `resource` is no URL and `origin` is missing. */
export function protectApi(options: ProtectOptions): ProtectedApi {
  const url = metadataUrl(options);
  const check = checkOf(options, url.href);
  return {
    check,
    metadata: metadataOf(options),
    metadataPath: url.pathname,
    ...hostsOf(check, options.certificateHeader),
  };
}
