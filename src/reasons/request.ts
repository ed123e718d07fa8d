/** The family `request`: its entries are in three files. */
import { ofMessage } from "./request-message.ts";
import { ofOffer } from "./request-offer.ts";
import { ofParameters } from "./request-parameters.ts";

export const request = { ...ofMessage, ...ofParameters, ...ofOffer } as const;
