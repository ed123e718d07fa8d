/** How these signatures are written, and the settings that they send users to. */
import type { CauseCode } from "../../../reasons/causes.ts";
import type { Meaning, Signature } from "../define.ts";

export const GRAPH = "https://developers.facebook.com/docs/graph-api/guides/error-handling";

export const LOGIN = "https://developers.facebook.com/docs/facebook-login/security/";

export const URI =
  "In the App Dashboard under Facebook Login > Settings > Valid OAuth Redirect URIs, add the exact URL; keep Client OAuth login and Web OAuth login on.";

export const DOMAIN =
  "Add the site's domain under App settings > Basic > App domains and the URL under Valid OAuth Redirect URIs.";

export const AGAIN = "Send the user through Facebook Login again.";

export const ROLE =
  "Switch the app to Live, or add the user under App roles > Roles (Administrator, Developer or Tester).";

export const REVIEW =
  "Ask for permissions that exist and that the app has: App Review > Permissions and features; Advanced Access for users without a role.";

export const SECRET = "Copy App secret from App settings > Basic, for the very App ID that is sent.";

export type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];

/** Messages that no other provider writes. */
const GIVEN_AWAY: ReadonlySet<string> = new Set([
  "redirect-identical",
  "url-blocked",
  "domain-not-included",
  "given-url",
  "app-id",
  "subcode-460",
  "subcode-463",
  "oauth-190",
]);

/** `number` is the error_subcode, or the code where there is none. */
export function fb(
  id: string,
  says: RegExp,
  message: string,
  means: Means,
  number?: readonly [code: number, subcode?: number],
  page = GRAPH,
): Signature {
  const [code = 190, subcode] = number ?? [];
  return {
    id,
    says,
    ...(GIVEN_AWAY.has(id) && { distinctive: true }),
    means: means.map(
      ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
    ),
    page,
    example: {
      status: 400,
      body: JSON.stringify({
        error: {
          message,
          type: "OAuthException",
          code,
          ...(subcode !== undefined && { error_subcode: subcode }),
          fbtrace_id: "AbC",
        },
      }),
    },
  };
}
