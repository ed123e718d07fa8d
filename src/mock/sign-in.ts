/** Authorization requests without pages: for a user who is signed in and has decided. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf as bodyFormOf } from "../http/forms.ts";
import type { People } from "../http/people/people.ts";
import { plain, queryOf } from "../http/requests.ts";
import { depsOf } from "../http/snapshot.ts";
import type { Account } from "../ports/storage.ts";
import { afterSignIn } from "../protocol/authorization/request.ts";
import { type Form, readForm } from "../protocol/form.ts";
import { receive, receiveCarried } from "../protocol/received.ts";
import { queryText } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorize } from "../service/authorization.ts";
import type { Deps } from "../service/deps.ts";
import { findSession, startSession } from "../service/sessions.ts";
import { MockError } from "./fault.ts";

/** Who signs in, and whether they allow what the app asks for. */
export interface MockSignIn {
  /** A user name. A request whose `login_hint` is the name of another user signs that one in. */
  readonly user: string;
  /** Default: `allow`. */
  readonly consent?: "allow" | "deny" | undefined;
}

/** The user of that name. Rejects with a `MockError` if there is none. */
export async function userNamed({ storage }: Pick<Deps, "storage">, name: string): Promise<Account> {
  const account = await storage.people.findByUsername(name);
  if (account !== undefined) return account;
  throw new MockError(`There is no user ${JSON.stringify(name)}. Add one with the option users.`);
}

/** Responds to an authorization request as after the pages. What is refused then is refused as it would be. */
export async function signInAtOnce(
  people: People,
  request: FastifyRequest,
  reply: FastifyReply,
  { user, consent = "allow" }: MockSignIn,
): Promise<FastifyReply> {
  const deps = depsOf(people.shared, request);
  const form = request.method === "POST" ? bodyFormOf(request) : readForm(queryOf(request.raw as { url: string }));
  const hinted = isRefusal(form) ? undefined : await hintedUser(deps, form);
  const account = hinted ?? (await userNamed(deps, user));
  const now = deps.clock();
  const cookie = await startSession(deps, account, now);
  const session = () => findSession(deps, cookie, now);
  const came = receive(plain(request));
  const asked = await authorize(deps, came, session, consent);
  if (asked.is !== "ask" || isRefusal(form)) return people.respond(request, reply, asked);
  // It asks for a new sign-in, which has just happened.
  const carried = receiveCarried(queryText(afterSignIn(form)));
  return people.respond(request, reply, await authorize(deps, carried, session, consent));
}

async function hintedUser({ storage }: Deps, { values }: Form): Promise<Account | undefined> {
  const hint = values.get("login_hint");
  return hint === undefined ? undefined : storage.people.findByUsername(hint);
}
