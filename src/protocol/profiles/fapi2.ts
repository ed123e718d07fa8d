/** FAPI 2.0: for payments, health and whatever else must withstand strong attackers. */
import { openid } from "../../specs.ts";
import type { Profile } from "./profile.ts";

/** FAPI 2.0 Security Profile. */
export const fapi2Security: Profile = {
  name: "fapi2-security",
  cites: openid("fapi", "5.3.2"),
  pkceRequiredOf: "all clients",
  // "shall issue authorization codes with a maximum lifetime of 60 seconds" (5.3.2.1).
  longestCodeLifetime: 60,
  longestRefreshGrace: 60,
  freeLoopbackPort: true,
  pushedRequests: true,
  // "shall issue pushed authorization requests request_uri with expires_in values of less than 600 seconds" (5.3.2.2).
  longestRequestUriLifetime: 599,
  boundTokens: true,
  authMethods: ["private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"],
  signingAlgs: ["PS256", "ES256", "EdDSA", "Ed25519"],
  issuerIsAudience: true,
  // "shall not use refresh token rotation except in extraordinary circumstances" (5.3.2.1).
  keepsRefreshTokens: true,
  namedRedirectUri: true,
};

/** FAPI 2.0 Message Signing: the same, and what passes through the browser is signed. */
export const fapi2MessageSigning: Profile = {
  ...fapi2Security,
  name: "fapi2-message-signing",
  cites: openid("fapiMessageSigning", "5"),
  signedMessages: true,
};
