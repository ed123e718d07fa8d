/**
 * Causes that other servers have and Candor has not, or not yet: so that `explain` names them by the same vocabulary. They have no
 * evidence of their own, since Candor never refuses for them; a code is never reused for another meaning.
 */
import type { Section } from "../specs.ts";

export interface Elsewhere {
  /** The fault in a few words. */
  readonly title: string;
  /** What happened, and how it usually comes about. */
  readonly cause: string;
  /** What the developer of the application does about it. */
  readonly developer: string;
  /** What whoever runs the server, or is its administrator, does about it. */
  readonly operator?: string;
  /** The standard errors that it is usually answered as. */
  readonly errors: readonly string[];
  readonly cites: readonly Section[];
  /** Codes that it is easily taken for. */
  readonly related?: readonly string[];
}

export const elsewhere = {
  "scope/prefix-missing": {
    title: "The short name was sent where the server wants the full one",
    cause: "The short name was sent where the server wants the full one (https://www.googleapis.com/auth/…, api://…).",
    developer: "",
    errors: [],
    cites: [],
  },
  "scope/deprecated": {
    title: "The provider has withdrawn or renamed the scope",
    cause: "The provider has withdrawn or renamed the scope.",
    developer: "",
    errors: [],
    cites: [],
  },
  "scope/needs-admin-consent": {
    title: "Only an administrator may consent to this scope",
    cause: "Only an administrator may consent to this scope (or to any scope) in that tenant.",
    developer: "",
    errors: [],
    cites: [],
  },
  "refresh-token/not-issued": {
    title: "The server gave no refresh token",
    cause: "The server gave no refresh token (no offline access asked, user not asked again).",
    developer: "",
    errors: [],
    cites: [],
  },
  "grant/revoked-by-user": {
    title: "The user",
    cause: "The user (or workspace) removed the app's permission or uninstalled it.",
    developer: "",
    errors: [],
    cites: [],
  },
  "grant/password-changed": {
    title: "A change of password ended the older tokens",
    cause: "A change of password ended the older tokens.",
    developer: "",
    errors: [],
    cites: [],
  },
  "grant/token-limit-exceeded": {
    title: "Too many live tokens for this user and client; the oldest were dropped",
    cause: "Too many live tokens for this user and client; the oldest were dropped.",
    developer: "",
    errors: [],
    cites: [],
  },
  "grant/app-in-testing-mode": {
    title: "The app is in testing or undistributed: only listed testers, short-lived tokens",
    cause: "The app is in testing or undistributed: only listed testers, short-lived tokens.",
    developer: "",
    errors: [],
    cites: [],
  },
  "client/type-mismatch": {
    title: "Registered as another type or platform",
    cause: "Registered as another type or platform (web, SPA, native; public, confidential) than it is used as.",
    developer: "",
    errors: [],
    cites: [],
  },
  "client-auth/assertion-invalid": {
    title: "The client's JWT is refused",
    cause: "The client's JWT is refused (key not registered, header, too long a life, signature).",
    developer: "",
    errors: [],
    cites: [],
  },
  "client-auth/assertion-wrong-audience": {
    title: "Aud of the client's JWT is not the value that the server wants",
    cause: "Aud of the client's JWT is not the value that the server wants.",
    developer: "",
    errors: [],
    cites: [],
  },
  "redirect-uri/not-allowed": {
    title: "The server refuses this kind of URI whatever is registered",
    cause: "The server refuses this kind of URI whatever is registered (http://localhost, plain http).",
    developer: "",
    errors: [],
    cites: [],
  },
  "request/parameter-rejected": {
    title: "A parameter",
    cause: "A parameter (or its value) is not accepted here.",
    developer: "",
    errors: [],
    cites: [],
  },
  "request/wrong-environment": {
    title: "Sandbox/production, region or data centre do not belong together",
    cause: "Sandbox/production, region or data centre do not belong together.",
    developer: "",
    errors: [],
    cites: [],
  },
  "request/object-invalid": {
    title: "The signed request object",
    cause: "The signed request object (JAR, request/request_uri) is missing though required, or is refused.",
    developer: "",
    errors: [],
    cites: [],
  },
  "request/nonce-missing": {
    title: "An ID token is asked from the front channel",
    cause: "An ID token is asked from the front channel (or the client checks it) without nonce.",
    developer: "",
    errors: [],
    cites: [],
  },
  "request/state-mismatch": {
    title: "State in the callback is not the stored one",
    cause: "State in the callback is not the stored one (lost session or cookie).",
    developer: "",
    errors: [],
    cites: [],
  },
  "assertion/signature-invalid": {
    title: "The JWT bearer assertion's signature does not verify",
    cause: "The JWT bearer assertion's signature does not verify (key deleted, rotated, of another account).",
    developer: "",
    errors: [],
    cites: [],
  },
  "assertion/expired": {
    title: "Exp/iat of the assertion lie in the past or too far apart, with a right clock",
    cause: "Exp/iat of the assertion lie in the past or too far apart, with a right clock.",
    developer: "",
    errors: [],
    cites: [],
  },
  "assertion/wrong-audience": {
    title: "The assertion",
    cause: "The assertion (e.g. on-behalf-of) is addressed to another party.",
    developer: "",
    errors: [],
    cites: [],
  },
  "assertion/subject-not-delegated": {
    title: "The client may not act for that user",
    cause: "The client may not act for that user (no domain-wide delegation).",
    developer: "",
    errors: [],
    cites: [],
  },
  "time/clock-skew": {
    title: "The clock of one side is off",
    cause: "The clock of one side is off.",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/interaction-required": {
    title: "Prompt=none, but the user must do something",
    cause: "Prompt=none, but the user must do something (choose an account, accept).",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/mfa-required": {
    title: "A second factor is demanded that this grant cannot do",
    cause: "A second factor is demanded that this grant cannot do.",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/policy-blocked": {
    title: "A policy of the tenant",
    cause: "A policy of the tenant (conditional access: device, place, network) refuses the sign-in.",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/not-assigned": {
    title: "The user is not assigned to",
    cause: "The user is not assigned to (or not a tester of) the app.",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/not-in-tenant": {
    title: "The account is no member or guest of the tenant that was asked",
    cause: "The account is no member or guest of the tenant that was asked.",
    developer: "",
    errors: [],
    cites: [],
  },
  "user/account-not-ready": {
    title: "The account has an open action",
    cause: "The account has an open action (temporary password, unverified e-mail) or is disabled.",
    developer: "",
    errors: [],
    cites: [],
  },
  "transport/certificate-problem": {
    title: "The server's certificate is not trusted or does not fit",
    cause: "The server's certificate is not trusted or does not fit.",
    developer: "",
    errors: [],
    cites: [],
  },
  "transport/cors-blocked": {
    title: "The browser blocks the call: the origin is not allowed",
    cause: "The browser blocks the call: the origin is not allowed.",
    developer: "",
    errors: [],
    cites: [],
  },
  "transport/cookies-blocked": {
    title: "The browser withholds the server's cookie in an iframe",
    cause: "The browser withholds the server's cookie in an iframe.",
    developer: "",
    errors: [],
    cites: [],
  },
  "token/signature-invalid": {
    title: "The token's signature does not verify with the keys used",
    cause: "The token's signature does not verify with the keys used.",
    developer: "",
    errors: [],
    cites: [],
  },
  "token/algorithm-mismatch": {
    title: "The token is signed by another algorithm than the verifier expects",
    cause: "The token is signed by another algorithm than the verifier expects (HS256/RS256).",
    developer: "",
    errors: [],
    cites: [],
  },
  "token/wrong-issuer": {
    title: "The token's iss is not the one that the verifier expects",
    cause: "The token's iss is not the one that the verifier expects.",
    developer: "",
    errors: [],
    cites: [],
  },
  "resource/unknown": {
    title: "Resource or audience names nothing that the server knows",
    cause: "Resource or audience names nothing that the server knows.",
    developer: "",
    errors: [],
    cites: [],
  },
  "resource/mismatch": {
    title: "Resource indicator differs from the metadata's or the scopes' resource",
    cause: "Resource indicator differs from the metadata's or the scopes' resource.",
    developer: "",
    errors: [],
    cites: [],
  },
  "registration/not-allowed": {
    title: "The server has no open dynamic client registration",
    cause: "The server has no open dynamic client registration.",
    developer: "",
    errors: [],
    cites: [],
  },
  "registration/metadata-invalid": {
    title: "The registration's metadata is refused or misread",
    cause: "The registration's metadata is refused or misread.",
    developer: "",
    errors: [],
    cites: [],
  },
  "dpop/proof-invalid": {
    title: "DPoP proof missing, malformed or not for this request",
    cause: "DPoP proof missing, malformed or not for this request.",
    developer: "",
    errors: [],
    cites: [],
  },
  "dpop/nonce-required": {
    title: "The server wants its DPoP-Nonce in the proof",
    cause: "The server wants its DPoP-Nonce in the proof.",
    developer: "",
    errors: [],
    cites: [],
  },
  "discovery/issuer-mismatch": {
    title: "Issuer of discovery, configuration and response differ",
    cause: "Issuer of discovery, configuration and response differ.",
    developer: "",
    errors: [],
    cites: [],
  },
  "server/rate-limited": {
    title: "Too many requests",
    cause: "Too many requests.",
    developer: "",
    errors: [],
    cites: [],
  },
} as const satisfies Readonly<Record<string, Elsewhere>>;

export type ElsewhereCode = keyof typeof elsewhere;
