/** Tokens that can't be exchanged. */
import { ACCESS_TOKEN } from "../../../src/protocol/grants/token-exchange/token-types.ts";
import type { Form, World } from "../world.ts";
import { accessToken, as, type Reach } from "./world.ts";

/** The client that exchanges asks for another token in the place of its own. */
async function exchange(world: World, form: Form = {}, headers = as("exchanging")): Promise<Response> {
  return world.form(
    "/token",
    {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await accessToken(world, {}, as("exchanging")),
      subject_token_type: ACCESS_TOKEN,
      ...form,
    },
    headers,
  );
}

export const exchanges: Reach = {
  "request/exchange-token-unusable": (world) => exchange(world, { subject_token: "gibberish" }),
  "request/token-type-unsupported": (world) =>
    exchange(world, { subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }),
  "request/exchange-not-allowed": async (world) => exchange(world, { subject_token: await accessToken(world) }),
};
