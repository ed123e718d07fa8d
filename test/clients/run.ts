/** Everything that the matrix tells of one client: two ways to sign in, and five mistakes. */
import { freePort } from "../free-port.ts";
import { attempt, type Settings } from "./attempt.ts";
import type { Client, Mistake, Result, Seen } from "./define.ts";
import { versionOf } from "./installed.ts";
import { APP, ELSEWHERE, HASTY, SECRET, startWorld, type World } from "./world.ts";

/** The reason for which each mistake is refused. A public client that sends a secret has chosen a method that is not its own. */
export const REFUSED: Readonly<Record<Mistake, RegExp>> = {
  secret: /^client-auth\/(secret-wrong|method-mismatch)$/,
  scope: /^scope\/misspelled$/,
  pkce: /^pkce\/required$/,
  redirect: /^redirect-uri\/unregistered$/,
  code: /^code\/expired$/,
};

/** Whether an attempt ended with a user, with a name or without. */
export const signsIn = ({ outcome }: Seen): boolean => outcome !== "refused";

const isPublic = ({ registration }: Client): boolean => registration?.secrets?.length === 0;

const redirectUriOf = (client: Client, port: number): string =>
  `http://localhost:${port}${client.callback ?? "/callback"}`;

/** One sign-in, with everything that the client needs for it. */
export async function signInOnce(client: Client): Promise<Seen> {
  const port = await freePort();
  const registration = { ...client.registration, ...client.naming };
  const world = await startWorld(redirectUriOf(client, port), registration, client.tls);
  const secret = isPublic(client) ? "" : SECRET;
  try {
    return await attempt(client, world, port, { secret, switched: client.switch !== undefined });
  } finally {
    await world.close();
  }
}

/** Runs a client through everything. */
export async function run(client: Client): Promise<Result> {
  const port = await freePort();
  const redirectUri = redirectUriOf(client, port);
  const secret = isPublic(client) ? "" : SECRET;
  const worlds: World[] = [];
  const world = async (registration: Client["registration"]): Promise<World> => {
    const started = await startWorld(redirectUri, registration, client.tls);
    worlds.push(started);
    return started;
  };
  try {
    // A registration that a switch needs is there only with the switch; a public client is one from the start.
    const first = await world(isPublic(client) ? client.registration : {});
    const byDefault = await attempt(client, first, port, { secret });
    const second = client.switch === undefined ? first : await world(client.registration);
    const switched =
      client.switch === undefined ? undefined : await attempt(client, second, port, { secret, switched: true });
    const named =
      client.naming === undefined
        ? undefined
        : await attempt(client, await world({ ...client.registration, ...client.naming }), port, {
            secret,
            switched: client.switch !== undefined,
          });
    const mistakes = await make(client, first, second, port);
    return { client, version: versionOf(client), byDefault, switched, named, mistakes };
  } finally {
    for (const started of worlds) await started.close();
  }
}

/** The mistakes, each at a client that works but for it. */
async function make(client: Client, unswitched: World, world: World, port: number): Promise<Result["mistakes"]> {
  const scope = client.scope ?? "openid profile email";
  const base = { secret: isPublic(client) ? "" : SECRET, switched: client.switch !== undefined };
  const each: Readonly<Record<Exclude<Mistake, "pkce">, Settings>> = {
    secret: { ...base, secret: "not-the-secret-of-my-app" },
    scope: { ...base, scope: scope.replace("profile", "profil") },
    redirect: { ...base, clientId: ELSEWHERE },
    code: { ...base, clientId: HASTY, between: () => world.pass(2) },
  };
  const made: Partial<Record<Mistake, Seen | "not possible">> = {};
  for (const [mistake, settings] of Object.entries(each)) {
    made[mistake as Mistake] = await attempt(client, world, port, settings);
  }
  made.pkce = await withoutPkce(client, unswitched, world, port, base);
  return made as Result["mistakes"];
}

async function withoutPkce(client: Client, unswitched: World, world: World, port: number, base: Settings) {
  if (client.pkce === "always") return "not possible";
  if (client.pkce === "default") return attempt(client, world, port, { ...base, clientId: APP, withoutPkce: true });
  return attempt(client, unswitched, port, { ...base, switched: false });
}
