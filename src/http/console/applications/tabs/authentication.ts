/** How an application proves what it is: its methods, its keys, its certificate, and what its tokens are bound to. */
import { ASSERTION_ALGS } from "../../../../protocol/client-authentication/assertion.ts";
import { METHOD_NAMES } from "../../../../protocol/client-authentication/index.ts";
import { named, type Tab, type TabField } from "./field.ts";

const AUTH: Readonly<Record<string, string>> = {
  none: "No secret: it runs where a secret can't be kept",
  client_secret_basic: "Secret in the Authorization header",
  client_secret_post: "Secret in the body",
  private_key_jwt: "JWT that it signs with its key",
  client_secret_jwt: "JWT with a MAC by its secret",
  tls_client_auth: "Certificate of an authority, in the TLS connection",
  self_signed_tls_client_auth: "Certificate of its own, in the TLS connection",
  attest_jwt_client_auth: "Attestation of each copy of the app, such as a wallet on a phone",
};

/** A name among the alternative names of a certificate. */
const inPlace = (member: string, label: string, example: string): TabField => ({
  member: `tls_client_auth_san_${member}`,
  label: `Or ${label}`,
  hint: `In place of the subject, such as ${example}.`,
  as: "text",
  needs: "authority",
});

export const AUTHENTICATION: Tab = {
  path: "authentication",
  label: "Authentication",
  lead: "How it proves what it is when it asks for tokens.",
  fields: [
    {
      member: "token_endpoint_auth_methods",
      label: "How it authenticates",
      hint: "Secrets have a tab of their own.",
      as: "several",
      choices: named(METHOD_NAMES, AUTH),
    },
    {
      member: "token_endpoint_auth_signing_alg",
      label: "Algorithm of that JWT",
      hint: "The only one that is accepted. Usually not needed.",
      as: "choice",
      otherwise: "Any that is supported",
      choices: named(ASSERTION_ALGS),
      needs: "assertion",
    },
    {
      member: "tls_client_auth_subject_dn",
      label: "Subject of its certificate",
      hint: "As RFC 4514 writes it: CN=client,O=Example. One name is enough: the subject, or one of the following.",
      as: "text",
      needs: "authority",
    },
    inPlace("dns", "a DNS name", "client.example"),
    inPlace("uri", "a URI", "spiffe://example/client"),
    inPlace("ip", "an IP address", "192.0.2.7"),
    inPlace("email", "an e-mail address", "ops@client.example"),
    {
      member: "attester_jwks_uri",
      label: "URL of its attester's keys",
      hint: "Whoever attests that a copy of the app is genuine, usually your own backend, publishes a JWK set there. The server's setting clientAttestation must be on.",
      as: "text",
      needs: "attestation",
    },
    {
      member: "attester_jwks",
      label: "Or the keys themselves",
      hint: 'A JWK set: {"keys": […]}. Only public keys, never a private one.',
      as: "keys",
      needs: "attestation",
    },
    {
      member: "attester",
      label: "Name of its attester",
      hint: "What attestations have as iss, exactly. Without it, iss isn't looked at.",
      as: "text",
      needs: "attestation",
    },
    {
      member: "jwks_uri",
      label: "URL of its keys",
      hint: "An https URL with a JWK set. It can change its keys there without telling anybody.",
      as: "text",
      group: "Its public keys",
      lead: "For the JWTs that it signs, for a certificate of its own, and for what is encrypted to it. Say where they are, or paste them.",
      folded: true,
    },
    {
      member: "jwks",
      label: "Or its keys",
      hint: 'A JWK set: {"keys": […]}. Only public keys, never a private one.',
      as: "keys",
    },
    {
      member: "dpop_bound_access_tokens",
      label: "Tokens are bound to a key (DPoP)",
      hint: "Each of its token requests needs a proof, and a stolen token is useless without the key. Its library must support DPoP.",
      as: "box",
      group: "Tokens that nobody else can use",
      folded: true,
    },
    {
      member: "tls_client_certificate_bound_access_tokens",
      label: "Tokens are bound to its certificate",
      hint: "It must connect with one, and a copy of its tokens is useless without the certificate's key.",
      as: "box",
    },
  ],
};
