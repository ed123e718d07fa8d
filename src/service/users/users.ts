/** Users, for the operator: what `candor users` and `users` of `createCandor` do. */
import type { Actor } from "../../ports/audit.ts";
import { type Account, type Claims, type Ended, type Role, StorageUnavailable } from "../../ports/storage.ts";
import { tidyUsername } from "../../ports/username.ts";
import type { Attribute } from "../../protocol/attributes.ts";
import { changeClaims } from "../../protocol/claim-values.ts";
import type { Shared } from "../deps.ts";
import { hashPassword } from "../passwords.ts";
import { type Act, userEntry } from "./audited.ts";
import { givenClaimFaults, keptClaimFaults, nameFaults, passwordFaults, roleFaults } from "./checks.ts";
import { refuseFaults, UserError } from "./fault.ts";
import { leftBehind } from "./left-behind.ts";

/** A user, without the password's hash. */
export interface User {
  /** `sub` of tokens: random, and never given to another user. */
  readonly subject: string;
  /** As the operator typed it. Unique, ignoring case. */
  readonly username: string;
  /** An operator may read every refusal. The `roles` claim is for applications and is unrelated. */
  readonly role: Role;
  /** Whether sign-in is refused. */
  readonly disabled: boolean;
  /** What applications may learn about the user, by scope. */
  readonly claims: Claims;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A user to add. */
export interface NewUser {
  /** 1 to 254 characters without spaces. Unique, ignoring case. */
  readonly username: string;
  /** 12 to 256 characters. */
  readonly password: string;
  /** Default: `user`. */
  readonly role?: User["role"];
  /** Claims of OpenID Connect Core 5.1, `groups`, `roles`, and attributes of `users.attributes`. `preferred_username` defaults to the user name. */
  readonly claims?: Claims;
}

/** What to change. Omitted members stay. */
export interface UserChange {
  /** As for a new user. */
  readonly username?: string | undefined;
  /** As for a new user. */
  readonly role?: User["role"] | undefined;
  /**
   * Merged with the existing claims; `null` removes one. A new `email` is not verified unless `email_verified` is set with it.
   */
  readonly claims?: Claims | undefined;
}

/** Makes a change even if it leaves no enabled operator. */
export interface Force {
  /** Default: `false`. Such a change then rejects with `last-operator`. */
  readonly force?: boolean | undefined;
}

/** `who` is a user name or a subject. If something can't be done, it rejects with a `UserError` and changes nothing. */
export interface Users {
  /** Adds a user, with a new subject. */
  add(user: NewUser): Promise<User>;
  /** In the order of user names: at most `limit` (100) after the user name `after`; `next` is where the next page starts. */
  list(page?: {
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ readonly items: readonly User[]; readonly next: string | undefined }>;
  /** The user, or `undefined`. */
  find(who: string): Promise<User | undefined>;
  /** Changes a user. */
  set(who: string, change: UserChange & Force): Promise<User>;
  /** Refuses sign-in, and ends all sessions and grants with their tokens. Enabling the user brings none of them back. */
  disable(who: string, options?: Force): Promise<User>;
  /** Lets the user sign in again. */
  enable(who: string): Promise<User>;
  /** Also ends all sessions and grants, so anyone who knew the old password is out. */
  setPassword(who: string, password: string): Promise<User>;
  /** Deletes the account and its consents, and ends all of its sessions, grants and tokens. */
  remove(who: string, options?: Force): Promise<void>;
}

type UsersDeps = Pick<Shared, "storage" | "passwords" | "random" | "ids" | "clock" | "events"> &
  Partial<Pick<Shared, "registries">> & {
    /** Those that are declared, where there is no registry that says so. */
    readonly attributes?: readonly Attribute[];
  };

/** The attributes that users may have now. */
const declaredIn = ({ attributes, registries }: Pick<UsersDeps, "attributes" | "registries">): readonly Attribute[] =>
  attributes ?? registries?.current().settings.users.attributes ?? [];

/** Somebody may register something for the name meanwhile. */
const ATTEMPTS = 5;

const PAGE = 100;

const ACTIONS = {
  added: "user/add",
  changed: "user/change",
  disabled: "user/disable",
  enabled: "user/enable",
  removed: "user/remove",
} as const;

/** How an account is changed. */
export interface AccountEdit {
  /** Without effects. It may throw, and then nothing changes. */
  readonly edit: (account: Account, lastId: number) => Account;
  readonly as: keyof typeof ACTIONS;
  /** Even if no enabled operator is left. */
  readonly force?: boolean | undefined;
}

/** Ends whatever has begun by the step in which the account changes: also by another process, and in the same millisecond. */
export function endNow({ clock, ids }: Pick<Shared, "clock" | "ids">, lastId: number): Ended {
  const at = clock();
  return { through: Math.max(ids(at), lastId), at };
}

async function accountOf(deps: Pick<Shared, "storage">, who: string): Promise<Account> {
  const found = await lookUp(deps, who);
  if (found === undefined) throw new UserError("unknown", `There is no user ${JSON.stringify(who)}.`);
  return found;
}

/** Changes an account, with its entry in the audit log. What the user owns follows another name. */
export async function changeAccount(
  deps: Pick<UsersDeps, "storage" | "clock" | "events" | "registries">,
  actor: Actor,
  who: string,
  { edit, as, force = false }: AccountEdit,
): Promise<User> {
  const { storage, clock } = deps;
  const entryOf = (before: Account, after: Account) =>
    userEntry({ at: clock(), actor, action: ACTIONS[as] }, before, after);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const account = await accountOf(deps, who);
    const { subject, username } = account;
    const next = edit(account, 0).username;
    const along = next === username ? undefined : await leftBehind(deps, account, next, { at: clock(), actor });
    const changed = await storage.people.change(subject, edit, !force, entryOf, along);
    if (changed === "owned") continue;
    if (typeof changed !== "object") throw changed === "taken" ? taken() : refusedAs(changed, who);
    if (along !== undefined) await deps.registries?.refresh();
    if (deps.events?.heard) deps.events.emit({ type: "changed", at: clock(), what: "user", change: as, subject });
    return userOf(changed);
  }
  throw tooOften();
}

/** The users of a storage, changed by `actor`. */
export function usersOf(deps: UsersDeps, actor: Actor): Users {
  const { storage, passwords, clock, random } = deps;
  const seconds = (): number => Math.floor(clock() / 1000);
  const act = (change: keyof typeof ACTIONS): Act => ({ at: clock(), actor, action: ACTIONS[change] });
  const changedTo = (subject: string, change: keyof typeof ACTIONS): void => {
    if (deps.events?.heard) deps.events.emit({ type: "changed", at: clock(), what: "user", change, subject });
  };

  const change = (
    who: string,
    edit: AccountEdit["edit"],
    { force }: Force = {},
    as: AccountEdit["as"] = "changed",
  ): Promise<User> => changeAccount(deps, actor, who, { edit, as, force });

  return {
    async add({ username, password, role = "user", claims = {} }) {
      const name = tidyUsername(String(username));
      const given = givenClaimFaults(claims, declaredIn(deps));
      const kept =
        given.length > 0 ? {} : changeClaims({ preferred_username: name || null, updated_at: seconds() }, claims);
      refuseFaults([
        ...nameFaults(name),
        ...passwordFaults(password),
        ...roleFaults(role),
        ...(given.length > 0 ? given : keptClaimFaults(kept)),
      ]);
      const account: Account = {
        subject: Buffer.from(random(15)).toString("base64url"),
        username: name,
        passwordHash: await hashPassword(passwords, password),
        role,
        disabled: false,
        claims: kept,
        createdAt: clock(),
      };
      if (!(await storage.people.insert(account, userEntry(act("added"), undefined, account)))) throw taken();
      changedTo(account.subject, "added");
      return userOf(account);
    },
    async list({ after, limit = PAGE } = {}) {
      const found = await storage.people.list(after, limit + 1);
      const items = found.slice(0, limit).map(userOf);
      return { items, next: found.length > limit ? items.at(-1)?.username : undefined };
    },
    async find(who) {
      const found = await lookUp(deps, who);
      return found && userOf(found);
    },
    async set(who, { username, role, claims, force }) {
      const name = username === undefined ? undefined : tidyUsername(String(username));
      return change(who, editOf({ username: name, role, claims }, seconds(), declaredIn(deps)), { force });
    },
    async disable(who, options) {
      return change(
        who,
        (account, lastId) => ({ ...account, disabled: true, ended: endNow(deps, lastId) }),
        options,
        "disabled",
      );
    },
    enable: (who) => change(who, (account) => ({ ...account, disabled: false }), {}, "enabled"),
    async setPassword(who, password) {
      await accountOf(deps, who);
      refuseFaults(passwordFaults(password));
      const passwordHash = await hashPassword(passwords, password);
      return change(who, (account, lastId) => ({ ...account, passwordHash, ended: endNow(deps, lastId) }));
    },
    async remove(who, { force = false } = {}) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const account = await accountOf(deps, who);
        const { subject } = account;
        const along = await leftBehind(deps, account, undefined, { at: clock(), actor });
        const entryOf = (gone: Account) => userEntry(act("removed"), gone, undefined);
        const removed = await storage.people.remove(subject, !force, entryOf, along);
        if (removed === "owned") continue;
        if (removed !== "removed") throw refusedAs(removed, who);
        await deps.registries?.refresh();
        changedTo(subject, "removed");
        return;
      }
      throw tooOften();
    },
  };
}

/** The checked change of an account. Throws a `UserError` as soon as it finds a problem. */
export function editOf(
  { username, role, claims }: UserChange,
  updatedAt: number,
  attributes: readonly Attribute[],
): (account: Account) => Account {
  refuseFaults([
    ...(username === undefined ? [] : nameFaults(username)),
    ...(role === undefined ? [] : roleFaults(role)),
    ...(claims === undefined ? [] : givenClaimFaults(claims, attributes)),
  ]);
  return (account) => {
    const name = username ?? account.username;
    // The claim follows the user name for as long as the two were equal.
    const follows = account.claims.preferred_username === account.username && name !== account.username;
    const given = { ...(follows && { preferred_username: name }), ...claims };
    const changed =
      Object.keys(given).length === 0
        ? account.claims
        : changeClaims(account.claims, { updated_at: updatedAt, ...given });
    refuseFaults(keptClaimFaults(changed));
    return { ...account, username: name, role: role ?? account.role, claims: changed };
  };
}

/** A user name takes precedence over a subject. The operator can choose both. */
async function lookUp({ storage }: Pick<Shared, "storage">, who: string): Promise<Account | undefined> {
  return (await storage.people.findByUsername(tidyUsername(who))) ?? (await storage.people.find(who));
}

const userOf = ({ subject, username, role, disabled, claims, createdAt }: Account): User => ({
  subject,
  username,
  role,
  disabled,
  claims,
  createdAt,
});

const tooOften = () => new StorageUnavailable("busy", "what the user owns changes too often");

const taken = (): UserError =>
  new UserError("taken", "Another user has this user name.", [{ field: "username", expected: "a name that is free" }]);

function refusedAs(code: "gone" | "last-operator", who: string): UserError {
  return code === "gone"
    ? new UserError("unknown", `There is no user ${JSON.stringify(who)}.`)
    : new UserError(
        "last-operator",
        `${JSON.stringify(who)} is the last enabled operator. Make another user an operator first, or use force.`,
      );
}
