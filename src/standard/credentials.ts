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

const plain = { accept: ["400 with a JSON body"], reject: ["invalid_request instead", "an encrypted error"] };

export const credentials: readonly StandardCode[] = [
  {
    ...presented,
    error: "vp_formats_not_supported",
    title: "The wallet supports none of the formats",
    means: "The wallet supports no format of presentation that the verifier accepts.",
    requirements: [],
    validation: { accept: ["this code from a wallet"], reject: ["access_denied: the user was not asked"] },
    confusedWith: [
      { name: "access_denied", note: "The wallet doesn't have the credential, or the user doesn't want to share it." },
    ],
  },
  {
    ...presented,
    error: "invalid_request_uri_method",
    title: "The request_uri_method is neither get nor post",
    means: "The verifier names an unknown method for fetching its request. The value is case-sensitive.",
    usedAt: [{ at: "authorization endpoint", section: PRESENTING }],
    requirements: [],
    validation: { accept: ["this code for GET in capitals"], reject: ["this code for get or post"] },
    confusedWith: [
      { name: "invalid_request_uri", note: "The method is known, but the request at the request_uri isn't usable." },
    ],
  },
  {
    ...presented,
    error: "wallet_unavailable",
    title: "The wallet does not respond",
    means: "The wallet could not be started. Something else, such as its provider's site, responds instead.",
    requirements: [
      server.should(
        openid("presentation", "15.9.1"),
        "something other than the wallet is invoked",
        "tell the user and get consent before it returns the verifier",
      ),
    ],
    validation: { accept: ["this code from the wallet's provider"], reject: ["this code from the wallet itself"] },
    confusedWith: [{ name: "temporarily_unavailable", note: "The server can be reached, but is overloaded." }],
  },
  {
    ...presented,
    standing: "defined",
    error: "invalid_transaction_data",
    title: "The transaction data is not acceptable",
    means:
      "An object of transaction_data has an unknown type, doesn't comply with that type, or names credentials that don't match.",
    usedAt: [{ at: "authorization endpoint", section: PRESENTING }],
    requirements: [],
    validation: {
      accept: ["this code for an unknown type of transaction data"],
      reject: ["presenting without the transaction data"],
    },
    confusedWith: [{ name: "invalid_authorization_details", note: "The equivalent for rich authorization requests." }],
  },
  {
    ...requested,
    error: "invalid_credential_request",
    title: "The credential request is malformed",
    means: "A parameter of the credential request is missing, repeated, or not supported.",
    validation: plain,
    confusedWith: [{ name: "invalid_request", note: "Not used at this endpoint for faults in the request body." }],
  },
  {
    ...requested,
    error: "unknown_credential_configuration",
    title: "The credential configuration is unknown",
    means: "The request names a credential configuration that the issuer does not have.",
    validation: plain,
  },
  {
    ...requested,
    error: "unknown_credential_identifier",
    title: "The credential is unknown",
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
      { name: "invalid_nonce", note: "The proof has a c_nonce, but an old one." },
      { name: "invalid_dpop_proof", note: "For the proof that is sent with the access token." },
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
    confusedWith: [{ name: "use_dpop_nonce", note: "For the nonce of DPoP proofs." }],
  },
  {
    ...requested,
    error: "invalid_encryption_parameters",
    title: "The encryption parameters are not acceptable",
    means:
      "The parameters for encrypting the response are invalid, or are missing although the issuer requires encryption.",
    validation: plain,
  },
  {
    ...requested,
    error: "credential_request_denied",
    title: "The issuer does not issue the credential",
    means: "The issuer decided not to issue the credential. Sending the request again doesn't help.",
    usedAt: [
      ...requested.usedAt,
      { at: "deferred credential endpoint", section: openid("issuance", "9.3"), statuses: [400] },
    ],
    requirements: [
      ...requested.requirements,
      client.should(REQUEST, "it gets credential_request_denied", "treat it as final"),
      client.should(
        openid("issuance", "9.3"),
        "it gets this code for a transaction_id",
        "stop requesting that credential",
      ),
    ],
    validation: plain,
    confusedWith: [{ name: "access_denied", note: "The user or the authorization server denied the request." }],
  },
  {
    ...issued("deferred credential endpoint", openid("issuance", "9.3")),
    error: "invalid_transaction_id",
    title: "The transaction_id is not valid",
    means: "The issuer never issued this transaction_id, or the credential was already fetched with it.",
    requirements: [],
    validation: plain,
  },
  {
    ...issued("notification endpoint", openid("issuance", "11.3")),
    error: "invalid_notification_id",
    title: "The notification_id is not valid",
    means: "The wallet sends a notification about a credential with an ID that the issuer doesn't know.",
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
