/** Mercado Libre: OAuth and the API. */
import type { Dialect } from "./define.ts";

const AUTH = "https://developers.mercadolibre.com.ar/devsite/authentication-and-authorization-global-selling";
const REFRESH =
  "https://dev.to/javiersivack/el-refresh-token-de-mercado-libre-es-de-un-solo-uso-como-no-desconectar-a-tus-vendedores-137g";
const PAGO = "https://www.mercadopago.com.mx/developers/es/reference/oauth/_oauth_token/post";
const E403 = "https://developers.mercadolibre.com.ar/error-403";

export const mercadolibre: Dialect = {
  provider: "mercadolibre",
  name: "Mercado Libre",
  hosts: [
    "api.mercadolibre.com",
    "auth.mercadolibre.com.ar",
    "auth.mercadolivre.com.br",
    "auth.mercadolibre.com.mx",
    ".mercadolibre.com",
    "api.mercadopago.com",
    "auth.mercadopago.com",
  ],
  marks: [/\bTG-[0-9a-f]{20,}|\bAPP_USR-/],
  signatures: [
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.5,
          fix: "Store the refresh_token of every refresh and let one process refresh: each can be used once.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each TG-... code once." },
        { reason: "code/expired", weight: 0.3, fix: "Exchange the code within ten minutes." },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.25,
          fix: "Send the redirect_uri of the authorize request, as registered.",
        },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        description:
          "Error validating grant. Your authorization code or refresh token may be expired or it was already used",
        status: 400,
      },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.7, fix: "Copy App ID and Secret key of the application." },
        { reason: "client/unknown", weight: 0.35, fix: "Check the App ID." },
      ],
      page: PAGO,
      example: { error: "invalid_client", description: "invalid client_id or client_secret." },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [{ reason: "scope/unknown", weight: 0.85, fix: "Use offline_access, read and write." }],
      page: PAGO,
      example: { error: "invalid_scope" },
    },
    {
      id: "unauthorized",
      error: "unauthorized_client",
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.6,
          fix: "Let the seller authorize again: there is no grant for this application.",
        },
        { reason: "client/grant-type-not-allowed", weight: 0.35, fix: "Tick the flow in the application." },
      ],
      page: PAGO,
      example: { error: "unauthorized_client" },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        { reason: "request/grant-type-unsupported", weight: 0.8, fix: "Use authorization_code or refresh_token." },
      ],
      page: PAGO,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "operator",
      says: /invalid_operator_user_id/i,
      means: [
        { reason: "user/not-assigned", weight: 0.93, fix: "The owner of the account authorizes, not an operator." },
      ],
      page: AUTH,
      example: { body: '{"error":"invalid_operator_user_id","message":"operator can not authorize"}' },
    },
    {
      id: "redirect",
      says: /Sorry, the application cannot connect to your account|no puede conectarse a tu cuenta/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.75,
          fix: "Make redirect_uri equal to the Redirect URI of the application, https, without query.",
        },
        { reason: "user/policy-blocked", weight: 0.2, fix: "Check the application and account." },
      ],
      page: AUTH,
      example: { text: "Sorry, the application cannot connect to your account" },
    },
    {
      id: "pkce",
      says: /code_verifier is a required parameter/i,
      means: [
        {
          reason: "pkce/verifier-missing",
          weight: 0.85,
          fix: "Send code_verifier: the application has PKCE switched on.",
        },
      ],
      page: AUTH,
      example: { error: "invalid_request", description: "code_verifier is a required parameter" },
    },
    {
      id: "rate",
      says: /local_rate_limited/i,
      means: [{ reason: "server/rate-limited", weight: 0.96, fix: "Wait some seconds." }],
      page: AUTH,
      example: { error: "local_rate_limited", status: 429 },
    },
    {
      id: "forbidden",
      says: /^Invalid scopes$/im,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.6,
          fix: "Tick the scopes in DevCenter and use the token of the data's owner.",
        },
        {
          reason: "client/disabled",
          weight: 0.25,
          fix: "The application is blocked, or its IP address is not on the list.",
        },
      ],
      page: E403,
      example: { body: '{"status":403,"error":"Invalid scopes","code":"FORBIDDEN"}', status: 403 },
    },
    {
      id: "token",
      says: /invalid access token|malformed access_token|expired_token/i,
      means: [
        { reason: "token/expired", weight: 0.65, fix: "Refresh it: access tokens live six hours." },
        { reason: "token/malformed", weight: 0.3, fix: "Send Authorization: Bearer APP_USR-...." },
      ],
      page: AUTH,
      example: { body: '{"message":"invalid access token","error":"not_found","status":401}', status: 401 },
    },
  ],
};
