/** The server's keys, in memory. */
import type { AuditEntry } from "../../ports/audit.ts";
import type { KeyStore, StoredKey } from "../../ports/storage.ts";

const byAge = (a: StoredKey, b: StoredKey): number => a.createdAt - b.createdAt || (a.kid < b.kid ? -1 : 1);

/** `append` is called with what goes to the audit log. */
export function memoryKeys(append: (entry: AuditEntry) => void): KeyStore {
  let keys: readonly StoredKey[] = [];
  const from = ({ signsFrom, createdAt }: StoredKey): number => signsFrom ?? createdAt;
  const latestOf = (wanted: string): string | undefined =>
    keys
      .filter(({ use }) => use === wanted)
      .toSorted((a, b) => from(b) - from(a) || byAge(b, a))
      .at(0)?.kid;
  const insert = (key: StoredKey): void => {
    if (keys.some(({ kid }) => kid === key.kid)) throw new Error(`The key ${key.kid} already exists.`);
    keys = [...keys, key];
  };
  return {
    all: async () => keys.toSorted(byAge),
    async addFirst(key, entry) {
      const standing = keys.find(({ use }) => use === key.use);
      if (standing !== undefined) return standing;
      insert(key);
      if (entry !== undefined) append(entry);
      return key;
    },
    revision: async () => JSON.stringify(keys.map(({ kid, signsFrom }) => [kid, signsFrom])),
    async add(key, latest, entry) {
      if (latestOf(key.use) !== latest) return false;
      insert(key);
      if (entry !== undefined) append(entry);
      return true;
    },
    async date(kid, signsFrom, entry) {
      const known = keys.some((key) => key.kid === kid);
      keys = keys.map((key) => (key.kid === kid ? { ...key, signsFrom } : key));
      if (known && entry !== undefined) append(entry);
      return known;
    },
    async replace(gone, by, entry) {
      if (!keys.some(({ kid }) => kid === gone)) return false;
      const rest = keys.filter(({ kid }) => kid !== gone);
      const known = by !== undefined && rest.some(({ kid }) => kid === by.kid);
      keys = known ? rest.map((key) => (key.kid === by.kid ? { ...key, signsFrom: by.signsFrom } : key)) : rest;
      if (!known && by !== undefined && "sealed" in by) insert(by);
      if (entry !== undefined) append(entry);
      return true;
    },
    async reseal(kid, sealed, entry) {
      if (entry !== undefined && keys.some((key) => key.kid === kid)) append(entry);
      keys = keys.map((key) => (key.kid === kid ? { ...key, sealed } : key));
    },
  };
}
