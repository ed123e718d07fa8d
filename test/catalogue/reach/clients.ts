import { CERTIFICATES } from "../../certificates/certificates.ts";
import { ASSERTION_TYPE, assertionOf } from "../assertion.ts";
import { attestationOf, type Changed } from "../attestation.ts";
import { basic } from "../samples.ts";
import { asService, asWeb, ISSUER } from "../world.ts";
import { as, authorize, machineToken, type Reach } from "./world.ts";

const withUri = (sent: string) => (world: Parameters<typeof authorize>[0]) => authorize(world, { redirect_uri: sent });

/** A token for the client that signs JWTs. */
const asserted = (world: Parameters<typeof authorize>[0], form = {}, claims = {}, header = {}) => {
  const by = { id: "signer", issuer: ISSUER, now: world.clock.now };
  const sent = { client_assertion_type: ASSERTION_TYPE, client_assertion: assertionOf(by, claims, header) };
  return machineToken(world, { ...sent, ...form }, {});
};

/** A token for a client that connects with a certificate. */
const connected = (world: Parameters<typeof authorize>[0], client_id: string, name: keyof typeof CERTIFICATES) =>
  machineToken(world, { client_id }, { "client-cert": `:${CERTIFICATES[name]}:` });

/** A token for the client whose instances are attested. `fresh`: with a challenge of the server. */
const attested = async (world: Parameters<typeof authorize>[0], changed: Changed = {}, challenged = true) => {
  const by = { id: "attested", issuer: ISSUER, now: world.clock.now };
  const { attestation_challenge: challenge } = (await (await world.send("/challenge", { method: "POST" })).json()) as {
    attestation_challenge: string;
  };
  const proof = { ...(challenged && { challenge }), ...changed.proof };
  return machineToken(world, { client_id: "attested" }, attestationOf(by, { ...changed, proof }));
};

export const clients: Reach = {
  "client/unknown": (world) => machineToken(world, {}, { authorization: basic("nobody:demo-service-secret") }),
  "client/not-registered": (world) => authorize(world, { client_id: "nobody" }),
  "client/disabled": (world) => machineToken(world, {}, as("off")),
  "client/grant-type-not-allowed": (world) => machineToken(world, {}, asWeb),
  "client/certificate-absent": (world) => machineToken(world, {}, as("connected")),
  "client/response-type-not-allowed": (world) =>
    authorize(world, { client_id: "spy", redirect_uri: `${ISSUER}/spy`, scope: "read_profile" }),

  "client-auth/secret-wrong": (world) => machineToken(world, {}, { authorization: basic("demo-service:wrong-secret") }),
  "client-auth/secret-expired": (world) => machineToken(world, {}, as("late")),
  "client-auth/secret-absent": (world) => machineToken(world, { client_id: "demo-service" }, {}),
  "client-auth/method-mismatch": (world) =>
    machineToken(world, { client_id: "demo-web", client_secret: "demo-web-secret" }, {}),
  "client-auth/throttled": async (world) => {
    for (let attempt = 0; attempt < 30; attempt++)
      await machineToken(world, {}, { authorization: basic("stranger:wrong-secret") });
    return machineToken(world, {}, { authorization: basic("stranger:wrong-secret") });
  },
  "client-auth/repeated": (world) => machineToken(world, { client_secret: "demo-service-secret" }),
  "client-auth/assertion-unsupported": (world) =>
    asserted(world, { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" }),
  "client-auth/assertion-malformed": (world) => asserted(world, { client_assertion: "signer-secret" }),
  "client-auth/assertion-claims": (world) => asserted(world, {}, { sub: "someone" }),
  "client-auth/assertion-wrong-audience": (world) => asserted(world, {}, { aud: [`${ISSUER}/`] }),
  "client-auth/assertion-time": (world) => asserted(world, {}, { exp: Math.floor(world.clock.now / 1000) - 5 }),
  "client-auth/assertion-replayed": async (world) => {
    await asserted(world, {}, { jti: "used" });
    return asserted(world, {}, { jti: "used" });
  },
  "client-auth/assertion-unverified": (world) => asserted(world, {}, {}, { kid: "2025" }),
  "client-auth/certificate-untrusted": (world) => connected(world, "issued", "expired"),
  "client-auth/certificate-other-name": (world) => connected(world, "issued", "web"),
  "client-auth/certificate-unregistered": (world) => connected(world, "self-signed", "own-new"),
  "client-auth/attestation-invalid": (world) => attested(world, { claims: { sub: "someone" } }),
  "client-auth/attestation-proof-invalid": (world) => attested(world, { proof: { aud: `${ISSUER}/token` } }),
  "client-auth/attestation-stale": (world) =>
    attested(world, { claims: { exp: Math.floor(world.clock.now / 1000) - 5 } }),
  "client-auth/attestation-challenge": (world) => attested(world, {}, false),
  "client-auth/attestation-replayed": async (world) => {
    await attested(world, { proof: { jti: "used" } });
    return attested(world, { proof: { jti: "used" } });
  },
  "client-auth/attestation-untrusted": (world) => attested(world, { header: { kid: "2025" } }),
  "client-auth/malformed": (world) => machineToken(world, {}, { authorization: "Bearer x" }),
  "client-auth/client-id-mismatch": (world) => machineToken(world, { client_id: "demo-web" }, asService),

  "redirect-uri/absent": (world) => authorize(world, { redirect_uri: undefined }),
  "redirect-uri/malformed": withUri("demo/callback"),
  "redirect-uri/encoding": withUri(`${ISSUER}/demo/call%62ack`),
  "redirect-uri/trailing-slash": withUri(`${ISSUER}/demo/callback/`),
  "redirect-uri/scheme-mismatch": withUri("http://id.example/demo/callback"),
  "redirect-uri/port-mismatch": withUri("https://id.example:8443/demo/callback"),
  "redirect-uri/host-mismatch": withUri("https://www.id.example/demo/callback"),
  "redirect-uri/wrong-case": withUri(`${ISSUER}/demo/Callback`),
  "redirect-uri/path-mismatch": withUri(`${ISSUER}/demo/callback?x=1`),
  "redirect-uri/unregistered": withUri("https://evil.test/callback"),
  "redirect-uri/post-logout-unregistered": (world) =>
    world.send("/sign-out?client_id=demo-web&post_logout_redirect_uri=https%3A%2F%2Fevil.test"),
};
