/** Verifiable credentials: presenting them (OpenID4VP) and issuing them (OpenID4VCI). */
import { openid, type Section } from "../specs.ts";
import { client, type Location, type StandardCode, server } from "./define.ts";

const PRESENTING = openid("presentation", "8.5");

const presented = {
  standing: "registered",
  changeController: "OpenID Foundation",
  reference: PRESENTING,
  usedAt: [
    { at: "authorization endpoint", section: PRESENTING },
    { at: "token endpoint", section: PRESENTING },
  ],
} as const satisfies Partial<StandardCode>;

function issued(at: Location, section: Section) {
  return {
    standing: "defined",
    changeController: "OpenID Foundation",
    reference: section,
    usedAt: [{ at, section, statuses: [400] }],
  } as const satisfies Partial<StandardCode>;
}

const REQUEST = openid("issuance", "8.3.1.2");
const requested = {
  ...issued("credential endpoint", REQUEST),
  requirements: [
    server.must(REQUEST, "the fault is in the credential request", "respond with 400 and application/json"),
  ],
} as const satisfies Partial<StandardCode>;

const plain = { accept: ["400 with a JSON body"], reject: ["invalid_request in its place", "an encrypted error"] };

export const credentials: readonly StandardCode[] = [
  {
    ...presented,
    error: "vp_formats_not_supported",
    title: "The wallet has none of the formats",
    means: "The wallet supports no format of presentation that the verifier accepts.",
    requirements: [],
    validation: { accept: ["this code from a wallet"], reject: ["access_denied: the user was not asked"] },
    confusedWith: [{ name: "access_denied", note: "The wallet lacks the credential, or the user does not share it." }],
  },
  {
    ...presented,
    error: "invalid_request_uri_method",
    title: "The request_uri_method is neither get nor post",
    means: "The verifier names a way of fetching its request that does not exist. Case matters.",
    usedAt: [{ at: "authorization endpoint", section: PRESENTING }],
    requirements: [],
    validation: { accept: ["this code for GET in capitals"], reject: ["this code for get or post"] },
    confusedWith: [{ name: "invalid_request_uri", note: "The way is known, but what is there is not usable." }],
  },
  {
    ...presented,
    error: "wallet_unavailable",
    title: "The wallet does not respond",
    means: "The wallet could not be started. Something else, such as its provider's site, responds in its place.",
    requirements: [
      server.should(
        openid("presentation", "15.9.1"),
        "something else than the wallet is invoked",
        "tell the user and get consent before it returns the verifier",
      ),
    ],
    validation: { accept: ["this code from the wallet's provider"], reject: ["this code from the wallet itself"] },
    confusedWith: [{ name: "temporarily_unavailable", note: "The server was reached, and has too much to do." }],
  },
  {
    ...presented,
    standing: "defined",
    error: "invalid_transaction_data",
    title: "The transaction data is not acceptable",
    means:
      "An object of transaction_data has an unknown type, does not comply with it, or names credentials that do not fit.",
    usedAt: [{ at: "authorization endpoint", section: PRESENTING }],
    requirements: [],
    validation: {
      accept: ["this code for an unknown type of transaction data"],
      reject: ["presenting without the transaction data"],
    },
    confusedWith: [{ name: "invalid_authorization_details", note: "The like, for rich authorization requests." }],
  },
  {
    ...requested,
    error: "invalid_credential_request",
    title: "The credential request is malformed",
    means: "A parameter of the credential request is missing, repeated, or not supported.",
    validation: plain,
    confusedWith: [{ name: "invalid_request", note: "Not at this endpoint, for faults of the request's body." }],
  },
  {
    ...requested,
    error: "unknown_credential_configuration",
    title: "There is no such credential configuration",
    means: "The request names a credential configuration that the issuer does not have.",
    validation: plain,
  },
  {
    ...requested,
    error: "unknown_credential_identifier",
    title: "There is no such credential",
    means: "The request names a credential identifier that the issuer does not know.",
    validation: plain,
  },
  {
    ...requested,
    error: "invalid_proof",
    title: "The key proof is not valid",
    means: "Proofs are missing, one of them is invalid, or one of them has no c_nonce.",
    validation: plain,
    confusedWith: [
      { name: "invalid_nonce", note: "There is a c_nonce, and it is not the current one." },
      { name: "invalid_dpop_proof", note: "The proof that goes with the access token." },
    ],
  },
  {
    ...requested,
    error: "invalid_nonce",
    title: "The nonce of a key proof is not valid",
    means: "A proof has a c_nonce that the issuer does not accept. The wallet gets a new one from the nonce endpoint.",
    validation: {
      accept: ["a wallet that gets a new c_nonce and tries again"],
      reject: ["a wallet that sends the same proof again"],
    },
    confusedWith: [{ name: "use_dpop_nonce", note: "The nonce of DPoP." }],
  },
  {
    ...requested,
    error: "invalid_encryption_parameters",
    title: "The encryption parameters are not acceptable",
    means:
      "The parameters for encrypting the response are invalid, or are missing though the issuer demands encryption.",
    validation: plain,
  },
  {
    ...requested,
    error: "credential_request_denied",
    title: "The issuer does not issue the credential",
    means: "The issuer has decided against it. Asking again does not help.",
    usedAt: [
      ...requested.usedAt,
      { at: "deferred credential endpoint", section: openid("issuance", "9.3"), statuses: [400] },
    ],
    requirements: [
      ...requested.requirements,
      client.should(REQUEST, "it gets credential_request_denied", "take it as final"),
      client.should(openid("issuance", "9.3"), "it gets it for a transaction_id", "stop asking for that one"),
    ],
    validation: plain,
    confusedWith: [{ name: "access_denied", note: "The user or the authorization server said no." }],
  },
  {
    ...issued("deferred credential endpoint", openid("issuance", "9.3")),
    error: "invalid_transaction_id",
    title: "The transaction_id is not valid",
    means: "The issuer never gave out this transaction_id, or the credential was fetched with it already.",
    requirements: [],
    validation: plain,
  },
  {
    ...issued("notification endpoint", openid("issuance", "11.3")),
    error: "invalid_notification_id",
    title: "The notification_id is not valid",
    means: "The wallet reports on a credential by an id that the issuer does not know.",
    requirements: [],
    validation: plain,
  },
  {
    ...issued("notification endpoint", openid("issuance", "11.3")),
    error: "invalid_notification_request",
    title: "The notification is malformed",
    means: "A parameter of the notification is missing, repeated, or not supported.",
    requirements: [],
    validation: plain,
  },
];
