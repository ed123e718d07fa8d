/** `candor users`: changes the users of a data directory or a database. A server may use it at the same time. */
import { systemClock, systemRandom, timeIds } from "../../adapters/clock/system.ts";
import { argon2Passwords } from "../../adapters/passwords/argon2.ts";
import type { Storage } from "../../ports/storage.ts";
import { visible } from "../../render/characters.ts";
import { UserError } from "../../service/users/fault.ts";
import { type User, type Users, usersOf } from "../../service/users/users.ts";
import { commandActor } from "../actor.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onStorage } from "../place.ts";
import { attributesOf } from "../registered-elsewhere.ts";
import { printPages } from "../registry/pages.ts";
import { USERS } from "../registry/people-kinds.ts";
import { list as listAmong } from "../registry/run.ts";
import { claimsGiven } from "./claims.ts";
import type { UsersAct, UsersOptions } from "./options.ts";
import { newPassword } from "./password.ts";
import { userJson, userLine, userText } from "./show.ts";

/** Does one thing with the users. The exit code is 1 if it is refused, and 2 if there is nothing to work on. */
export async function users(act: UsersAct, who: string, options: UsersOptions): Promise<void> {
  try {
    await ACTS[act](who, options);
  } catch (error) {
    process.exitCode = error instanceof UserError ? EXIT.not : EXIT.usage;
    const text = error instanceof UserError ? error.message.replace("use force", "use --force") : said(error);
    process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`);
  }
}

type Act = (who: string, options: UsersOptions) => Promise<void>;

const ACTS: Readonly<Record<UsersAct, Act>> = {
  async add(username, options) {
    const claims = claimsGiven(options);
    const { password, isGenerated } = await newPassword(options, systemRandom());
    const { role = "user" } = options;
    const user = await onUsers(options, (all) => all.add({ username, password, role, claims }), true);
    tell(options, user, `Added ${user.username}.`, isGenerated ? password : undefined);
  },
  async list(_, options) {
    const { limit = 100, search, where } = options;
    // What searches is the admin API, wherever it is.
    if (search !== undefined || where !== undefined) return listAmong(USERS, { ...options, limit });
    let width = 0;
    await onUsers(options, (all) =>
      printPages(
        (after, most) => all.list({ after, limit: most }),
        { ...options, limit },
        {
          lines(found) {
            width = Math.max(width, ...found.map(({ username }) => username.length));
            return found.map((user) => userLine(user, width)).join("\n");
          },
          json: userJson,
          none: "There are no users.",
          narrower: "--search",
        },
      ),
    );
  },
  async show(who, options) {
    const user = await onUsers(options, (all) => all.find(who));
    if (user === undefined) throw new UserError("unknown", `There is no user ${JSON.stringify(who)}.`);
    print(options.json === true ? JSON.stringify(userJson(user), null, 2) : userText(user));
  },
  async set(who, options) {
    const claims = claimsGiven(options);
    const { username, role, force } = options;
    if (username === undefined && role === undefined && Object.keys(claims).length === 0)
      throw new Error(
        "There is nothing to change. Use --claim, --attribute, --claims, --groups, --roles, --role or --username.",
      );
    const user = await onUsers(options, (all) => all.set(who, { username, role, claims, force }));
    tell(options, user, `Changed ${user.username}.`);
  },
  async disable(who, options) {
    const user = await onUsers(options, (all) => all.disable(who, options));
    tell(options, user, `Disabled ${user.username}. The user's sessions and tokens have ended.`);
  },
  async enable(who, options) {
    const user = await onUsers(options, (all) => all.enable(who));
    tell(options, user, `Enabled ${user.username}.`);
  },
  async password(who, options) {
    const { password, isGenerated } = await newPassword(options, systemRandom());
    const user = await onUsers(options, (all) => all.setPassword(who, password));
    const text = `Set the password of ${user.username}. The user's sessions and tokens have ended.`;
    tell(options, user, text, isGenerated ? password : undefined);
  },
  async remove(who, options) {
    await onUsers(options, (all) => all.remove(who, options));
    if (options.json === true) print(JSON.stringify({ removed: who }));
    else print(visible(`Removed ${who}. The user's sessions and tokens have ended.`));
  },
};

/** Opens the users. `create` makes a database if there is none, and says so. */
async function onUsers<T>(options: UsersOptions, act: (users: Users) => Promise<T>, create = false): Promise<T> {
  const attributes = await attributesOf(options);
  const work = async (storage: Storage): Promise<T> => {
    // The last place of a tick: every existing id is lower.
    const ids = timeIds(await storage.lastId(), () => 0);
    const deps = { attributes, storage, passwords: argon2Passwords(), random: systemRandom(), clock: systemClock, ids };
    return act(usersOf(deps, commandActor()));
  };
  return onStorage(options, work, create);
}

/** Prints the result. A generated password is shown here and nowhere else. */
function tell({ json }: UsersOptions, user: User, text: string, password?: string): void {
  if (json === true) print(JSON.stringify({ ...userJson(user), ...(password !== undefined && { password }) }, null, 2));
  else print(password === undefined ? visible(text) : `${visible(text)}\nPassword (shown only once): ${password}`);
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
