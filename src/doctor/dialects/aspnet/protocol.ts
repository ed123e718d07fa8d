/** ASP.NET Core and Microsoft.IdentityModel: the OpenID Connect protocol and discovery. */
import type { Signature } from "../define.ts";

const PROTOCOLS =
  "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/blob/dev/src/Microsoft.IdentityModel.Protocols.OpenIdConnect/LogMessages.cs";
const CONFIGURATION =
  "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/blob/dev/src/Microsoft.IdentityModel.Protocols/LogMessages.cs";

export const protocol: readonly Signature[] = [
  {
    id: "IDX20803",
    says: /IDX2080[3467]|IDX10261/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.5,
        fix: "Open Authority + /.well-known/openid-configuration from this host and correct Authority.",
      },
      {
        reason: "transport/certificate-problem",
        weight: 0.35,
        fix: "Trust the server's certificate.",
        tell: "The inner exception names SSL or RemoteCertificate.",
      },
      { reason: "server/fault", weight: 0.2, fix: "Check name resolution, proxy and firewall." },
    ],
    page: CONFIGURATION,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX20803: Unable to obtain configuration from: 'https://id.example.com/.well-known/openid-configuration'. Will retry at '3/1/2026'.",
    },
  },
  {
    id: "IDX20108",
    says: /IDX20108|requires HTTPS|MetadataAddress or Authority must use HTTPS/i,
    distinctive: true,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.98,
        fix: "Use an https Authority; RequireHttpsMetadata = false for local work only.",
      },
    ],
    page: CONFIGURATION,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX20108: The address specified is not valid as per HTTPS scheme. Please specify an https address for security reasons.",
    },
  },
  {
    id: "IDX21300",
    says: /IDX2130[0678]|IDX2131[12]|IDX2134[78]/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.5, fix: "Take code, token and ID token of one response together." }],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21300: The hash claim: 'c_hash' in the id_token did not validate with against: 'x', algorithm: 'RS256'.",
    },
  },
  {
    id: "IDX21320",
    says: /IDX2132[03]|IDX21349/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.5,
        fix: "Let the .AspNetCore.OpenIdConnect.Nonce cookie come back: https, SameSite=None, one host.",
        tell: "The cookie is absent from the callback.",
      },
      {
        reason: "request/nonce-missing",
        weight: 0.45,
        fix: "Send a nonce; set ProtocolValidator.RequireNonce to false only with the code flow.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21320: RequireNonce is 'True'. OpenIdConnectProtocolValidationContext.Nonce was null, OpenIdConnectProtocol.ValidatedIdToken.Payload.Nonce was not null.",
    },
  },
  {
    id: "IDX21321",
    says: /IDX21321/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.8,
        fix: "Begin the sign-in again: the nonce is of another sign-in.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21321: The 'nonce' found in the jwt token did not match the expected nonce.",
    },
  },
  {
    id: "IDX21324",
    says: /IDX2132[4567]/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.6,
        fix: "Begin the sign-in again: the nonce is over an hour old; check the clock.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21324: The 'nonce' has expired: 'x'. Time from 'nonce' (UTC): 'a', Current Time (UTC): 'b'. NonceLifetime is: '01:00:00'.",
    },
  },
  {
    id: "IDX21329",
    says: /IDX213(?:29|3[01])/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.93,
        fix: "Begin the sign-in again; the state of the response is not the saved one.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21329: RequireState is 'True' but the OpenIdConnectProtocolValidationContext.State is null. State cannot be validated.",
    },
  },
  {
    id: "IDX21334",
    says: /IDX213(?:34|36)|Both 'id_token' and 'code' are null/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.4,
        fix: "Ask with ResponseType code and ResponseMode form_post or query, as the client is registered.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21334: Both 'id_token' and 'code' are null in OpenIdConnectProtocolValidationContext.ProtocolMessage received from Authorization Endpoint.",
    },
  },
  {
    id: "IDX21314",
    says: /IDX2131[4-8]|IDX21339/i,
    distinctive: true,
    means: [
      { reason: "token/malformed", weight: 0.7, fix: "Have the provider put the named claim into the ID token." },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21314: OpenIdConnectProtocol requires the jwt token to have an 'sub' claim.",
    },
  },
  {
    id: "IDX21338",
    says: /IDX213(?:38|45|46)/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.5,
        fix: "Take userinfo with the access token of the same response: the subjects differ.",
      },
    ],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21338: Subject claim present in 'id_token': 'a' does not match the claim received from UserInfo Endpoint: 'b'.",
    },
  },
  {
    id: "IDX21340",
    says: /IDX213(?:08|40)/i,
    distinctive: true,
    means: [{ reason: "token/wrong-audience", weight: 0.9, fix: "Set ClientId to the azp of the ID token." }],
    page: PROTOCOLS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX21340: The 'id_token' contains 'azp' claim but its value is not equal to Client Id.",
    },
  },
];
