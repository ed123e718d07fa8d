/** How an application asks users to sign in, and what browsers bring back to it. */

import type { Members } from "../../../../admin/representation.ts";
import { CIBA, DELIVERY_MODES } from "../../../../protocol/ciba/grant-type.ts";
import { ID_TOKEN_ALGS } from "../../../../protocol/client.ts";
import { ASSERTION_ALGS } from "../../../../protocol/client-authentication/assertion.ts";
import { DECRYPTION_ALGS, ENCRYPTION_ALGS, ENCRYPTION_ENCS } from "../../../../protocol/encryption.ts";
import { CLIENT_SIGNING_ALGS } from "../../../../protocol/jwk.ts";
import { PROFILE_NAMES } from "../../../../protocol/profiles/index.ts";
import { RESPONSE_TYPES } from "../../../../protocol/response-types.ts";
import { named, type Tab } from "./field.ts";

const RESPONSES: Readonly<Record<string, string>> = {
  code: "A code, which it redeems for tokens",
  id_token: "An ID token",
  "id_token token": "An ID token and an access token",
  "code id_token": "A code and an ID token",
  "code token": "A code and an access token",
  "code id_token token": "A code, an ID token and an access token",
  none: "Nothing: it only learns that the user agreed",
};

const PROFILES: Readonly<Record<string, string>> = {
  oauth21: "What is right for almost every app",
  "fapi2-security": "Banks and health: pushed requests, bound tokens",
  "fapi2-message-signing": "The same, with signed requests and responses",
};

/** Whether it may ask users without a browser, or is set up for that. */
const asksUsers = ({ grant_types: types, backchannel_token_delivery_mode: mode }: Members): boolean =>
  mode !== undefined || (Array.isArray(types) && types.includes(CIBA));

export const REQUESTS: Tab = {
  path: "requests",
  label: "Requests",
  lead: "How it asks users to sign in, and what browsers bring back to it.",
  fields: [
    {
      member: "profile",
      label: "Profile",
      hint: "Which rules hold for it. Only an operator changes it.",
      as: "choice",
      otherwise: "That of the server",
      choices: named(PROFILE_NAMES, PROFILES),
    },
    {
      member: "pkce_required",
      label: "PKCE is required",
      hint: "Protects codes from being used by others. Public clients always need it.",
      as: "box",
    },
    {
      member: "require_pushed_authorization_requests",
      label: "Requests must be pushed",
      hint: "It sends its authorization requests to /par first (PAR), and browsers bring only their request_uri.",
      as: "box",
    },
    {
      member: "require_signed_request_object",
      label: "Requests must be signed",
      hint: "A request object with its signature must have all parameters, so that nobody changes one on the way.",
      as: "box",
      group: "Request objects (JAR)",
      lead: "It may send its parameters in a JWT that it signs with one of its keys. No setting is needed for that.",
      folded: true,
    },
    {
      member: "request_object_signing_alg",
      label: "Algorithm",
      hint: "The only one that is accepted. none also accepts objects without a signature.",
      as: "choice",
      otherwise: "Any that fits its keys",
      choices: named(["none", ...ASSERTION_ALGS]),
    },
    {
      member: "request_uris",
      label: "URLs of request objects",
      hint: "Where it keeps them, one in each line. The server loads no other one.",
      as: "lines",
    },
    {
      member: "request_object_encryption_alg",
      label: "Encrypted to the server's key",
      hint: "Algorithm for the key. If one is chosen, every request object must be encrypted so.",
      as: "choice",
      otherwise: "They may be encrypted",
      choices: named(DECRYPTION_ALGS),
    },
    {
      member: "request_object_encryption_enc",
      label: "Algorithm for the content",
      hint: "Usually not needed.",
      as: "choice",
      otherwise: "A128CBC-HS256",
      choices: named(ENCRYPTION_ENCS),
      needs: "request-encryption",
    },
    {
      member: "response_types",
      label: "What browsers bring it",
      hint: "Codes, with PKCE, are right for every app, and all that it gets if none is selected. The others put tokens into URLs, where histories and logs see them, and work only if the server's settings offer them.",
      as: "several",
      choices: named(RESPONSE_TYPES, RESPONSES),
      group: "Responses",
      folded: true,
    },
    {
      member: "authorization_signed_response_alg",
      label: "Algorithm of signed responses (JARM)",
      hint: "For requests with response_mode=jwt.",
      as: "choice",
      otherwise: "RS256",
      choices: named(ID_TOKEN_ALGS),
    },
    {
      member: "authorization_encrypted_response_alg",
      label: "Encrypt responses to its key",
      hint: "For requests with response_mode=jwt. It needs a public key for encryption: see Authentication.",
      as: "choice",
      otherwise: "Not encrypted",
      choices: named(ENCRYPTION_ALGS),
    },
    {
      member: "authorization_encrypted_response_enc",
      label: "Algorithm for the content",
      hint: "Usually not needed.",
      as: "choice",
      otherwise: "A128CBC-HS256",
      choices: named(ENCRYPTION_ENCS),
      needs: "response-encryption",
    },
    {
      member: "iss_on_errors",
      label: "Send iss with errors",
      hint: "Turn it off only for mod_auth_openidc.",
      as: "box",
      usual: "true",
    },
    {
      member: "backchannel_token_delivery_mode",
      label: "How it learns that a user has decided",
      hint: "",
      as: "choice",
      otherwise: "It polls (the default)",
      choices: named(DELIVERY_MODES, { poll: "It polls", ping: "It is notified, then gets the tokens" }),
      group: "Asking users without a browser (CIBA)",
      lead: "It asks at /bc-authorize, and users decide on a page of this server.",
      when: asksUsers,
    },
    {
      member: "backchannel_client_notification_endpoint",
      label: "Where it is notified",
      hint: "An https URL of the application.",
      as: "text",
      needs: "ping",
      when: asksUsers,
    },
    {
      member: "backchannel_authentication_request_signing_alg",
      label: "Algorithm of its signed requests",
      hint: "If one is chosen, its requests to /bc-authorize must be signed, with a key of the tab Authentication.",
      as: "choice",
      otherwise: "They need no signature",
      choices: named(CLIENT_SIGNING_ALGS),
      when: asksUsers,
    },
  ],
};
