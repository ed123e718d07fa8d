/** One-time links: how the first operator of an empty server gets an account. */
import { hash, timingSafeEqual } from "node:crypto";
import { PATHS } from "../protocol/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";
import type { Deps } from "./deps.ts";
import { startSession } from "./sessions.ts";
import { MAX_LENGTH, type NewSession } from "./sign-in.ts";
import { familiarity } from "./throttle.ts";

/** Makes the first operator's account from a one-time link, and signs in. */
export async function acceptInvitation(
  deps: Deps,
  { token, username, password }: { readonly token: string; readonly username: string; readonly password: string },
): Promise<NewSession | Refusal> {
  const now = deps.clock();
  const invitation = await findInvitation(deps, token);
  if (isRefusal(invitation)) return invitation;
  if (!/^[^\s\p{C}]{1,64}$/u.test(username)) {
    return refuse("request/parameter-invalid", {
      parameter: "username",
      expected: "1 to 64 characters without spaces",
    });
  }
  if (password.length < 12 || password.length > MAX_LENGTH) {
    return refuse("request/parameter-invalid", { parameter: "password", expected: `12 to ${MAX_LENGTH} characters` });
  }
  const subject = Buffer.from(deps.random(15)).toString("base64url");
  const accepted = await deps.storage.invitations.accept(
    invitation,
    {
      subject,
      username,
      passwordHash: await deps.passwords.hash(password),
      role: "operator",
      disabled: false,
      claims: { preferred_username: username },
      createdAt: now,
    },
    now,
  );
  if (accepted === "used") return refuse("user/invitation-invalid", {});
  if (accepted === "taken") {
    return refuse("request/parameter-invalid", { parameter: "username", expected: "a name that is not taken" });
  }
  return { session: await startSession(deps, subject, now), mark: familiarity(deps, username) };
}

/** The id of the invitation that a link carries, where it is still good. */
export async function findInvitation({ storage, clock }: Deps, token: string): Promise<number | Refusal> {
  const [id = "", secret = ""] = token.split(".");
  const invitation = /^[0-9a-z]{1,11}$/.test(id) ? await storage.invitations.find(Number.parseInt(id, 36)) : undefined;
  const good =
    invitation !== undefined &&
    invitation.usedAt === undefined &&
    clock() < invitation.expiresAt &&
    timingSafeEqual(hash("sha256", secret, "buffer"), invitation.hash);
  return good ? invitation.id : refuse("user/invitation-invalid", {});
}

/** Makes a one-time link for the first operator, good for a day, as a path below the issuer; `undefined` where there is an operator already. */
export async function inviteFirstOperator({ storage, ids, random, clock }: Deps): Promise<string | undefined> {
  if (await storage.people.hasOperator()) return undefined;
  const now = clock();
  const id = ids(now);
  const secret = Buffer.from(random(24)).toString("base64url");
  await storage.invitations.insert({
    id,
    hash: hash("sha256", secret, "buffer"),
    role: "operator",
    expiresAt: now + 86_400_000,
    usedAt: undefined,
  });
  return `${PATHS.invitation}?token=${id.toString(36)}.${secret}`;
}
