/** How a client asks users without a browser (CIBA Core 1.0, 4). */
import { z } from "zod";
import { DELIVERY_MODES } from "../protocol/ciba/grant-type.ts";
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";

export const clientCiba = {
  backchannelTokenDeliveryMode: z
    .enum(DELIVERY_MODES)
    .optional()
    .describe(
      "How it gets the tokens of users that it asks at `/bc-authorize`: it polls (`poll`, the default), or is notified that it can get them (`ping`).",
    ),
  backchannelNotificationEndpoint: z
    .string()
    .optional()
    .describe("URL at which a client with `ping` is notified that its user has decided."),
  backchannelRequestSigningAlg: z
    .enum(CLIENT_SIGNING_ALGS as [string, ...string[]])
    .optional()
    .describe(
      "The algorithm that signs its requests at `/bc-authorize`, with a key in `jwks` or at `jwksUri`. With it, requests must be signed.",
    ),
};
