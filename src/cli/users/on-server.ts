/** `candor users` on a running server. Passwords are never set for others there: the user chooses one, with a link. */
import { visible } from "../../render/characters.ts";
import { print } from "../print.ts";
import {
  type AdminApi,
  type AdminRequest,
  everyItem,
  type Members,
  Problem,
  pathTo,
  succeed,
} from "../registry/admin-api.ts";
import { USERS } from "../registry/people-kinds.ts";
import { list, onApi } from "../registry/run.ts";
import { membersText } from "../registry/show.ts";
import { claimsGiven } from "./claims.ts";
import type { UsersAct, UsersOptions } from "./options.ts";

/** How many are listed unless --limit says otherwise. */
const MOST = 100;
const NOT_FOUND = 404;

export async function usersOnServer(act: UsersAct, who: string, options: UsersOptions): Promise<void> {
  if (act === "list") return list(USERS, { limit: MOST, ...options });
  if (options.force === true) return onApi(options, refuseForce);
  await onApi(options, (api) => ACTS[act](api, who, options));
}

type Act = (api: AdminApi, who: string, options: UsersOptions) => Promise<void>;

const ACTS: Readonly<Record<Exclude<UsersAct, "list">, Act>> = {
  async add(api, username, options) {
    refusePassword(options);
    const body = { username, role: options.role ?? "user", claims: withoutNulls(claimsGiven(options)) };
    const { body: made } = await succeed(api, { method: "POST", path: "/users", body });
    tellLink(options, made, `Added ${username}. With this link, the user chooses a password:`);
  },
  async show(api, who, { json }) {
    const { body } = await succeed(api, await found(api, who));
    print(json === true ? JSON.stringify(body, null, 2) : membersText(body));
  },
  set: (api, who, options) => {
    const { username, role } = options;
    const claims = claimsGiven(options);
    const body = {
      ...(username !== undefined && { username }),
      ...(role !== undefined && { role }),
      ...(Object.keys(claims).length > 0 && { claims }),
    };
    if (Object.keys(body).length === 0)
      throw new Error(
        "There is nothing to change. Use --claim, --attribute, --claims, --groups, --roles, --role or --username.",
      );
    return changed(api, who, body, options, `Changed ${who}.`);
  },
  disable: (api, who, options) =>
    changed(api, who, { disabled: true }, options, `Disabled ${who}. The user's sessions and tokens have ended.`),
  enable: (api, who, options) => changed(api, who, { disabled: false }, options, `Enabled ${who}.`),
  async password(api, who, options) {
    refusePassword(options);
    const { path } = await found(api, who);
    const { body } = await succeed(api, { method: "POST", path: `${path}/password-links` });
    tellLink(options, body, "With this link, the user chooses a new password:");
  },
  async remove(api, who, { json }) {
    const { path } = await found(api, who);
    const { etag: ifMatch } = await succeed(api, { method: "GET", path });
    await succeed(api, { method: "DELETE", path, ifMatch });
    print(
      json === true
        ? JSON.stringify({ removed: who })
        : visible(`Removed ${who}. The user's sessions and tokens have ended.`),
    );
  },
};

/** The request for a user, by subject or by user name. */
export async function found(api: AdminApi, who: string): Promise<AdminRequest> {
  const bySubject = { method: "GET", path: pathTo("/users", who) } as const;
  const { status, body } = await api.send(bySubject);
  if (status === 200) return bySubject;
  if (status !== NOT_FOUND || who === "") throw new Problem({ status, body });
  for await (const { username, subject } of everyItem(api, "/users", { q: who }))
    if (String(username).toLowerCase() === who.toLowerCase())
      return { method: "GET", path: pathTo("/users", String(subject)) };
  throw new Problem({ status, body });
}

async function changed(api: AdminApi, who: string, body: Members, { json }: UsersOptions, text: string): Promise<void> {
  const { path } = await found(api, who);
  const { etag: ifMatch } = await succeed(api, { method: "GET", path });
  const response = await succeed(api, { method: "PATCH", path, body, ifMatch });
  print(json === true ? JSON.stringify(response.body, null, 2) : visible(text));
}

const refuseForce = (): never => {
  throw new Error("--force is for a data directory. On a server, an operator who can sign in always remains.");
};

function refusePassword({ passwordStdin, generate }: UsersOptions): void {
  if (passwordStdin === true || generate === true)
    throw new Error("On a server, users choose their passwords themselves, with a link that this command prints.");
}

function tellLink({ json }: UsersOptions, made: Members, text: string): void {
  print(json === true ? JSON.stringify(made, null, 2) : [text, String(made.link)].map(visible).join("\n"));
}

const withoutNulls = (claims: Members): Members =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
