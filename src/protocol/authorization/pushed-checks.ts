/** What a pushed request is asked when a user comes with it, and others whether they had to be pushed (RFC 9126 4). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { Check } from "../decision.ts";
import { lasts } from "../lifetime.ts";
import { profileOf } from "../profiles/index.ts";
import { endOf, type Pushed } from "../pushed/pushed.ts";
import type { Settings } from "../settings.ts";
import type { TrustedRedirect } from "./trust.ts";

interface Given {
  readonly pushed?: Pushed | undefined;
  readonly to: TrustedRedirect;
  readonly settings: Pick<Settings, "requirePushedRequests">;
  readonly now: number;
}

/** Of a request that carries its parameters itself. */
export const unpushedChecks: readonly Check<Given>[] = [
  {
    asks: "Was the request pushed, if it must be?",
    cites: rfc(9126, "4"),
    run: ({ pushed, to: { client }, settings }) => {
      const byServer = settings.requirePushedRequests === true;
      const { name, pushedRequests } = profileOf(client);
      const by = byServer ? "server" : client.requirePushedRequests === true ? "client" : pushedRequests && name;
      return pushed !== undefined || by === undefined
        ? undefined
        : refuse("request/push-required", { clientId: client.id, by });
    },
  },
];

/** Of a request_uri, once the redirect URI behind it is trusted. */
export const pushedChecks: readonly Check<Given>[] = [
  {
    // "The authorization server SHOULD treat request_uri values as one-time use" (RFC 9126 4).
    asks: "Has no code been issued for the pushed request?",
    cites: rfc(9126, "4"),
    run: ({ pushed, to, now }) =>
      pushed?.is !== "found" || pushed.usedAt === undefined
        ? undefined
        : refuse("request/pushed-used", {
            clientId: to.client.id,
            age: Math.max(0, Math.round((now - pushed.usedAt) / 1000)),
          }),
  },
  {
    // "An expired request_uri MUST be rejected as invalid" (RFC 9126 4).
    asks: "Is the request_uri within its lifetime?",
    cites: rfc(9126, "4"),
    run: ({ pushed, now }) => {
      if (pushed?.is !== "found" || lasts(pushed.pushedAt, endOf(pushed) - pushed.pushedAt, now)) return undefined;
      return refuse("request/pushed-expired", {
        age: Math.round((now - pushed.pushedAt) / 1000),
        lifetime: Math.round((pushed.expiresAt - pushed.pushedAt) / 1000),
      });
    },
  },
];
