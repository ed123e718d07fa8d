/** Users who own applications and can sign in: one of a single application, and one of a team that owns the most used ones. */
import { argon2Passwords } from "../../src/adapters/passwords/argon2.ts";
import { applicationChange, contentOf, teamChange } from "../../src/ports/registered.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { applicationOf } from "./registry.ts";
import { MANY, NOW, ONE, ROOT, type Size } from "./size.ts";

export async function seedOwners({ people, registrations }: Storage, { applications }: Size): Promise<void> {
  const passwordHash = await argon2Passwords().hash(ROOT.password);
  for (const username of [MANY.username, ONE.username])
    await people.insert({
      ...{ subject: username, username, passwordHash, role: "user", disabled: false, createdAt: NOW },
      claims: { name: username, email: `${username}@mail.example` },
    });
  const team = { name: MANY.team, members: [{ subject: MANY.username, since: NOW }] };
  const [own, owned] = [applicationOf(0), Math.ceil(applications / 20)];
  const changes = [teamChange({ team }, 0)];
  for (const row of await registrations.list({ kind: "application", after: undefined, limit: owned })) {
    const stored = contentOf({ ...row, kind: "application" });
    const owner = row.id === own ? ONE.username : stored.client.owner;
    changes.push(applicationChange({ ...stored, client: { ...stored.client, owner, team: MANY.team } }, row.version));
  }
  const done = await registrations.change(changes, {
    ...{ at: NOW, actor: { is: "command", id: "seed" }, action: "registry/apply" },
    target: { kind: "registry", id: "seed" },
  });
  if (typeof done !== "number") throw new Error(`${done.conflict.id} has changed.`);
}
