/** The family `request`: its entries are in six files. */
import { requestExchange } from "./request-exchange.ts";
import { ofMessage } from "./request-message.ts";
import { ofObject } from "./request-object.ts";
import { ofOffer } from "./request-offer.ts";
import { ofParameters } from "./request-parameters.ts";
import { ofPushed } from "./request-pushed.ts";

export const request = {
  ...ofMessage,
  ...ofParameters,
  ...ofOffer,
  ...ofPushed,
  ...ofObject,
  ...requestExchange,
} as const;
