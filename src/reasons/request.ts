/** The family `request`: its entries stand in two files. */
import { ofOffer } from "./request-offer.ts";
import { ofParameters } from "./request-parameters.ts";

export const request = { ...ofParameters, ...ofOffer } as const;
