/** Gluu's oxAuth and Janssen: the ids and sentences of its errors file. */
import type { Dialect } from "./define.ts";

const ERRORS = "https://github.com/GluuFederation/oxAuth";

export const gluu: Dialect = {
  provider: "gluu",
  name: "Gluu Server / Janssen",
  hosts: [],
  marks: [/\b(?:gluu|oxauth|janssen|jans-auth)\b/i, /\/(?:oxauth|jans-auth)\/restv1\//],
  signatures: [
    {
      id: "redirect",
      error: ["invalid_request_redirect_uri"],
      distinctive: true,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.95, fix: "Add the URI to Redirect Login URIs of the client." },
      ],
      page: ERRORS,
      example: {
        error: "invalid_request_redirect_uri",
        description:
          "The redirect_uri in the Authorization Request does not match any of the Client's pre-registered redirect_uris.",
      },
    },
    {
      id: "redirect-words",
      says: /redirect_uri in the Authorization Request does not match any of the Client's pre-registered/i,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.95, fix: "Add the URI to Redirect Login URIs of the client." },
      ],
      page: ERRORS,
      example: {
        text: "The redirect_uri in the Authorization Request does not match any of the Client's pre-registered redirect_uris.",
      },
    },
    {
      id: "disabled",
      error: "disabled_client",
      distinctive: true,
      means: [{ reason: "client/disabled", weight: 0.98, fix: "Enable the client." }],
      page: ERRORS,
      example: {
        error: "disabled_client",
        description: "The client is disabled and can't request an access token using this method.",
      },
    },
    {
      id: "session",
      error: "authentication_session_invalid",
      distinctive: true,
      means: [{ reason: "grant/session-ended", weight: 0.75, fix: "Begin the sign-in again." }],
      page: ERRORS,
      example: {
        error: "authentication_session_invalid",
        description: "The authorization server can't handle user authentication due to session expiration",
      },
    },
    {
      id: "acr",
      error: "invalid_authentication_method",
      distinctive: true,
      means: [{ reason: "request/parameter-rejected", weight: 0.93, fix: "Send an acr_values that is enabled." }],
      page: ERRORS,
      example: {
        error: "invalid_authentication_method",
        description: "The authorization server can't handle user authentication due to error caused by ACR",
      },
    },
    {
      id: "selection",
      error: "session_selection_required",
      distinctive: true,
      means: [{ reason: "user/interaction-required", weight: 0.95, fix: "Repeat without prompt=none." }],
      page: ERRORS,
      example: {
        error: "session_selection_required",
        description: "The End-User is required to select a session at the Authorization Server.",
      },
    },
    {
      id: "user-mismatched",
      error: "user_mismatched",
      distinctive: true,
      means: [{ reason: "user/interaction-required", weight: 0.7, fix: "Sign in as the user asked for." }],
      page: ERRORS,
      example: {
        error: "user_mismatched",
        description: "The current logged in End-User at the Authorization Server does not match the requested user.",
      },
    },
    {
      id: "grant-other",
      error: "invalid_grant",
      says: /access token is invalid, or was issued to another client/i,
      distinctive: true,
      means: [{ reason: "refresh-token/of-other-client", weight: 0.4, fix: "Use the token with its own client." }],
      page: ERRORS,
      example: {
        error: "invalid_grant",
        description: "The provided access token is invalid, or was issued to another client.",
      },
    },
    {
      id: "unauthorized",
      error: "unauthorized_client",
      means: [
        { reason: "client/unknown", weight: 0.5, fix: "Check the client id." },
        { reason: "client/grant-type-not-allowed", weight: 0.5, fix: "Allow grant and response type for the client." },
      ],
      page: ERRORS,
      example: {
        error: "unauthorized_client",
        description: "The client is not authorized to request an access token using this method.",
      },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.5, fix: "Compare the secret." },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.4,
          fix: "Set Authentication method for the Token Endpoint of the client.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the client id." },
      ],
      page: ERRORS,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed (e.g. unknown client, no client authentication included, or unsupported authentication method). The authorization server MAY return an HTTP 401 (Unauthorized) status code",
      },
    },
    {
      id: "logout-uri",
      error: "post_logout_uri_not_associated_with_client",
      distinctive: true,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.9, fix: "Add it to Redirect Logout URIs of the client." },
      ],
      page: ERRORS,
      example: {
        error: "post_logout_uri_not_associated_with_client",
        description: "The provided post logout uri is not associated with client.",
      },
    },
  ],
};
