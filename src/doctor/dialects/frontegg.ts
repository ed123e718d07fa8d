/** What Frontegg says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE = "https://developers.frontegg.com/ciam/guides/troubleshoot/errors/api-and-authentication-issues.md";

export const frontegg: Dialect = {
  provider: "frontegg",
  name: "Frontegg",
  hosts: [".frontegg.com", ".us.frontegg.com"],
  marks: [/\/frontegg\/(?:oauth|identity)|\bfrontegg\b/i],
  signatures: [
    {
      id: "redirect",
      says: /redirect_uri_m\w+|redirect_uri.{0,40}(?:mismatch|not allowed|invalid)/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.92,
          fix: "Environment > Authentication > Login method > Hosted login: add the URL to the authorized redirect URLs.",
        },
      ],
      page: PAGE,
      example: { error: "redirect_uri_mismatch", description: "redirect_uri mismatch" },
    },
    {
      id: "refresh-401",
      status: 401,
      means: [
        {
          reason: "user/login-required",
          weight: 0.5,
          fix: "On loading the login box this is expected: the user is not signed in yet.",
          tell: "No sign-in came before.",
        },
        {
          reason: "transport/cookies-blocked",
          weight: 0.5,
          fix: "Set up a custom domain, so that the refresh cookie is first-party.",
          tell: "It comes after a sign-in.",
        },
        { reason: "refresh-token/expired", weight: 0.3, fix: "Sign in again." },
      ],
      page: PAGE,
      example: {
        status: 401,
        body: '{"errors":["Unauthorized"]}',
        request:
          "POST https://app-demo.frontegg.com/frontegg/identity/resources/auth/v1/user/token/refresh HTTP/1.1\n\n",
      },
    },
  ],
};
