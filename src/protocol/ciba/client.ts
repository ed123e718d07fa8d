import type { DeliveryMode } from "./grant-type.ts";

/** How a client asks users without a browser (CIBA Core 1.0, 4). */
export interface ClientCiba {
  /** Without it, `poll`. */
  readonly backchannelTokenDeliveryMode?: DeliveryMode | undefined;
  /** Where a client is notified that a user has decided. */
  readonly backchannelNotificationEndpoint?: string | undefined;
  /** The algorithm of its requests, which must then be signed. */
  readonly backchannelRequestSigningAlg?: string | undefined;
}
