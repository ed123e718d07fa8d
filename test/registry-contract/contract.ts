/** What every registry must do. */
import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import type { ClientSecret, Registries, Registry } from "../../src/ports/registry.ts";
import type { Soon } from "../../src/ports/soon.ts";
import { shapeOf } from "../../src/protocol/secret-shape.ts";
import { catalogue, client, settings, T } from "../catalogue/samples.ts";

const sha256 = (text: string): string => hash("sha256", text, "base64url");

export const secretOf = (text: string, expiresAt?: number): ClientSecret => ({
  hash: hash("sha256", text, "buffer"),
  expiresAt,
  guessable: text.length < 32,
  shape: shapeOf(text),
});

export const CONTENT: Configured = {
  settings: settings(),
  catalogue,
  clients: [
    { client: client(), secrets: [secretOf("the secret of photos"), secretOf("the former one", T)] },
    { client: client({ id: "spa", authMethods: ["none"] }), secrets: [] },
    { client: client({ id: "twice" }), secrets: [secretOf("the same", T), secretOf("the same", T + 1)] },
  ],
};

export function registryContract(name: string, open: (content: Configured) => Soon<Registries>): void {
  describe(`the registry ${name}`, () => {
    const registry = async (): Promise<Registry> => (await open(CONTENT)).current();

    it("is the same version until something changes", async () => {
      const registries = await open(CONTENT);
      expect(registries.current()).toBe(registries.current());
      expect(registries.current()).toMatchObject({ settings: CONTENT.settings });
      const { scopes, apis } = registries.current().catalogue;
      expect([...scopes.values()]).toEqual(expect.arrayContaining([...CONTENT.catalogue.scopes.values()]));
      expect(apis).toEqual(CONTENT.catalogue.apis);
      expect(registries.current().version).not.toBe("");
    });

    it("finds each client, and nobody else", async () => {
      const { client: find } = await registry();
      for (const record of CONTENT.clients) expect((await find(record.client.id))?.client).toEqual(record.client);
      for (const id of ["", "nobody", "Photos", "photos ", "__proto__", "constructor", "x".repeat(10_000)])
        expect(await find(id)).toBeUndefined();
    });

    it.each<[id: string, sent: string, match: object | undefined]>([
      ["photos", "the secret of photos", { expiresAt: undefined, guessable: true }],
      ["photos", "the former one", { expiresAt: T, guessable: true }],
      ["photos", "The secret of photos", undefined],
      ["photos", "the secret of photos ", undefined],
      ["photos", "", undefined],
      ["spa", "", undefined],
      // Of equal secrets the one that expires last counts.
      ["twice", "the same", { expiresAt: T + 1, guessable: true }],
    ])("compares the secret of %s with %j", async (id, sent, match) => {
      const found = (await (await registry()).client(id))?.credentials.matchSecret(sent);
      // Stored secrets have an id too.
      expect(found === undefined ? undefined : { ...found, id: undefined }).toEqual(
        match && { ...match, id: undefined },
      );
    });

    it("compares with nobody's credentials in the same way, and nothing matches", async () => {
      for (const sent of ["", "the secret of photos", "\0".repeat(32)])
        expect((await registry()).nobody.matchSecret(sent)).toBeUndefined();
    });

    it("never shows a hash of a secret", async () => {
      const found = await (await registry()).client("photos");
      const seen = [found, found?.credentials, Object.values(found ?? {}).flatMap((one) => Object.values(one))];
      expect(JSON.stringify(seen)).not.toMatch(/hash|shape|beginning/);
      expect(Object.keys(found?.credentials ?? {})).toEqual(["matchSecret", "matchMac", "matchSlowly"]);
    });

    it("finds ids and secrets among what was sent", async () => {
      const { secrets } = await registry();
      expect([...(await secrets.clientsAmong(["photos", "read_photos", "spa"]))].sort()).toEqual(["photos", "spa"]);
      const hashes = ["the secret of photos", "something else", "the same"].map(sha256);
      expect([...(await secrets.secretsAmong(hashes))].sort()).toEqual(
        [sha256("the secret of photos"), sha256("the same")].sort(),
      );
      const { beginning, length } = shapeOf("the secret of photos");
      expect([...(await secrets.lengthsOf([beginning + 1, beginning]))]).toEqual([[beginning, [length]]]);
      expect((await secrets.clientsAmong([])).size + (await secrets.secretsAmong([])).size).toBe(0);
      expect((await secrets.lengthsOf([])).size).toBe(0);
      expect(secrets.haveGuessable).toBe(true);
    });
  });
}
