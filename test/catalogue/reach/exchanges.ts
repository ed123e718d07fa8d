/** Tokens that can't be exchanged, and assertions that aren't accepted. */
import { JWT_BEARER } from "../../../src/protocol/grants/jwt-bearer/grant.ts";
import { ACCESS_TOKEN } from "../../../src/protocol/grants/token-exchange/request.ts";
import { vouchedFor } from "../assertion.ts";
import { type Form, ISSUER, type World } from "../world.ts";
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

/** The client for whose users an identity provider vouches. */
const vouched = (world: World, claims: object = {}, header: object = {}, client = "vouched") => {
  const form = { grant_type: JWT_BEARER, assertion: vouchedFor(ISSUER, world.clock.now, claims, header) };
  return world.form("/token", form, as(client));
};

export const exchanges: Reach = {
  "grant/assertion-invalid": (world) => vouched(world, { aud: "https://staging.example" }),
  "grant/assertion-unverified": (world) => vouched(world, {}, { kid: "2027" }),
  "grant/assertion-not-allowed": (world) => vouched(world, { jti: "second" }, {}, "vouching"),
  "request/exchange-token-unusable": (world) => exchange(world, { subject_token: "gibberish" }),
  "request/token-type-unsupported": (world) =>
    exchange(world, { subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }),
  "request/exchange-not-allowed": async (world) => exchange(world, { subject_token: await accessToken(world) }),
};
