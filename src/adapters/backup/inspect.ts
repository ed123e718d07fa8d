/** What a portable backup contains, and what is wrong with it, found while it passes by. */
import { type ChainFault, chainWalk } from "../../ports/audit-chain.ts";
import { sealer } from "../keys/seal.ts";
import { auditEntryOf } from "../sql/audit.ts";
import type { SqlValue } from "../sql/connection.ts";
import type { Beginning, Part, Parts, Row } from "./format.ts";

/** The contents of a portable backup. */
export interface Inspected {
  readonly beginning: Beginning;
  /** Rows, by table. */
  readonly tables: Readonly<Record<string, number>>;
  /** The number of signing keys, including former ones. */
  readonly signingKeys: number;
  readonly keysEncrypted: boolean;
  /** Why the secret doesn't decrypt a key. `undefined` if it decrypts all of them, or none was given. */
  readonly keyFault: string | undefined;
  /** The first entry at which the audit log was changed; `undefined` if the log is whole. */
  readonly auditFault: ChainFault | undefined;
}

/** Lets parts pass, and says at the end what they were. */
export interface Inspector {
  readonly see: (part: Part) => void;
  readonly result: () => Inspected;
}

/** `secret`: the key-encryption secret, to try it on the keys. */
export function inspector(secret?: string): Inspector {
  const seals = sealer(secret);
  let beginning: Beginning | undefined;
  let columns: readonly string[] = [];
  const tables: Record<string, number> = {};
  const keys = { signing: 0, encrypted: false, fault: undefined as string | undefined };
  let walk: ReturnType<typeof chainWalk> | undefined;
  let auditFault: ChainFault | undefined;

  function seeKey(value: (column: string) => SqlValue): void {
    if (value("key_use") !== "tag") keys.signing++;
    const sealed = String(value("sealed"));
    if (sealed.startsWith("sealed.")) keys.encrypted = true;
    if (secret === undefined || keys.fault !== undefined) return;
    try {
      seals.open(sealed);
    } catch (error) {
      keys.fault = (error as Error).message;
    }
  }

  function seeRow(table: string, row: Row): void {
    const value = (column: string): SqlValue => row[columns.indexOf(column)] ?? null;
    if (table === "signing_keys") seeKey(value);
    if (table === "audit") {
      const entry = auditEntryOf(Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])) as never);
      auditFault ??= walk?.see(entry);
    }
  }

  return {
    see(part) {
      if (part.is === "beginning") {
        beginning = part.beginning;
        walk = chainWalk(part.beginning.audit_head);
      } else if (part.is === "table") {
        columns = part.columns;
        tables[part.table] = 0;
      } else {
        tables[part.table] = (tables[part.table] ?? 0) + part.rows.length;
        if (part.table === "audit" || part.table === "signing_keys")
          for (const row of part.rows) seeRow(part.table, row);
      }
    },
    result() {
      if (beginning === undefined) throw new Error("A backup has no beginning.");
      return {
        beginning,
        tables,
        signingKeys: keys.signing,
        keysEncrypted: keys.encrypted,
        keyFault: keys.fault,
        auditFault: auditFault ?? walk?.end(),
      };
    },
  };
}

/** Reads all parts. */
export async function inspected(parts: Parts, secret?: string): Promise<Inspected> {
  const { see, result } = inspector(secret);
  for await (const part of parts) see(part);
  return result();
}

/** Lets the parts pass to whoever restores them. */
export async function* passing(parts: Parts, { see }: Inspector): AsyncGenerator<Part> {
  for await (const part of parts) {
    see(part);
    yield part;
  }
}
