/** Secrets and environment variables that aren't what they seem. Shows nothing of a secret. */
import { nearest } from "../expected.ts";
import { isLoopback } from "../loopback.ts";
import type { Configuration } from "../schema.ts";
import { type Check, type Facts, type Found, ofServer } from "./define.ts";

/** Environment variables that Candor reads, apart from those that secrets name. */
const VARIABLES = ["CANDOR_KEY_ENCRYPTION_SECRET"];

function* ofSecrets(
  { configuration, environment }: Facts,
  finds: (text: string, secret: Configuration["clients"][number]["secrets"][number]) => string | undefined,
): Generator<Found> {
  for (const [i, { secrets }] of configuration.clients.entries()) {
    for (const [k, secret] of secrets.entries()) {
      const text = secret.value ?? environment[secret.env ?? ""];
      const is = text === undefined ? undefined : finds(text, secret);
      const source = secret.value === undefined ? "env" : "value";
      if (is !== undefined) yield { key: `clients[${i}].secrets[${k}].${source}`, is };
    }
  }
}

function blanksOf(text: string): string | undefined {
  if (/[\r\n]$/.test(text)) return "a secret that ends in a line break";
  return text.trim() === text ? undefined : "a secret with blanks around it";
}

function isProduction({ configuration, environment }: Facts): boolean {
  return environment.NODE_ENV === "production" || !isLoopback(new URL(configuration.issuer).hostname);
}

export const secrets: readonly Check[] = [
  {
    name: "secret-with-blanks",
    setting: "clients[].secrets",
    when: "A secret ends in a line break, or has blanks around it.",
    means: "They belong to the secret: a client that sends it without them is refused as client-auth/secret-wrong.",
    fix: "Remove them. Files and here-documents often end in a line break: printf does not add one, and echo does.",
    find: (facts) => ofSecrets(facts, blanksOf),
  },
  {
    name: "secret-is-a-placeholder",
    setting: "clients[].secrets",
    when: "A secret looks like the name of a variable, such as `$SHOP_SECRET`.",
    means: "Variables are not replaced here: the name itself is the secret, and anybody can guess it.",
    fix: 'Write { env: "SHOP_SECRET" } in place of { value: "$SHOP_SECRET" }.',
    find: (facts) =>
      ofSecrets(facts, (text) =>
        /^(?:\$\{?\w+\}?|\$\{\{.*\}\}|\{\{.*\}\}|<[\w -]+>|%\w+%|process\.env\.\w+|change-?me.*)$/i.test(text.trim())
          ? "what looks like a placeholder"
          : undefined,
      ),
  },
  {
    name: "encryption-secret-with-blanks",
    setting: "CANDOR_KEY_ENCRYPTION_SECRET",
    when: "CANDOR_KEY_ENCRYPTION_SECRET ends in a line break, or has blanks around it.",
    means: "They belong to the secret: a start with the secret without them cannot read the keys.",
    fix: "Remove them before the first start.",
    find: ofServer("CANDOR_KEY_ENCRYPTION_SECRET", (_, { environment }) =>
      blanksOf(environment.CANDOR_KEY_ENCRYPTION_SECRET ?? ""),
    ),
  },
  {
    name: "keys-not-encrypted",
    setting: "CANDOR_KEY_ENCRYPTION_SECRET",
    when: "CANDOR_KEY_ENCRYPTION_SECRET is not set in production: NODE_ENV is production, or the issuer is a public name.",
    means: "Whoever can read the database, or a copy of it, can sign tokens in the name of this server.",
    fix: "Set the environment variable to a random text of 16 characters or more, and keep it apart from backups of the database.",
    find: ofServer(
      "CANDOR_KEY_ENCRYPTION_SECRET",
      (_, facts) =>
        facts.storage === "sqlite" &&
        !facts.demo &&
        isProduction(facts) &&
        (facts.environment.CANDOR_KEY_ENCRYPTION_SECRET ?? "") === "" &&
        "not set",
    ),
  },
  {
    name: "open-to-other-users",
    setting: "data, tls.key",
    when: "Every user of the machine can write to the data directory, or read the private key.",
    means: "Any of them can replace the database, or decrypt connections.",
    fix: "Close it to other users: chmod o-w for the directory, chmod o-r for the key.",
    find: ({ exposures = [] }) => exposures.map(({ key, file, mode }) => ({ key, is: `${file}, with mode ${mode}` })),
  },
  {
    name: "variable-unknown",
    setting: "CANDOR_*",
    when: "There is an environment variable whose name begins with CANDOR_ and that is not read.",
    means: "It has no effect.",
    fix: "Correct its name, or remove it.",
    find: ({ environment, configuration }) => {
      const named = new Set(configuration.clients.flatMap((client) => client.secrets.flatMap(({ env }) => env ?? [])));
      return Object.keys(environment)
        .filter((name) => name.startsWith("CANDOR_") && !VARIABLES.includes(name) && !named.has(name))
        .flatMap((name) => {
          const meant = nearest(name, VARIABLES);
          // Names that others set, for example in a test run, matter only if they resemble Candor's.
          return meant === undefined ? [] : [{ key: name, is: `unknown: ${meant} is read` }];
        });
    },
  },
  {
    name: "database-url-ignored",
    setting: "DATABASE_URL",
    when: "The environment variable DATABASE_URL is set.",
    means: "It is not read: this version stores everything in SQLite, in the directory of data.",
    fix: "Remove the variable, and set data to where the database belongs.",
    alone: true,
    find: ofServer(
      "DATABASE_URL",
      ({ data }, { environment, storage }) =>
        storage === "sqlite" && (environment.DATABASE_URL ?? "") !== "" && `set, while data is ${data}`,
    ),
  },
  {
    name: "demo-in-production",
    setting: "demo",
    when: "The demo world is served in production: NODE_ENV is production, or the issuer is a public name.",
    means: "Anyone can sign in as its operator: its passwords and client secrets are public.",
    fix: "Serve a configuration of your own, without --demo.",
    find: ofServer("demo", ({ issuer }, facts) => facts.demo && isProduction(facts) && `on, while issuer is ${issuer}`),
  },
];
