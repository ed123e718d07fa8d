/** The signing keys in memory, as in the store: which ones sign, and which are published. */
import type { KeyAlg, PublicJwk } from "../../ports/keys.ts";
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import { type KeyStanding, nextChange, overKeys, published } from "../../protocol/key-schedule.ts";
import type { Sealer } from "./seal.ts";
import { publicJwk, type SigningKey, signingKeyOf } from "./signing-key.ts";

/** The algorithms whose keys every server has, in the order of the JWKS. Others follow. */
export const ALGS: readonly KeyAlg[] = ["ES256", "RS256", "EdDSA"];

/** A signing key with its row. */
export interface RingKey extends SigningKey {
  /** The name of its row. Keys of version 0.1 have one that isn't their thumbprint. */
  readonly row: string;
  readonly signsFrom: number;
  readonly createdAt: number;
}

interface View {
  readonly standing: readonly KeyStanding[];
  readonly jwks: readonly PublicJwk[];
  readonly signing: ReadonlyMap<string, RingKey>;
  readonly published: ReadonlyMap<string, RingKey>;
  /** The view is valid from the first time until just before the second. */
  readonly from: number;
  readonly until: number;
  readonly kept: number;
}

export class KeyRing {
  readonly #store: KeyStore;
  readonly #seals: Sealer;
  /** It changes with the settings. */
  readonly #kept: () => number;
  /** Keys of other algorithms stay in the store, and are neither published nor used. */
  readonly #algs: readonly KeyAlg[];
  #keys: readonly RingKey[] = [];
  #revision: string | undefined;
  #isUnreadable = false;
  #view: View | undefined;

  constructor(store: KeyStore, seals: Sealer, kept: () => number, algs: readonly KeyAlg[]) {
    this.#store = store;
    this.#seals = seals;
    this.#kept = kept;
    this.#algs = algs;
  }

  /** Loads what has changed in the store. A known key isn't opened again, because that is slow. */
  async refresh(): Promise<void> {
    const revision = await this.#store.revision();
    if (revision === this.#revision) return;
    const all = await this.#store.all();
    const rows = this.#algs.flatMap((alg) => all.filter(({ use }) => use === alg));
    // Recorded before the keys are opened, so that an unreadable one isn't tried again with every request.
    this.#revision = revision;
    this.#isUnreadable = true;
    this.#keys = rows.map((row) => this.#keyOf(row));
    this.#isUnreadable = false;
    this.#view = undefined;
  }

  /** Whether a key in the store couldn't be opened, so that the keys known before are still in use. */
  get isUnreadable(): boolean {
    return this.#isUnreadable;
  }

  #keyOf(row: StoredKey): RingKey {
    const known = this.#keys.find((key) => key.row === row.kid);
    const key = known ?? signingKeyOf(row.use as KeyAlg, this.#seals.open(row.sealed));
    return { ...key, row: row.kid, signsFrom: row.signsFrom ?? row.createdAt, createdAt: row.createdAt };
  }

  /** The state of the keys at `now`. */
  at(now: number): View {
    const view = this.#view;
    const kept = this.#kept();
    if (view !== undefined && view.kept === kept && now >= view.from && now < view.until) return view;
    const standing = published(this.#keys, kept, now);
    const inOrder = standing.map(({ kid }) => this.find(kid) as RingKey);
    const made = {
      standing,
      jwks: inOrder.map(publicJwk),
      signing: new Map(inOrder.filter((_, at) => standing[at]?.state === "signing").map((key) => [key.alg, key])),
      published: new Map(inOrder.map((key) => [key.kid, key])),
      from: now,
      until: nextChange(this.#keys, kept, now),
      kept,
    };
    this.#view = made;
    return made;
  }

  find(kid: string): RingKey | undefined {
    return this.#keys.find((key) => key.kid === kid);
  }

  /** The key of an algorithm with the latest date. */
  latest(alg: KeyAlg): RingKey | undefined {
    const dates = this.#keys.filter((key) => key.alg === alg);
    return dates.reduce<RingKey | undefined>(
      (a, b) => (a === undefined || b.signsFrom >= a.signsFrom ? b : a),
      undefined,
    );
  }

  /** Keys whose time is over at `now`. */
  over(now: number): readonly RingKey[] {
    const kids = overKeys(this.#keys, this.#kept(), now);
    return this.#keys.filter(({ kid }) => kids.includes(kid));
  }
}
