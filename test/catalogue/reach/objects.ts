/** Requests with a request object, and without one where it is required. */
import { signedObject } from "../request-object.ts";
import { AUTHORIZE, encode, type Form, ISSUER, type World } from "../world.ts";
import type { Reach } from "./world.ts";

const request = (client_id: string) => ({
  client_id,
  response_type: "code",
  redirect_uri: `${ISSUER}/${client_id}`,
  code_challenge: AUTHORIZE.code_challenge,
  code_challenge_method: "S256",
});

const ask = (world: World, form: Form) => world.send(`/authorize?${encode(form)}`);

const withObject = async (world: World, claims: object = {}, foreign = false) => {
  const { client_id, ...rest } = request("signing");
  return ask(world, {
    client_id,
    request: await signedObject({ iss: client_id, aud: ISSUER, client_id, ...rest, ...claims }, foreign),
  });
};

const JWE_HEADER = Buffer.from(JSON.stringify({ alg: "RSA-OAEP-256", enc: "A256GCM" })).toString("base64url");

export const objects: Reach = {
  "request/object-uri-invalid": (world) =>
    ask(world, { ...request("signing"), request_uri: "https://app.example/other" }),
  "request/object-malformed": (world) => ask(world, { ...request("signing"), request: "no-object" }),
  "request/object-undecryptable": (world) =>
    ask(world, { ...request("signing"), request: `${JWE_HEADER}.AAAA.AAAA.AAAA.AAAA` }),
  "request/object-unverified": (world) => withObject(world, {}, true),
  "request/object-claim-invalid": (world) => withObject(world, { aud: "https://other.example" }),
  "request/object-required": (world) => ask(world, request("signed-only")),
};
