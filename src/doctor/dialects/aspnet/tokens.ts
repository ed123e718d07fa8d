/** ASP.NET Core and Microsoft.IdentityModel: token validation. */
import type { Signature } from "../define.ts";

const TOKENS =
  "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/blob/dev/src/Microsoft.IdentityModel.Tokens/LogMessages.cs";
const JWT =
  "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/blob/dev/src/Microsoft.IdentityModel.JsonWebTokens/LogMessages.cs";

export const tokens: readonly Signature[] = [
  {
    id: "IDX10205",
    says: /IDX1020[45]|IDX1021[12]|IDX40001|The issuer '[^']*' is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.97,
        fix: "Set TokenValidationParameters.ValidIssuer (or Authority) to the iss of the token; Entra v1 and v2 tokens have different issuers.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10205: Issuer validation failed. Issuer: 'https://id.example.com'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: 'null'.",
    },
  },
  {
    id: "IDX10214",
    says: /IDX102(?:0[678]|14|15|31|68)|The audience '[^']*' is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.97,
        fix: "Set JwtBearerOptions.Audience or ValidAudiences to the aud of the token (api://id and the bare id differ), or ask for a token for this API.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10214: Audience validation failed. Audiences: 'api'. Did not match: validationParameters.ValidAudience: 'web' or validationParameters.ValidAudiences: 'null'.",
    },
  },
  {
    id: "IDX10222",
    says: /IDX10222|The token is not valid before/i,
    distinctive: true,
    means: [
      { reason: "time/clock-skew", weight: 0.95, fix: "Set the clocks by NTP; ClockSkew is five minutes unless set." },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '3/1/2026 10:00:00 AM', Current time (UTC): '3/1/2026 9:50:00 AM'.",
    },
  },
  {
    id: "IDX10223",
    says: /IDX10223|Lifetime validation failed\. The token is expired|The token expired at '/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the access token before it ends." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '3/1/2026 10:00:00 AM', Current time (UTC): '3/1/2026 11:00:00 AM'.",
    },
  },
  {
    id: "IDX10225",
    says: /IDX1022[45]|The token has no expiration/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.7, fix: "Have the issuer put exp into the token." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10225: Lifetime validation failed. The token is missing an Expiration Time. Tokentype: 'JwtSecurityToken'.",
    },
  },
  {
    id: "IDX10230",
    says: /IDX10230/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.7, fix: "Look at your LifetimeValidator: it returned false." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10230: Lifetime validation failed. Delegate returned false, securitytoken: 'x'.",
    },
  },
  {
    id: "IDX10249",
    says: /IDX1024[89]/i,
    distinctive: true,
    means: [{ reason: "token/signature-invalid", weight: 0.6, fix: "Renew the signing certificate." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10249: X509SecurityKey validation failed. The associated certificate has expired. ValidTo (UTC): '3/1/2026', Current time (UTC): '4/1/2026'.",
    },
  },
  {
    id: "IDX10257",
    says: /IDX1025[67]/i,
    distinctive: true,
    means: [
      { reason: "token/malformed", weight: 0.7, fix: "Send the access token (typ at+jwt), or correct ValidTypes." },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10257: Token type validation failed. Type: 'JWT'. Did not match: validationParameters.TokenTypes: 'at+jwt'.",
    },
  },
  {
    id: "IDX10500",
    says: /IDX10500|IDX10253/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.9,
        fix: "Set Authority or MetadataAddress so that keys are found, or IssuerSigningKey; check that discovery can be reached.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10500: Signature validation failed. No security keys were provided to validate the signature.",
    },
  },
  {
    id: "IDX10501",
    says: /IDX1050[123]|IDX1051[56]|The signature key was not found/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.93,
        fix: "Set Authority to the tenant and version that issued the token; a token for Microsoft Graph (nonce in its header) cannot be verified by you.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10501: Signature validation failed. Unable to match key: kid: 'k1'. Number of keys in TokenValidationParameters: '0'. Number of keys in Configuration: '2'.",
    },
  },
  {
    id: "IDX10511",
    says: /IDX1051[1234]|The signature is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.95,
        fix: "Verify with the issuer's key: the key tried did not fit.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10511: Signature validation failed. Keys tried: 'x'. Number of keys in TokenValidationParameters: '1'.",
    },
  },
  {
    id: "IDX10504",
    says: /IDX1050[48]/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.75, fix: "Send the JWT whole, with its signature." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10504: Unable to validate signature, token does not have a signature: 'x'.",
    },
  },
  {
    id: "IDX10517",
    says: /IDX10517/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.9,
        fix: "Verify with the issuer's key, or have it put kid into its tokens.",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10517: Signature validation failed. The token's kid is missing. Keys tried: 'x'. Number of keys in TokenValidationParameters: '1'.",
    },
  },
  {
    id: "IDX10518",
    says: /IDX10518|IDX1069[67]/i,
    distinctive: true,
    means: [{ reason: "token/algorithm-mismatch", weight: 0.97, fix: "Add the token's alg to ValidAlgorithms." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10518: Signature validation failed. Algorithm validation failed with error: 'HS256'.",
    },
  },
  {
    id: "IDX10603",
    says: /IDX106(?:0[39]|1[0129])/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.6, fix: "Set TokenDecryptionKey: the token is encrypted (JWE)." }],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10603: Decryption failed. Keys tried: 'x'.",
    },
  },
  {
    id: "IDX10634",
    says: /IDX106(?:34|30|31|40|52|53)|IDX10720|IDX14000/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.75,
        fix: "Give a key of the kind and length that the algorithm wants (HS256: at least 256 bits).",
      },
    ],
    page: TOKENS,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX10634: Unable to create the SignatureProvider. Algorithm: 'HS256', SecurityKey: 'x' is not supported.",
    },
  },
  {
    id: "IDX14100",
    says: /IDX14(?:1(?:00|01|02|07|11|20|21|22)|30[012])|IDX127(?:09|2[039]|39|4[01])|IDX10209|JWT is not well formed/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.96,
        fix: "Send the bare JWT after Bearer, whole; an opaque token cannot be read.",
      },
    ],
    page: JWT,
    example: {
      text: "Microsoft.IdentityModel.Tokens.SecurityTokenException: IDX14100: JWT is not well formed, there are no dots (.).",
    },
  },
];
