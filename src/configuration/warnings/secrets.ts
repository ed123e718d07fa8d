/** Secrets and environment variables that aren't what they seem. Shows nothing of a secret. */
import { slowKindOf } from "../../ports/foreign-secret.ts";
import { nearest } from "../expected.ts";
import { isLoopback } from "../loopback.ts";
import type { Configuration } from "../schema.ts";
import { fileVariable, keyVariable, namedSecrets } from "../secret-files.ts";
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
  return text.trim() === text ? undefined : "a secret with white space around it";
}

function isProduction({ configuration, environment }: Facts): boolean {
  return environment.NODE_ENV === "production" || !isLoopback(new URL(configuration.issuer).hostname);
}

export const secrets: readonly Check[] = [
  {
    name: "secret-with-blanks",
    setting: "clients[].secrets",
    when: "A secret ends in a line break or has white space around it.",
    means:
      "The white space is part of the secret. A client that sends the secret without it is refused as client-auth/secret-wrong.",
    fix: "Remove the white space. Files and here-documents often end in a line break. echo adds one, but printf doesn't.",
    find: (facts) => ofSecrets(facts, blanksOf),
  },
  {
    name: "secret-is-a-placeholder",
    setting: "clients[].secrets",
    when: "A secret looks like the name of a variable, such as `$SHOP_SECRET`.",
    means: "Variables aren't replaced here, so the text itself is the secret, and anyone can guess it.",
    fix: 'Write { env: "SHOP_SECRET" } instead of { value: "$SHOP_SECRET" }.',
    find: (facts) =>
      ofSecrets(facts, (text) =>
        /^(?:\$\{?\w+\}?|\$\{\{.*\}\}|\{\{.*\}\}|<[\w -]+>|%\w+%|process\.env\.\w+|change-?me.*)$/i.test(text.trim())
          ? "what looks like a placeholder"
          : undefined,
      ),
  },
  {
    name: "secret-hash-stays",
    setting: "clients[].secrets",
    when: "A secret in the configuration file is a hash of another server that takes long to compare, such as bcrypt.",
    means:
      "The server doesn't write the file, so the hash isn't replaced when the app uses its secret: each token request takes as long as a sign-in, and waits for its turn among them.",
    fix: 'Take the secret from the app\'s own settings, run printf %s "$SECRET" | sha256sum, and write { sha256: "…" } in place of { hash: "…" }. Or move the app to a registry file: with candor apply, the first use replaces the hash.',
    *find({ configuration: { clients } }) {
      for (const [i, { secrets: own }] of clients.entries())
        for (const [k, { hash }] of own.entries())
          if (hash !== undefined && slowKindOf(hash) !== undefined)
            yield { key: `clients[${i}].secrets[${k}].hash`, is: "a hash that takes long to compare" };
    },
  },
  {
    name: "encryption-secret-with-blanks",
    setting: "CANDOR_KEY_ENCRYPTION_SECRET",
    when: "CANDOR_KEY_ENCRYPTION_SECRET ends in a line break or has white space around it.",
    means:
      "The white space is part of the secret. If the server is later started without the white space, it can't read the keys.",
    fix: "Remove the white space before the first start.",
    find: ofServer("CANDOR_KEY_ENCRYPTION_SECRET", (_, { environment }) =>
      blanksOf(environment.CANDOR_KEY_ENCRYPTION_SECRET ?? ""),
    ),
  },
  {
    name: "keys-not-encrypted",
    setting: "CANDOR_KEY_ENCRYPTION_SECRET",
    when: "CANDOR_KEY_ENCRYPTION_SECRET is not set in production: NODE_ENV is production, or the issuer is a public name.",
    means: "Anyone who can read the database or a copy of it can sign tokens as this server.",
    fix: "Set the environment variable to random text of at least 16 characters, and store it separately from database backups.",
    find: ofServer(
      "CANDOR_KEY_ENCRYPTION_SECRET",
      (_, facts) =>
        facts.storage !== "memory" &&
        !facts.demo &&
        isProduction(facts) &&
        (facts.environment.CANDOR_KEY_ENCRYPTION_SECRET ?? "") === "" &&
        "not set",
    ),
  },
  {
    name: "open-to-other-users",
    setting: "data, tls.key",
    when: "Every user of the machine can write to the data directory or read the private key.",
    means: "Any of these users can replace the database or impersonate the server.",
    fix: "Remove the access of other users: chmod o-w for the directory, chmod o-r for the key.",
    find: ({ exposures = [] }) => exposures.map(({ key, file, mode }) => ({ key, is: `${file}, with mode ${mode}` })),
  },
  {
    name: "variable-unknown",
    setting: "CANDOR_*",
    when: "The name of an environment variable begins with CANDOR_, but Candor doesn't read it.",
    means: "The variable has no effect.",
    fix: "Correct the name of the variable, or remove the variable.",
    find: ({ environment, configuration }) => {
      const read = new Set(
        [...VARIABLES, ...namedSecrets(configuration)].flatMap((name) => [name, fileVariable(name), keyVariable(name)]),
      );
      return Object.keys(environment)
        .filter((name) => name.startsWith("CANDOR_") && !read.has(name))
        .flatMap((name) => {
          const meant = nearest(name, [...VARIABLES, ...VARIABLES.map(fileVariable), ...VARIABLES.map(keyVariable)]);
          // Names that others set, for example in a test run, matter only if they resemble Candor's.
          return meant === undefined ? [] : [{ key: name, is: `unknown (did you mean ${meant}?)` }];
        });
    },
  },
  {
    name: "database-url-ignored",
    setting: "DATABASE_URL",
    when: "The environment variable DATABASE_URL is set, but something else is stored in: the demo, or what createCandor was given, is SQLite.",
    means: "The variable isn't read. Everything is stored in SQLite, in the directory named by data.",
    fix: "Remove the variable. Or, to store in PostgreSQL, don't serve the demo and leave out the option storage.",
    alone: true,
    find: ofServer(
      "DATABASE_URL",
      ({ data }, { environment, storage }) =>
        storage === "sqlite" && (environment.DATABASE_URL ?? "") !== "" && `set, while data is ${data}`,
    ),
  },
  {
    name: "replica-ignored",
    setting: "DATABASE_REPLICA_URL",
    when: "The environment variable DATABASE_REPLICA_URL is set, but everything is stored in SQLite.",
    means: "The variable isn't read. Only PostgreSQL has standbys.",
    fix: "Remove the variable. Or store in PostgreSQL, by DATABASE_URL.",
    alone: true,
    find: ofServer(
      "DATABASE_REPLICA_URL",
      (_, { environment, storage }) =>
        storage === "sqlite" && (environment.DATABASE_REPLICA_URL ?? "") !== "" && "set, without PostgreSQL",
    ),
  },
  {
    name: "demo-in-production",
    setting: "demo",
    when: "The demo is served in production: NODE_ENV is production, or the issuer is a public name.",
    means: "Anyone can sign in as the demo's operator, because its passwords and client secrets are public.",
    fix: "Serve your own configuration, without --demo.",
    find: ofServer("demo", ({ issuer }, facts) => facts.demo && isProduction(facts) && `on, while issuer is ${issuer}`),
  },
];
