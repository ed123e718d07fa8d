/** node-oidc-provider: what is said of sessions and prompts. */
import type { Signature } from "../define.ts";

const CLIENT = "https://github.com/panva/node-oidc-provider/blob/main/lib/shared/client_auth.js";
const PROVIDER = "https://github.com/panva/node-oidc-provider/blob/main/lib/provider.js";
const RESOURCE = "https://github.com/panva/node-oidc-provider/blob/main/lib/shared/check_resource.js";
const PROMPTS = "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/interaction_policy/prompts/login.js";

export const interaction: readonly Signature[] = [
  {
    id: "session-not-found",
    says: /interaction session(?: id cookie)? not found|session not found|session principal changed/i,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.6,
        fix: "Serve over https with app.proxy = true behind a proxy, and keep cookie path and domain the same through the flow.",
        tell: "Every sign-in fails.",
      },
      {
        reason: "request/state-mismatch",
        weight: 0.35,
        fix: "Begin again at the client; the interaction is over or was begun in another browser.",
        tell: "Only old tabs and the back button fail.",
      },
    ],
    page: PROVIDER,
    example: {
      error: "invalid_request",
      description: "interaction session id cookie not found",
      text: "SessionNotFound: invalid_request",
    },
  },
  {
    id: "login-required",
    error: "login_required",
    means: [
      {
        reason: "user/login-required",
        weight: 0.9,
        fix: "Repeat the request without prompt=none; in an iframe the session cookie may be withheld.",
      },
    ],
    page: PROMPTS,
    example: { error: "login_required", description: "End-User authentication is required" },
  },
  {
    id: "consent-required",
    error: "consent_required",
    means: [
      {
        reason: "user/consent-required",
        weight: 0.9,
        fix: "Repeat the request without prompt=none so that consent can be given.",
      },
    ],
    page: PROMPTS,
    example: { error: "consent_required", description: "requested scopes not granted" },
  },
  {
    id: "interaction-required",
    error: "interaction_required",
    means: [
      {
        reason: "user/interaction-required",
        weight: 0.9,
        fix: "Repeat the request without prompt=none; native clients are always asked.",
      },
    ],
    page: PROMPTS,
    example: { error: "interaction_required", description: "native clients require End-User interaction" },
  },
  {
    id: "aborted",
    error: "access_denied",
    says: /End-User aborted interaction/i,
    distinctive: true,
    means: [{ reason: "user/denied", weight: 0.97, fix: "Offer the sign-in again." }],
    page: PROMPTS,
    example: { error: "access_denied", description: "End-User aborted interaction" },
  },
  {
    id: "resource",
    error: "invalid_target",
    says: /resource indicator is missing, or unknown/i,
    distinctive: true,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.9,
        fix: "Let features.resourceIndicators.getResourceServerInfo know the resource, or send none.",
      },
    ],
    page: RESOURCE,
    example: { error: "invalid_target", description: "resource indicator is missing, or unknown" },
  },
  {
    id: "resource-form",
    error: "invalid_target",
    says: /resource indicator must|only a single (?:resource indicator|audience) value/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send one absolute resource URL without a fragment.",
      },
    ],
    page: RESOURCE,
    example: { error: "invalid_target", description: "resource indicator must be an absolute URI" },
  },
  {
    id: "origin",
    says: /origin .* not allowed for client/i,
    distinctive: true,
    means: [
      { reason: "transport/cors-blocked", weight: 0.97, fix: "Let clientBasedCORS return true for that origin." },
    ],
    page: CLIENT,
    example: { error: "invalid_request", description: "origin https://app.example.com not allowed for client: web" },
  },
];
