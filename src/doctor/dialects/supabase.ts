/** What Supabase Auth says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { server } from "./supabase/server.ts";
import { social } from "./supabase/social.ts";
import { tokens } from "./supabase/tokens.ts";

export const supabase: Dialect = {
  provider: "supabase",
  name: "Supabase Auth",
  hosts: [".supabase.co", ".supabase.in", ".supabase.net"],
  marks: [
    /\/auth\/v1\/(?:authorize|callback|token|oauth)/i,
    /"error_code"\s*:\s*"[a-z_]+"/i,
    /\bx-sb-error-code\b/i,
    /\bAuth(?:Api|PKCE\w+|SessionMissing|InvalidCredentials|RetryableFetch)\w*Error\b|supabase|gotrue/i,
  ],
  signatures: [...social, ...tokens, ...server],
  departures: [
    {
      says: "Its own endpoints return {code, error_code, msg}; only the OAuth server returns error and error_description.",
      page: "https://supabase.com/docs/guides/auth/debugging/error-codes",
    },
    {
      says: "grant_type is in the query of its own token endpoint, the rest is JSON.",
      page: "https://supabase.com/docs/guides/auth/debugging/error-codes",
    },
    {
      says: "A redirect_to that is not allowed is silently replaced by the Site URL.",
      page: "https://supabase.com/docs/guides/auth/debugging/error-codes",
    },
  ],
};
