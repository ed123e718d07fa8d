/** Clients that fail to authenticate. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, CODE, machine, post, redeem } from "./messages.ts";

const SIGNS = ["demo-service signs JWTs to authenticate"] as const;

/** demo-service requests a token for itself, with a client assertion. */
const asserted = (assertion: string, type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"): string =>
  post("/token", { grant_type: "client_credentials", client_assertion_type: type, client_assertion: assertion });

/** The same through a proxy that forwards the certificate of the connection. */
const connected = (certificate: string): string =>
  post("/token", { grant_type: "client_credentials", client_id: "demo-service" }, `Client-Cert: :${certificate}:`);

const ATTESTED = ["instances of demo-service are attested"] as const;

/** The same with an attestation, and a proof for this message alone. */
const attested = (attestation: string, proof = "proof of the instance"): string =>
  post(
    "/token",
    { grant_type: "client_credentials", client_id: "demo-service" },
    `OAuth-Client-Attestation: {${attestation}}`,
    `OAuth-Client-Attestation-PoP: {${proof}}`,
  );

const OWN = "attestation of demo-service";

export const clientAuth = {
  "client-auth/failed": {
    situation:
      "demo-service sends the secret of demo-web. It gets this response, and would get the same one for an unknown client_id or an expired secret.",
    refused: machine({}, basic("demo-service", "demo-web-secret")),
    correctedBy: "request",
    corrected: machine(),
    change: "The ID and the secret belong to the same client.",
  },
  "client-auth/secret-wrong": {
    situation: "The secret of demo-service was copied from a settings file together with its quotation marks.",
    refused: machine({}, basic("demo-service", '"demo-service-secret"')),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is sent without the quotation marks.",
  },
  "client-auth/secret-expired": {
    situation:
      "The operator gave demo-service a second secret before the first one expired. One machine was forgotten and still sends the first.",
    given: ["the first secret of demo-service has expired, and there is a second one"],
    refused: machine(),
    correctedBy: "request",
    corrected: machine({}, basic("demo-service", "demo-service-second-secret")),
    change: "The second secret is sent.",
  },
  "client-auth/secret-absent": {
    situation: "demo-service sends its client_id, but the environment variable with its secret is empty.",
    refused: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret="),
    correctedBy: "request",
    corrected: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"),
    change: "The variable is set, so the secret is sent.",
  },
  "client-auth/method-mismatch": {
    situation: "demo-web is registered for HTTP Basic, but its library sends the ID and secret in the body.",
    refused: post("/token", { ...CODE, client_id: "demo-web", client_secret: "demo-web-secret" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The library's token endpoint authentication method is set to client_secret_basic.",
  },
  "client-auth/throttled": sameRequest({
    situation: "demo-service retried in a loop with an old secret. The right one was deployed within the same minute.",
    given: ["thirty wrong secrets were sent within a minute"],
    refused: machine(),
    correctedBy: "waiting",
    afterwards: ["a minute has passed"],
    change: "Nothing in the request changes. It succeeds when the time in Retry-After is over.",
  }),
  "client-auth/repeated": {
    situation: "demo-service sends its secret in the body, and its library adds HTTP Basic automatically.",
    refused: machine({ client_id: "demo-service", client_secret: "demo-service-secret" }),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is removed from the body.",
  },
  "client-auth/assertion-unsupported": {
    situation: "demo-service was moved here from a server to which it sent SAML assertions.",
    given: SIGNS,
    refused: asserted("{signed JWT of demo-service}", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "The library's token endpoint authentication method is set to private_key_jwt.",
  },
  "client-auth/assertion-malformed": {
    situation: "demo-service sends its former secret where the signed JWT belongs.",
    given: SIGNS,
    refused: asserted("demo-service-secret"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "A JWT that the client has signed is sent.",
  },
  "client-auth/assertion-claims": {
    situation: "demo-service puts its own URL into the iss of its JWT.",
    given: SIGNS,
    refused: asserted("{signed JWT with another iss}"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "Both iss and sub are the client_id.",
  },
  "client-auth/assertion-wrong-audience": {
    situation: "demo-service signs its JWT for the staging server.",
    given: SIGNS,
    refused: asserted("{signed JWT for the staging server}"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "aud is the issuer of this server.",
  },
  "client-auth/assertion-time": {
    situation: "demo-service signs a JWT when it starts and sends the same one until it is restarted.",
    given: SIGNS,
    refused: asserted("{signed JWT of an hour ago}"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "A new JWT is signed for each request.",
  },
  "client-auth/assertion-replayed": {
    situation: "demo-service sends the JWT of its last request again.",
    given: SIGNS,
    refused: asserted("{signed JWT that was already used}"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "A new JWT, with a new jti, is signed for each request.",
  },
  "client-auth/assertion-unverified": {
    situation: "demo-service has a new key, and its public part wasn't registered.",
    given: SIGNS,
    refused: asserted("{signed JWT with an unregistered key}"),
    correctedBy: "request",
    corrected: asserted("{signed JWT of demo-service}"),
    change: "The JWT is signed with the registered key, until the new one is registered too.",
  },
  "client-auth/certificate-untrusted": {
    situation: "The certificate of demo-service expired at the end of the year, and nobody renewed it.",
    given: ["demo-service has a certificate of an authority"],
    refused: connected("{expired certificate of demo-service}"),
    correctedBy: "request",
    corrected: connected("{certificate of demo-service}"),
    change: "demo-service connects with the new certificate, which the proxy forwards.",
  },
  "client-auth/certificate-other-name": {
    situation: "demo-service was deployed with the certificate of demo-web.",
    given: ["demo-service has a certificate of an authority"],
    refused: connected("{certificate of demo-web}"),
    correctedBy: "request",
    corrected: connected("{certificate of demo-service}"),
    change: "demo-service connects with its own certificate.",
  },
  "client-auth/certificate-unregistered": {
    situation: "demo-service made itself a new certificate before its key was registered.",
    given: ["demo-service has a certificate of its own"],
    refused: connected("{new certificate of demo-service's own}"),
    correctedBy: "request",
    corrected: connected("{certificate of demo-service's own}"),
    change: "It connects with the registered one, until the new one is registered too.",
  },
  "client-auth/attestation-invalid": {
    situation: "The app sends the attestation of its sister app, which has another client_id.",
    given: ATTESTED,
    refused: attested("attestation of another app"),
    correctedBy: "request",
    corrected: attested(OWN),
    change: "The app sends the attestation that names it in sub.",
  },
  "client-auth/attestation-proof-invalid": {
    situation: "The app was built for the URL of the token endpoint as aud, as older drafts had it.",
    given: ATTESTED,
    refused: attested(OWN, "proof for the token endpoint"),
    correctedBy: "request",
    corrected: attested(OWN),
    change: "aud of the proof is the issuer.",
  },
  "client-auth/attestation-stale": {
    situation: "The app keeps an attestation of an hour for the whole day.",
    given: ATTESTED,
    refused: attested("attestation of an hour ago"),
    correctedBy: "request",
    corrected: attested(OWN),
    change: "The app gets a new attestation from its attester before the old one ends.",
  },
  "client-auth/attestation-challenge": {
    situation: "The first request of the app has no challenge yet.",
    given: ["instances of demo-service are attested, and proofs need a challenge"],
    refused: attested(OWN),
    correctedBy: "request",
    corrected: attested(OWN, "proof with the challenge of the response"),
    change: "The proof has the challenge of the response.",
  },
  "client-auth/attestation-replayed": {
    situation: "The app's HTTP library sends a request again after a lost connection, with the same proof.",
    given: ATTESTED,
    refused: attested(OWN, "proof that was already used"),
    correctedBy: "request",
    corrected: attested(OWN),
    change: "A new proof is made for each attempt.",
  },
  "client-auth/attestation-untrusted": {
    situation: "The attester has a new key, and its public part isn't in the configuration.",
    given: ATTESTED,
    refused: attested("attestation with a new key of the attester"),
    correctedBy: "request",
    corrected: attested(OWN),
    change: "The attester signs with the key that is listed, until the new one is listed too.",
  },
  "client-auth/malformed": {
    situation: "demo-service writes the ID and secret into the header without encoding them.",
    refused: machine({}, "Authorization: Basic demo-service:demo-service-secret"),
    correctedBy: "request",
    corrected: machine(),
    change: "The value after Basic is the base64 of the ID, a colon and the secret.",
  },
  "client-auth/client-id-mismatch": {
    situation: "demo-service authenticates with HTTP Basic, but its body was copied from demo-web.",
    refused: machine({ client_id: "demo-web" }),
    correctedBy: "request",
    corrected: machine(),
    change: "client_id is removed from the body because HTTP Basic already contains it.",
  },
} satisfies Examples;
