/** Members of applications that OpenID Connect Registration 2 names, and their settings. */
export const OPENID_MEMBERS = {
  id_token_signed_response_alg: "idTokenAlg",
  id_token_encrypted_response_alg: "idTokenEncryptedAlg",
  id_token_encrypted_response_enc: "idTokenEncryptedEnc",
  userinfo_signed_response_alg: "userinfoAlg",
  userinfo_encrypted_response_alg: "userinfoEncryptedAlg",
  userinfo_encrypted_response_enc: "userinfoEncryptedEnc",
  subject_type: "subjectType",
  sector_identifier_uri: "sectorIdentifierUri",
  initiate_login_uri: "initiateLoginUri",
  backchannel_logout_uri: "backchannelLogoutUri",
  backchannel_logout_session_required: "backchannelLogoutSessionRequired",
  frontchannel_logout_uri: "frontchannelLogoutUri",
  frontchannel_logout_session_required: "frontchannelLogoutSessionRequired",
} as const;
