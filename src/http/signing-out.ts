/** Ends a user's session in this browser, tells its applications, and says so: by back-channel and front-channel logout. */

import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { ONWARD_SCRIPT, signedOutPage } from "../pages/sign-out.tsx";
import type { Client } from "../protocol/client.ts";
import { basePath } from "../protocol/metadata.ts";
import { withParameters } from "../protocol/url-query.ts";
import type { Deps } from "../service/deps.ts";
import { endSession, type SignedIn, sidOf } from "../service/sessions.ts";
import { brandFor } from "./brand.ts";
import type { Browser } from "./browser.ts";
import { seeOther } from "./forms.ts";

const SCRIPT_HASH = `sha256-${hash("sha256", ONWARD_SCRIPT, "base64")}`;
/** Milliseconds that a user waits for applications to hear of it. Whoever takes longer hears of it all the same. */
const PATIENCE = 2_000;

/** Ends the session. Returns the URLs to load in frames, once the other applications have heard of it or the user has waited enough. */
export async function signOutOf(
  deps: Deps,
  reply: FastifyReply,
  browser: Browser,
  signedIn: SignedIn,
): Promise<readonly string[]> {
  const { id } = signedIn.session;
  const apps = await deps.storage.sessionApps.ofSession(id);
  const clients = await Promise.all(apps.map(async ({ clientId }) => (await deps.registry.client(clientId))?.client));
  await endSession(deps, signedIn);
  browser.forget(reply);
  if (clients.some((client) => client?.backchannelLogoutUri !== undefined)) await heard(deps);
  return clients.flatMap((client) => (client === undefined ? [] : frameOf(deps, client, id)));
}

async function heard({ tellOfLogouts }: Deps): Promise<void> {
  const patience = new AbortController();
  const waited = new Promise<void>((done) => {
    const timer = setTimeout(done, PATIENCE);
    patience.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  await Promise.race([tellOfLogouts?.(), waited]);
  patience.abort();
}

/** What is loaded for a client (OpenID Connect Front-Channel Logout 1.0, 2). */
function frameOf(deps: Deps, client: Client, sessionId: number): readonly string[] {
  const { frontchannelLogoutUri: uri, frontchannelLogoutSessionRequired: session } = client;
  if (uri === undefined) return [];
  return [session === true ? withParameters(uri, { iss: deps.issuer, sid: sidOf(deps, sessionId) }) : uri];
}

/** Where the user goes after signing out: to `onward`, or to a page that says that it is done. Frames are loaded first. */
export function afterSignOut(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  frames: readonly string[],
  onward: string | undefined,
): FastifyReply {
  if (frames.length === 0 && onward !== undefined) return seeOther(reply, onward);
  const script = frames.length === 0 ? {} : { scriptHash: SCRIPT_HASH };
  return reply
    .headers(pageHeaders({ frames, ...script }))
    .send(signedOutPage({ base: basePath(deps.issuer), brand: brandFor(deps, request), frames, onward }));
}
