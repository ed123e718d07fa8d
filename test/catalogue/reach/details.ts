/** Authorization details that aren't accepted, and grants for several APIs. */
import { BILLS } from "../bills.ts";
import { VERIFIER } from "../samples.ts";
import { ISSUER, type World } from "../world.ts";
import { as, machineToken, type Reach } from "./world.ts";

const PAYMENT = { type: "bill_payment", bill: "2027-114", amount: "123.50" };

/** A client that may pay bills asks for a token with details. */
const pay =
  (details: unknown, more = {}) =>
  (world: World) =>
    machineToken(world, { authorization_details: JSON.stringify(details), ...more }, as("paying"));

const REDIRECT = { redirect_uri: `${ISSUER}/paying` };

/** Redeems a code of that client for what ada has allowed. */
async function redeem(world: World, asks: Readonly<Record<string, string>>): Promise<Response> {
  const code = await world.code({ client_id: "paying", ...REDIRECT, ...asks });
  const form = { grant_type: "authorization_code", code, ...REDIRECT, code_verifier: VERIFIER };
  return world.form("/token", form, as("paying"));
}

export const details: Reach = {
  "authorization-details/malformed": pay(PAYMENT),
  "authorization-details/type-unknown": pay([{ ...PAYMENT, type: "bill_payments" }]),
  "authorization-details/type-not-allowed": (world) =>
    machineToken(world, { authorization_details: JSON.stringify([PAYMENT]) }),
  "authorization-details/invalid": pay([{ ...PAYMENT, amount: 123.5 }]),
  "authorization-details/other-api": pay([PAYMENT], { scope: "read_profile" }),
  "authorization-details/exceeds-grant": async (world) => {
    const tokens = await (await redeem(world, { scope: "read_profile" })).json();
    const { refresh_token } = tokens as { readonly refresh_token: string };
    const form = { grant_type: "refresh_token", refresh_token, authorization_details: JSON.stringify([PAYMENT]) };
    return world.form("/token", form, as("paying"));
  },
  "resource/unnamed": (world) =>
    redeem(world, { scope: "read_profile read_bills", resource: `${ISSUER}/api ${BILLS}` }),
};
