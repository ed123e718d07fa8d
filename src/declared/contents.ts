/** What a file registers, as it is stored. */
import { scopeFrom } from "../configuration/catalogue.ts";
import { clientsFrom } from "../configuration/load.ts";
import type { CheckedRegistry } from "../configuration/registry.ts";
import { markOf } from "../ports/foreign-secret.ts";
import type {
  StoredApi,
  StoredApplication,
  StoredScope,
  StoredSecret,
  StoredTrustedIssuer,
} from "../ports/registered.ts";
import type { ClientSecret } from "../ports/registry.ts";

/**
 * A client as it is stored. `before`: what is stored now, whose secrets keep their name, age and what is known about them. `now`
 * in milliseconds. Secrets are hashed here.
 */
export function applicationFrom(
  client: CheckedRegistry["clients"][number],
  environment: Readonly<Record<string, string | undefined>>,
  now: number,
  before: StoredApplication | undefined,
): StoredApplication {
  const [record] = clientsFrom({ clients: [client] }, environment);
  if (record === undefined) throw new Error("There is no client.");
  const { logoUri } = record;
  return {
    client: record.client,
    ...(logoUri !== undefined && { logoUri }),
    secrets: secretsFrom(record.secrets, now, before?.secrets ?? []),
  };
}

export const scopeContent = (scope: CheckedRegistry["scopes"][number]): StoredScope => ({ scope: scopeFrom(scope) });
export const trustedIssuerContent = (trusted: CheckedRegistry["trustedIssuers"][number]): StoredTrustedIssuer => ({
  trusted,
});
export const apiContent = (api: CheckedRegistry["apis"][number]): StoredApi => ({ api });

function secretsFrom(
  secrets: readonly ClientSecret[],
  now: number,
  before: readonly StoredSecret[],
): readonly StoredSecret[] {
  const taken = new Set(before.map(({ id }) => id));
  let left = before;
  return secrets.map(({ hash, foreign, expiresAt, guessable, shape }) => {
    const text = Buffer.from(hash).toString("base64url");
    const mark = foreign && markOf(foreign);
    const same = left.filter((one) =>
      mark === undefined ? one.foreign === undefined && one.hash === text : markIn(one) === mark,
    );
    const known = same.find((one) => one.expiresAt === expiresAt) ?? same[0];
    left = left.filter((one) => one !== known);
    // A hash in a file says less than what is known since the secret itself was seen.
    const about = shape === undefined && known !== undefined ? known : { hash: text, foreign, guessable, shape };
    return {
      id: known?.id ?? newId(taken),
      hash: about.hash,
      ...(about.foreign !== undefined && { foreign: about.foreign }),
      ...(known?.cameAs !== undefined && { cameAs: known.cameAs }),
      createdAt: known?.createdAt ?? now,
      ...(expiresAt !== undefined && { expiresAt }),
      guessable: about.guessable,
      ...(about.shape !== undefined && { shape: about.shape }),
    };
  });
}

const markIn = ({ foreign, cameAs }: StoredSecret): string | undefined =>
  foreign === undefined ? cameAs : markOf(foreign);

/** The lowest number that names no other secret of the application. */
function newId(taken: Set<string>): string {
  let number = 1;
  while (taken.has(String(number))) number++;
  taken.add(String(number));
  return String(number);
}
