/** What happened in the demo's week: a few applications with the mistakes that applications make, and what their owners did about them. */
import type { EndpointRequest } from "../../protocol/received.ts";
import { chance, hourOf } from "./chance.ts";
import {
  authorizationRequest,
  BACKEND,
  BROWSER,
  clientCredentials,
  SPRING,
  tokenRequest,
  VERIFIER,
  WORKER,
} from "./requests.ts";

/** One thing that happens. */
export type Happening = { readonly at: number } & (
  | { readonly does: "token" | "authorize"; readonly request: EndpointRequest; readonly user?: string | undefined }
  | SignIn
  /** Somebody changes an application. */
  | {
      readonly does: "change";
      readonly by: string;
      readonly client: string;
      readonly members: { readonly redirect_uris: readonly string[] };
    }
);

/** A user signs in to an application and allows what it asks for; the application redeems the code, perhaps wrongly. */
export interface SignIn {
  readonly does: "sign in";
  readonly user: string;
  readonly client: string;
  readonly scope: string;
  readonly mistake?: "redeems it again" | "comes too late" | "sends another verifier";
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** All of it, in order. `now` in milliseconds: the week ends just before it. */
export function storyOf(issuer: string, now: number): readonly Happening[] {
  const random = chance(9400);
  const today = Math.floor(now / DAY) * DAY;
  /** A time of a day, counted back from today, at an hour of work. */
  const sometime = (daysAgo: number): number => today - daysAgo * DAY + hourOf(random) * HOUR;
  const happenings: Happening[] = [];
  const daily = (count: number, make: (at: number) => Happening): void => {
    for (let day = 7; day >= 0; day--)
      for (let n = 0; n < count + Math.floor(random() * 2); n++) happenings.push(make(sometime(day)));
  };
  const asked =
    (request: EndpointRequest) =>
    (at: number): Happening => ({ at, does: "token", request });

  steady(issuer, daily, asked);
  burst(today, random, happenings);
  movedCallback(issuer, today, random, happenings);
  return happenings
    .map((happening) => ({ ...happening, at: Math.round(happening.at) }))
    .filter(({ at }) => at < now - 60_000)
    .sort((a, b) => a.at - b.at);
}

type Daily = (count: number, make: (at: number) => Happening) => void;

/** What goes wrong, and right, every day. */
function steady(issuer: string, daily: Daily, asked: (request: EndpointRequest) => (at: number) => Happening): void {
  const callback = `${issuer}/demo/callback`;
  const opened =
    (request: EndpointRequest, user?: string) =>
    (at: number): Happening => ({
      at,
      does: "authorize",
      request,
      user,
    });
  daily(6, asked(clientCredentials("demo-service", "read_profile", BACKEND)));
  daily(2, asked(clientCredentials("demo-service", "read_profile write_multipass", BACKEND)));
  const signIn =
    (user: string, scope: string, mistake?: SignIn["mistake"]) =>
    (at: number): Happening => ({
      ...{ at, does: "sign in", user, client: "demo-web", scope },
      ...(mistake && { mistake }),
    });
  // ada has allowed nothing yet: whoever walks through the flow as ada is asked for consent.
  daily(2, signIn("demo-grace", "openid profile offline_access read_profile"));
  daily(1, signIn("demo-root", "openid email write_pass"));
  daily(1, signIn("demo-grace", "openid read_profile", "redeems it again"));
  daily(1, signIn("demo-grace", "openid read_profile", "comes too late"));
  daily(0, signIn("demo-grace", "openid read_profile", "sends another verifier"));
  daily(4, asked(clientCredentials("demo-service", "read_profile reports.read", WORKER)));
  daily(2, asked(clientCredentials("demo-service", "manage_pass", SPRING)));
  daily(1, asked(clientCredentials("demo-service", "read_profile,write_multipass", SPRING)));
  daily(2, asked(clientCredentials("demo-strict", undefined, WORKER)));
  daily(1, asked(tokenRequest("demo-web", { grant_type: "password", username: "ada", password: "…" }, BACKEND)));
  daily(
    2,
    asked(
      tokenRequest(
        "demo-web",
        { grant_type: "authorization_code", redirect_uri: callback, code_verifier: VERIFIER },
        BACKEND,
      ),
    ),
  );
  daily(
    1,
    opened(
      authorizationRequest(
        "demo-spa",
        `${issuer}/demo/spa`,
        { code_challenge: "", code_challenge_method: "" },
        BROWSER,
      ),
    ),
  );
  daily(1, opened(authorizationRequest("demo-spa", "http://localhost:5173/demo/spa", {}, BROWSER)));
  daily(1, opened(authorizationRequest("demo-web", callback, { scope: "openid profil" }, BROWSER), "demo-ada"));
}

/** A release with a misspelled scope went out three days ago in the afternoon, and was rolled back an hour later. */
function burst(today: number, random: () => number, happenings: Happening[]): void {
  const from = today - 3 * DAY + 14 * HOUR + 120_000;
  for (let n = 0; n < 64; n++)
    happenings.push({
      at: from + random() * 1.2 * HOUR,
      does: "token",
      request: clientCredentials("demo-service", "read_profile write_multipas", WORKER),
    });
  happenings.push({
    at: from - 8 * 60_000,
    does: "token",
    request: clientCredentials("demo-service", "read_profile", WORKER, "last-months-secret"),
  });
}

/** Yesterday grace moved demo-web's callback before its release was out, and moved it back. */
function movedCallback(issuer: string, today: number, random: () => number, happenings: Happening[]): void {
  const callback = `${issuer}/demo/callback`;
  const change = { does: "change", by: "demo-grace", client: "demo-web" } as const;
  const from = today - DAY + 10 * HOUR + 90_000;
  happenings.push({ ...change, at: from, members: { redirect_uris: [`${callback}/`] } });
  for (let n = 0; n < 23; n++)
    happenings.push({
      at: from + 60_000 + random() * 0.7 * HOUR,
      does: "authorize",
      request: authorizationRequest("demo-web", callback, { scope: "openid read_profile" }, BROWSER),
    });
  happenings.push({ ...change, at: from + 0.75 * HOUR, members: { redirect_uris: [callback] } });
}
