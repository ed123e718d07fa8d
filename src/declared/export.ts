/** The file that registers what is stored. Applying it changes nothing. */
import type { RegistryFile } from "../configuration/registry.ts";
import { registrySchema } from "../configuration/registry.ts";
import type { Contents } from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";
import { apiForm, applicationForm, scopeForm, trustedIssuerForm } from "./forms.ts";
import type { Item } from "./items.ts";

/** A secret that is short enough to be guessed from its hash, by its place in the file. */
export interface WeakSecret {
  readonly client: string;
  readonly path: readonly ["clients", number, "secrets", number];
}

export interface Exported {
  readonly file: RegistryFile;
  readonly weak: readonly WeakSecret[];
}

/** The file, with everything in the order of its ids. It has a name if a file of that name owns all of it. */
export function exported(items: readonly Item[]): Exported {
  const applications = contents(items, "application");
  const issuers = contents(items, "trusted-issuer");
  const owners = new Set(items.map(({ content }) => content.ownedBy?.file));
  const { success, data: name } = registrySchema.shape.name.safeParse([...owners][0]);
  const file = {
    ...(owners.size === 1 && success && name !== undefined && { name }),
    apis: contents(items, "api").map(apiForm),
    scopes: contents(items, "scope").map(scopeForm),
    clients: applications.map(applicationForm),
    // Few servers have any.
    ...(issuers.length > 0 && { trustedIssuers: issuers.map(trustedIssuerForm) }),
  };
  const weak = applications.flatMap(({ client, secrets }, i) =>
    secrets.flatMap(({ guessable, foreign }, j): WeakSecret[] =>
      guessable && foreign === undefined ? [{ client: client.id, path: ["clients", i, "secrets", j] }] : [],
    ),
  );
  return { file, weak };
}

function contents<Kind extends DeclaredKind>(items: readonly Item[], kind: Kind): readonly Contents[Kind][] {
  return items
    .filter((item) => item.kind === kind)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ content }) => content as Contents[Kind]);
}

/** The warning at a weak secret. */
export const WEAK = "This secret is short, so that it can be guessed from its hash. Replace it with a long random one.";
