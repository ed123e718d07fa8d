/** A signing key as another node would store it that encrypts with another secret. */
import type { World } from "./world.ts";

const KID = "of-another-node";

export async function addUnreadableKey(world: World): Promise<void> {
  await removeUnreadableKey(world);
  const { storage, keys } = world.deps;
  const { clock } = world;
  const latest = (await storage.keys.all()).filter(({ use }) => use === "ES256").at(-1);
  const later = clock.now + 86_400_000;
  await storage.keys.add(
    { kid: KID, use: "ES256", sealed: "sealed.a.b.c.d", createdAt: clock.now, signsFrom: later },
    latest?.kid,
  );
  await keys.refresh();
}

export async function removeUnreadableKey({ deps: { storage, keys } }: World): Promise<void> {
  await storage.keys.replace(KID, undefined);
  await keys.refresh();
}
